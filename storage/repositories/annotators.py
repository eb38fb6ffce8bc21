"""The annotators of a project."""

from __future__ import annotations

import sqlite3

from domain.annotation import Annotator
from domain.ids import AnnotatorId


class Annotators:
    """Reads the annotators."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> list[Annotator]:
        """Return every annotator, by name."""
        rows = self._connection.execute(
            "SELECT id, name, kind FROM annotator WHERE deleted = 0 ORDER BY name COLLATE NOCASE"
        )
        return [Annotator(AnnotatorId(r["id"]), r["name"], r["kind"]) for r in rows]

    def get(self, annotator: AnnotatorId) -> Annotator | None:
        """Return the annotator of that id, or None."""
        row = self._connection.execute(
            "SELECT id, name, kind FROM annotator WHERE id = ?", (annotator,)
        ).fetchone()
        return None if row is None else Annotator(annotator, row["name"], row["kind"])
