"""The register of entities."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from domain.entity import Entity
from domain.ids import AnnotatorId, EntityId


class Entities:
    """Reads entities."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> list[Entity]:
        """Return every entity that was not deleted, merged ones included, by kind and name."""
        rows = self._connection.execute(
            "SELECT * FROM entity WHERE deleted = 0 ORDER BY kind, name COLLATE NOCASE, number"
        )
        return [_entity(row) for row in rows]

    def get(self, entity: EntityId) -> Entity | None:
        """Return the entity of that id as it stands, following merges, or None."""
        seen: set[str] = set()
        current: str | None = entity
        found: Entity | None = None
        while current is not None and current not in seen:
            seen.add(current)
            row = self._connection.execute(
                "SELECT * FROM entity WHERE id = ?", (current,)
            ).fetchone()
            if row is None:
                break
            found = _entity(row)
            current = found.merged_into
        return found

    def named(self, kind: str, name: str) -> Entity | None:
        """Return the first live entity of that kind with exactly this name, or None."""
        row = self._connection.execute(
            "SELECT * FROM entity WHERE kind = ? AND name = ? AND deleted = 0 "
            "AND merged_into IS NULL ORDER BY number LIMIT 1",
            (kind, name),
        ).fetchone()
        return None if row is None else _entity(row)

    def mentioned_by(self, annotators: Sequence[AnnotatorId]) -> set[EntityId]:
        """Return the entities that live annotations of these layers mention, and what they became.

        An entity that was merged brings the one it was merged into.
        """
        rows = self._connection.execute(
            "WITH RECURSIVE named (id) AS (SELECT DISTINCT m.entity FROM mention m "
            "JOIN annotation a ON a.number = m.annotation WHERE a.deleted = 0 "
            f"AND a.annotator IN ({', '.join('?' * len(annotators))}) "
            "UNION SELECT e.merged_into FROM entity e JOIN named n ON n.id = e.id "
            "WHERE e.merged_into IS NOT NULL) SELECT id FROM named",
            tuple(annotators),
        )
        return {EntityId(row["id"]) for row in rows}


def _entity(row: sqlite3.Row) -> Entity:
    return Entity(
        id=EntityId(row["id"]),
        kind=row["kind"],
        name=row["name"],
        aliases=tuple(json.loads(row["aliases"])),
        attributes=json.loads(row["attributes"]),
        merged_into=None if row["merged_into"] is None else EntityId(row["merged_into"]),
        deleted=bool(row["deleted"]),
    )
