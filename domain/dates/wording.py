"""Partial dates as people read them: “23 January 2019”, “March to May 2019”."""

from __future__ import annotations

from domain.dates.partial import Partial, from_iso

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August"),
    *("September", "October", "November", "December"),
)


def spoken_date(value: str) -> str:
    """Return a partial ISO date or interval `a/b` in English words, or nothing if it is none."""
    dates = [from_iso(part) for part in value.split("/")]
    if not 1 <= len(dates) <= 2 or any(
        date is None or str(date) != part
        for date, part in zip(dates, value.split("/"), strict=True)
    ):
        return ""
    return " to ".join(_words(date) for date in dates if date is not None)


def _words(date: Partial) -> str:
    parts = [str(date.day)] if date.day else []
    if date.month:
        parts.append(_MONTHS[date.month - 1])
    return " ".join([*parts, str(date.year)])
