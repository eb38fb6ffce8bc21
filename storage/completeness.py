"""What annotations lack, by codebook and register as they stand; all of it in reading order."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.annotation import Annotation
from domain.codebook import Codebook, Tag
from domain.ids import AnnotationId, AnnotatorId, DocumentId, EntityId
from domain.lacking import Lack, lacking
from storage.contents import Contents
from storage.formats.wording import entity_attributes, naming_attribute

# The types of the live relations that lead from annotation `a`, a line each.
RELATION_TYPES = (
    "(SELECT group_concat(x.type, char(10)) FROM relation x JOIN annotation y ON y.id = x.target "
    "WHERE x.source = a.id AND x.deleted = 0 AND y.deleted = 0)"
)


@dataclass(frozen=True, slots=True)
class Incomplete:
    """An annotation that lacks something."""

    annotation: AnnotationId
    document: DocumentId
    tag: str
    lack: Lack


class Judge:
    """Says what annotations lack; alike ones are judged once."""

    def __init__(self, contents: Contents, codebook: Codebook | None = None) -> None:
        self._entities = contents.entities
        self.codebook = contents.codebooks.current() if codebook is None else codebook
        self._known: dict[tuple[str, str, str], Lack] = {}
        self._shared: dict[str, Mapping[str, Any]] = {}
        # Most codebooks ask for nothing that only an entity could give: no entity is read then.
        self._asked = {tag.id: keys for tag in self.codebook.tags if (keys := _inheritable(tag))}

    @property
    def asks_entities(self) -> bool:
        """Whether what an entity says may complete an annotation."""
        return bool(self._asked)

    def lack(self, annotation: Annotation, relations: Mapping[str, int]) -> Lack:
        """Return what an annotation lacks; `relations` counts those that lead from it, by key."""
        return self._judged(annotation.tag, annotation.attributes, relations)

    def lack_of_row(self, tag: str, attributes: str, types: str | None) -> Lack:
        """Return what a row lacks: its attributes as JSON, its relations' types a line each."""
        key = (tag, attributes, types or "")
        found = self._known.get(key)
        if found is None:
            relations = Counter(types.split("\n")) if types else {}
            found = self._known[key] = self._judged(tag, json.loads(attributes), relations)
        return found

    def is_incomplete(self, tag: str, attributes: str, types: str | None) -> bool:
        """Tell whether a row lacks anything, for use in SQL."""
        return bool(self.lack_of_row(tag, attributes, types))

    def _judged(self, tag_id: str, values: Mapping[str, Any], relations: Mapping[str, int]) -> Lack:
        tag = self.codebook.tag(tag_id)
        return lacking(tag, {**self._inherited(tag, values), **values}, relations)

    def _inherited(self, tag: Tag, values: Mapping[str, Any]) -> Mapping[str, Any]:
        naming = naming_attribute(tag) if tag.id in self._asked else None
        reference = None if naming is None else values.get(naming.key)
        if not isinstance(reference, str) or not reference:
            return {}
        if reference not in self._shared:
            entity = self._entities.get(EntityId(reference))
            keys = self._asked[tag.id]
            found = {} if entity is None else entity.attributes
            self._shared[reference] = {key: found[key] for key in keys if key in found}
        return self._shared[reference]


def incomplete_annotations(
    contents: Contents,
    annotator: AnnotatorId,
    document: DocumentId | None = None,
    judge: Judge | None = None,
) -> list[Incomplete]:
    """Return one's own annotations that lack something, of the project or of one document."""
    judge = judge or Judge(contents)
    known = {tag.id for tag in judge.codebook.tags}
    given = [annotator] if document is None else [annotator, document]
    where = "" if document is None else "AND a.document = ?"
    rows = contents.connection.execute(
        f"SELECT a.id, a.document, a.tag, a.attributes, {RELATION_TYPES} AS types "
        "FROM annotation a JOIN document d ON d.id = a.document "
        f"WHERE a.annotator = ? AND a.deleted = 0 AND d.deleted = 0 {where} "
        'ORDER BY d.number, a."start", a."end" DESC, a.number',
        given,
    )
    return [
        Incomplete(row["id"], row["document"], row["tag"], lack)
        for row in rows
        if row["tag"] in known
        and (lack := judge.lack_of_row(row["tag"], row["attributes"], row["types"]))
    ]


def count_by_document(found: Sequence[Incomplete]) -> dict[DocumentId, int]:
    """Return how many there are in each document that has any."""
    return dict(Counter(each.document for each in found))


def _inheritable(tag: Tag) -> tuple[str, ...]:
    """Return the keys that are asked for, have no usual value, and may come from the entity."""
    return tuple(
        a.key
        for a in entity_attributes(tag)
        if (a.required or a.required_when is not None) and a.default in (None, "")
    )
