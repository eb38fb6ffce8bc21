"""What agreement is reckoned from: documents with the layers of those who coded them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from domain.ids import AnnotationId, AnnotatorId, DocumentId
from domain.span import Fragment


class Mark(NamedTuple):
    """One annotation: `fragments` in code points, half open, sorted; `values` by attribute key.

    `tag` is the tag's id after merges; what has no value is absent from `values`; `quote` are the
    words, for people.
    """

    id: AnnotationId
    tag: str
    fragments: tuple[Fragment, ...]
    values: Mapping[str, Any]
    quote: str = ""

    @property
    def start(self) -> int:
        """Where the first fragment begins."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """Where the last fragment ends (exclusive)."""
        return self.fragments[-1][1]


class Link(NamedTuple):
    """A relation of a layer, by the ids of its ends."""

    source: AnnotationId
    type: str
    target: AnnotationId


class Layer(NamedTuple):
    """What one annotator made of one document; empty if they are done and found nothing."""

    marks: Sequence[Mark] = ()
    links: Sequence[Link] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A document with the layers that count in it: of those who are done with it or tagged in it.

    `length` is that of the text in code points; `text` is needed only where tokens are counted.
    """

    document: DocumentId
    title: str
    length: int
    layers: Mapping[AnnotatorId, Layer]
    text: str = ""
