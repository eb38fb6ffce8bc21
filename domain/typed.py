"""What a person types into a field, as the value that it means; else it is kept as typed."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

from domain.codebook import Attribute, is_partial_date
from domain.dates import read_date, spoken_date
from domain.quantity import ENGLISH, NumberLocale
from domain.quantity.quantity import plain


@dataclass(frozen=True, slots=True)
class Writing:
    """How a document writes: its language (a BCP 47 tag) and its numbers."""

    language: str = "en"
    numbers: NumberLocale = ENGLISH


PLAIN = Writing()


def read_typed(attribute: Attribute, typed: str, writing: Writing = PLAIN) -> Any:
    """Return the value for what was typed, None for nothing.

    A number may be written plainly (1234.5) or as the document writes it, a date in ISO 8601 or
    in words; what is neither stays as it was typed, and `Attribute.problem` says so.
    """
    text = typed.strip()
    if not text:
        return None
    if attribute.type == "number":
        return _number(text, writing)
    if attribute.type == "date":
        return _date(text, writing)
    return text


def meaning(attribute: Attribute, value: Any, writing: Writing = PLAIN) -> str:
    """Return how a number or date reads to people, or nothing where that says no more."""
    if isinstance(value, str):
        value = read_typed(attribute, value, writing)
    if attribute.type == "date" and isinstance(value, str):
        said = spoken_date(value)
        return said if said != value else ""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if attribute.type == "number" and is_number and abs(value) >= 10_000:
        return f"{value:,}"
    return ""


def _number(text: str, writing: Writing) -> Any:
    for kind in (int, float):
        try:
            number: int | float = kind(text)
        except ValueError:
            continue
        if math.isfinite(number):
            return number
        return text
    sign = -1 if text[0] in "-−" else 1
    found = writing.numbers.value(text.lstrip("-−+").strip())
    return text if found is None else plain(sign * found)


def _date(text: str, writing: Writing) -> str:
    if is_partial_date(text):
        return text
    reading = read_date(text, language=writing.language)
    return text if reading is None or reading.source != "text" else reading.completed
