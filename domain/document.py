"""Documents as values: the source text with its metadata, and how far work on it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from domain.ids import AnnotatorId, DocumentId

METADATA_FIELDS = ("source", "author", "published", "url", "language")


class State(StrEnum):
    """How far one annotator is with one document."""

    NEW = "new"
    IN_PROGRESS = "in_progress"
    DONE = "done"
    SKIPPED = "skipped"

    @property
    def words(self) -> str:
        """The state as people read it."""
        return self.value.replace("_", " ")


@dataclass(frozen=True, slots=True)
class Document:
    """One source text with its metadata; `text` is canonical, its length counts code points."""

    id: DocumentId
    title: str
    text: str
    sha256: str
    source: str = ""
    author: str = ""
    published: str = ""
    url: str = ""
    language: str = ""
    metadata: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    created: str = ""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """A document as a list shows it: no text; counts and state are those of one annotator."""

    id: DocumentId
    title: str
    published: str
    length: int
    state: State
    annotations: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an annotator is with a document; `reason` says why it was skipped."""

    document: DocumentId
    annotator: AnnotatorId
    state: State = State.NEW
    reason: str = ""
    seconds: int = 0
