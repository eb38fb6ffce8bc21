"""Where a document of a file belongs: one that the project holds, or a new one."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from domain.document import METADATA_FIELDS, State
from domain.ids import DocumentId, is_id, progress_id
from domain.text import CanonicalText
from storage.adding import NewDocument, write_document
from storage.documents.plain_text import title_of
from storage.errors import RefusedError
from storage.formats.corpus import ForeignDocument
from storage.formats.intake import Intake
from storage.formats.tally import refuse
from storage.tables import DOCUMENT, PROGRESS

EXTERNAL = "external_id"


class Placer:
    """Finds or makes the document of each record of a file."""

    def __init__(self, intake: Intake, file: str, onto: str | None) -> None:
        self._intake = intake
        self._file = file
        self._onto = onto
        self._named: dict[tuple[str, str], DocumentId] = {}
        self._placed: dict[DocumentId, set[str]] = {}
        self._external: dict[str, DocumentId] | None = None
        self._counted = (
            f"{file}: other texts of this project have the same numbers; these came in beside them."
        )
        self.notes: list[str] = []

    def text(self, document: ForeignDocument) -> str:
        """Return the text in the project that a record without one belongs to."""
        return self._intake.project.documents.text(self._of_offsets(document)) or ""

    def place(self, document: ForeignDocument, text: CanonicalText | None) -> DocumentId | None:
        """Return the document that a record means, made if need be; None to leave the record out.

        By its id, else by its text: records of one file with the same text are one document if
        their names are equal or their annotators differ, and several else.
        """
        if text is None:
            return self._of_offsets(document)
        layers = {span.annotator or document.annotator for span in document.spans}
        layers = layers or {document.annotator}
        key = (document.name, text.sha256)
        found = self._named.get(key) if document.name else None
        if found is None:
            found = self._known(document, text, layers)
        if found is None and (other := self._different(document)) is not None:
            if self._intake.policy == "keep" and not document.name.isdecimal():
                title = self._title_of(other)
                self.notes.append(
                    f"{document.where}: “{title}” has another text in this project and stays as "
                    "it is; the record is left out."
                )
                self._intake.tally.left_out += 1
                return None
            if self._intake.policy == "keep" and self._counted not in self.notes:
                # Every project of such a program counts from 1: the number is no identity.
                self.notes.append(self._counted)
            if self._intake.policy == "replace":
                self._intake.action.remove(DOCUMENT, other)
        if found is None:
            found = self._add(document, text)
        else:
            self._intake.tally.known_documents += found not in self._placed
        self._named[key] = found
        self._placed.setdefault(found, set()).update(layers)
        return found

    def _known(
        self, document: ForeignDocument, text: CanonicalText, layers: set[str]
    ) -> DocumentId | None:
        project = self._intake.project
        for known in project.documents.of_text(text.sha256):
            taken = self._placed.get(known)
            if taken is None or ("" not in layers and not layers & taken and not document.name):
                return known
        return None

    def _different(self, document: ForeignDocument) -> DocumentId | None:
        """Return the project's document of that id, which has another text, or None."""
        if not document.name:
            return None
        project = self._intake.project
        if is_id(document.name):
            found = project.documents.row(DocumentId(document.name), None)
            return None if found is None else found.id
        if self._external is None:
            rows = project.connection.execute(
                "SELECT json_extract(metadata, ?), id FROM document "
                "WHERE deleted = 0 AND metadata <> '{}' ORDER BY number DESC",
                (f"$.{EXTERNAL}",),
            )
            self._external = {str(row[0]): DocumentId(row[1]) for row in rows if row[0]}
        found_id = self._external.get(document.name)
        return None if found_id in self._placed else found_id

    def _title_of(self, document: DocumentId) -> str:
        found = self._intake.project.documents.row(document, None)
        return "" if found is None else found.title

    def _of_offsets(self, document: ForeignDocument) -> DocumentId:
        """Return the document of the project that offsets without a text belong to."""
        if document.sha256 and self._onto is None:
            found = self._intake.project.documents.of_text(document.sha256)
            if not found:
                refuse(document.where, f"the text of “{document.title}” is not in this project")
            return DocumentId(document.name) if document.name in found else found[0]
        named = document.name or document.title
        return onto_document(self._intake, self._onto, named, document.where)

    def _add(self, document: ForeignDocument, text: CanonicalText) -> DocumentId:
        stem = self._file.rpartition(".")[0] or self._file
        fallback = f"{stem} {document.name or document.where.rpartition(' ')[2]}"
        title = document.title.strip() or title_of(text.text, fallback)
        return enter_document(
            self._intake,
            text,
            title=title,
            details=document.details,
            note=document.note,
            given=document.name,
        )


