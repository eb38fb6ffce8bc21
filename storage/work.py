"""The verbs around documents: who works, how far, with what note."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from typing import Any

from domain.annotation import Annotator
from domain.change import Change
from domain.document import METADATA_FIELDS, State
from domain.ids import AnnotatorId, DocumentId, annotator_id, progress_id
from storage.action import Action
from storage.errors import RefusedError
from storage.project import Project
from storage.records import Record, flattened
from storage.tables import ANNOTATOR, DOCUMENT, PROGRESS, PROJECT


def ensure_annotator(project: Project, name: str) -> Annotator:
    """Return the annotator of that name, entered into the project if they are new to it."""
    wanted = annotator_id(project.id, name)
    for known in project.annotators.all():
        if known.id == wanted:
            return known
    with project.action("annotator", f"{name.strip()} joins", None) as outcome:
        made = write_annotator(project, outcome.action, name)
    found = project.annotators.get(made)
    assert found is not None
    return found


def write_annotator(
    project: Project, action: Action, name: str, kind: str = "person"
) -> AnnotatorId:
    """Enter an annotator as part of an action, if they are not there; return their id."""
    clean = unicodedata.normalize("NFC", name.strip())
    if not clean:
        raise RefusedError("An annotator needs a name. Nothing was changed.")
    made = annotator_id(project.id, clean)
    if ANNOTATOR.number(action.connection, made) is None:
        action.insert(ANNOTATOR, made, {"name": clean, "kind": kind})
    else:
        action.update(ANNOTATOR, made, {"deleted": 0})
    return made


def set_state(
    project: Project,
    *,
    document: DocumentId,
    annotator: AnnotatorId,
    state: State,
    reason: str = "",
) -> Change | None:
    """Mark how far the annotator is; skipping needs a reason. None if it stood so already."""
    if state is State.SKIPPED and not reason.strip():
        raise RefusedError("Skipping a document needs a reason. Nothing was changed.")
    title = _title(project, document)
    kept = reason.strip() if state is State.SKIPPED else ""
    fields: Record = {"state": state.value, "reason": kept, "deleted": 0}
    record = progress_id(document, annotator)
    label = f"Mark “{title}” as {state.words}"
    with project.action("state", label, annotator, document=document) as outcome:
        if PROGRESS.number(project.connection, record) is not None:
            outcome.action.update(PROGRESS, record, fields)
        elif state is not State.NEW:
            owner = {"document": document, "annotator": annotator, "seconds": 0}
            outcome.action.insert(PROGRESS, record, fields | owner)
    return outcome.change


def set_document_note(
    project: Project, *, document: DocumentId, annotator: AnnotatorId, note: str
) -> Change | None:
    """Write the note on a document; None if it said so already."""
    label = f"Note on “{_title(project, document)}”"
    with project.action("document note", label, annotator, document=document) as outcome:
        outcome.action.update(DOCUMENT, document, {"note": note})
    return outcome.change


def set_document_details(
    project: Project,
    *,
    document: DocumentId,
    annotator: AnnotatorId,
    title: str | None = None,
    details: Mapping[str, Any] | None = None,
) -> Change | None:
    """Change the title, and details such as source, author, date; None if nothing differs."""
    values: dict[str, Any] = {} if title is None else {"title": title.strip() or "Untitled"}
    known = {key: value for key, value in (details or {}).items() if key in METADATA_FIELDS}
    other = {key: value for key, value in (details or {}).items() if key not in METADATA_FIELDS}
    values |= known | flattened({"metadata": other}, ("metadata",))
    label = f"Describe “{_title(project, document)}”"
    with project.action("document details", label, annotator, document=document) as outcome:
        outcome.action.update(DOCUMENT, document, values)
    return outcome.change


def delete_document(
    project: Project, *, document: DocumentId, annotator: AnnotatorId
) -> Change | None:
    """Take a document out of the project; undo brings it back with everything in it."""
    label = f"Remove “{_title(project, document)}”"
    with project.action("remove document", label, annotator, document=document) as outcome:
        outcome.action.remove(DOCUMENT, document)
    return outcome.change


def set_title(project: Project, *, annotator: AnnotatorId, title: str) -> Change | None:
    """Rename the project; None if it was called so already."""
    label = f"Call the project “{title}”"
    with project.action("project title", label, annotator) as outcome:
        outcome.action.update(PROJECT, project.id, {"title": title})
    return outcome.change


def _title(project: Project, document: DocumentId) -> str:
    row = project.documents.row(document, None)
    if row is None:
        raise RefusedError("This document was deleted meanwhile. Nothing was changed.")
    return row.title
