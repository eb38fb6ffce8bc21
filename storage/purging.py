"""Purging a document that must go, for law or licence: here, and wherever this copy is merged."""

from __future__ import annotations

from domain.change import Change
from domain.clock import Stamp
from domain.ids import AnnotatorId, DocumentId
from storage.backup import list_backups
from storage.errors import RefusedError
from storage.merge import purging
from storage.merge.rows import load
from storage.project import Project
from storage.tables import DOCUMENT


def purge_document(
    project: Project, *, document: DocumentId, annotator: AnnotatorId, backups: bool = False
) -> Change:
    """Remove a document for good: its text, all tags and quotes, and their history.

    A tombstone without words stays and wins over every later merge. It cannot be undone. The
    project's `backups` still hold the text unless they are removed as well.
    """
    version = load(project.connection, DOCUMENT, document)
    if version is None or version.values["purged"]:
        raise RefusedError("This document is gone already. Nothing was changed.")
    person = project.annotators.get(annotator)
    label = f"{'Someone' if person is None else person.name} purged a document"
    # Nobody's action: so it stands on nobody's stack of things to undo.
    with project.action("purge", label, None) as outcome:
        action = outcome.action
        action.bulk = True
        purging.remove(action.connection, [document])
        blank = purging.blank(version, Stamp(action.stamp))
        DOCUMENT.rewrite(action.connection, document, blank.values, blank)
    # The log still holds the pages as they were.
    project.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    if backups:
        for backup in list_backups(project.id):
            backup.path.unlink(missing_ok=True)
    assert outcome.change is not None
    return outcome.change
