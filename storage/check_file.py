"""Checking the file below the contents: pages, keys, JSON, stamps, search indexes."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator

from domain.clock import FAR_FUTURE_MS, Stamp, is_stamp, milliseconds_of, wall_milliseconds
from storage.records import Table
from storage.tables import TABLES

_MANY = 20


def structure(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield what is wrong with the pages, constraints and keys of the file."""
    try:
        for (said,) in connection.execute(f"PRAGMA integrity_check({_MANY})"):
            if said != "ok":
                yield f"The file is damaged: {said}. Restore a backup."
        for row in connection.execute("PRAGMA foreign_key_check"):
            yield f"In the table {row[0]}, row {row[1]} refers to a {row[2]} that does not exist."
    except sqlite3.DatabaseError as error:
        yield f"The file is damaged: {error}. Restore a backup."


def values(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the JSON that cannot be read, and the stamps that no clock has given."""
    latest = wall_milliseconds() + FAR_FUTURE_MS
    for table in TABLES.values():
        yield from _json(connection, table)
        yield from _stamps(connection, table.name, ("born", "stamp"), latest)
    yield from _stamps(connection, "change", ("stamp",), latest)


def indexes(connection: sqlite3.Connection) -> list[str]:
    """Return which search index does not fit what it indexes."""
    found = []
    if _missing(connection, "document_search_docsize", "document_text", "number"):
        found.append("The search index of the texts is not complete.")
    if _missing(connection, "annotation_search_docsize", "annotation", "number"):
        found.append("The search index of the annotations is not complete.")
    row = connection.execute(
        "SELECT count(*) FROM annotation a JOIN annotation_search s ON s.rowid = a.number "
        "WHERE a.deleted = 0 AND (s.note <> a.note OR s.quote <> (SELECT group_concat(quote, ' ') "
        "FROM (SELECT quote FROM fragment f WHERE f.annotation = a.number ORDER BY ordinal)))"
    ).fetchone()
    if row[0]:
        found.append(f"The search index has other words than {row[0]} of the annotations.")
    return found


def _missing(connection: sqlite3.Connection, index: str, table: str, key: str) -> bool:
    # The index lists a size for each row that it holds.
    row = connection.execute(
        f"SELECT EXISTS (SELECT {key} FROM {table} EXCEPT SELECT id FROM {index}) "
        f"OR EXISTS (SELECT id FROM {index} EXCEPT SELECT {key} FROM {table})"
    ).fetchone()
    return bool(row[0])


def _json(connection: sqlite3.Connection, table: Table) -> Iterator[str]:
    columns = {column: list for column in table.json_fields if column in ("aliases", "choices")}
    shapes: dict[str, type] = {**dict.fromkeys(table.mappings, dict), **columns, "stamps": dict}
    names = [*table.mappings, *table.json_fields, "stamps"]
    listed = ", ".join(f'"{name}"' for name in names)
    for row in connection.execute(f"SELECT id, {listed} FROM {table.name}"):
        for name in names:
            if not _is_json(row[name], shapes.get(name, object)):
                yield f"In the table {table.name}, “{name}” of {row['id']} cannot be read."


def _is_json(text: str, shape: type) -> bool:
    if text == "{}" and shape is dict:
        return True
    try:
        return isinstance(json.loads(text), shape)
    except ValueError:
        return False


def _stamps(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], latest: int
) -> Iterator[str]:
    for row in connection.execute(f"SELECT DISTINCT {', '.join(columns)} FROM {table}"):
        for stamp in {str(value) for value in row}:
            if not is_stamp(stamp):
                yield f"In the table {table} stands “{stamp}”, which is no stamp of a clock."
            elif milliseconds_of(Stamp(stamp)) > latest:
                yield f"In the table {table} an edit lies more than 30 days in the future."
