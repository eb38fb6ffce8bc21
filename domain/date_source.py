"""Where a date comes from that somebody gave: the text, the document's date, or themselves."""

from __future__ import annotations

from typing import Any, Literal

from domain.annotation import Annotation
from domain.codebook import Tag
from domain.document import Document
from domain.proposing import DATE_SOURCE, dates_near

Source = Literal["text", "document_date", "analyst"]
_WEAKEST_LAST: tuple[Source, ...] = ("text", "document_date", "analyst")


def source_of(date: str, annotation: Annotation, document: Document) -> Source:
    """Return where a date of an annotation comes from, by the dates in its sentence."""
    for found in dates_near(annotation, document):
        completed = found.reading.completed
        if date in (completed, *completed.split("/")):
            return found.reading.source
    return "analyst"


def with_source(
    tag: Tag, annotation: Annotation, document: Document, key: str, value: Any
) -> dict[str, Any]:
    """Return what to store when somebody gives an attribute a value: also where a date comes from.

    The source is left alone where the tag has no such field, and where somebody has said another
    one than follows from the dates that stand there.
    """
    attribute, field = tag.attribute(key), tag.attribute(DATE_SOURCE)
    is_date = attribute is not None and attribute.type == "date"
    if not is_date or field is None or field.retired or field.type != "enum":
        return {key: value}
    dates = [a.key for a in tag.attributes if a.type == "date" and not a.retired]
    before = {date: annotation.attributes.get(date) for date in dates}
    stored = annotation.attributes.get(DATE_SOURCE) or field.default
    if stored != (_weakest(before, annotation, document) or field.default):
        return {key: value}
    now = _weakest({**before, key: value}, annotation, document)
    kept = now if now in field.choices and now != field.default else None
    return {key: value, DATE_SOURCE: kept}


def _weakest(dates: dict[str, Any], annotation: Annotation, document: Document) -> Source | None:
    """Return the source that all the dates together have, None without any."""
    given = [date for date in dates.values() if isinstance(date, str) and date]
    sources = [source_of(date, annotation, document) for date in given]
    return max(sources, key=_WEAKEST_LAST.index, default=None)
