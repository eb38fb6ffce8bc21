"""A line of text that ends in … where there is no room for all of it."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.theme.numbers import PLAIN_TEXT

_LEAST = 4  # Characters that a line keeps room for, however narrow its place


class ElidedLabel(QLabel):
    """Plain text on one line that never makes its window wider; the tooltip has all of it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("textFormat", PLAIN_TEXT)

    def show_text(self, text: str) -> None:
        """Show a text, in one line."""
        line = " ".join(text.split())
        self.setText(line)
        self.setToolTip(line)

    @property
    def shown(self) -> str:
        """What there is room for."""
        from PySide6.QtCore import Qt

        width = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, width)

    # Qt overrides

    def minimumSizeHint(self) -> QSize:
        least = self.fontMetrics().averageCharWidth() * min(_LEAST, len(self.text()))
        return QSize(least, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        if not self.text():
            return  # The start screen says nothing yet, and does without the names of Qt.
        from PySide6.QtCore import Qt

        painter = QPainter(self)
        # The text is painted as it stands: "&" is no mnemonic here.
        aligned = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), aligned, self.shown)
