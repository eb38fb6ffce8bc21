"""The relations between annotations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from domain.annotation import Relation
from domain.ids import AnnotationId, AnnotatorId, DocumentId, RelationId

_FROM = "FROM relation r JOIN annotation s ON s.id = r.source JOIN annotation t ON t.id = r.target"
_LIVE = "r.deleted = 0 AND s.deleted = 0 AND t.deleted = 0"
_PART = 400


class Relations:
    """Reads relations; one is live while it and both its ends are."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of_document(self, document: DocumentId) -> list[Relation]:
        """Return the live relations that start in the document, in the order of their making."""
        return self._where("s.document = ?", (document,))

    def of_annotation(self, annotation: AnnotationId) -> list[Relation]:
        """Return the live relations that start or end at the annotation."""
        return self._where("(r.source = ?1 OR r.target = ?1)", (annotation,))

    def of_layers(self, annotators: Sequence[AnnotatorId]) -> list[Relation]:
        """Return the live relations of the whole project that start in these layers."""
        return self._where(
            f"s.annotator IN ({_marks(annotators)}) "
            "AND s.document NOT IN (SELECT id FROM document WHERE deleted = 1)",
            annotators,
        )

    def all(self) -> list[Relation]:
        """Return all live relations of the project."""
        return self._where("1", ())

    def some(self, relations: Sequence[str]) -> list[Relation]:
        """Return the relations of these ids that are live."""
        found: list[Relation] = []
        for part in _parts(relations):
            found += self._where(f"r.id IN ({_marks(part)})", part)
        return found

    def around(self, annotations: Sequence[str]) -> list[Relation]:
        """Return the live relations that start or end at any of these annotations, each once."""
        found: dict[RelationId, Relation] = {}
        for part in _parts(annotations):
            marks = _marks(part)
            # Two questions: an OR over both ends would use neither index.
            for end in ("source", "target"):
                found |= {r.id: r for r in self._where(f"r.{end} IN ({marks})", part)}
        return list(found.values())

    def count(self) -> int:
        """Return how many live relations there are."""
        row = self._connection.execute(f"SELECT count(*) {_FROM} WHERE {_LIVE}").fetchone()
        return int(row[0])

    def _where(self, condition: str, parameters: Sequence[str]) -> list[Relation]:
        rows = self._connection.execute(
            f"SELECT r.* {_FROM} WHERE {condition} AND {_LIVE} ORDER BY r.number", parameters
        )
        return list(_relations(rows))


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


def _parts(values: Sequence[str]) -> Iterable[Sequence[str]]:
    return (values[at : at + _PART] for at in range(0, len(values), _PART))


def _relations(rows: Iterable[sqlite3.Row]) -> Iterable[Relation]:
    for row in rows:
        yield Relation(
            id=RelationId(row["id"]),
            source=AnnotationId(row["source"]),
            type=row["type"],
            target=AnnotationId(row["target"]),
            deleted=bool(row["deleted"]),
        )
