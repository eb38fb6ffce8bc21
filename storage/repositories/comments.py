"""The comments on annotations and passages."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence

from domain.clock import Stamp
from domain.comment import Comment
from domain.ids import AnnotationId, CommentId, DocumentId

_LIVE = "c.deleted = 0 AND c.document NOT IN (SELECT id FROM document WHERE deleted = 1)"


class Comments:
    """Reads comments; those of a removed document are not shown."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of_document(self, document: DocumentId) -> list[Comment]:
        """Return the comments on a document, oldest first."""
        return self._where("c.document = ?", (document,))

    def of_annotation(self, annotation: AnnotationId) -> list[Comment]:
        """Return the comments on an annotation, oldest first."""
        return self._where("c.annotation = ?", (annotation,))

    def all(self) -> list[Comment]:
        """Return every comment of the project, oldest first."""
        return self._where("1", ())

    def get(self, comment: CommentId) -> Comment | None:
        """Return one live comment, or None."""
        return next(iter(self._where("c.id = ?", (comment,))), None)

    def _where(self, condition: str, parameters: Sequence[str]) -> list[Comment]:
        # By the logical clock: a reply comes after what it answers, whatever the wall clocks say.
        rows = self._connection.execute(
            f"SELECT c.* FROM comment c WHERE {_LIVE} AND {condition} ORDER BY c.born",
            tuple(parameters),
        )
        return [_comment(row) for row in rows]


def _comment(row: sqlite3.Row) -> Comment:
    return Comment(
        id=row["id"],
        document=row["document"],
        annotation=row["annotation"],
        start=row["start"],
        end=row["end"],
        quote=row["quote"],
        parent=row["parent"],
        author=row["author"],
        text=row["text"],
        resolved=bool(row["resolved"]),
        created=row["created"],
        born=Stamp(row["born"]),
    )
