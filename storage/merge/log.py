"""The history of a colleague's copy comes along: read by everyone, undone by nobody here."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterator
from typing import Any

from storage.merge.verify import refuse

_CHANGE = "id, stamp, annotator, verb, label, at, kind, undoes, status, batch, document, skipped"
_ITEM = '"table", record, before, after'


def missing_changes(own: sqlite3.Connection, other: sqlite3.Connection) -> list[int]:
    """Return the numbers, in their copy, of the changes that ours does not know.

    That a copy was merged is something that only that copy went through.
    """
    known = {row[0]: row[1] for row in own.execute("SELECT id, stamp FROM change")}
    found = []
    for number, record, stamp in other.execute(
        "SELECT number, id, stamp FROM change WHERE verb <> 'merge' ORDER BY number"
    ):
        if record not in known:
            found.append(number)
        elif known[record] != stamp:
            refuse(f"has another change under the id {record} than this project")
    return found


def write_changes(
    own: sqlite3.Connection, other: sqlite3.Connection, numbers: list[int], gone: set[str]
) -> None:
    """Write their changes behind ours, in their order, with what they touched, as they stand.

    `gone` are the records of purged documents, of which no word may come along.
    """
    wanted = set(numbers)
    ours: dict[int, int] = {}
    next_number = _latest(own) + 1

    def changes() -> Iterator[tuple[Any, ...]]:
        for row in _plain(other, f"SELECT number, {_CHANGE} FROM change ORDER BY number"):
            if row[0] in wanted:
                ours[row[0]] = next_number + len(ours)
                label = f"{row[4].capitalize()} (purged)" if row[11] in gone else row[5]
                yield (ours[row[0]], *row[1:5], label, *row[6:], 0)

    own.executemany(
        f"INSERT INTO change (number, {_CHANGE}, local) VALUES ({_marks(14)})", changes()
    )
    rows = _plain(other, f"SELECT change, {_ITEM} FROM change_item ORDER BY number")
    own.executemany(
        f"INSERT INTO change_item (change, {_ITEM}) VALUES ({_marks(5)})",
        ((ours[row[0]], *row[1:]) for row in rows if row[0] in ours and row[2] not in gone),
    )
    follow_undos(own, next_number - 1)


def follow_undos(own: sqlite3.Connection, first: int) -> None:
    """Let colleagues' changes stand as the undos, redos and reverts after number `first` say."""
    rows = own.execute(
        "SELECT c.kind, c.verb, c.undoes, u.undoes, t.verb, t.undoes FROM change c "
        "JOIN change u ON u.id = c.undoes LEFT JOIN change t ON t.id = u.undoes "
        "WHERE c.number > ? AND c.local = 0 ORDER BY c.number",
        (first,),
    ).fetchall()
    for kind, verb, target, before, verb_before, reverted in rows:
        if kind == "undo":
            _stand(own, target, "undone")
            _stand(own, before, "done")  # What was undone was a revert, if it reversed anything.
        elif kind == "redo":
            _stand(own, before, "done")
            _stand(own, reverted if verb_before == "revert" else None, "reverted")
        elif verb == "revert":
            _stand(own, target, "reverted")


def _stand(own: sqlite3.Connection, change: str | None, status: str) -> None:
    own.execute("UPDATE change SET status = ? WHERE id = ? AND local = 0", (status, change))


def complete_changes(own: sqlite3.Connection, other: sqlite3.Connection, gone: set[str]) -> int:
    """Add what changes that we know have touched besides; return how many entries that were.

    A colleague who was sent a part of the project has a part of some changes.
    """
    counts = "SELECT c.id, count(i.number) FROM change c LEFT JOIN change_item i "
    counts += "ON i.change = c.number GROUP BY c.number"
    held = dict(_plain(own, counts))
    added = 0
    for record, number in _plain(other, counts):
        if record in held and number > 0 and number != held[record]:
            added += _complete(own, other, record, gone)
    return added


def _complete(
    own: sqlite3.Connection, other: sqlite3.Connection, record: str, gone: set[str]
) -> int:
    query = f"SELECT {_ITEM} FROM change_item i JOIN change c ON c.number = i.change "
    query += "WHERE c.id = ? ORDER BY i.number"
    known = Counter(tuple(row) for row in own.execute(query, (record,)))
    theirs = Counter(tuple(row) for row in other.execute(query, (record,)) if row[1] not in gone)
    more = list((theirs - known).elements())
    if more:
        number = own.execute("SELECT number FROM change WHERE id = ?", (record,)).fetchone()[0]
        own.executemany(
            f"INSERT INTO change_item (change, {_ITEM}) VALUES ({_marks(5)})",
            [(number, *row) for row in more],
        )
        label = other.execute("SELECT label FROM change WHERE id = ?", (record,)).fetchone()[0]
        if not known - theirs and not gone:
            own.execute("UPDATE change SET label = ? WHERE number = ?", (label, number))
    return len(more)


def _latest(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM change").fetchone()[0])


def _marks(count: int) -> str:
    return ", ".join("?" * count)


def _plain(connection: sqlite3.Connection, sql: str) -> Iterator[tuple[Any, ...]]:
    cursor = connection.cursor()
    cursor.row_factory = None
    yield from cursor.execute(sql)
