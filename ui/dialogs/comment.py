"""The dialog that takes the words of a comment."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.dialogs.form import FormDialog

_SIZE = (480, 260)


class CommentDialog(FormDialog):
    """Takes a comment; Ctrl+Enter keeps it."""

    def __init__(
        self, title: str, about: str, text: str = "", parent: QWidget | None = None
    ) -> None:
        explained = f"{about} Ctrl+Enter keeps it.".strip()
        super().__init__(title, "&Keep", parent, explained=explained)
        self.field = QPlainTextEdit(text)
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName("Comment")
        self.body.addWidget(self.field, 1)
        self.resize(*_SIZE)
        self.field.textChanged.connect(self._check)
        self._check()
        self.field.setFocus()

    @property
    def text(self) -> str:
        """What was written."""
        return self.field.toPlainText().strip()

    def _check(self) -> None:
        self.primary.setEnabled(bool(self.text))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            if self.text:
                self.accept()
            return
        super().keyPressEvent(event)
