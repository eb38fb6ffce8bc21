"""Writing new documents, many at a time: the row, the text, its search index, its original."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.document import METADATA_FIELDS
from domain.ids import DocumentId
from domain.text import is_canonical
from storage.action import Action
from storage.jsontext import dump
from storage.repositories.documents import Original

_COLUMNS = (
    *("number", "id", "title", "sha256", "ordinal", "length", *METADATA_FIELDS),
    *("metadata", "note", "variant_of", "created", "born", "stamp", "batch"),
)
_DOCUMENTS = (
    f"INSERT INTO document ({', '.join(_COLUMNS)}) VALUES ({', '.join('?' * len(_COLUMNS))})"
)
_TEXTS = "INSERT INTO document_text (number, text) VALUES (?, ?)"
_WORDS = "INSERT INTO document_search (rowid, text) VALUES (?, ?)"
_ORIGINALS = (
    "INSERT INTO original (number, bytes, file_name, media_type, encoding, reader, reader_version) "
    "VALUES (?, ?, ?, ?, ?, ?, ?)"
)
_MOST = 500
_LARGEST = 4 * 1024 * 1024  # Characters and bytes that wait to be written


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


class DocumentWriter:
    """Gathers new documents and writes them in the batch of one action; `flush` the last."""

    def __init__(self, action: Action) -> None:
        self._action = action
        # The action holds the write lock, so nobody else takes these numbers.
        row = action.connection.execute("SELECT coalesce(max(number), 0) FROM document").fetchone()
        self._number = int(row[0])
        self._documents: list[tuple[Any, ...]] = []
        self._texts: list[tuple[int, str]] = []
        self._originals: list[tuple[Any, ...]] = []
        self._waiting = 0

    def write(self, document: NewDocument, record: DocumentId, sha256: str, ordinal: int) -> None:
        """Add a document under an id that none bears; the text must be canonical."""
        if not is_canonical(document.text):
            raise ValueError("only a canonical text can be stored: its offsets would shift")
        self._number += 1
        number, action, details = self._number, self._action, document.details
        other = {k: v for k, v in details.items() if k not in METADATA_FIELDS and v is not None}
        self._documents.append(
            (
                *(number, record, document.title, sha256, ordinal, len(document.text)),
                *(str(details.get(name, "")) for name in METADATA_FIELDS),
                *(dump(other) if other else "{}", document.note, document.variant_of),
                *(action.at, action.stamp, action.stamp, action.change_id),
            )
        )
        self._texts.append((number, document.text))
        self._waiting += len(document.text)
        if (original := document.original) is not None:
            self._originals.append(
                (
                    *(number, original.data, original.file_name, original.media_type),
                    *(original.encoding, original.reader, original.reader_version),
                )
            )
            self._waiting += len(original.data)
        if len(self._documents) >= _MOST or self._waiting >= _LARGEST:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered."""
        if not self._documents:
            return
        self._action.bulk = True
        connection = self._action.connection
        connection.executemany(_DOCUMENTS, self._documents)
        connection.executemany(_TEXTS, self._texts)
        connection.executemany(_WORDS, self._texts)
        connection.executemany(_ORIGINALS, self._originals)
        for rows in (self._documents, self._texts, self._originals):
            rows.clear()
        self._waiting = 0
