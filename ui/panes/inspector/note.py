"""A note that is written in peace and kept as one action."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

_LINES = 4


class NoteEdit(QPlainTextEdit):
    """Emits `committed` with the whole text on leaving, on Ctrl+Enter, and on `flush`."""

    committed = Signal(str)

    def __init__(self, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self._tried: str | None = None
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        line = self.fontMetrics().lineSpacing()
        self.setFixedHeight(_LINES * line + 20)

    def show_text(self, text: str, *, force: bool = False) -> None:
        """Show what is stored; words that are being typed stay, unless forced."""
        is_typing = self.toPlainText() != self._kept and not force
        self._kept = text
        self._tried = None
        if not is_typing and self.toPlainText() != text:
            self.setPlainText(text)

    def flush(self) -> None:
        """Commit what was typed, if it differs from what is stored; it stays if that fails."""
        typed = self.toPlainText()
        if typed != self._kept and not self.isReadOnly():
            self._tried = typed
            self.committed.emit(typed)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        # A context menu takes the focus for a moment and gives it back; a message that the note
        # could not be kept takes it too, and asking again at once would not end.
        is_new = self.toPlainText() != self._tried
        if event.reason() != Qt.FocusReason.PopupFocusReason and is_new:
            self.flush()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.flush()
            return
        super().keyPressEvent(event)
