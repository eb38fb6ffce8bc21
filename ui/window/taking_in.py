"""Taking files in: texts after a look at them, annotations with a progress bar."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QProgressDialog, QWidget

from domain.change import Change
from storage.errors import CancelledError
from ui.session import Session

_PATIENCE_MS = 500


def import_texts(session: Session, paths: Sequence[Path], parent: QWidget) -> Change | None:
    """Show what was understood of text files and add those that are wanted, as one action."""
    from storage.adding import NewDocument, add_documents
    from ui.dialogs.import_texts import ImportDialog

    dialog = ImportDialog(session.project, paths, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    documents: list[NewDocument] = dialog.documents
    if not documents:
        return None

    def command() -> Change | None:
        return add_documents(session.project, documents, session.annotator.id)[1]

    return session.perform(command)


def import_annotations(session: Session, paths: Sequence[Path], parent: QWidget) -> Change | None:
    """Import files of annotations as one action; say what was added."""
    from storage.formats.importing import import_files

    bar = Waiting("Importing…", parent)
    said: list[str] = []

    def command() -> Change | None:
        tally, change = import_files(
            session.project, paths, annotator=session.annotator.name, progress=bar.step
        )
        said.append(" ".join((tally.sentence(), *tally.notes)))
        return change

    try:
        change = session.perform(command)
    finally:
        bar.close()
    if said:
        session.told.emit(said[0])
    return change


def split(paths: Sequence[Path]) -> tuple[list[Path], list[Path]]:
    """Return the files that are texts, and those that bring annotations."""
    from storage.formats.registry import format_of

    annotated = [path for path in paths if format_of(path, None).importer is not None]
    return [path for path in paths if path not in annotated], annotated


class Waiting(QProgressDialog):
    """A progress bar that shows after half a second, and ends the work by CancelledError."""

    def __init__(self, label: str, parent: QWidget) -> None:
        super().__init__(label, "Cancel", 0, 0, parent)
        self.setWindowTitle("Glossator")
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setMinimumDuration(_PATIENCE_MS)
        self.setAutoClose(False)
        self.setAutoReset(False)

    def step(self, done: int, total: int) -> None:
        """Show how far the work is; raise CancelledError if the person wants to stop."""
        self.setMaximum(total)
        self.setValue(done)
        QApplication.processEvents()
        if self.wasCanceled():
            raise CancelledError("The import was stopped. Nothing was changed.")
