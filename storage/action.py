"""One user action: the records it writes, and the change that remembers them."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from typing import Any

from domain.change import ChangeItem
from domain.clock import Stamp
from domain.ids import AnnotatorId, DocumentId
from storage.jsontext import dump
from storage.records import Record, Table
from storage.tables import TABLES


class Action:
    """Writes records inside the transaction of one user action, and notes each before and after.

    Made by `Project.action` only. Values are flattened records: see `storage.records`.
    """

    def __init__(
        self,
        connection: sqlite3.Connection,
        *,
        change_id: str,
        stamp: Stamp,
        at: str,
        annotator: AnnotatorId | None,
    ) -> None:
        self.connection = connection
        self.change_id = change_id
        self.stamp = stamp
        self.at = at
        self.annotator = annotator
        self.document: DocumentId | None = None
        self.items: list[ChangeItem] = []
        self.bulk = False

    def insert(self, table: Table, record: str, values: Mapping[str, Any]) -> int:
        """Create a record and return its row number."""
        number = table.insert(self.connection, record, values, self.stamp)
        logged = {name: value for name, value in values.items() if value is not None}
        self.items.append(ChangeItem(table.name, record, None, {**logged, "deleted": 0}))
        return number

    def insert_in_bulk(self, table: Table, record: str, values: Mapping[str, Any]) -> int:
        """Create a record that is remembered by its batch alone, and return its row number."""
        self.bulk = True
        return table.insert(self.connection, record, values, self.stamp, self.change_id)

    def update(self, table: Table, record: str, values: Mapping[str, Any]) -> bool:
        """Set the given fields of a record; return False if they held those values already."""
        current = self.current(table, record)
        before = {name: current.get(name) for name in values if current.get(name) != values[name]}
        if not before:
            return False
        after = {name: values[name] for name in before}
        table.update(self.connection, record, after, self.stamp)
        self.items.append(ChangeItem(table.name, record, before, after))
        return True

    def remove(self, table: Table, record: str) -> bool:
        """Mark a record as deleted; return False if it was."""
        return self.update(table, record, {"deleted": 1})

    def current(self, table: Table, record: str) -> Record:
        """Return a record as it stands, flattened; a missing one is a bug (KeyError)."""
        loaded = table.load(self.connection, record)
        if loaded is None:
            raise KeyError(f"no {table.name} {record}")
        return loaded

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written."""
        return not self.items and not self.bulk


def write_items(connection: sqlite3.Connection, change: int, items: list[ChangeItem]) -> None:
    """Store the touched records of a change."""
    connection.executemany(
        'INSERT INTO change_item (change, "table", record, before, after) VALUES (?, ?, ?, ?, ?)',
        [
            (
                change,
                item.table,
                item.record,
                None if item.before is None else dump(item.before),
                dump(item.after),
            )
            for item in items
        ],
    )


def table_of(item: ChangeItem) -> Table:
    """Return the table that an item touched."""
    return TABLES[item.table]
