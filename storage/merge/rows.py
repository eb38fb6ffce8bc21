"""Records of either copy, as versions to be joined."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Any

from domain.clock import Stamp
from domain.merging import Shape, Version
from storage.records import Table
from storage.tables import ANNOTATION, TABLES

Row = tuple[Any, ...]
TAIL = ("born", "stamp", "stamps", "deleted")


@cache
def shape_of(name: str) -> Shape:
    """Return what the registers of a table's records are."""
    table = TABLES[name]
    fields = (*table.fields, *table.json_fields)
    if table is ANNOTATION:
        fields += ("fragments",)
    return Shape(fields, table.mappings, dict(table.registers), table.derived, table.identity)


def columns(table: Table) -> tuple[str, ...]:
    """Return the columns that are compared between copies: all but the number and the batch.

    What follows from other fields (which copy marks as a variant of which) is left out.
    """
    derived = {"variant_of"} if table.name == "document" else set()
    return ("id", *(name for name in table.columns if name not in derived), *TAIL)


def all_rows(connection: sqlite3.Connection, table: Table) -> Iterator[tuple[int, Row]]:
    """Yield the number and the compared columns of every record, the id first of them."""
    listed = ", ".join(f'"{name}"' for name in columns(table))
    cursor = connection.cursor()
    cursor.row_factory = None
    for row in cursor.execute(f"SELECT number, {listed} FROM {table.name}"):
        yield row[0], row[1:]


def version_of(connection: sqlite3.Connection, table: Table, number: int, row: Row) -> Version:
    """Return a record that `all_rows` yielded as a version to be joined."""
    named = dict(zip(columns(table), row, strict=True))
    values: dict[str, Any] = {name: named[name] for name in table.fields if name in named}
    values |= {name: json.loads(named[name]) for name in table.json_fields}
    for name in table.mappings:
        values |= {f"{name}.{key}": value for key, value in json.loads(named[name]).items()}
    values["deleted"] = named["deleted"]
    if table is ANNOTATION:
        values["fragments"] = _fragments(connection, number)
    stamps = {register: Stamp(stamp) for register, stamp in json.loads(named["stamps"]).items()}
    return Version(values, Stamp(named["born"]), Stamp(named["stamp"]), stamps)


def row_of(connection: sqlite3.Connection, table: Table, record: str) -> tuple[int, Row]:
    """Return the number and the compared columns of a record that there is."""
    listed = ", ".join(f'"{name}"' for name in columns(table))
    row = connection.execute(
        f"SELECT number, {listed} FROM {table.name} WHERE id = ?", (record,)
    ).fetchone()
    return row[0], tuple(row)[1:]


def load(connection: sqlite3.Connection, table: Table, record: str) -> Version | None:
    """Return one record as a version, or None if there is none."""
    if table.number(connection, record) is None:
        return None
    return version_of(connection, table, *row_of(connection, table, record))


def _fragments(connection: sqlite3.Connection, number: int) -> list[list[Any]]:
    rows = connection.execute(
        'SELECT "start", "end", quote FROM fragment WHERE annotation = ? ORDER BY ordinal',
        (number,),
    )
    return [list(row) for row in rows]
