"""The tables whose rows are edited one by one, read and written as records that a history can hold.

A record is a mapping of field names to plain values. A field that holds a mapping (attributes,
metadata) is flattened to `field.key`, so that each key is a register of its own; None is absence.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from domain.clock import Stamp
from storage.jsontext import dump

Record = dict[str, Any]


class Tail(Protocol):
    """The stamps of a record: of its making, of its latest edit, of its registers."""

    @property
    def born(self) -> Stamp: ...
    @property
    def stamp(self) -> Stamp: ...
    @property
    def stamps(self) -> Mapping[str, Stamp]: ...


@dataclass(frozen=True, slots=True)
class Table:
    """A logged table: its plain fields, its JSON fields, and its mappings (flattened).

    `registers` names the fields that merging treats as one value; `derived` those that follow from
    others and have no stamp of their own; `identity` those that a record of that id always has.
    """

    name: str
    fields: tuple[str, ...]
    json_fields: tuple[str, ...] = ()
    mappings: tuple[str, ...] = ()
    registers: tuple[tuple[str, str], ...] = ()
    derived: frozenset[str] = frozenset()
    identity: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that hold the record, without the tail."""
        return self.fields + self.json_fields + self.mappings

    def register(self, field: str) -> str:
        """Return the register that a field belongs to: what merging treats as one value."""
        return dict(self.registers).get(field, field)

    def number(self, connection: sqlite3.Connection, record: str) -> int | None:
        """Return the row number of a record, or None if there is none."""
        row = connection.execute(
            f"SELECT number FROM {self.name} WHERE id = ?", (record,)
        ).fetchone()
        return None if row is None else int(row[0])

    def load(self, connection: sqlite3.Connection, record: str) -> Record | None:
        """Return a record flattened, `deleted` included, or None if there is none."""
        row = connection.execute(
            f"SELECT {_quoted(self.columns)}, deleted FROM {self.name} WHERE id = ?", (record,)
        ).fetchone()
        if row is None:
            return None
        result: Record = {field: row[field] for field in self.fields}
        result |= {field: json.loads(row[field]) for field in self.json_fields}
        for field in self.mappings:
            result |= {f"{field}.{key}": value for key, value in json.loads(row[field]).items()}
        result["deleted"] = row["deleted"]
        return result

    def insert(
        self,
        connection: sqlite3.Connection,
        record: str,
        values: Mapping[str, Any],
        stamp: Stamp,
        batch: str | None = None,
    ) -> int:
        """Write a new row from a flattened record and return its number."""
        row = self._row(values)
        columns = (*row, "id", "born", "stamp", "batch")
        cursor = connection.execute(
            f"INSERT INTO {self.name} ({_quoted(columns)}) VALUES ({_marks(columns)})",
            (*row.values(), record, stamp, stamp, batch),
        )
        return int(cursor.lastrowid or 0)

    def update(
        self,
        connection: sqlite3.Connection,
        record: str,
        values: Mapping[str, Any],
        stamp: Stamp,
    ) -> None:
        """Write the given flattened fields of a row, and the stamp of each register touched."""
        plain = {f: v for f, v in values.items() if "." not in f}
        row = self._row(plain)
        sets = [f'"{column}" = ?' for column in row]
        parameters: list[Any] = list(row.values())
        for field in self.mappings:
            changed = {f: v for f, v in values.items() if f.startswith(f"{field}.")}
            if changed:
                sets.append(f'"{field}" = ?')
                parameters.append(self._patched(connection, record, field, changed))
        stamps = self._stamped(connection, record, values, stamp)
        connection.execute(
            f"UPDATE {self.name} SET {', '.join(sets)}, stamp = ?, stamps = ? WHERE id = ?",
            (*parameters, stamp, stamps, record),
        )

    def rewrite(
        self,
        connection: sqlite3.Connection,
        record: str,
        values: Mapping[str, Any],
        tail: Tail,
    ) -> None:
        """Write a record as merging made it, each stamp as it was given elsewhere."""
        row = dict.fromkeys(self.mappings, "{}") | self._row(values)
        sets = ", ".join(f'"{column}" = ?' for column in row)
        connection.execute(
            f"UPDATE {self.name} SET {sets}, born = ?, stamp = ?, stamps = ? WHERE id = ?",
            (*row.values(), tail.born, tail.stamp, dump(tail.stamps), record),
        )

    def _row(self, values: Mapping[str, Any]) -> dict[str, Any]:
        row = {f: values[f] for f in (*self.fields, "deleted") if f in values}
        row |= {f: dump(values[f]) for f in self.json_fields if f in values}
        for field in self.mappings:
            prefix = f"{field}."
            inner = {
                f.removeprefix(prefix): value
                for f, value in values.items()
                if f.startswith(prefix) and value is not None
            }
            if inner:
                row[field] = dump(inner)
        return row

    def _patched(
        self, connection: sqlite3.Connection, record: str, field: str, changed: Mapping[str, Any]
    ) -> str:
        stored = connection.execute(
            f'SELECT "{field}" FROM {self.name} WHERE id = ?', (record,)
        ).fetchone()[0]
        inner = json.loads(stored)
        for name, value in changed.items():
            key = name.removeprefix(f"{field}.")
            if value is None:
                inner.pop(key, None)
            else:
                inner[key] = value
        return dump(inner)

    def _stamped(
        self,
        connection: sqlite3.Connection,
        record: str,
        values: Iterable[str],
        stamp: Stamp,
    ) -> str:
        stored = connection.execute(
            f"SELECT stamps FROM {self.name} WHERE id = ?", (record,)
        ).fetchone()[0]
        stamps = json.loads(stored)
        touched = {self.register(field) for field in values if field not in self.derived}
        stamps.update(dict.fromkeys(sorted(touched), stamp))
        return dump(stamps)


def flattened(values: Mapping[str, Any], mappings: Iterable[str]) -> Record:
    """Return `values` with the named mappings spread out as `field.key`."""
    spread = set(mappings)
    result: Record = {}
    for field, value in values.items():
        if field in spread:
            result |= {f"{field}.{key}": inner for key, inner in value.items()}
        else:
            result[field] = value
    return result


def _quoted(columns: Iterable[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _marks(columns: Iterable[str]) -> str:
    return ", ".join("?" for _ in columns)
