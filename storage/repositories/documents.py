"""The documents of a project."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from domain.document import Document, DocumentRow, Progress, State
from domain.ids import AnnotatorId, DocumentId

Order = Literal["number", "title", "published", "state", "annotations"]
_ORDERS: dict[Order, str] = {
    "number": "d.number",
    "title": "d.title COLLATE NOCASE, d.number",
    "published": "d.published, d.number",
    "state": "coalesce(p.state, 'new'), d.number",
    "annotations": "annotations, d.number",
}


@dataclass(frozen=True, slots=True)
class Original:
    """The bytes that a document was imported from, and who read them how."""

    data: bytes
    file_name: str
    media_type: str
    encoding: str
    reader: str
    reader_version: str


class Documents:
    """Reads documents; deleted ones never show."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._kept: tuple[tuple[int, str], str] | None = None

    def count(self) -> int:
        """Return how many documents there are."""
        row = self._connection.execute("SELECT count(*) FROM document WHERE deleted = 0").fetchone()
        return int(row[0])

    def ids(self) -> list[DocumentId]:
        """Return the ids of all documents, in the order of their arrival."""
        rows = self._connection.execute("SELECT id FROM document WHERE deleted = 0 ORDER BY number")
        return [DocumentId(row["id"]) for row in rows]

    def first(self, limit: int) -> list[DocumentId]:
        """Return the ids of the first documents, in the order of their arrival."""
        rows = self._connection.execute(
            "SELECT id FROM document WHERE deleted = 0 ORDER BY number LIMIT ?", (limit,)
        )
        return [DocumentId(row["id"]) for row in rows]

    def rows(
        self,
        annotator: AnnotatorId | None,
        *,
        order: Order = "number",
        descending: bool = False,
        filter_text: str = "",
        state: State | None = None,
        assigned: bool = False,
        limit: int = -1,
        offset: int = 0,
    ) -> list[DocumentRow]:
        """Return documents as a list shows them, with the annotator's state and counts.

        `filter_text` keeps titles, sources and authors that contain it; `state` one state;
        `assigned` what the annotator was given to code.
        """
        rows = self._connection.execute(
            "SELECT d.id, d.title, d.published, d.length, d.note, "
            "coalesce(p.state, 'new') AS state, (SELECT count(*) FROM annotation a "
            "WHERE a.annotator = ?1 AND a.document = d.id AND a.deleted = 0) AS annotations "
            "FROM document d LEFT JOIN progress p "
            "ON p.document = d.id AND p.annotator = ?1 AND p.deleted = 0 "
            "WHERE d.deleted = 0 AND (?2 = '' OR instr(casefold(d.title || ' ' || d.source || ' ' "
            "|| d.author), casefold(?2))) AND (?3 IS NULL OR coalesce(p.state, 'new') = ?3) "
            "AND (?6 = 0 OR EXISTS (SELECT 1 FROM assignment s WHERE s.annotator = ?1 "
            "AND s.document = d.id AND s.deleted = 0)) "
            f"ORDER BY {_ordering(order, descending)} LIMIT ?4 OFFSET ?5",
            (annotator, filter_text, state, limit, offset, int(assigned)),
        )
        return [_listed(row) for row in rows]

    def row(self, document: DocumentId, annotator: AnnotatorId | None) -> DocumentRow | None:
        """Return one document as a list shows it, or None if it is gone."""
        row = self._connection.execute(
            "SELECT d.id, d.title, d.published, d.length, d.note, "
            "coalesce(p.state, 'new') AS state, (SELECT count(*) FROM annotation a "
            "WHERE a.annotator = ?1 AND a.document = d.id AND a.deleted = 0) AS annotations "
            "FROM document d LEFT JOIN progress p "
            "ON p.document = d.id AND p.annotator = ?1 AND p.deleted = 0 "
            "WHERE d.deleted = 0 AND d.id = ?2",
            (annotator, document),
        ).fetchone()
        return None if row is None else _listed(row)

    def get(self, document: DocumentId) -> Document | None:
        """Return a document with its text, or None if there is none or it was deleted."""
        row = self._connection.execute(
            "SELECT d.*, t.text FROM document d JOIN document_text t ON t.number = d.number "
            "WHERE d.id = ? AND d.deleted = 0",
            (document,),
        ).fetchone()
        return None if row is None else _document(row)

    def text(self, document: DocumentId) -> str | None:
        """Return the canonical text of a document that is there, else None.

        The text read last is kept: texts never change, and tagging asks for the same one each time.
        """
        row = self._connection.execute(
            "SELECT number, sha256 FROM document WHERE id = ? AND deleted = 0", (document,)
        ).fetchone()
        if row is None:
            return None
        key = (int(row["number"]), str(row["sha256"]))
        if self._kept is None or self._kept[0] != key:
            (text,) = self._connection.execute(
                "SELECT text FROM document_text WHERE number = ?", (key[0],)
            ).fetchone()
            self._kept = (key, text)
        return self._kept[1]

    def every(self) -> Iterator[Document]:
        """Yield all documents with their texts, one at a time, in the order of their arrival."""
        for document in self.ids():
            found = self.get(document)
            if found is not None:
                yield found

    def find(self, reference: str) -> list[DocumentId]:
        """Return the documents with that id, title or original file name."""
        rows = self._connection.execute(
            "SELECT d.id FROM document d LEFT JOIN original o ON o.number = d.number "
            "WHERE d.deleted = 0 AND ?1 IN (d.id, d.title, o.file_name) ORDER BY d.number",
            (reference,),
        )
        return [DocumentId(row["id"]) for row in rows]

    def of_text(self, sha256: str) -> list[DocumentId]:
        """Return the live documents that hold the text with this hash."""
        rows = self._connection.execute(
            "SELECT id FROM document WHERE sha256 = ? AND deleted = 0 ORDER BY ordinal", (sha256,)
        )
        return [DocumentId(row["id"]) for row in rows]

    def file_name(self, document: DocumentId) -> str:
        """Return the name of the file that the document was imported from, or ""."""
        row = self._connection.execute(
            "SELECT o.file_name FROM original o JOIN document d ON d.number = o.number "
            "WHERE d.id = ?",
            (document,),
        ).fetchone()
        return "" if row is None else str(row["file_name"])

    def original(self, document: DocumentId) -> Original | None:
        """Return the bytes that the document was imported from, or None if none were kept."""
        row = self._connection.execute(
            "SELECT o.* FROM original o JOIN document d ON d.number = o.number WHERE d.id = ?",
            (document,),
        ).fetchone()
        if row is None:
            return None
        return Original(
            data=row["bytes"],
            file_name=row["file_name"],
            media_type=row["media_type"],
            encoding=row["encoding"],
            reader=row["reader"],
            reader_version=row["reader_version"],
        )

    def progress(self, document: DocumentId, annotator: AnnotatorId) -> Progress:
        """Return how far the annotator is with the document."""
        row = self._connection.execute(
            "SELECT state, reason, seconds FROM progress "
            "WHERE document = ? AND annotator = ? AND deleted = 0",
            (document, annotator),
        ).fetchone()
        if row is None:
            return Progress(document, annotator)
        return Progress(document, annotator, State(row["state"]), row["reason"], row["seconds"])

    def progress_of_all(self, document: DocumentId) -> list[Progress]:
        """Return the progress of every annotator who has any with the document."""
        rows = self._connection.execute(
            "SELECT annotator, state, reason, seconds FROM progress "
            "WHERE document = ? AND deleted = 0 ORDER BY number",
            (document,),
        )
        return [
            Progress(
                document,
                AnnotatorId(row["annotator"]),
                State(row["state"]),
                row["reason"],
                row["seconds"],
            )
            for row in rows
        ]

    def states(self, annotator: AnnotatorId | None) -> dict[State, int]:
        """Return how many documents are in each state for the annotator."""
        counts = dict.fromkeys(State, 0)
        for row in self._connection.execute(
            "SELECT coalesce(p.state, 'new') AS state, count(*) AS n FROM document d "
            "LEFT JOIN progress p ON p.document = d.id AND p.annotator = ? AND p.deleted = 0 "
            "WHERE d.deleted = 0 GROUP BY 1",
            (annotator,),
        ):
            counts[State(row["state"])] = row["n"]
        return counts

    def in_states(self, annotator: AnnotatorId, states: Sequence[State]) -> set[DocumentId]:
        """Return the documents that are in one of these states for the annotator."""
        rows = self._connection.execute(
            "SELECT d.id, coalesce(p.state, 'new') AS state FROM document d "
            "LEFT JOIN progress p ON p.document = d.id AND p.annotator = ? AND p.deleted = 0 "
            "WHERE d.deleted = 0",
            (annotator,),
        )
        return {DocumentId(row["id"]) for row in rows if row["state"] in states}

    def next_unfinished(
        self, annotator: AnnotatorId | None, after: DocumentId | None
    ) -> DocumentId | None:
        """Return the next document that is neither done nor skipped, going round, or None.

        Whoever was given documents to code is led through these alone.
        """
        row = self._connection.execute(
            "SELECT d.id FROM document d LEFT JOIN progress p "
            "ON p.document = d.id AND p.annotator = ?1 AND p.deleted = 0 "
            "WHERE d.deleted = 0 AND coalesce(p.state, 'new') IN ('new', 'in_progress') "
            "AND d.id IS NOT ?2 AND (d.id IN (SELECT s.document FROM assignment s "
            "WHERE s.annotator = ?1 AND s.deleted = 0) OR NOT EXISTS "
            "(SELECT 1 FROM assignment s WHERE s.annotator = ?1 AND s.deleted = 0)) "
            "ORDER BY d.number <= coalesce((SELECT number FROM document WHERE id = ?2), 0), "
            "d.number LIMIT 1",
            (annotator, after),
        ).fetchone()
        return None if row is None else DocumentId(row["id"])


def _ordering(order: Order, descending: bool) -> str:
    """Return the ORDER BY terms; documents that are alike in them keep their order of arrival."""
    first, comma, last = _ORDERS[order].rpartition(", ")
    if not descending:
        return _ORDERS[order]
    return f"{first} DESC{comma}{last}" if comma else f"{last} DESC"


def _listed(row: sqlite3.Row) -> DocumentRow:
    return DocumentRow(**{**dict(row), "state": State(row["state"])})


def _document(row: sqlite3.Row) -> Document:
    return Document(
        id=DocumentId(row["id"]),
        title=row["title"],
        text=row["text"],
        sha256=row["sha256"],
        source=row["source"],
        author=row["author"],
        published=row["published"],
        url=row["url"],
        language=row["language"],
        metadata=json.loads(row["metadata"]),
        note=row["note"],
        created=row["created"],
    )
