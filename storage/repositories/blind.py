"""Which documents someone codes blind: others' layers stay hidden there until they are done."""

from __future__ import annotations

import sqlite3

from domain.ids import AnnotatorId, DocumentId


def blind_documents(connection: sqlite3.Connection, annotator: AnnotatorId) -> set[DocumentId]:
    """Return the documents that the annotator was given to code blind and has not finished.

    Done and skipped are finished: only then may they see what others said.
    """
    rows = connection.execute(
        "SELECT s.document FROM assignment s LEFT JOIN progress p ON p.document = s.document "
        "AND p.annotator = s.annotator AND p.deleted = 0 WHERE s.annotator = ? AND s.blind = 1 "
        "AND s.deleted = 0 AND coalesce(p.state, 'new') IN ('new', 'in_progress')",
        (annotator,),
    )
    return {DocumentId(row[0]) for row in rows}
