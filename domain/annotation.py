"""Annotations and relations as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from domain.clock import Stamp
from domain.ids import AnnotationId, AnnotatorId, DocumentId, RelationId
from domain.span import JOINER, Span

Confidence = Literal["sure", "unsure"]
CONFIDENCES: tuple[Confidence, ...] = ("sure", "unsure")


@dataclass(frozen=True, slots=True)
class Annotation:
    """A span of a document with a tag, in the layer of one annotator.

    `quotes` are the words under each fragment as they stood when it was made; `created` and
    `modified` are ISO 8601 in UTC, `stamp` is that of its latest edit.
    """

    id: AnnotationId
    document: DocumentId
    annotator: AnnotatorId
    tag: str
    span: Span
    quotes: tuple[str, ...]
    note: str = ""
    confidence: Confidence = "sure"
    attributes: Mapping[str, Any] = field(default_factory=dict)
    origin: str = "person"
    external_id: str | None = None
    codebook_version: str = ""
    created: str = ""
    modified: str = ""
    stamp: Stamp = Stamp("")
    deleted: bool = False

    @property
    def quote(self) -> str:
        """The words under the span, fragments joined by one space."""
        return JOINER.join(self.quotes)


@dataclass(frozen=True, slots=True)
class Relation:
    """A typed, directed connection between two annotations."""

    id: RelationId
    source: AnnotationId
    type: str
    target: AnnotationId
    deleted: bool = False


@dataclass(frozen=True, slots=True)
class Annotator:
    """Whose layer an annotation is in: a person, a machine, or the adjudicated gold."""

    id: AnnotatorId
    name: str
    kind: Literal["person", "machine", "adjudicated"] = "person"
