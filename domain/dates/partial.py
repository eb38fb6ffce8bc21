"""Dates of which a part may be missing: year, month and day, as written in ISO 8601."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace

FIRST_YEAR, LAST_YEAR = 1000, 2199
_LEAP_YEAR = 2000
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, slots=True)
class Partial:
    """A date as far as it is known; a day needs its month."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def __str__(self) -> str:
        """Return it in ISO 8601, with "--" in place of a missing year: "2019-01", "--01-23"."""
        head = "-" if self.year is None else f"{self.year:04}"
        return "-".join([head, *(f"{part:02}" for part in (self.month, self.day) if part)])

    @property
    def is_possible(self) -> bool:
        """Tell whether the calendar has such a date."""
        if self.year is not None and not FIRST_YEAR <= self.year <= LAST_YEAR:
            return False
        if self.month is None:
            return self.year is not None and self.day is None
        if not 1 <= self.month <= 12:
            return False
        longest = monthrange(self.year or _LEAP_YEAR, self.month)[1]
        return self.day is None or 1 <= self.day <= longest

    def within(self, year: int) -> Partial:
        """Return this date with `year` where it names none."""
        return self if self.year is not None else replace(self, year=year)


def from_iso(text: str) -> Partial | None:
    """Return the date at the start of an ISO date or time stamp, or None."""
    match = _ISO.match(text.strip())
    if match is None:
        return None
    date = Partial(*(int(part) if part else None for part in match.groups()))
    return date if date.is_possible else None


def interval(start: Partial, end: Partial) -> str | None:
    """Return both as `start/end`, or None if one is not possible or the end comes first."""
    if not (start.is_possible and end.is_possible) or (start.year is None) != (end.year is None):
        return None
    first, last = str(start), str(end)
    shared = min(len(first), len(last))
    return f"{first}/{last}" if first[:shared] <= last[:shared] and first != last else None
