"""The figures of each document as points; a click on one chooses the document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pyqtgraph as pg
from PySide6.QtCore import Signal

from ui.charts.plot import Plot
from ui.theme.theme import Theme

SERIES = ("exact F1", "overlap F1", "kappa")
_SYMBOLS = ("o", "t1", "s")
_SIZE = 8


@dataclass(frozen=True, slots=True)
class DocumentPoint:
    """A document and its figures, in the order of SERIES; None is undefined and has no point."""

    document: str
    title: str
    figures: tuple[float | None, ...]


class DocumentChart(Plot):
    """Points from the lowest figure to the highest; `document_chosen` carries the id."""

    document_chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Agreement per document")
        self._points: list[DocumentPoint] = []
        self._marked: str | None = None

    def show_points(self, points: Sequence[DocumentPoint]) -> None:
        """Show documents, the one with the lowest exact F1 first."""
        self._points = sorted(points, key=_first_figure)
        self._draw()

    def mark(self, document: str | None) -> None:
        """Set one document off."""
        if document != self._marked:
            self._marked = document
            self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        super().set_theme(theme)
        if hasattr(self, "_points"):
            self._draw()

    @property
    def order(self) -> list[str]:
        """The documents from left to right."""
        return [point.document for point in self._points]

    def document_at(self, x: float) -> str | None:
        """Return the document at a place on the axis, or None."""
        at = round(x)
        return self._points[at].document if 0 <= at < len(self._points) else None

    def clicked_at(self, x: float) -> None:
        """Choose the document at a place on the axis."""
        document = self.document_at(x)
        if document is not None:
            self.document_chosen.emit(document)

    def _draw(self) -> None:
        self.clear()
        colours = self.theme.colours
        for at, point in enumerate(self._points):
            if point.document == self._marked:
                self.addItem(pg.InfiniteLine(at, pen=pg.mkPen(colours.focus, width=2)))
        for series, ink in enumerate(self.series_colours()):
            there = [
                (at, value)
                for at, point in enumerate(self._points)
                if (value := point.figures[series]) is not None
            ]
            self.addItem(
                pg.ScatterPlotItem(
                    x=[at for at, _ in there],
                    y=[value for _, value in there],
                    symbol=_SYMBOLS[series],
                    size=_SIZE,
                    brush=ink,
                    pen=pg.mkPen(colours.panel),
                )
            )
        lowest = min((v for p in self._points for v in p.figures if v is not None), default=0)
        self.getAxis("bottom").setTicks([[]])
        self.setXRange(-0.7, max(1, len(self._points)) - 0.3, padding=0)
        self.setYRange(min(0, lowest), 1.05, padding=0.02)
        self.label("bottom", "documents, lowest exact F1 first")


def _first_figure(point: DocumentPoint) -> tuple[bool, float]:
    first = point.figures[0]
    return (first is None, first or 0.0)
