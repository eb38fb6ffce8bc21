"""Adding documents: the canonical text, its original bytes, and what describes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from domain.change import Change
from domain.document import METADATA_FIELDS
from domain.ids import AnnotatorId, DocumentId, document_id
from domain.text import is_canonical, text_sha256
from storage.action import Action
from storage.errors import RefusedError
from storage.project import Project
from storage.records import flattened
from storage.repositories.documents import Original
from storage.tables import DOCUMENT


@dataclass(frozen=True, slots=True)
class NewDocument:
    """A document to be added: canonical `text`; `details` hold source, author, date and more.

    `variant_of` names the document whose text it nearly is.
    """

    title: str
    text: str
    details: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""
    original: Original | None = None
    variant_of: DocumentId | None = None


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
    if not known and DOCUMENT.number(project.connection, removed) is not None:
        if action.current(DOCUMENT, removed)["purged"]:
            raise RefusedError(
                f"“{document.title}” was purged from this project for good, so it was not added. "
                "Nothing was changed."
            )
        # The same text is the same document in every copy: it comes back, tags and all.
        action.update(DOCUMENT, removed, {"deleted": 0})
        return removed, "back"
    return write_document(project, action, document, sha256=sha256), "new"


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
    if not is_canonical(document.text):
        raise ValueError("only a canonical text can be stored: its offsets would shift")
    sha256 = sha256 or text_sha256(document.text)
    made, ordinal = _free_id(project, action, sha256)
    made = wanted or made
    details = {k: v for k, v in document.details.items() if k in METADATA_FIELDS}
    other = {k: v for k, v in document.details.items() if k not in METADATA_FIELDS}
    values: dict[str, Any] = {
        "title": document.title,
        "sha256": sha256,
        "ordinal": ordinal,
        "length": len(document.text),
        "note": document.note,
        "variant_of": document.variant_of,
        "created": action.at,
        **{key: str(value) for key, value in details.items()},
    }
    values |= flattened({"metadata": other}, ("metadata",))
    number = action.insert_in_bulk(DOCUMENT, made, values)
    write_text(action, number, document.text)
    if document.original is not None:
        _write_original(action, number, document.original)
    return made


def write_text(action: Action, number: int, text: str) -> None:
    """Write the text of a document and index it for the search."""
    action.connection.execute(
        "INSERT INTO document_text (number, text) VALUES (?, ?)", (number, text)
    )
    action.connection.execute(
        "INSERT INTO document_search (rowid, text) VALUES (?, ?)", (number, text)
    )


def _write_original(action: Action, number: int, original: Original) -> None:
    action.connection.execute(
        "INSERT INTO original (number, bytes, file_name, media_type, encoding, reader, "
        "reader_version) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            number,
            original.data,
            original.file_name,
            original.media_type,
            original.encoding,
            original.reader,
            original.reader_version,
        ),
    )


def _free_id(project: Project, action: Action, sha256: str) -> tuple[DocumentId, int]:
    """Return the first derived id that no document bears yet, deleted ones included."""
    ordinal = 1
    while True:
        candidate = document_id(project.id, sha256, ordinal)
        if DOCUMENT.number(action.connection, candidate) is None:
            return candidate, ordinal
        ordinal += 1
