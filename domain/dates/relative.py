"""Dates counted from the day of the document: "yesterday", "last year", "on Monday"."""

from __future__ import annotations

import re
from datetime import date, timedelta

from domain.dates import absolute
from domain.dates.calendar_words import RELATIVE, Step, Unit
from domain.dates.partial import Partial, interval

_AGO = re.compile(r"(?P<n>[a-z]+|[0-9]{1,3}) (?P<unit>day|week|month|year)s? ago")
_AGO_UNITS: dict[str, Unit] = {"day": "day", "week": "week", "month": "month", "year": "year"}
_NUMBERS = "one two three four five six seven eight nine ten eleven twelve"
_COUNTS = {word: i for i, word in enumerate(_NUMBERS.split(), 1)}
_LEAD = re.compile(r"^(?:(?:on|in|since|just|only|about|early|late|later|earlier|am|im) )+")


def step(words: str, language: str) -> Step | None:
    """Return how far from the document's day `words` lie, or None if they do not say so."""
    plain = " ".join(words.lower().replace("’", "'").strip(" .,;()").split())
    known = RELATIVE[language]
    found = known.get(plain) or known.get(_LEAD.sub("", plain))
    if found is not None or language != "en":
        return found
    match = _AGO.fullmatch(_LEAD.sub("", plain))
    if match is None:
        return None
    count = int(match["n"]) if match["n"].isdecimal() else _COUNTS.get(match["n"])
    unit = _AGO_UNITS[match["unit"]]
    return (unit, -count) if count else None


def resolve(step: Step, today: Partial) -> str:
    """Return the date that lies `step` from `today`, as exact as the step's unit; "" if unknown."""
    unit, count = step
    if today.year is None:
        return ""
    if unit == "year":
        return _iso(Partial(today.year + count))
    if unit == "month":
        if today.month is None:
            return ""
        months = today.year * 12 + today.month - 1 + count
        return _iso(Partial(months // 12, months % 12 + 1))
    day = _day(today)
    if day is None:
        return ""
    if unit == "day":
        return _iso(_of(day + timedelta(days=count)))
    monday = day + timedelta(days=7 * count - day.weekday())
    return interval(_of(monday), _of(monday + timedelta(days=6))) or ""


def named_day(words: str, language: str, today: Partial) -> str | None:
    """Return the weekday that `words` name: the latest one up to `today`, in English also the
    "last" before it or the "next" after it; "" if `today` is not known to the day.

    None if they name no weekday.
    """
    named = absolute.weekday(words, language)
    if named is None:
        return None
    wanted, said = named
    day = _day(today)
    if day is None:
        return ""
    back = (day.weekday() - wanted) % 7
    if language == "en" and said.startswith("next "):
        return _iso(_of(day + timedelta(days=7 - back)))
    if language == "en" and said.startswith("last "):
        back = back or 7
    return _iso(_of(day - timedelta(days=back)))


def _iso(date: Partial) -> str:
    return str(date) if date.is_possible else ""


def _of(day: date) -> Partial:
    return Partial(day.year, day.month, day.day)


def _day(today: Partial) -> date | None:
    if today.year is None or today.month is None or today.day is None:
        return None
    return date(today.year, today.month, today.day)
