"""The field for a line of text, a number or a date, with the values that were used before."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from domain.codebook import Attribute
from domain.typed import PLAIN, Writing, read_typed
from ui.panes.inspector.values import FieldValue, otherwise, written

_HINTS = {"date": "2019-01-23 or 2019", "number": "A number"}
_ROWS = 8


class ValueEdit(QLineEdit):
    """A line for text, a number or a date; what is no number or date is kept and marked.

    Enter in an empty line takes what is proposed; Down lists what was used before.
    """

    committed = Signal(object)

    def __init__(self, attribute: Attribute, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._attribute = attribute
        self._kept = ""
        self._tried: str | None = None
        self._committing = False
        self._proposed: object = None
        self._completer: QCompleter | None = None
        self._used = QStringListModel(self)
        self.writing: Writing = PLAIN
        self.setMinimumWidth(96)
        self.editingFinished.connect(self._finish)

    def show_value(self, value: FieldValue) -> None:
        """Show a value; one that is not the annotation's own shows as a hint."""
        is_typing = self.text() != self._kept and self.hasFocus() and not self._committing
        self._kept = written(value.value) if value.is_stored else ""
        self._proposed = value.proposed
        self._tried = None
        hint = _HINTS.get(self._attribute.type, "")
        has_hint = value.otherwise is not None or value.proposed is not None or value.differs
        self.setPlaceholderText(otherwise(value) if has_hint else hint)
        if not is_typing and self.text() != self._kept:
            self.setText(self._kept)
            self.setCursorPosition(0)

    def offer(self, values: Sequence[str]) -> None:
        """Complete what is typed to one of these values, the first ones first."""
        completer = self._completer
        if completer is None:
            completer = self._completer = QCompleter(self._used, self)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            completer.setMaxVisibleItems(_ROWS)
            popup = completer.popup()
            assert popup is not None
            popup.setStyleSheet("QListView { border: 1px solid palette(mid); }")
            self.setCompleter(completer)
            completer.activated.connect(self.flush)
        if self._used.stringList() != list(values):
            self._used.setStringList(list(values))

    def flush(self, *_: object) -> None:
        """Commit what was typed, if it differs from what is stored; it stays if that fails."""
        if self.text() != self._kept and not self.isReadOnly():
            self._tried = self.text()
            self._commit(read_typed(self._attribute, self.text(), self.writing))

    def reset(self) -> None:
        """Let go of what was typed: the line will show another annotation."""
        self._tried = None
        self.setText(self._kept)

    def _commit(self, value: object) -> None:
        self._committing = True
        self.committed.emit(value)
        self._committing = False

    def _finish(self) -> None:
        # The message that it could not be kept takes the focus: asking again would not end.
        if self.text() != self._tried:
            self.flush()

    def _list_used(self) -> bool:
        completer = self._completer
        if completer is None or self.isReadOnly():
            return False
        completer.setCompletionPrefix(self.text())
        completer.complete()
        return True

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        untouched = not self.text() and not self._kept and not self.isReadOnly()
        if is_enter and untouched and self._proposed is not None:
            self._commit(self._proposed)
        elif event.key() == Qt.Key.Key_Down and self._list_used():
            event.accept()
        else:
            super().keyPressEvent(event)
