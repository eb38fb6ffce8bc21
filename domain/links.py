"""The relations of a document by where they start, kept in step without counting anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from domain.annotation import Relation
from domain.ids import AnnotationId, RelationId

_NONE: Counter[str] = Counter()


class Links:
    """Live relations; it also remembers where those that are gone started and ended."""

    def __init__(self, relations: Iterable[Relation] = ()) -> None:
        self.load(relations)

    def load(self, relations: Iterable[Relation]) -> None:
        """Hold these relations and no others."""
        self._live: dict[str, Relation] = {}
        self._counts: dict[str, Counter[str]] = {}
        self._sources: dict[str, AnnotationId] = {}
        self._around: dict[str, set[RelationId]] = {}
        for relation in relations:
            self.put(relation)

    def counts(self, source: str) -> Mapping[str, int]:
        """Return how many relations of each type (by key) lead from an annotation."""
        return self._counts.get(source, _NONE)

    def put(self, relation: Relation) -> None:
        """Add a relation, in place of an older version of it."""
        self.discard(relation.id)
        self._live[relation.id] = relation
        self._counts.setdefault(relation.source, Counter())[relation.type] += 1
        self._sources[relation.id] = relation.source
        for end in (relation.source, relation.target):
            self._around.setdefault(end, set()).add(relation.id)

    def discard(self, relation: str) -> None:
        """Take a relation out, if it is there."""
        old = self._live.pop(relation, None)
        if old is not None:
            self._counts[old.source][old.type] -= 1

    def source(self, relation: str) -> AnnotationId | None:
        """Return where a relation starts that is or was here, or None."""
        return self._sources.get(relation)

    def around(self, annotation: str) -> set[RelationId]:
        """Return the relations that start or end at an annotation, live or not."""
        return self._around.get(annotation, set())
