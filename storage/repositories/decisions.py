"""The decisions of adjudicators."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence

from domain.adjudication import Decision
from domain.annotation import Annotator
from domain.clock import Stamp
from domain.ids import AnnotationId, AnnotatorId, DecisionId, DocumentId


class Decisions:
    """Reads decisions, and where the adjudicated layer is."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of_document(self, document: DocumentId) -> list[Decision]:
        """Return the live decisions on a document, oldest first."""
        return self._where("document = ?", (document,))

    def get(self, decision: DecisionId) -> Decision | None:
        """Return a live decision, or None."""
        return next(iter(self._where("id = ?", (decision,))), None)

    def gold_layer(self) -> Annotator | None:
        """Return the adjudicated layer; the first by id where copies have made two."""
        row = self._connection.execute(
            "SELECT id, name, kind FROM annotator WHERE kind = 'adjudicated' AND deleted = 0 "
            "ORDER BY id LIMIT 1"
        ).fetchone()
        return None if row is None else Annotator(AnnotatorId(row["id"]), row["name"], row["kind"])

    def open_counts(self, layers: Sequence[AnnotatorId]) -> dict[DocumentId, tuple[int, int]]:
        """Return for each document how many tags these layers have, and how many are undecided.

        Decided is what a decision judged as it stands now. In order of the documents' arrival.
        """
        marks = ", ".join("?" * len(layers))
        rows = self._connection.execute(
            "WITH judged AS (SELECT json_extract(e.value, '$[0]') AS id, "
            "json_extract(e.value, '$[1]') AS version FROM decision, json_each(sources) e "
            "WHERE deleted = 0 AND outcome <> 'undecided') "
            "SELECT a.document, count(*) AS n, sum(NOT EXISTS (SELECT 1 FROM judged j "
            "WHERE j.id = a.id AND j.version = a.stamp)) AS open FROM annotation a "
            "JOIN document d ON d.id = a.document AND d.deleted = 0 "
            f"WHERE a.annotator IN ({marks}) AND a.deleted = 0 GROUP BY a.document "
            "ORDER BY d.number",
            tuple(layers),
        )
        return {row["document"]: (row["n"], row["open"]) for row in rows}

    def sources(self, gold: AnnotationId) -> list[tuple[AnnotationId, Stamp]]:
        """Return what a gold annotation came from, with the versions."""
        rows = self._connection.execute(
            "SELECT source, version FROM source_of WHERE gold = ? AND deleted = 0 ORDER BY number",
            (gold,),
        )
        return [(AnnotationId(row["source"]), Stamp(row["version"])) for row in rows]

    def gold_of(self, source: AnnotationId) -> AnnotationId | None:
        """Return the live gold annotation that an annotation stands behind, or None."""
        row = self._connection.execute(
            "SELECT s.gold FROM source_of s JOIN annotation g ON g.id = s.gold "
            "WHERE s.source = ? AND s.deleted = 0 AND g.deleted = 0 LIMIT 1",
            (source,),
        ).fetchone()
        return None if row is None else AnnotationId(row["gold"])

    def taken_from(self, gold: AnnotationId) -> AnnotationId | None:
        """Return the annotation whose version a gold annotation took, or None."""
        row = self._connection.execute(
            "SELECT sources FROM decision WHERE annotation = ? AND deleted = 0", (gold,)
        ).fetchone()
        sources = [] if row is None else json.loads(row["sources"])
        return AnnotationId(sources[0][0]) if sources else None

    def _where(self, condition: str, parameters: Sequence[str]) -> list[Decision]:
        rows = self._connection.execute(
            f"SELECT * FROM decision WHERE deleted = 0 AND {condition} ORDER BY born",
            tuple(parameters),
        )
        return [_decision(row) for row in rows]


def _decision(row: sqlite3.Row) -> Decision:
    return Decision(
        id=row["id"],
        document=row["document"],
        adjudicator=row["adjudicator"],
        outcome=row["outcome"],
        annotation=row["annotation"],
        sources=tuple((one, Stamp(version)) for one, version in json.loads(row["sources"])),
        remark=row["remark"],
        created=row["created"],
    )
