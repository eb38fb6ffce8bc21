"""The relations between annotations."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from domain.annotation import Relation
from domain.ids import AnnotationId, DocumentId, RelationId


class Relations:
    """Reads relations; one is live while it and both its ends are."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of_document(self, document: DocumentId) -> list[Relation]:
        """Return the live relations that start in the document, in the order of their making."""
        rows = self._connection.execute(
            "SELECT r.* FROM relation r JOIN annotation s ON s.id = r.source "
            "JOIN annotation t ON t.id = r.target WHERE s.document = ? "
            "AND r.deleted = 0 AND s.deleted = 0 AND t.deleted = 0 ORDER BY r.number",
            (document,),
        )
        return list(_relations(rows))

    def of_annotation(self, annotation: AnnotationId) -> list[Relation]:
        """Return the live relations that start or end at the annotation."""
        rows = self._connection.execute(
            "SELECT r.* FROM relation r JOIN annotation s ON s.id = r.source "
            "JOIN annotation t ON t.id = r.target WHERE (r.source = ?1 OR r.target = ?1) "
            "AND r.deleted = 0 AND s.deleted = 0 AND t.deleted = 0 ORDER BY r.number",
            (annotation,),
        )
        return list(_relations(rows))

    def count(self) -> int:
        """Return how many live relations there are."""
        row = self._connection.execute(
            "SELECT count(*) FROM relation r JOIN annotation s ON s.id = r.source "
            "JOIN annotation t ON t.id = r.target "
            "WHERE r.deleted = 0 AND s.deleted = 0 AND t.deleted = 0"
        ).fetchone()
        return int(row[0])


def _relations(rows: Iterable[sqlite3.Row]) -> Iterable[Relation]:
    for row in rows:
        yield Relation(
            id=RelationId(row["id"]),
            source=AnnotationId(row["source"]),
            type=row["type"],
            target=AnnotationId(row["target"]),
            deleted=bool(row["deleted"]),
        )
