"""How the screen writes moments, sizes and counts for people."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from domain.wording import counted

if TYPE_CHECKING:
    from storage.formats.report import Report

__all__ = ["counted", "moment", "size"]


def moment(when: str | datetime, now: datetime | None = None) -> str:
    """Return a moment (ISO 8601 or aware) in local time: “today, 14:05” or “3 May 2026, 14:05”."""
    try:
        given = datetime.fromisoformat(when) if isinstance(when, str) else when
        local = given.astimezone()
    except (ValueError, OverflowError, OSError):
        return str(when)
    present = (now or datetime.now().astimezone()).astimezone(local.tzinfo)
    days = (present.date() - local.date()).days
    day = {0: "today", 1: "yesterday"}.get(days, f"{local.day} {local:%b %Y}")
    return f"{day}, {local:%H:%M}"


def size(count: int) -> str:
    """Return a number of bytes as people read it: “812 bytes”, “1.4 MB”."""
    if count < 1000:
        return counted(count, "byte")
    value, unit = count / 1000, "kB"
    for larger in ("MB", "GB"):
        if value >= 999.5:
            value, unit = value / 1000, larger
    return f"{value:.1f} {unit}" if value < 10 else f"{value:.0f} {unit}"


def holds(report: Report) -> str:
    """Return what an export holds, or would hold: “1 document, 3 annotations, 0 relations.”."""
    return (
        f"{counted(report.documents, 'document')}, {counted(report.annotations, 'annotation')}, "
        f"{counted(report.relations, 'relation')}."
    )


def duration(seconds: int) -> str:
    """Return a stretch of time: “40 s”, “12 min”, “1 h 05 min”."""
    if seconds < 60:
        return f"{seconds} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60:02d} min"
