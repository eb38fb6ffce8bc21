"""Writing what a plan says, inside the one transaction of a merge."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from domain.clock import Stamp
from domain.ids import conflict_id
from domain.merging import Version
from storage.merge import purging
from storage.merge.plan import Loss, Plan
from storage.merge.plan import Step as Step
from storage.merge.rows import load
from storage.records import Table
from storage.tables import ANNOTATION, CONFLICT, DOCUMENT, TABLES

_AT_ONCE = 4_000


def apply_plan(own: sqlite3.Connection, other: sqlite3.Connection, plan: Plan, step: Step) -> None:
    """Write into our copy what merging `other` into it changes; `step(rows)` counts new rows."""
    own.execute("PRAGMA defer_foreign_keys = ON")
    if plan.purges:
        purging.remove(own, plan.purges)
    for table in TABLES.values():
        numbers = _write_new(own, other, table, plan, step)
        if table is DOCUMENT:
            _write_texts(own, other, numbers)
        if table is ANNOTATION:
            _write_derived(own, other, numbers)
    for table in TABLES.values():
        for record, version in plan.joined[table.name].items():
            table.rewrite(own, record, version.values, version)
    write_losses(own, plan.losses)


def _write_new(
    own: sqlite3.Connection, other: sqlite3.Connection, table: Table, plan: Plan, step: Step
) -> dict[int, int]:
    """Copy the new rows of a table; return our number of each of theirs."""
    numbers: dict[int, int] = {}
    wanted = set(plan.new[table.name])
    if not wanted:
        return numbers
    first = own.execute(f"SELECT coalesce(max(number), 0) FROM {table.name}").fetchone()[0] + 1
    names = [n for n in table.columns if n != "variant_of"]
    columns = ("id", *names, "born", "stamp", "stamps", "deleted", "batch")
    listed = ", ".join(f'"{name}"' for name in columns)

    def rows() -> Iterator[tuple[Any, ...]]:
        for row in _plain(other, f"SELECT number, {listed} FROM {table.name} ORDER BY number"):
            if row[0] in wanted:
                ours = first + len(numbers)
                numbers[row[0]] = ours
                if len(numbers) % _AT_ONCE == 0:
                    step(_AT_ONCE)
                yield (ours, *row[1:])

    marks = ", ".join("?" * (len(columns) + 1))
    own.executemany(f"INSERT INTO {table.name} (number, {listed}) VALUES ({marks})", rows())
    step(len(numbers) % _AT_ONCE)
    return numbers


def _write_texts(
    own: sqlite3.Connection, other: sqlite3.Connection, numbers: dict[int, int]
) -> None:
    for theirs, ours in numbers.items():
        row = other.execute("SELECT text FROM document_text WHERE number = ?", (theirs,)).fetchone()
        if row is not None:
            own.execute("INSERT INTO document_text VALUES (?, ?)", (ours, row[0]))
            own.execute("INSERT INTO document_search (rowid, text) VALUES (?, ?)", (ours, row[0]))
        original = other.execute("SELECT * FROM original WHERE number = ?", (theirs,)).fetchone()
        if original is not None:
            values = (ours, *tuple(original)[1:])
            own.execute("INSERT INTO original VALUES (?, ?, ?, ?, ?, ?, ?)", values)


def _write_derived(
    own: sqlite3.Connection, other: sqlite3.Connection, numbers: dict[int, int]
) -> None:
    """Write fragments, mentions and the entries in the search index of new annotations."""
    if not numbers:
        return
    entities = {row[0] for row in own.execute("SELECT id FROM entity")}
    rows = _plain(
        other,
        'SELECT a.number, f.ordinal, f."start", f."end", f.quote, a.note, a.attributes '
        "FROM annotation a JOIN fragment f ON f.annotation = a.number ORDER BY a.number, f.ordinal",
    )
    wanted = (row for row in rows if row[0] in numbers)
    while part := list(islice(wanted, _AT_ONCE)):
        own.executemany(
            "INSERT INTO fragment VALUES (?, ?, ?, ?, ?)",
            [(numbers[row[0]], *row[1:5]) for row in part],
        )
        firsts = [row for row in part if row[1] == 0]
        own.executemany(
            "INSERT INTO annotation_search (rowid, quote, note) VALUES (?, ?, ?)",
            [(numbers[row[0]], row[4], row[5]) for row in firsts],
        )
        own.executemany(
            "INSERT OR IGNORE INTO mention (entity, annotation, attribute) VALUES (?, ?, ?)",
            [
                (value, numbers[row[0]], key)
                for row in firsts
                if row[6] != "{}"
                for key, value in json.loads(row[6]).items()
                if isinstance(value, str) and value in entities
            ],
        )
        _index_further(own, [(numbers[row[0]], row[4]) for row in part if row[1] > 0])


def _index_further(own: sqlite3.Connection, fragments: Iterable[tuple[int, str]]) -> None:
    """Add the words of later fragments to the entries of their annotations."""
    own.executemany(
        "UPDATE annotation_search SET quote = quote || ' ' || ?2 WHERE rowid = ?1", fragments
    )


def write_losses(own: sqlite3.Connection, losses: Iterable[Loss]) -> None:
    """Write a conflict for each edit that is overridden, once."""
    for loss in losses:
        record = conflict_id(loss.table, loss.record, loss.register, loss.loser)
        known = load(own, CONFLICT, record)
        if known is not None:
            _open_again(own, record, known, loss.edit)
        else:
            values = {
                "table": loss.table,
                "record": loss.record,
                "register": loss.register,
                "loser": loss.loser,
                "value": dict(loss.value),
            }
            # Whoever finds this conflict writes the same row, so that copies converge.
            CONFLICT.insert(own, record, values, loss.born)


def _open_again(own: sqlite3.Connection, record: str, known: Version, edit: Stamp) -> None:
    """Let a conflict that was looked at be looked at again, after a later edit."""
    if known.values["seen"] and edit > known.stamp_of("seen", ("seen",), always=True):
        stamps = {**known.stamps, "seen": edit}
        opened = Version({**known.values, "seen": 0}, known.born, max(known.stamp, edit), stamps)
        CONFLICT.rewrite(own, record, opened.values, opened)


def _plain(connection: sqlite3.Connection, sql: str) -> Iterator[tuple[Any, ...]]:
    cursor = connection.cursor()
    cursor.row_factory = None
    yield from cursor.execute(sql)
