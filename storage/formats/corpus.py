"""Annotated documents as other programs have them: what every codec reads into and writes from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.document import State
from domain.span import JOINER

Fragments = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class ForeignSpan:
    """A labelled span. Fragments are half open, in the file's own unit when they are read.

    When a span is written they count code points of the document's text. `quote` is what the file
    says the words are (fragments joined by one space), None if it says nothing. `annotator` is
    empty where the document or nobody names one; `is_machine` marks a program's suggestion.
    """

    fragments: Fragments
    label: str
    id: str = ""
    quote: str | None = None
    attributes: Mapping[str, Any] = field(default_factory=dict)
    annotator: str = ""
    note: str = ""
    confidence: str = "sure"
    is_machine: bool = False

    @property
    def start(self) -> int:
        """Where the first fragment begins."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """Where the last fragment ends (exclusive)."""
        return self.fragments[-1][1]

    def words(self, text: str) -> str:
        """Return the words under the span, if its fragments count code points of `text`."""
        return JOINER.join(text[start:end] for start, end in self.fragments)


@dataclass(frozen=True, slots=True)
class ForeignRelation:
    """A typed connection between two spans of one document, by their ids."""

    source: str
    kind: str
    target: str
    id: str = ""


@dataclass(frozen=True, slots=True)
class ForeignDocument:
    """A text with its spans; `where` is its place in the file, for messages.

    `text` is the decoded text with the file's own newlines; None if the file has only offsets, and
    then `sha256` (of the canonical text), else `name` or `title` says which document of the project
    they belong to. `name` is the file's
    own id for it. `annotator` is whose layer a span is in that names nobody. `states` say how far
    annotators are, by name (an empty one is whoever imports). `tokens` are stretches of the text in
    code points, for formats that hold tokens, `flat` the spans that neither overlap nor cut one,
    for formats that show them as tags of tokens besides. `remarks` say what the reader left out and
    why, a sentence each: equal ones are counted together.
    """

    where: str
    text: str | None
    sha256: str = ""
    name: str = ""
    title: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    spans: tuple[ForeignSpan, ...] = ()
    relations: tuple[ForeignRelation, ...] = ()
    annotator: str = ""
    states: Mapping[str, State] = field(default_factory=dict)
    tokens: Fragments | None = None
    flat: tuple[ForeignSpan, ...] = ()
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that cannot be read: its place (file and line), and what is wrong, without a stop.

    The reader yields it instead of the document, so that no document comes in by halves.
    """

    where: str
    what: str

    @property
    def sentence(self) -> str:
        """The place and what is wrong there."""
        return f"{self.where}: {self.what}."
