"""The words of a span, to be read, selected and copied exactly."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QSize, Qt
from PySide6.QtGui import QFont, QResizeEvent, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QSizePolicy, QWidget

from ui.reader.positions import TextMap, display_copy
from ui.theme.metrics import TEXT_FAMILIES

_MOST_LINES = 6


class QuoteView(QPlainTextEdit):
    """Shows a quote on as many lines as it needs, six at most; more of it scrolls."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._quote = ""
        self.setReadOnly(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.setAccessibleName("The words of the annotation")
        self.document().setDocumentMargin(0)
        self.setStyleSheet("QPlainTextEdit { background: transparent; border: none; padding: 0; }")
        font = QFont()
        font.setFamilies(list(TEXT_FAMILIES))
        font.setPointSizeF(self.font().pointSizeF() * 1.1)
        self.document().setDefaultFont(font)

    def show_quote(self, quote: str) -> None:
        """Show the words of an annotation."""
        if quote != self._quote:
            self._quote = quote
            self.setPlainText(display_copy(quote))
            self._fit()

    def _fit(self) -> None:
        line = self.cursorRect().height() or self.fontMetrics().lineSpacing()
        lines = self._lines()
        self.setFixedHeight(max(1, min(_MOST_LINES, lines)) * line + 4)

    def _lines(self) -> int:
        block, lines = self.document().firstBlock(), 0
        while block.isValid() and lines <= _MOST_LINES:
            # Asking for its rectangle has the block laid out, so that it knows its lines.
            self.blockBoundingRect(block)
            lines += max(1, block.layout().lineCount())
            block = block.next()
        return lines

    # Qt overrides

    def createMimeDataFromSelection(self) -> QMimeData:
        cursor = self.textCursor()
        # Made here: most quotes are looked at and not copied.
        text_map = TextMap(self._quote)
        start = text_map.to_code_point(cursor.selectionStart())
        end = text_map.to_code_point(cursor.selectionEnd())
        data = QMimeData()
        # Qt's own copy would swap no-break spaces and line separators.
        data.setText(self._quote[start:end])
        return data

    def minimumSizeHint(self) -> QSize:
        return QSize(40, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()
