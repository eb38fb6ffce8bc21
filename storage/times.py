"""Times as the project writes them: ISO 8601 in UTC, to the millisecond."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.clock import wall_milliseconds


def iso_of_milliseconds(milliseconds: int) -> str:
    """Return milliseconds since 1970 as `2019-01-23T10:20:30.123Z`."""
    moment = datetime.fromtimestamp(milliseconds / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def now() -> str:
    """Return the present moment."""
    return iso_of_milliseconds(wall_milliseconds())
