"""Reading a partial date from words, and completing it from the document's own date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from domain.dates import absolute, other_languages, relative
from domain.dates.absolute import Dates
from domain.dates.calendar_words import LANGUAGES
from domain.dates.partial import Partial, from_iso, interval

LONGEST_WORDS = 200


@dataclass(frozen=True, slots=True)
class DateReading:
    """What words say of a date.

    `text` is what they say alone: a partial ISO date or interval, with "--" in place of a year
    that they leave out ("--01-23"), or "" if they only count from another day. `completed` is a
    whole partial date or interval, or "" if the document's date does not suffice; `source` says
    where it comes from: the text alone, or also the document's date.
    """

    text: str
    completed: str
    source: Literal["text", "document_date"]


def read_date(words: str, *, language: str = "en", document_date: str = "") -> DateReading | None:
    """Return the date that `words` name, never more exact than they are; None if they name none.

    `language` is a BCP 47 tag (empty means English); `document_date` an ISO date, exact or not.
    A weekday is the latest up to that date, and a missing year is its year.
    """
    if len(words) > LONGEST_WORDS:
        return None
    code = language.strip().lower().replace("_", "-").partition("-")[0] or "en"
    today = from_iso(document_date) or Partial()
    dates = _named(words, code)
    if dates is not None:
        return _reading(dates, today)
    if code not in LANGUAGES:
        return None
    if (step := relative.step(words, code)) is not None:
        return DateReading("", relative.resolve(step, today), "document_date")
    day = relative.named_day(words, code, today)
    return None if day is None else DateReading("", day, "document_date")


def _named(words: str, language: str) -> Dates | None:
    if language in LANGUAGES:
        return absolute.read(words, language)
    dates = absolute.in_digits(words, language)
    if dates is not None:
        return dates if all(date.is_possible for date in dates) else None
    date = other_languages.read(words, language)
    return None if date is None else (date,)


def _reading(dates: Dates, today: Partial) -> DateReading | None:
    text = _iso(dates)
    if text is None:
        return None
    if all(date.year is not None for date in dates):
        return DateReading(text, text, "text")
    if today.year is None:
        return DateReading(text, "", "document_date")
    completed = _iso(tuple(date.within(today.year) for date in dates))
    return DateReading(text, completed or "", "document_date")


def _iso(dates: Dates) -> str | None:
    if len(dates) == 1:
        return str(dates[0]) if dates[0].is_possible else None
    return interval(dates[0], dates[1])
