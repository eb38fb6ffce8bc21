"""The schema as SQL text, one file a version, applied in order."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database

FOLDER = Path(__file__).parent
STEPS = ("0001_initial", "0002_missed", "0003_merging")
LATEST = len(STEPS)


def migrate(connection: sqlite3.Connection, *, upto: int = LATEST) -> None:
    """Bring a project file to a schema, the latest; each step is atomic with its record.

    sqlite-utils is imported here only: a file that is up to date never needs it.
    """
    from sqlite_utils import Database, Migrations

    migrations = Migrations("glossator")
    for version, name in enumerate(STEPS[:upto], start=1):
        migrations(name=name)(_step(name, version))
    migrations.apply(Database(connection, execute_plugins=False))


def _step(name: str, version: int) -> Callable[[Database], None]:
    """Return a migration that runs the statements of a file, then sets the schema's version."""

    def run(database: Database) -> None:
        for statement in statements((FOLDER / f"{name}.sql").read_text("utf-8")):
            database.conn.execute(statement)
        database.conn.execute(f"PRAGMA user_version = {version:d}")

    return run


def statements(script: str) -> list[str]:
    """Split a script into statements (`executescript` would end the transaction of the step)."""
    found: list[str] = []
    pending = ""
    for line in script.splitlines(keepends=True):
        pending += line
        if sqlite3.complete_statement(pending):
            found.append(pending)
            pending = ""
    return found
