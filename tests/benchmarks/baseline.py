"""The usual way to show spans: a QTextEdit with a character format for each of them."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from tests.benchmarks.workloads import TAGS, Workload
from ui.reader.metrics import Metrics
from ui.reader.positions import TextMap

_COLOURS = ("#dbe6f2", "#f7e0da", "#dbece5", "#f0e7d3")
_TINTS = {tag: QColor(colour) for tag, colour in zip(TAGS, _COLOURS, strict=True)}


class FormattedEdit(QTextEdit):
    """Shows a workload with the font, column and line pitch of the reading view."""

    def __init__(self, work: Workload, metrics: Metrics) -> None:
        super().__init__()
        self._map = TextMap(work.text)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setFont(QFont(metrics.text_font))
        self.setLineWrapMode(QTextEdit.LineWrapMode.FixedPixelWidth)
        self.setLineWrapColumnOrWidth(metrics.column)
        self.setPlainText(self._map.shown)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()
        block = QTextBlockFormat()
        block.setLineHeight(metrics.pitch, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block.setBottomMargin(metrics.paragraph_gap)
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(block)
        reached = -1
        for start, end, tag in work.spans:
            self._format(cursor, start, min(end, len(work.text)), tag, start < reached)
            reached = max(reached, end)
        cursor.endEditBlock()
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def tag(self, start: int, end: int, name: str) -> None:
        """Formats one more span (code points)."""
        self._format(QTextCursor(self.document()), start, end, name, overlaps=False)

    def jump_to(self, position: int) -> None:
        """Shows a position in the middle, the caret on it."""
        cursor = self.textCursor()
        cursor.setPosition(self._map.to_qt(position))
        self.setTextCursor(cursor)
        self.ensureCursorVisible()
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top() - self.viewport().height() // 2)

    def _format(self, cursor: QTextCursor, start: int, end: int, tag: str, overlaps: bool) -> None:
        look = QTextCharFormat()
        look.setBackground(_TINTS[tag])
        if overlaps:
            look.setFontUnderline(True)
        cursor.setPosition(self._map.to_qt(start))
        cursor.setPosition(self._map.to_qt(end), QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(look)