def onto_document(intake: Intake, onto: str | None, named: str, where: str) -> DocumentId:
    """Return the one document with that id, title or file name.

    It is the one that the person says (`onto`), else the one that the record names, else the one
    that the intake has for those that name none. Raises RefusedError if what the person says is
    wrong, and RecordError if it is what the record says.
    """
    reference = onto or named or intake.otherwise
    if not reference:
        refuse(where, "it holds annotations but no text; name the document that they belong to")
    found = intake.project.documents.find(reference)
    if len(found) != 1:
        what = f"{len(found)} documents are" if found else "no document is"
        if onto:
            raise RefusedError(f"In this project {what} called “{onto}”. Nothing was imported.")
        refuse(where, f"in this project {what} called “{reference}”")
    return found[0]


def enter_document(
    intake: Intake,
    text: CanonicalText,
    *,
    title: str,
    details: Mapping[str, Any],
    note: str,
    given: str,
) -> DocumentId:
    """Write a new document; `given` is its id in the file, kept if it is written as ours are."""
    details = {k: value for k, v in details.items() if (value := _in_json(v)) is not None}
    details |= {k: str(v) for k, v in details.items() if k in METADATA_FIELDS}
    if given and not is_id(given):
        details.setdefault(EXTERNAL, given)
    intake.tally.documents += 1
    if text.replaced:
        intake.tally.notes.append(
            f"“{title}” held {text.replaced} characters that no text can hold; "
            "each is now U+FFFD (�)."
        )
    wanted = DocumentId(given) if is_id(given) else None
    if wanted and DOCUMENT.number(intake.action.connection, wanted) is not None:
        wanted = None
    return write_document(
        intake.project,
        intake.action,
        NewDocument(title, text.text, details, note),
        sha256=text.sha256,
        wanted=wanted,
    )


def _in_json(value: Any) -> Any:
    """Return a value as JSON can hold it: no number is none, and an endless one is its name."""
    if isinstance(value, float) and not math.isfinite(value):
        return None if math.isnan(value) else str(value)
    if isinstance(value, dict):
        return {key: _in_json(inner) for key, inner in value.items()}
    return [_in_json(inner) for inner in value] if isinstance(value, list) else value


def check_progress(where: str, entries: Any) -> None:
    """Raise FormatError for what `take_progress` would refuse."""
    if not isinstance(entries, dict):
        refuse(where, "its “progress” is not an object")
    for entry in entries.values():
        _state(where, entry)


def take_progress(intake: Intake, where: str, document: DocumentId, entries: Any) -> None:
    """Enter how far each annotator is with a document; what the project says already stays."""
    check_progress(where, entries)
    action = intake.action
    for name, entry in entries.items():
        state, reason, seconds = _state(where, entry)
        annotator = intake.register.annotator(name)
        record = progress_id(document, annotator)
        stored = PROGRESS.load(action.connection, record)
        fields = {"state": state, "reason": reason, "seconds": seconds}
        owner = {"document": document, "annotator": annotator}
        if stored is None:
            action.insert_in_bulk(PROGRESS, record, fields | owner)
        elif stored["deleted"]:
            action.update(PROGRESS, record, {**fields, "deleted": 0})


def _state(where: str, entry: Any) -> tuple[str, str, int]:
    state = entry.get("state") if isinstance(entry, dict) else entry
    if state not in list(State):
        refuse(where, f"“{state}” is no state of a document ({', '.join(State)})")
    reason = entry.get("reason") if isinstance(entry, dict) else ""
    seconds = entry.get("seconds") if isinstance(entry, dict) else 0
    return str(state), str(reason or ""), seconds if type(seconds) is int else 0
