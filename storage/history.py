"""Undo, redo and revert, worked from the changes in the file: without limit, also after a restart.

A change of kind `do` stands on the stack of its annotator while its status is `done`. Undoing it
appends a change of kind `undo`; redoing appends one of kind `redo`, which reverses that undo.
Reverting an earlier change is an action like any other (kind `do`), which undo can take back.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from domain.change import Change, ChangeItem, Skipped
from domain.clock import Stamp
from domain.ids import AnnotatorId, ChangeId, DocumentId
from storage.action import Action, table_of
from storage.tables import BATCHED

_COLUMNS = (
    "number, id, stamp, annotator, verb, label, at, kind, undoes, status, batch, local, "
    "document, skipped"
)


def next_undo(connection: sqlite3.Connection, annotator: AnnotatorId) -> Change | None:
    """Return the change that undo would take back, or None."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM change WHERE local = 1 AND annotator = ? AND status = 'done' "
        "AND kind = 'do' ORDER BY number DESC LIMIT 1",
        (annotator,),
    ).fetchone()
    return None if row is None else _change(row)


def next_redo(connection: sqlite3.Connection, annotator: AnnotatorId) -> Change | None:
    """Return the change that redo would bring back, or None."""
    row = connection.execute(
        f"SELECT {_COLUMNS} FROM change WHERE local = 1 AND annotator = ? AND status = 'undone' "
        "AND kind = 'do' ORDER BY number LIMIT 1",
        (annotator,),
    ).fetchone()
    return None if row is None else _change(row)


def changes(
    connection: sqlite3.Connection, *, limit: int = 200, before: int | None = None
) -> list[Change]:
    """Return the latest changes without their items, newest first, below number `before`."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM change WHERE number < ? ORDER BY number DESC LIMIT ?",
        (before if before is not None else 1 << 62, limit),
    )
    return [_change(row) for row in rows]


def since(connection: sqlite3.Connection, number: int) -> list[Change]:
    """Return the changes after `number` with their items, oldest first.

    A merge stands for all that came before it: it touches anything, and may bring very many.
    """
    merged = connection.execute(
        "SELECT max(number) FROM change WHERE number > ? AND verb = 'merge'", (number,)
    ).fetchone()[0]
    first = number if merged is None else merged - 1
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM change WHERE number > ? ORDER BY number", (first,)
    ).fetchall()
    return [_change(row, items(connection, row["number"])) for row in rows]


def of_record(connection: sqlite3.Connection, record: str) -> list[Change]:
    """Return the changes that touched a record, oldest first, with their items on it."""
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM change WHERE number IN "
        "(SELECT change FROM change_item WHERE record = ?) ORDER BY number",
        (record,),
    ).fetchall()
    return [
        _change(row, tuple(i for i in items(connection, row["number"]) if i.record == record))
        for row in rows
    ]


def by_id(connection: sqlite3.Connection, change: ChangeId) -> Change | None:
    """Return a change with its items, or None."""
    row = connection.execute(f"SELECT {_COLUMNS} FROM change WHERE id = ?", (change,)).fetchone()
    return None if row is None else _change(row, items(connection, row["number"]))


def items(connection: sqlite3.Connection, number: int) -> tuple[ChangeItem, ...]:
    """Return what a change touched, in the order of writing."""
    rows = connection.execute(
        'SELECT "table", record, before, after FROM change_item WHERE change = ? ORDER BY number',
        (number,),
    )
    return tuple(
        ChangeItem(
            row["table"],
            row["record"],
            None if row["before"] is None else json.loads(row["before"]),
            json.loads(row["after"]),
        )
        for row in rows
    )


def reverse(action: Action, change: Change) -> tuple[Skipped, ...]:
    """Write the opposite of `change` (with its items) into `action`; return what had to stay.

    A field is restored only while it still holds what the change wrote.
    """
    skipped: list[Skipped] = []
    for item in reversed(change.items):
        skipped += _reverse_item(action, item)
    if change.bulk:
        _reverse_batch(action, change)
    return tuple(skipped)


def _reverse_item(action: Action, item: ChangeItem) -> list[Skipped]:
    table = table_of(item)
    if item.before is None:
        action.remove(table, item.record)
        return []
    current = action.current(table, item.record)
    restored = {}
    skipped = []
    for name, value in item.before.items():
        if current.get(name) == item.after.get(name):
            restored[name] = value
        elif current.get(name) != value:
            skipped.append(Skipped(item.table, item.record, name))
    if restored:
        action.update(table, item.record, restored)
    return skipped


def _reverse_batch(action: Action, change: Change) -> None:
    """Take a whole batch away, or bring back the rows that its removal took away."""
    action.bulk = True
    batch = batch_of(action.connection, change)
    removing = batch == change.id or _brings_back(action.connection, change)
    written = json.dumps(_stamps(action.connection, change))
    for table in BATCHED:
        action.connection.execute(
            f"UPDATE {table} SET deleted = ?1, stamp = ?2, "
            "stamps = json_set(stamps, '$.deleted', ?2) WHERE batch = ?3 AND deleted = ?4 "
            "AND (?4 = 0 OR json_extract(stamps, '$.deleted') IN "
            "(SELECT value FROM json_each(?5)))",
            (int(removing), action.stamp, batch, int(not removing), written),
        )


def _stamps(connection: sqlite3.Connection, change: Change) -> list[str]:
    """Return when a change was done: first, and whenever what took it back was taken back."""
    rows = connection.execute(
        "WITH RECURSIVE chain (id, stamp, is_opposite) AS ("
        "SELECT id, stamp, 0 FROM change WHERE id = ? UNION ALL "
        "SELECT c.id, c.stamp, NOT is_opposite FROM chain JOIN change c ON c.undoes = chain.id) "
        "SELECT stamp FROM chain WHERE NOT is_opposite",
        (change.id,),
    )
    return [row["stamp"] for row in rows]


def batch_of(connection: sqlite3.Connection, change: Change) -> str:
    """Return the batch that a bulk change wrote, removed or brought back."""
    row = connection.execute("SELECT batch FROM change WHERE id = ?", (change.id,)).fetchone()
    return str(row["batch"])


def _brings_back(connection: sqlite3.Connection, change: Change) -> bool:
    # A change that reverses a removal brings back; follow the chain to the import that began it.
    reversals = 0
    current: Change | None = change
    while current is not None and current.undoes is not None:
        reversals += 1
        current = by_id(connection, current.undoes)
    return reversals % 2 == 0


def last_number(connection: sqlite3.Connection) -> int:
    """Return the number of the latest change, 0 if there is none."""
    return int(connection.execute("SELECT coalesce(max(number), 0) FROM change").fetchone()[0])


def _change(row: sqlite3.Row, touched: Sequence[ChangeItem] = ()) -> Change:
    return Change(
        id=ChangeId(row["id"]),
        number=row["number"],
        stamp=Stamp(row["stamp"]),
        annotator=None if row["annotator"] is None else AnnotatorId(row["annotator"]),
        verb=row["verb"],
        label=row["label"],
        at=row["at"],
        kind=row["kind"],
        undoes=None if row["undoes"] is None else ChangeId(row["undoes"]),
        status=row["status"],
        bulk=row["batch"] is not None,
        local=bool(row["local"]),
        document=None if row["document"] is None else DocumentId(row["document"]),
        items=tuple(touched),
        skipped=tuple(Skipped(*entry) for entry in json.loads(row["skipped"])),
    )
