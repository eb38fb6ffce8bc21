"""The open document: what describes it, how far one is with it, and a note."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from domain.codebook import is_partial_date
from domain.document import METADATA_FIELDS, Document
from domain.proposing import NUMBER_FORMAT
from ui.dialogs.form import wrapped
from ui.panes.inspector.note import NoteEdit
from ui.panes.inspector.number_format import NumberFormatEdit
from ui.panes.inspector.parts import Column, section
from ui.panes.inspector.values import spoken, written
from ui.session import Session
from ui.theme.metrics import SPACE_2, SPACE_3
from ui.wording import counted, duration

_LABELS = {"published": "Date", "url": "Address"}
_HINTS = {"published": "2019-01-23", "url": "https://…", "language": "en"}
_LABEL_WIDTH = 104


class DetailEdit(QLineEdit):
    """One line that describes a document; `committed` carries its name and what it says now."""

    committed = Signal(str, str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._kept = ""
        self.setPlaceholderText(_HINTS.get(name, ""))
        self.editingFinished.connect(self.flush)

    def show_text(self, text: str) -> None:
        """Show what is stored; words that are being typed stay."""
        is_typing = self.hasFocus() and self.text() != self._kept
        self._kept = text
        if not is_typing and self.text() != text:
            self.setText(text)
            self.setCursorPosition(0)

    def flush(self) -> None:
        """Commit what was typed, if it differs from what is stored."""
        typed = self.text().strip()
        if typed != self._kept and not self.isReadOnly():
            # Remembered first: a refusal takes the focus, and must not be asked for again.
            self._kept = typed
            self.committed.emit(self._name, typed)


class DocumentPage(Column):
    """Shows what describes a document; each edit is one action of the session."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._shown: Document | None = None
        self.fields = {name: DetailEdit(name) for name in ("title", *METADATA_FIELDS)}
        self.numbers = NumberFormatEdit()
        self.problem = wrapped("", "danger")
        self.state = wrapped("", "muted")
        self.rest = wrapped("", "small")
        self.note = NoteEdit("What is worth knowing about this document")
        self.note.setAccessibleName("Note on the document")
        self._lay_out()
        for edit in self.fields.values():
            edit.committed.connect(self._keep)
        self.note.committed.connect(self._keep_note)
        self.numbers.chosen.connect(self._keep_numbers)

    def show_document(self, document: Document | None) -> None:
        """Show a document; what was typed into another is committed to that one first."""
        is_other = (self._shown and self._shown.id) != (document and document.id)
        if is_other:
            self.flush()
        self._shown = document
        if document is None:
            return
        for name, edit in self.fields.items():
            edit.show_text(getattr(document, name))
            edit.setReadOnly(self._session.read_only)
        self.numbers.show_document(document)
        self.numbers.setEnabled(not self._session.read_only)
        self.note.show_text(document.note, force=is_other)
        self.note.setReadOnly(self._session.read_only)
        self.state.setText(self._state_of(document))
        wrong = document.published and not is_partial_date(document.published)
        self.problem.setText("A date is a year, a month or a day: 2019, 2019-01 or 2019-01-23.")
        self.problem.setVisible(bool(wrong))
        lines = [f"{spoken(key)}: {written(value)}" for key, value in _others(document)]
        self.rest.setText("\n".join(lines))
        self.rest.setVisible(bool(lines))

    def flush(self) -> None:
        """Commit what is being typed."""
        if self._shown is not None:
            for edit in self.fields.values():
                edit.flush()
            self.note.flush()

    def focus_first(self) -> None:
        """Put the keys into the title."""
        self.fields["title"].setFocus(Qt.FocusReason.TabFocusReason)

    def has_keys(self) -> bool:
        """Tell whether the keys are in one of the fields."""
        return any(edit.hasFocus() for edit in (*self.fields.values(), self.note))

    def _state_of(self, document: Document) -> str:
        session = self._session
        progress = session.project.documents.progress(document.id, session.annotator.id)
        count = session.project.annotations.count(
            annotator=session.annotator.id, document=document.id
        )
        parts = [spoken(progress.state.words)]
        if progress.reason:
            parts[0] += f": {progress.reason}"
        parts.append(counted(count, "annotation of yours", "annotations of yours"))
        incomplete = session.completeness.count(session.annotator.id)
        if incomplete:
            parts.append(f"{incomplete:,}\u00a0incomplete")
        parts.append(counted(len(document.text), "character"))
        if progress.seconds:
            parts.append(duration(progress.seconds))
        return " · ".join(parts)

    def _keep(self, name: str, text: str) -> None:
        if self._shown is None:
            return
        if name == "title":
            self._session.set_document_details(self._shown.id, text)
        else:
            self._session.set_document_details(self._shown.id, None, {name: text})

    def _keep_numbers(self, name: str | None) -> None:
        if self._shown is not None:
            self._session.set_document_details(self._shown.id, None, {NUMBER_FORMAT: name})

    def _keep_note(self, note: str) -> None:
        if self._shown is not None:
            self._session.set_document_note(self._shown.id, note)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_2)
        grid.setColumnStretch(1, 1)
        grid.setColumnMinimumWidth(0, _LABEL_WIDTH - 24)
        for row, (name, edit) in enumerate(self.fields.items()):
            label = QLabel(_LABELS.get(name, spoken(name)))
            label.setBuddy(edit)
            edit.setAccessibleName(label.text())
            grid.addWidget(label, row, 0)
            grid.addWidget(edit, row, 1)
        numbers = QLabel("Numbers")
        numbers.setBuddy(self.numbers)
        self.numbers.setAccessibleName("How numbers are written")
        grid.addWidget(numbers, len(self.fields), 0)
        grid.addWidget(self.numbers, len(self.fields), 1)
        self.column.addWidget(self.state)
        self.column.addLayout(grid)
        self.column.addWidget(self.problem)
        self.column.addWidget(self.rest)
        self.column.addWidget(section("Note on the document"))
        self.column.addWidget(self.note)
        self.column.addStretch(1)


def _others(document: Document) -> list[tuple[str, Any]]:
    """Return the metadata that has no field of its own."""
    return [(key, value) for key, value in document.metadata.items() if key != NUMBER_FORMAT]
