"""What the words of a span say of its fields: proposals, which nothing stores until a person does.

Places are code points of the document's text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from domain.annotation import Annotation
from domain.codebook import Attribute, Tag
from domain.dates import FoundDate, find_dates
from domain.document import Document
from domain.quantity import NUMBER_LOCALES, NumberLocale, Quantity, locale_for, read_quantity

NUMBER_FORMAT = "number_format"
"""The document's metadata key for how it writes numbers: the name of a NumberLocale."""
DATE_SOURCE = "date_source"
Source = Literal["text", "document_date"]
_CONTEXT = 80
_SENTENCE = 400
_BREAK = re.compile(r"(?<!\b[0-9])(?<!\b[0-9]{2})[.!?…][\"'”’»)\]]*\s|\n")


@dataclass(frozen=True, slots=True)
class Proposed:
    """A value that words say; `source` is where it comes from: the text, or its own date too."""

    value: Any
    words: str
    source: Source = "text"


Proposals = Mapping[str, Proposed]
"""By the attribute's key."""


def number_locale(document: Document) -> NumberLocale:
    """Return how a document writes numbers: as somebody said, else as its language usually does."""
    named = document.metadata.get(NUMBER_FORMAT)
    return NUMBER_LOCALES.get(str(named)) or locale_for(document.language)


def propose(tag: Tag, annotation: Annotation, document: Document) -> dict[str, Proposed]:
    """Return what the words of an annotation and around it say of its empty fields.

    A field that has a value is left alone, and so is what would contradict it; what holds anyway
    (the usual value) is not proposed.
    """
    if _field(tag, "value_min", "number") is not None:
        found = _of_quantity(annotation, document)
    else:
        found = _of_date(tag, annotation, document)
    return {key: each for key, each in found.items() if _is_open(tag, annotation, key, each.value)}


def taken(proposals: Proposals, *, from_document: bool = False) -> dict[str, Any]:
    """Return the values to store when somebody takes what is proposed.

    What needs the document's own date is among them only `from_document`.
    """
    return {
        key: each.value
        for key, each in proposals.items()
        if from_document or each.source != "document_date"
    }


def dates_near(annotation: Annotation, document: Document) -> list[FoundDate]:
    """Return the dates in the sentence of an annotation, the nearest first."""
    start, end = annotation.span.start, annotation.span.end
    first, last = _sentence(document.text, start, end)
    found = find_dates(
        document.text[first:last],
        language=document.language or "en",
        document_date=document.published,
    )

    def distance(date: FoundDate) -> tuple[int, int]:
        return max(0, first + date.start - end, start - first - date.end), date.start

    return sorted(found, key=distance)


def _of_quantity(annotation: Annotation, document: Document) -> dict[str, Proposed]:
    quantity = _quantity(annotation, document)
    if quantity is None:
        return {}
    given = {key: annotation.attributes.get(key) for key in ("value_min", "value_max")}
    said = {"value_min": quantity.value_min, "value_max": quantity.value_max}
    values: dict[str, Any] = {"unit": quantity.unit or None, "kind": quantity.kind}
    # Somebody who gave another number meant something else: theirs says how it is meant.
    if all(given[key] in (None, "", said[key]) for key in said):
        values |= {**said, "modifier": quantity.modifier}
    return {key: Proposed(value, annotation.quote) for key, value in values.items()}


def _quantity(annotation: Annotation, document: Document) -> Quantity | None:
    start, end = annotation.span.start, annotation.span.end
    return read_quantity(
        annotation.quote,
        before=document.text[max(0, start - _CONTEXT) : start],
        after=document.text[end : end + _CONTEXT],
        locale=number_locale(document),
    )


def _of_date(tag: Tag, annotation: Annotation, document: Document) -> dict[str, Proposed]:
    fields = [a.key for a in tag.attributes if a.type == "date" and not a.retired]
    if not fields or any(annotation.attributes.get(key) for key in fields):
        return {}
    for date in dates_near(annotation, document):
        if date.reading.completed:
            return _dated(tag, fields, date)
    return {}


def _dated(tag: Tag, fields: list[str], date: FoundDate) -> dict[str, Proposed]:
    completed, source = date.reading.completed, date.reading.source
    values: dict[str, Any] = {fields[0]: completed}
    if {"date_start", "date_end"} <= set(fields):
        start, _, end = completed.partition("/")
        values = {"date_start": start, "date_end": end or None}
    if _field(tag, DATE_SOURCE, "enum") is not None:
        values[DATE_SOURCE] = source
    return {key: Proposed(value, date.words, source) for key, value in values.items()}


def _is_open(tag: Tag, annotation: Annotation, key: str, value: Any) -> bool:
    attribute = tag.attribute(key)
    if attribute is None or attribute.retired or value in (None, attribute.default):
        return False
    stored = annotation.attributes.get(key)
    return stored in (None, "") and attribute.problem(value) is None


def _field(tag: Tag, key: str, kind: str) -> Attribute | None:
    found = tag.attribute(key)
    return found if found is not None and found.type == kind and not found.retired else None


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the sentence around `[start, end)` begins and ends."""
    low = max(0, start - _SENTENCE)
    breaks = [low + match.end() for match in _BREAK.finditer(text[low:start])]
    following = _BREAK.search(text, end, end + _SENTENCE)
    last = min(len(text), end + _SENTENCE) if following is None else following.end()
    return (breaks[-1] if breaks else low), last
