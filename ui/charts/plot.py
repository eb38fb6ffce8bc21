"""What all plots share: the theme's colours, the window's type, nothing that moves by itself."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QMouseEvent
from PySide6.QtWidgets import QApplication

from ui.theme.metrics import SMALL
from ui.theme.theme import Theme

AXES = ("left", "bottom")


class Plot(pg.PlotWidget):  # type: ignore[misc]
    """A quiet plot: one ground, thin axes, no zooming by accident, no menu of its own."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setMouseEnabled(x=False, y=False)
        self.setAntialiasing(True)
        self.setFrameShape(self.Shape.NoFrame)
        for axis in AXES:
            self.getAxis(axis).enableAutoSIPrefix(False)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.theme = theme
        self.setBackground(theme.colours.panel)
        font = QFont(QApplication.font())
        font.setPointSizeF(font.pointSizeF() * SMALL)
        for name in AXES:
            axis = self.getAxis(name)
            axis.setPen(pg.mkPen(theme.colours.border))
            axis.setTextPen(pg.mkPen(theme.colours.text_muted))
            axis.setStyle(tickFont=font, tickLength=-4)

    def label(self, axis: str, text: str) -> None:
        """Say what an axis shows."""
        size = f"{QApplication.font().pointSizeF() * SMALL:.1f}pt"
        self.setLabel(axis, text, color=self.theme.colours.text_muted.name(), **{"font-size": size})

    def clicked_at(self, x: float) -> None:
        """Take a click at a place on the horizontal axis."""

    def series_colours(self) -> tuple[QColor, QColor, QColor]:
        """Return three inks that stay apart for readers who do not see all colours."""
        tags = self.theme.tags
        return tags["blue"].ink, tags["vermilion"].ink, tags["green"].ink

    # Qt overrides

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        event.accept()
        if event.button() == Qt.MouseButton.LeftButton:
            scene = self.mapToScene(event.position().toPoint())
            self.clicked_at(self.plotItem.vb.mapSceneToView(scene).x())
