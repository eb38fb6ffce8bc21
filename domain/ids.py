"""Identity: typed ids, time-ordered random ones, and derived ones that make copies converge."""

from __future__ import annotations

import os
import re
import time
import unicodedata
import uuid
from collections.abc import Iterable
from typing import NewType

ProjectId = NewType("ProjectId", str)
DocumentId = NewType("DocumentId", str)
AnnotatorId = NewType("AnnotatorId", str)
AnnotationId = NewType("AnnotationId", str)
RelationId = NewType("RelationId", str)
EntityId = NewType("EntityId", str)
ChangeId = NewType("ChangeId", str)
ReviewId = NewType("ReviewId", str)
CommentId = NewType("CommentId", str)
DecisionId = NewType("DecisionId", str)

_ID = re.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAMESPACE = uuid.UUID("8c4f3a52-9d0b-5c1e-a7d3-6f1be0a9c1d4")


def new_id() -> str:
    """Return a random UUID that sorts by creation time (version 7, RFC 9562 section 5.7)."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds & (1 << 48) - 1) << 80 | int.from_bytes(os.urandom(10), "big")
    value = value & ~(0xF << 76) | 7 << 76
    value = value & ~(0x3 << 62) | 2 << 62
    return str(uuid.UUID(int=value))


def _derived(*parts: str) -> str:
    # Lengths in front keep ("ab", "c") and ("a", "bc") apart, whatever characters a part holds.
    return str(uuid.uuid5(_NAMESPACE, "".join(f"{len(part)}:{part}" for part in parts)))


def document_id(project: ProjectId, sha256: str, ordinal: int = 1) -> DocumentId:
    """Return the id that every copy of `project` gives to the text with this hash.

    A deliberate duplicate of a text takes `ordinal` 2, the next one 3.
    """
    return DocumentId(_derived("document", project, sha256, str(ordinal)))


def annotator_key(name: str) -> str:
    """Return the form of an annotator's name under which two spellings are one person."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name.strip()).casefold())


def annotator_id(project: ProjectId, name: str) -> AnnotatorId:
    """Return the id of the annotator of that name (case-folded, NFC) in `project`."""
    return AnnotatorId(_derived("annotator", project, annotator_key(name)))


def relation_id(source: AnnotationId, kind: str, target: AnnotationId) -> RelationId:
    """Return the id of the relation of type `kind` that leads from `source` to `target`."""
    return RelationId(_derived("relation", source, kind, target))


def imported_annotation_id(
    document: DocumentId, annotator: AnnotatorId, external_id: str
) -> AnnotationId:
    """Return the id of an annotation that another file calls `external_id`."""
    return AnnotationId(_derived("annotation", document, annotator, external_id))


def entity_id(project: ProjectId, kind: str, name: str) -> EntityId:
    """Return the id of the register entry that importing `name` creates in every copy alike."""
    return EntityId(_derived("entity", project, kind, unicodedata.normalize("NFC", name)))


def codebook_item_id(project: ProjectId, kind: str, key: str) -> str:
    """Return the id of a tag, attribute or relation type that copies may each load from a file."""
    return _derived("codebook", project, kind, key)


def progress_id(document: DocumentId, annotator: AnnotatorId) -> str:
    """Return the id of an annotator's progress with a document, the same in all copies."""
    return _derived("progress", document, annotator)


def review_id(annotation: AnnotationId, reviewer: AnnotatorId) -> ReviewId:
    """Return the id of a reviewer's one verdict on an annotation, the same in all copies."""
    return ReviewId(_derived("review", annotation, reviewer))


def assignment_id(document: DocumentId, annotator: AnnotatorId) -> str:
    """Return the id of the assignment of a document to an annotator, the same in all copies."""
    return _derived("assignment", document, annotator)


def conflict_id(table: str, record: str, register: str, loser: str) -> str:
    """Return the id of the conflict in which the edit with the stamp `loser` was overridden."""
    return _derived("conflict", table, record, register, loser)


def decision_id(
    document: DocumentId, adjudicator: AnnotatorId, sources: Iterable[AnnotationId]
) -> DecisionId:
    """Return the id of an adjudicator's decision on these sources, the same in all copies."""
    return DecisionId(_derived("decision", document, adjudicator, *sorted(sources)))


def gold_id(decision: DecisionId) -> AnnotationId:
    """Return the id of the gold annotation that a decision makes."""
    return AnnotationId(_derived("gold", decision))


def source_id(gold: AnnotationId, source: AnnotationId) -> str:
    """Return the id of the link from a gold annotation to what it came from."""
    return _derived("source", gold, source)


def new_annotation_id() -> AnnotationId:
    """Return a fresh id for an annotation that a person makes."""
    return AnnotationId(new_id())


def is_id(value: str) -> bool:
    """Tell whether `value` is written as our ids are (a lower-case hyphenated UUID)."""
    return _ID.fullmatch(value) is not None
