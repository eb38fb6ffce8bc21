"""Moments as people read them, in local time, from the ISO 8601 in UTC that the project stores."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_MONTHS = "January February March April May June July August September October November December"
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"


@lru_cache(maxsize=4096)  # A list asks for the same ones with each painting.
def moment(iso: str) -> datetime | None:
    """Return the local time of a stored moment, or None if it cannot be read."""
    try:
        found = datetime.fromisoformat(iso)
    except ValueError:
        return None
    return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone()


def day_name(day: date, today: date) -> str:
    """Return a day as a heading: Today, Yesterday, or the date with its weekday."""
    if day == today:
        return "Today"
    if day == today - timedelta(days=1):
        return "Yesterday"
    month = _MONTHS.split()[day.month - 1]
    year = "" if day.year == today.year else f" {day.year}"
    return f"{_DAYS.split()[day.weekday()]}, {day.day} {month}{year}"


def ago(at: datetime, now: datetime) -> str:
    """Return how long ago something was within the last hour, else the time of day."""
    minutes = int((now - at).total_seconds() // 60)
    if minutes < 0 or minutes >= 60:
        return f"{at:%H:%M}"
    return "just now" if minutes < 1 else f"{minutes} min ago"


def short(iso: str, now: datetime) -> str:
    """Return the time of day of something today, else its date; the text itself if unreadable."""
    at = moment(iso)
    if at is None:
        return iso
    if at.date() == now.date():
        return f"{at:%H:%M}"
    month = _MONTHS.split()[at.month - 1][:3]
    year = "" if at.year == now.year else f" {at.year}"
    return f"{at.day} {month}{year}"


def exact(iso: str) -> str:
    """Return date and time to the second with the zone; the text itself if unreadable."""
    at = moment(iso)
    return iso if at is None else f"{at:%Y-%m-%d %H:%M:%S %Z}".strip()
