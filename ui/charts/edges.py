"""How far the edges of paired annotations are apart, as bars; a click on one chooses it."""

from __future__ import annotations

from collections.abc import Mapping

import pyqtgraph as pg
from PySide6.QtCore import Signal

from storage.agreement_text import signed
from ui.charts.plot import Plot
from ui.theme.theme import Theme

EDGES = ("start", "end")
_WIDTH = 0.38
_MOST = 31  # Distances that have room beside each other


class EdgeChart(Plot):
    """Bars of two series over the distances that occur; zero is left to words: it dwarfs all.

    `bar_chosen` carries the edge and the distance in code points.
    """

    bar_chosen = Signal(str, int)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "Differences of edges")
        self._counts: tuple[Mapping[int, int], Mapping[int, int]] = ({}, {})
        self._distances: list[int] = []

    def show_counts(self, starts: Mapping[int, int], ends: Mapping[int, int]) -> None:
        """Show how often each distance occurs, second annotator minus first."""
        self._counts = (starts, ends)
        self._draw()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        super().set_theme(theme)
        if hasattr(self, "_counts"):
            self._draw()

    @property
    def distances(self) -> list[int]:
        """The distances that have bars, the smallest ones if there are very many."""
        return list(self._distances)

    def bar_at(self, x: float) -> tuple[str, int] | None:
        """Return the edge and distance of the bar at a place on the axis, or None."""
        at = round(x)
        if not 0 <= at < len(self._distances):
            return None
        edge = EDGES[x > at]
        distance = self._distances[at]
        return (edge, distance) if self._counts[EDGES.index(edge)].get(distance) else None

    def clicked_at(self, x: float) -> None:
        """Choose the bar at a place on the axis."""
        bar = self.bar_at(x)
        if bar is not None:
            self.bar_chosen.emit(*bar)

    def _draw(self) -> None:
        self.clear()
        off = {by for counts in self._counts for by, number in counts.items() if by and number}
        self._distances = sorted(sorted(off, key=abs)[:_MOST])
        places = range(len(self._distances))
        for series, counts in enumerate(self._counts):
            ink = self.series_colours()[series]
            bars = pg.BarGraphItem(
                x=[at + (series - 0.5) * _WIDTH for at in places],
                height=[counts.get(by, 0) for by in self._distances],
                width=_WIDTH,
                brush=ink,
                pen=pg.mkPen(self.theme.colours.panel),
            )
            self.addItem(bars)
        ticks = [(at, signed(by)) for at, by in enumerate(self._distances)]
        self.getAxis("bottom").setTicks([ticks])
        most = max((n for c in self._counts for by, n in c.items() if by), default=1)
        step = max(1, -(-most // 6))
        self.getAxis("left").setTicks([[(n, str(n)) for n in range(0, most + 1, step)]])
        self.setXRange(-0.6, max(5, len(self._distances)) - 0.4, padding=0)
        self.setYRange(0, most * 1.1, padding=0)
        self.label("bottom", "characters, second minus first")
        self.label("left", "annotations")
