"""Two people who merge two things into each other: the later merge stands, in every copy."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import replace

from domain.clock import Stamp
from domain.merging import Version
from storage.merge.apply import write_losses
from storage.merge.plan import Loss
from storage.merge.rows import load
from storage.records import Table
from storage.tables import ENTITY, TAG

_FIELD = "merged_into"


def break_circles(connection: sqlite3.Connection) -> int:
    """Open every circle of things merged into each other; return how many there were.

    The earliest of its merges gives way, and is listed as a conflict. It does so with the stamp of
    the latest, which every copy finds alike.
    """
    found = 0
    for table in (ENTITY, TAG):
        rows = connection.execute(
            f"SELECT id, {_FIELD} FROM {table.name} WHERE {_FIELD} IS NOT NULL"
        )
        for circle in circles(dict(rows.fetchall())):
            _open(connection, table, circle)
            found += 1
    return found


def circles(into: Mapping[str, str]) -> Iterator[list[str]]:
    """Yield the members of each circle among things of which each leads to at most one other."""
    done: set[str] = set()
    for first in into:
        path: dict[str, None] = {}
        one: str | None = first
        while one is not None and one not in done and one not in path:
            path[one] = None
            one = into.get(one)
        if one in path:
            members = list(path)
            yield members[members.index(str(one)) :]
        done |= path.keys()


def _open(connection: sqlite3.Connection, table: Table, circle: list[str]) -> None:
    versions = {one: _version(connection, table, one) for one in circle}
    merged = {one: _stamp(version) for one, version in versions.items()}
    first = min(circle, key=lambda one: (merged[one], one))
    latest = max(merged.values())
    version = versions[first]
    loss = Loss(
        *(table.name, first, _FIELD, merged[first]),
        {_FIELD: version.values[_FIELD]},
        *(merged[first], merged[first]),
    )
    opened = replace(
        version,
        values={**version.values, _FIELD: None},
        stamp=max(version.stamp, latest),
        stamps={**version.stamps, _FIELD: latest},
    )
    table.rewrite(connection, first, opened.values, opened)
    write_losses(connection, [loss])


def _version(connection: sqlite3.Connection, table: Table, record: str) -> Version:
    version = load(connection, table, record)
    assert version is not None
    return version


def _stamp(version: Version) -> Stamp:
    return version.stamp_of(_FIELD, (_FIELD,), always=True)
