"""The verdicts of reviewers."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Sequence

from domain.clock import Stamp
from domain.ids import AnnotationId, AnnotatorId, DocumentId, ReviewId
from domain.review import Review

_FROM = "FROM review r JOIN annotation a ON a.id = r.annotation"


class Reviews:
    """Reads verdicts; one is live while it and the annotation that it judges are."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of_document(
        self,
        document: DocumentId,
        *,
        colleague: AnnotatorId,
        reviewers: Sequence[AnnotatorId] | None = None,
    ) -> list[Review]:
        """Return the verdicts on a colleague's layer of a document; None means of all reviewers."""
        condition, given = "", []
        if reviewers is not None:
            condition = f"AND r.reviewer IN ({', '.join('?' * len(reviewers))})"
            given = list(reviewers)
        return self._where(
            f"a.document = ? AND r.colleague = ? {condition} AND a.deleted = 0",
            (document, colleague, *given),
        )

    def of_annotation(self, annotation: AnnotationId) -> list[Review]:
        """Return the verdicts on an annotation, oldest first."""
        return self._where("r.annotation = ?", (annotation,))

    def get(self, review: ReviewId) -> Review | None:
        """Return a verdict of that id, taken back or not, or None."""
        row = self._connection.execute(f"SELECT r.* {_FROM} WHERE r.id = ?", (review,)).fetchone()
        return None if row is None else _review(row)

    def counts(self, colleague: AnnotatorId) -> dict[DocumentId, Counter[str]]:
        """Return how many verdicts of each kind stand on a colleague's layer, by document."""
        rows = self._connection.execute(
            f"SELECT a.document, r.verdict, count(*) AS n {_FROM} WHERE r.colleague = ? "
            "AND r.deleted = 0 AND a.deleted = 0 GROUP BY a.document, r.verdict",
            (colleague,),
        )
        found: dict[DocumentId, Counter[str]] = {}
        for row in rows:
            found.setdefault(row["document"], Counter())[row["verdict"]] = row["n"]
        return found

    def open_counts(
        self, colleague: AnnotatorId, reviewer: AnnotatorId
    ) -> dict[DocumentId, tuple[int, int]]:
        """Return for each document with tags of the colleague how many there are and are open.

        Open is what the reviewer has not judged, or not as it stands now. In order of arrival.
        """
        rows = self._connection.execute(
            "SELECT a.document, count(*) AS n, sum(r.id IS NULL) AS open FROM annotation a "
            "JOIN document d ON d.id = a.document AND d.deleted = 0 "
            "LEFT JOIN review r ON r.annotation = a.id AND r.reviewer = ? AND r.deleted = 0 "
            "AND r.version = a.stamp WHERE a.annotator = ? AND a.deleted = 0 "
            "GROUP BY a.document ORDER BY d.number",
            (reviewer, colleague),
        )
        return {row["document"]: (row["n"], row["open"]) for row in rows}

    def reviewers(self, colleague: AnnotatorId) -> list[AnnotatorId]:
        """Return who has judged a colleague's layer."""
        rows = self._connection.execute(
            "SELECT DISTINCT reviewer FROM review WHERE colleague = ? AND deleted = 0", (colleague,)
        )
        return [AnnotatorId(row["reviewer"]) for row in rows]

    def _where(self, condition: str, parameters: Sequence[str]) -> list[Review]:
        rows = self._connection.execute(
            f"SELECT r.* {_FROM} WHERE r.deleted = 0 AND {condition} ORDER BY r.born",
            tuple(parameters),
        )
        return [_review(row) for row in rows]


def _review(row: sqlite3.Row) -> Review:
    return Review(
        id=row["id"],
        annotation=row["annotation"],
        version=Stamp(row["version"]),
        reviewer=row["reviewer"],
        colleague=row["colleague"],
        verdict=row["verdict"],
        reason=row["reason"],
        remark=row["remark"],
        replacement=row["replacement"],
        created=row["created"],
        stamp=Stamp(row["stamp"]),
        deleted=bool(row["deleted"]),
    )
