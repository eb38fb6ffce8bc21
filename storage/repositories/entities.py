"""The register of entities."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from domain.entity import Entity
from domain.ids import AnnotationId, AnnotatorId, EntityId


class Entities:
    """Reads entities."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def all(self) -> list[Entity]:
        """Return every entity that was not deleted, merged ones included, by kind and name."""
        return list(self.each())

    def each(self) -> Iterator[Entity]:
        """Yield what `all` returns, one by one, so that another thread may work in between."""
        rows = self._connection.execute(
            "SELECT * FROM entity WHERE deleted = 0 ORDER BY kind, name COLLATE NOCASE, number"
        )
        return map(_entity, rows)

    def is_few(self, entities: int, mentions: int) -> bool:
        """Tell whether there are at most so many entities, and so many mentions of them."""
        row = self._connection.execute(
            "SELECT (SELECT count(*) FROM (SELECT 1 FROM entity LIMIT ?)), "
            "(SELECT count(*) FROM (SELECT 1 FROM mention LIMIT ?))",
            (entities + 1, mentions + 1),
        ).fetchone()
        return bool(row[0] <= entities and row[1] <= mentions)

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

    def some(self, entities: Iterable[str]) -> list[Entity]:
        """Return the entities of these ids as they are stored, deleted and merged ones included."""
        wanted = list(entities)
        found: list[Entity] = []
        for at in range(0, len(wanted), 500):
            part = wanted[at : at + 500]
            marks = ", ".join("?" * len(part))
            rows = self._connection.execute(f"SELECT * FROM entity WHERE id IN ({marks})", part)
            found += map(_entity, rows)
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

    def group(self, entity: EntityId) -> tuple[EntityId, ...]:
        """Return the entity and all that were merged into it, directly or through others."""
        rows = self._connection.execute(
            "WITH RECURSIVE one (id) AS (SELECT ? UNION "
            "SELECT e.id FROM entity e JOIN one ON e.merged_into = one.id) SELECT id FROM one",
            (entity,),
        )
        return tuple(EntityId(row["id"]) for row in rows)

    def mentions(
        self, entity: EntityId, annotators: Sequence[AnnotatorId] | None = None
    ) -> list[tuple[AnnotationId, str]]:
        """Return the live annotations that mention an entity, each with the naming attribute.

        Those that name one merged into it count; they are in the order of the documents and of
        reading. `annotators` keeps the mentions of these layers.
        """
        group = self.group(entity)
        layers = "" if annotators is None else f"AND a.annotator IN ({_marks(annotators)}) "
        rows = self._connection.execute(
            "SELECT a.id, m.attribute FROM mention m JOIN annotation a ON a.number = m.annotation "
            "JOIN document d ON d.id = a.document AND d.deleted = 0 "
            f"WHERE m.entity IN ({_marks(group)}) AND a.deleted = 0 {layers}"
            'ORDER BY d.number, a."start", a."end" DESC, a.number',
            (*group, *(annotators or ())),
        )
        return [(AnnotationId(row["id"]), row["attribute"]) for row in rows]

    def times(self, entities: Sequence[EntityId], annotators: Sequence[AnnotatorId]) -> int:
        """Return how many live annotations of these layers name one of these entities."""
        row = self._connection.execute(
            "SELECT count(DISTINCT m.annotation) FROM mention m "
            "JOIN annotation a ON a.number = m.annotation "
            "JOIN document d ON d.id = a.document AND d.deleted = 0 "
            f"WHERE m.entity IN ({_marks(entities)}) AND a.deleted = 0 "
            f"AND a.annotator IN ({_marks(annotators)})",
            (*entities, *annotators),
        ).fetchone()
        return int(row[0])

    def use(self, annotators: Sequence[AnnotatorId]) -> dict[EntityId, tuple[int, int]]:
        """Return how often each entity is mentioned in these layers, and its latest mention.

        The latest is a number that grows with time. Mentions of a merged entity count for the one
        that it was merged into.
        """
        rows = self._connection.execute(
            "WITH RECURSIVE meant (id, goal, depth) AS ("
            "SELECT id, merged_into, 1 FROM entity WHERE merged_into IS NOT NULL UNION ALL "
            "SELECT meant.id, e.merged_into, depth + 1 FROM meant JOIN entity e "
            "ON e.id = meant.goal WHERE e.merged_into IS NOT NULL AND depth < 50), "
            "root (id, goal, depth) AS (SELECT id, goal, max(depth) FROM meant GROUP BY id) "
            "SELECT coalesce(root.goal, m.entity) AS entity, "
            "count(DISTINCT m.annotation) AS times, max(m.annotation) AS latest FROM mention m "
            "JOIN annotation a ON a.number = m.annotation LEFT JOIN root ON root.id = m.entity "
            "JOIN document d ON d.id = a.document AND d.deleted = 0 "
            f"WHERE a.deleted = 0 AND a.annotator IN ({_marks(annotators)}) GROUP BY 1",
            tuple(annotators),
        )
        return {EntityId(row["entity"]): (row["times"], row["latest"]) for row in rows}


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))


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
