"""Markdown as a page to read: serif headings, the theme's colours, no links and nothing fetched."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QColor, QTextBlockFormat, QTextCursor, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from ui.theme.metrics import SPACE_4, TEXT_FAMILIES
from ui.theme.style import set_role
from ui.theme.theme import Theme

_SIZES = {1: 1.4, 2: 1.15, 3: 1.0}
_ABOVE, _BELOW, _LINES = 14, 4, 118.0


class MarkdownView(QTextBrowser):
    """Shows Markdown; HTML in it is text, pictures are left out."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._written = ""
        self.setOpenLinks(False)
        self.setOpenExternalLinks(False)
        self.setTabChangesFocus(True)
        self.document().setDocumentMargin(SPACE_4)
        self.document().setIndentWidth(SPACE_4)
        set_role(self, "page")

    @property
    def written(self) -> str:
        """The Markdown that is shown."""
        return self._written

    def show_markdown(self, written: str) -> None:
        """Show Markdown; the place is kept if it is the same text as before."""
        place = self.verticalScrollBar().value() if written == self._written else 0
        self._written = written
        self.document().setMarkdown(written, _FEATURES)
        self._dress()
        self.moveCursor(QTextCursor.MoveOperation.Start)
        self.verticalScrollBar().setValue(place)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._theme = theme
        self.show_markdown(self._written)

    def _dress(self) -> None:
        block = self.document().begin()
        while block.isValid():
            cursor = QTextCursor(block)
            cursor.movePosition(
                QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor
            )
            shape = block.blockFormat()
            level = shape.headingLevel()
            self._space(shape, level)
            cursor.setBlockFormat(shape)
            if level:
                self._head(cursor, level)
            block = block.next()

    def _space(self, shape: QTextBlockFormat, level: int) -> None:
        shape.setLineHeight(_LINES, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        shape.setTopMargin(_ABOVE if level else 0)
        shape.setBottomMargin(_BELOW)

    def _head(self, cursor: QTextCursor, level: int) -> None:
        shape = cursor.charFormat()
        shape.setFontFamilies(list(TEXT_FAMILIES))
        shape.setFontPointSize(self.font().pointSizeF() * _SIZES.get(level, 1.0))
        ink: QColor = self._theme.colours.text
        shape.setForeground(ink)
        cursor.setCharFormat(shape)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        return None


_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)
