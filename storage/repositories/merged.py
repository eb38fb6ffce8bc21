"""What merged tags and entities stand for now."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storage.contents import Contents


def resolved_ids(contents: Contents) -> dict[str, str]:
    """Return for each tag and entity that was merged the id of what it was merged into at last."""
    rows = contents.connection.execute(
        "SELECT id, merged_into FROM entity WHERE merged_into IS NOT NULL UNION ALL "
        "SELECT id, merged_into FROM tag WHERE merged_into IS NOT NULL"
    )
    into = {row["id"]: row["merged_into"] for row in rows}
    return {one: _end(one, into) for one in into}


def _end(one: str, into: dict[str, str]) -> str:
    seen = {one}
    while one in into and into[one] not in seen:
        one = into[one]
        seen.add(one)
    return one
