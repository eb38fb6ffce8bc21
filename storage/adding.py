"""Adding documents: the canonical text, its original bytes, and what describes it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from domain.change import Change
from domain.ids import AnnotatorId, DocumentId, document_id
from domain.text import text_sha256
from storage.action import Action
from storage.document_writer import DocumentWriter, NewDocument
from storage.errors import RefusedError
from storage.project import Project
from storage.tables import DOCUMENT

__all__ = [
    "Arrival",
    "NewDocument",
    "add_document",
    "add_documents",
    "bring_back",
    "write_document",
]

Arrival = Literal["new", "there", "back"]


def add_documents(
    project: Project,
    documents: Sequence[NewDocument],
    annotator: AnnotatorId | None,
    *,
    duplicates: bool = False,
) -> tuple[list[DocumentId], Change | None]:
    """Add documents in one action; return the ids in order (of the old one where it was there).

    A text that the project holds already is not added again unless `duplicates` says so; one that
    was removed comes back with its annotations. Raises RefusedError for a text that was purged.
    """
    what = f"“{documents[0].title}”" if len(documents) == 1 else f"{len(documents)} documents"
    with project.action("add documents", f"Add {what}", annotator) as outcome:
        ids = [
            add_document(project, outcome.action, document, duplicates=duplicates)[0]
            for document in documents
        ]
    return ids, outcome.change


def add_document(
    project: Project, action: Action, document: NewDocument, *, duplicates: bool = False
) -> tuple[DocumentId, Arrival]:
    """Add a document as part of an action; return its id, and whether it is new, there, or back.

    Raises RefusedError for a text that was purged: it must not come back by the way.
    """
    sha256 = text_sha256(document.text)
    known = project.documents.of_text(sha256)
    if known and not duplicates:
        return known[0], "there"
    removed = document_id(project.id, sha256)
    if not known and bring_back(action, removed, document.title):
        return removed, "back"
    return write_document(project, action, document, sha256=sha256), "new"


def bring_back(action: Action, document: DocumentId, title: str) -> bool:
    """Bring a removed document back, if there is one: the same text is the same in every copy.

    Raises RefusedError for a text that was purged: it must not come back by the way.
    """
    if DOCUMENT.number(action.connection, document) is None:
        return False
    if action.current(DOCUMENT, document)["purged"]:
        raise RefusedError(
            f"“{title}” was purged from this project for good, so it was not added. "
            "Nothing was changed."
        )
    action.update(DOCUMENT, document, {"deleted": 0})
    return True


def write_document(
    project: Project,
    action: Action,
    document: NewDocument,
    *,
    sha256: str | None = None,
    wanted: DocumentId | None = None,
) -> DocumentId:
    """Write one new document as part of an action (in its batch) and return its id.

    `wanted` asks for a known id (a lossless import); otherwise the id follows from the text.
    """
    sha256 = sha256 or text_sha256(document.text)
    made, ordinal = _free_id(project, action, sha256)
    writer = DocumentWriter(action)
    writer.write(document, wanted or made, sha256, ordinal)
    writer.flush()
    return wanted or made


def _free_id(project: Project, action: Action, sha256: str) -> tuple[DocumentId, int]:
    """Return the first derived id that no document bears yet, deleted ones included."""
    ordinal = 1
    while True:
        candidate = document_id(project.id, sha256, ordinal)
        if DOCUMENT.number(action.connection, candidate) is None:
            return candidate, ordinal
        ordinal += 1
