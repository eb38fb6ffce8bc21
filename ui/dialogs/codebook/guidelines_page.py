"""Guidelines as Markdown, written on the left and read on the right."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QSplitter, QVBoxLayout, QWidget

from ui.markdown_view import MarkdownView
from ui.theme.metrics import SPACE_3
from ui.theme.theme import Theme


class GuidelinesPage(QWidget):
    """`written` carries the Markdown as it is typed."""

    written = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.editor = QPlainTextEdit()
        self.editor.setAccessibleName("Guidelines, in Markdown")
        self.editor.setPlaceholderText("## Definition\n\n## Include\n- …\n\n## Exclude\n- …")
        self.editor.setTabChangesFocus(True)
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.editor.setFont(fixed)
        self.view = MarkdownView(theme)
        self.view.setAccessibleName("Guidelines as they will be read")
        halves = QSplitter(Qt.Orientation.Horizontal)
        halves.addWidget(self.editor)
        halves.addWidget(self.view)
        halves.setSizes([1, 1])
        halves.setChildrenCollapsible(False)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_3, 0, 0)
        column.addWidget(halves)
        self.editor.textChanged.connect(self._tell)

    def show_guidelines(self, guidelines: str) -> None:
        """Show guidelines; the caret stays while they say the same."""
        if self.editor.toPlainText() != guidelines:
            self.editor.blockSignals(True)
            self.editor.setPlainText(guidelines)
            self.editor.blockSignals(False)
        self.view.show_markdown(guidelines)

    def _tell(self) -> None:
        self.written.emit(self.editor.toPlainText())
