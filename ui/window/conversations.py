"""What the window asks and tells: exports, notes, layers, keys, refusals."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QCursor
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu, QWidget

from domain.document import State
from domain.ids import AnnotatorId, DocumentId
from storage.errors import GlossatorError
from ui.keymap import TEMPLATE, Keymap, listing
from ui.layers import BLIND
from ui.places import keys_file
from ui.reader.marks import Mark, ReaderStyle
from ui.reader.printing import PrintingError
from ui.reader_style import marks_of, reader_style
from ui.session import Session
from ui.settings import Settings
from ui.theme.theme import Theme, load_theme
from ui.window.import_talks import ImportTalks
from ui.window.kept_layers import remember_layers
from ui.window.workbench import Workbench

if TYPE_CHECKING:
    from domain.facts import FactTable

_LOG = logging.getLogger("glossator")
_TABLES = "Tables (*.csv)"


class Host(Protocol):
    """What these conversations need of the window."""

    session: Session | None
    bench: Workbench | None
    keymap: Keymap
    settings: Settings

    @property
    def talks(self) -> Conversations: ...
    @property
    def theme(self) -> Theme: ...
    def widget(self) -> QWidget: ...
    def tell(self, sentence: str, title: str = "") -> None: ...
    def show_project(self, session: Session) -> None: ...
    def close_project(self) -> None: ...
    def show_start(self) -> None: ...


class Conversations(QObject):
    """Dialogs about the open project; each is imported when it is first needed."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host
        self.importing = ImportTalks(host)

    # In and out

    def export(self) -> None:
        """Ask what to export, and how."""
        from ui.dialogs.export import ExportDialog

        session = self._host.session
        if session is not None:
            ExportDialog(session, self._host.theme, self._host.widget()).exec()

    def export_html(self) -> None:
        """Save the open article with its highlights as one HTML file."""
        path = self._target("Save the article as HTML", ".html", "Web pages (*.html)")
        session = self._host.session
        if path is None or session is None or session.document is None:
            return
        from storage.formats.exporting import Choice
        from storage.formats.html_page import save_html

        choice = Choice(annotators=session.layers, documents=(session.document.id,))
        try:
            save_html(session.project, path, choice)
        except (GlossatorError, OSError) as error:
            self._host.tell(_failed(path, error))
            return
        self._say(f"Saved {path}.")

    def export_pdf(self) -> None:
        """Save the open article with its highlights as PDF."""
        path = self._target("Save the article as PDF", ".pdf", "PDF (*.pdf)")
        if path is not None:
            from ui.window.printing import write_pdf

            try:
                write_pdf(path, *self._article())
            except (PrintingError, OSError) as error:
                self._host.tell(_failed(path, error))
                return
            self._say(f"Saved {path}.")

    def export_facts(self, table: FactTable) -> None:
        """Save a table of facts as CSV."""
        session = self._host.session
        if session is None:
            return
        from storage.facts import write_fact_table

        name = f"{session.project.info().title} {table.title.lower()}"
        path = self._target(f"Save the {table.title.lower()} as CSV", ".csv", _TABLES, name)
        if path is None:
            return
        try:
            write_fact_table(table, path)
        except (GlossatorError, OSError) as error:
            self._host.tell(_failed(path, error))
            return
        self._say(f"Saved {path}.")

    def agreement(self) -> None:
        """Show how well annotators agree, in a window of its own."""
        from ui.agreement.hosting import show_agreement

        if self._host.bench is not None:
            show_agreement(self._host.bench, self.export_facts)

    def print_article(self) -> None:
        """Print the open article with its highlights."""
        from ui.window.printing import print_with_dialog

        print_with_dialog(self._host.widget(), *self._article())

    # Documents and layers

    def skip(self, document: str = "") -> None:
        """Ask why a document is skipped."""
        from ui.dialogs.small import SkipDialog

        session = self._host.session
        row = self._row(document)
        if session is None or row is None:
            return
        progress = session.project.documents.progress(row[0], session.annotator.id)
        dialog = SkipDialog(row[1], progress.reason, parent=self._host.widget())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            session.set_state(row[0], State.SKIPPED, dialog.reason)

    def document_note(self, document: str = "") -> None:
        """Write the note on a document."""
        from ui.dialogs.small import NoteDialog

        session = self._host.session
        row = self._row(document)
        if session is None or row is None:
            return
        dialog = NoteDialog(row[1], row[2], parent=self._host.widget())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            session.set_document_note(row[0], dialog.note)

    def codebook(self) -> None:
        """Show the codebook and let it be changed."""
        from ui.dialogs.codebook.editor import CodebookDialog

        session = self._host.session
        if session is not None:
            keymap, window = self._host.keymap, self._host.widget()
            CodebookDialog(session, self._host.theme, keymap, window).exec()

    def occurrences(self) -> None:
        """Offer the other occurrences of the words at hand to be tagged too."""
        session = self._host.session
        if session is None:
            return
        if session.current is None:
            session.told.emit("Tag the words first, then their other occurrences.")
            return
        from ui.dialogs.occurrences import OccurrencesDialog

        theme, window = self._host.theme, self._host.widget()
        OccurrencesDialog(session, theme, session.current, window).exec()

    def layers(self) -> None:
        """Offer the layers of colleagues to look at."""
        session = self._host.session
        if session is None:
            return
        if session.blind:
            session.told.emit(BLIND)
            return
        menu = QMenu(self._host.widget())
        others = [a for a in session.project.annotators.all() if a.id != session.annotator.id]
        menu.addSection("Layers of colleagues")
        for annotator in others:
            action = QAction(annotator.name, menu)
            action.setCheckable(True)
            action.setChecked(annotator.id in session.layers)
            action.setData(annotator.id)
            action.toggled.connect(self._toggle_layer)
            menu.addAction(action)
        if not others:
            menu.addAction("Nobody else has tagged here yet").setEnabled(False)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(QCursor.pos())

    # Help

    def keys(self) -> None:
        """List the keys."""
        from ui.dialogs.keys import KeysDialog

        path = keys_file()
        if not path.exists():
            try:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(TEMPLATE, "utf-8")
            except OSError:
                _LOG.warning("no keys file could be made at %s", path)
        session = self._host.session
        entries = listing(self._host.keymap, None if session is None else session.codebook)
        KeysDialog(entries, str(path), parent=self._host.widget()).exec()

    def about(self) -> None:
        """Say what this is."""
        from ui.dialogs.small import AboutDialog

        AboutDialog(self._host.widget()).exec()

    # Small parts

    def _toggle_layer(self, shown: bool) -> None:
        session, action = self._host.session, self.sender()
        if session is None or not isinstance(action, QAction):
            return
        chosen = AnnotatorId(action.data())
        kept = [layer for layer in session.layers if layer != chosen]
        session.show_layers([*kept, chosen] if shown else kept)
        remember_layers(self._host.settings, session)

    def _row(self, document: str) -> tuple[DocumentId, str, str] | None:
        session = self._host.session
        if session is None:
            return None
        chosen = DocumentId(document) if document else None
        if chosen is None and session.document is not None:
            chosen = session.document.id
        row = None if chosen is None else session.project.documents.row(chosen, None)
        return None if row is None else (row.id, row.title, row.note)

    def _article(self) -> tuple[str, str, list[Mark], ReaderStyle]:
        session = self._host.session
        assert session is not None
        assert session.document is not None
        marks = marks_of(session)
        style = reader_style(load_theme("light"), session.codebook)
        return session.document.title, session.document.text, marks, style

    def _target(self, title: str, suffix: str, kinds: str, proposed: str = "") -> Path | None:
        """Ask where to save; proposes the open article's title, which is then needed, or a name."""
        session = self._host.session
        if session is None or not (proposed or session.document):
            return None
        proposed = proposed or (session.document.title if session.document else "")
        name = "".join(c if c.isalnum() or c in " -_" else "_" for c in proposed)
        start = Path(session.project.path).parent / f"{name[:80].strip() or 'article'}{suffix}"
        chosen, _ = QFileDialog.getSaveFileName(self._host.widget(), title, str(start), kinds)
        if not chosen:
            return None
        path = Path(chosen)
        return path if path.suffix else path.with_suffix(suffix)

    def _say(self, sentence: str) -> None:
        if self._host.session is not None:
            self._host.session.told.emit(sentence)


def _failed(path: Path, error: Exception) -> str:
    if isinstance(error, GlossatorError):
        return str(error)
    reason = error.strerror if isinstance(error, OSError) else str(error)
    return f"{path} could not be written: {reason}. The project is as it was; try another place."
