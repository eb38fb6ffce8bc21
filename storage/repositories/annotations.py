"""The annotations of a project."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from domain.annotation import Annotation
from domain.clock import Stamp
from domain.ids import AnnotationId, AnnotatorId, DocumentId
from domain.span import Span

_COLUMNS = (
    "a.number, a.id, a.document, a.annotator, a.tag, a.note, a.confidence, a.attributes, "
    "a.origin, a.external_id, a.codebook_version, a.created, a.modified, a.stamp, a.deleted, "
    'f."start" AS f_start, f."end" AS f_end, f.quote'
)
_FROM = "FROM annotation a JOIN fragment f ON f.annotation = a.number"
# Deleted documents are few: naming them costs less than joining all.
_LIVE = "a.deleted = 0 AND a.document NOT IN (SELECT id FROM document WHERE deleted = 1)"


class Annotations:
    """Reads annotations; a deleted one shows only where asked for by id."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def of_document(
        self, document: DocumentId, annotators: Sequence[AnnotatorId] | None = None
    ) -> list[Annotation]:
        """Return the live annotations of a document in reading order (outer before inner).

        `annotators` keeps to these layers; None means all.
        """
        condition, parameters = _layers(annotators)
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} {_FROM} WHERE a.document = ? AND a.deleted = 0 {condition} "
            'ORDER BY a."start", a."end" DESC, a.number, f.ordinal',
            (document, *parameters),
        )
        return list(_annotations(rows))

    def get(self, annotation: AnnotationId) -> Annotation | None:
        """Return one annotation, deleted or not, or None if there never was one."""
        return next(iter(self.some([annotation])), None)

    def some(self, annotations: Iterable[str]) -> list[Annotation]:
        """Return the annotations of these ids that exist, deleted ones included."""
        found: list[Annotation] = []
        wanted = list(annotations)
        for at in range(0, len(wanted), 500):
            part = wanted[at : at + 500]
            rows = self._connection.execute(
                f"SELECT {_COLUMNS} {_FROM} WHERE a.id IN ({', '.join('?' * len(part))}) "
                "ORDER BY a.number, f.ordinal",
                part,
            )
            found += _annotations(rows)
        return found

    def count(
        self, *, annotator: AnnotatorId | None = None, document: DocumentId | None = None
    ) -> int:
        """Return how many live annotations there are, of an annotator or in a document if given."""
        condition, parameters = _given(annotator, document)
        row = self._connection.execute(
            f"SELECT count(*) FROM annotation a WHERE {_LIVE} {condition}", parameters
        ).fetchone()
        return int(row[0])

    def by_tag(self, annotator: AnnotatorId | None = None) -> dict[str, int]:
        """Return how many live annotations each tag id has, of one layer or of all."""
        condition, parameters = _given(annotator, None)
        rows = self._connection.execute(
            f"SELECT a.tag, count(*) FROM annotation a WHERE {_LIVE} {condition} GROUP BY a.tag",
            parameters,
        )
        return {row[0]: row[1] for row in rows}

    def same(
        self, document: DocumentId, annotator: AnnotatorId, tag: str, span: Span
    ) -> Annotation | None:
        """Return a live annotation of the layer with exactly this tag and span, or None."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} {_FROM} WHERE a.document = ? AND a.annotator = ? AND a.tag = ? "
            'AND a."start" = ? AND a."end" = ? AND a.deleted = 0 ORDER BY a.number, f.ordinal',
            (document, annotator, tag, span.start, span.end),
        )
        return next((a for a in _annotations(rows) if a.span == span), None)

    def places(
        self, annotations: Sequence[str]
    ) -> dict[AnnotationId, tuple[DocumentId, AnnotatorId, bool]]:
        """Return document, layer and whether it is deleted, of each of these ids that exists."""
        found: dict[AnnotationId, tuple[DocumentId, AnnotatorId, bool]] = {}
        for at in range(0, len(annotations), 500):
            part = annotations[at : at + 500]
            rows = self._connection.execute(
                "SELECT id, document, annotator, deleted FROM annotation "
                f"WHERE id IN ({', '.join('?' * len(part))})",
                part,
            )
            found |= {r["id"]: (r["document"], r["annotator"], bool(r["deleted"])) for r in rows}
        return found


def _layers(annotators: Sequence[AnnotatorId] | None) -> tuple[str, tuple[str, ...]]:
    if annotators is None:
        return "", ()
    return f"AND a.annotator IN ({', '.join('?' * len(annotators))})", tuple(annotators)


def _given(annotator: str | None, document: str | None) -> tuple[str, tuple[str, ...]]:
    """Return conditions that an index can answer, which `? IS NULL OR …` would not let it."""
    found = {"a.annotator": annotator, "a.document": document}
    given = {column: value for column, value in found.items() if value is not None}
    return "".join(f"AND {column} = ? " for column in given), tuple(given.values())


def _annotations(rows: Iterable[sqlite3.Row]) -> Iterator[Annotation]:
    """Gather the rows of each annotation, which stand together, one a fragment."""
    pending: list[sqlite3.Row] = []
    for row in rows:
        if pending and pending[0]["number"] != row["number"]:
            yield _annotation(pending)
            pending = []
        pending.append(row)
    if pending:
        yield _annotation(pending)


def _annotation(rows: list[sqlite3.Row]) -> Annotation:
    row = rows[0]
    attributes = row["attributes"]
    return Annotation(
        id=row["id"],
        document=row["document"],
        annotator=row["annotator"],
        tag=row["tag"],
        # What is stored is kept as it is, also where imported fragments touch.
        span=Span(tuple((r["f_start"], r["f_end"]) for r in rows)),
        quotes=tuple(r["quote"] for r in rows),
        note=row["note"],
        confidence=row["confidence"],
        attributes={} if attributes == "{}" else json.loads(attributes),
        origin=row["origin"],
        external_id=row["external_id"],
        codebook_version=row["codebook_version"],
        created=row["created"],
        modified=row["modified"],
        stamp=Stamp(row["stamp"]),
        deleted=bool(row["deleted"]),
    )
