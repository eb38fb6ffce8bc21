"""Dates in languages without tables of their own, read by dateparser if it is installed."""

from __future__ import annotations

import re
from datetime import datetime
from importlib import import_module
from importlib.util import find_spec

from domain.dates.partial import Partial

_LONGEST = 80
# What the library fills in comes from these bases, which agree in no part: what it returns alike
# from both stands in the words.
_BASES = (datetime(1996, 3, 7), datetime(2012, 10, 19))  # noqa: DTZ001 (days, no moments)


def read(words: str, language: str) -> Partial | None:
    """Return the date that `words` name, with no part that they do not say themselves."""
    if len(words) > _LONGEST or not re.search("[0-9]", words) or find_spec("dateparser") is None:
        return None
    readings = [_parsed(words, language, base) for base in _BASES]
    first, second = readings
    if first is None or second is None:
        return None
    numbers = {int(digits) for digits in re.findall("[0-9]{1,4}", words)}
    year = first.year if first.year == second.year and first.year in numbers else None
    month = first.month if first.month == second.month else None
    day = first.day if first.day == second.day and first.day in numbers else None
    if numbers - {year, month, day}:
        return None
    date = Partial(year, month, day)
    return date if date.is_possible else None


def _parsed(words: str, language: str, base: datetime) -> datetime | None:
    settings = {
        "RELATIVE_BASE": base,
        "PARSERS": ["absolute-time"],
        "PREFER_DAY_OF_MONTH": "current",
        "PREFER_MONTH_OF_YEAR": "current",
        "TIMEZONE": "UTC",
    }
    try:
        found = import_module("dateparser").parse(words, languages=[language], settings=settings)
    except (ValueError, OverflowError):  # a language it does not know, a year out of range
        return None
    return found if isinstance(found, datetime) else None
