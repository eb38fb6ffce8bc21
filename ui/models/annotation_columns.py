"""The columns of the annotation table; adding one is one entry in `COLUMNS`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from domain.annotation import Annotation
from domain.codebook import Codebook, Tag
from domain.ids import AnnotatorId, DocumentId
from domain.lacking import NOTHING, Lack, lack_words
from storage.repositories.annotation_index import IndexOrder
from ui.models import times


def _lacks_nothing(_annotation: Annotation) -> Lack:
    return NOTHING


@dataclass(frozen=True)
class Names:
    """What turns ids into words: the codebook, names of annotators and titles of documents.

    `lack` says what an annotation lacks.
    """

    codebook: Codebook
    annotators: Mapping[AnnotatorId, str] = field(default_factory=dict)
    titles: Mapping[DocumentId, str] = field(default_factory=dict)
    lack: Callable[[Annotation], Lack] = _lacks_nothing

    def tag(self, annotation: Annotation) -> Tag:
        """Return the tag of an annotation."""
        return self.codebook.tag(annotation.tag)

    def missing(self, annotation: Annotation) -> tuple[str, ...]:
        """Return what an annotation lacks, in words."""
        return lack_words(self.tag(annotation), self.lack(annotation))


Text = Callable[[Annotation, Names], str]


@dataclass(frozen=True)
class Column:
    """One column: its words, what it sorts by, its width in average characters (0: the rest).

    `order` is how the project-wide index sorts by it, `shown` says where it appears.
    """

    order: IndexOrder
    title: str
    text: Text
    key: Callable[[Annotation, Names], Any]
    width: int = 0
    is_number: bool = False
    is_muted: bool = False
    shown: str = "always"
    tip: Text | None = None


def _tag(annotation: Annotation, names: Names) -> str:
    return names.tag(annotation).name


def _tag_place(annotation: Annotation, names: Names) -> int:
    return names.codebook.tags.index(names.tag(annotation))


def _quote(annotation: Annotation, _names: Names) -> str:
    return " ".join(annotation.quote.split())


def _span(annotation: Annotation, _names: Names) -> str:
    return f"{annotation.span.start}–{annotation.span.end}"


def _spans(annotation: Annotation, _names: Names) -> str:
    return ", ".join(f"{start}–{end}" for start, end in annotation.span.fragments)


def _reading_order(annotation: Annotation, _names: Names) -> tuple[int, int]:
    return annotation.span.start, -annotation.span.end


def _note(annotation: Annotation, _names: Names) -> str:
    return " ".join(annotation.note.split())


def _confidence(annotation: Annotation, _names: Names) -> str:
    return "unsure" if annotation.confidence == "unsure" else ""


def _annotator(annotation: Annotation, names: Names) -> str:
    return names.annotators.get(annotation.annotator, "")


def _modified(annotation: Annotation, _names: Names) -> str:
    return times.short(annotation.modified, datetime.now().astimezone())


def _modified_exactly(annotation: Annotation, _names: Names) -> str:
    return times.exact(annotation.modified)


def _incomplete(annotation: Annotation, names: Names) -> str:
    return "incomplete" if names.lack(annotation) else ""


def _what_is_missing(annotation: Annotation, names: Names) -> str:
    missing = names.missing(annotation)
    return f"Still to fill in: {', '.join(missing)}" if missing else ""


def _document(annotation: Annotation, names: Names) -> str:
    return " ".join(names.titles.get(annotation.document, "").split())


def _folded(text: Text) -> Callable[[Annotation, Names], str]:
    def key(annotation: Annotation, names: Names) -> str:
        return text(annotation, names).casefold()

    return key


def _lacks(annotation: Annotation, names: Names) -> bool:
    return bool(names.lack(annotation))


def _modified_key(annotation: Annotation, _names: Names) -> str:
    return annotation.modified


COLUMNS: tuple[Column, ...] = (
    Column("tag", "Tag", _tag, _tag_place, 11),
    Column("quote", "Quote", _quote, _folded(_quote)),
    Column("place", "Place", _span, _reading_order, 12, is_number=True, tip=_spans),
    Column("note", "Note", _note, _folded(_note), 14, is_muted=True),
    Column("confidence", "Sure", _confidence, _confidence, 8, is_muted=True),
    Column("annotator", "Who", _annotator, _folded(_annotator), 10, shown="layers"),
    Column("document", "Document", _document, _folded(_document), 16, shown="project"),
    Column(
        *("modified", "Changed", _modified, _modified_key, 10),
        is_muted=True,
        tip=_modified_exactly,
    ),
    Column("incomplete", "", _incomplete, _lacks, 3, tip=_what_is_missing),
)
