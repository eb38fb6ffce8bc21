"""How many annotations of one's own are incomplete in each document, read as a list shows it."""

from __future__ import annotations

from domain.change import Change
from domain.ids import DocumentId
from storage.completeness import Judge, incomplete_annotations
from ui.session import Session

_ALL = ("tag", "attribute", "relation_type", "project", "entity")


class IncompleteCounts:
    """Counts a document when it is first asked for, and again when something in it changed."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[str, int] = {}
        self._judge: Judge | None = None

    def of(self, document: str) -> int:
        """Return how many of one's own annotations lack something in a document."""
        if document not in self._known:
            self._known[document] = self._count(document)
        return self._known[document]

    def follow(self, change: Change) -> list[str]:
        """Take note of a change; return the documents that have another count now."""
        if change.bulk or any(change.touches(table) for table in _ALL):
            self._judge = None
            return self._forget()
        if change.document is None or len(change.records("annotation")) > 1:
            return self._forget()
        before = self._known.get(change.document)
        if before is None or before == self._count(change.document):
            return []
        del self._known[change.document]
        return [change.document]

    def _forget(self) -> list[str]:
        documents = list(self._known)
        self._known.clear()
        return documents

    def _count(self, document: str) -> int:
        session = self._session
        if session.document is not None and session.document.id == document:
            return session.completeness.count(session.annotator.id)
        if self._judge is None:
            self._judge = Judge(session.project, session.codebook)
        found = incomplete_annotations(
            session.project, session.annotator.id, DocumentId(document), self._judge
        )
        return len(found)
