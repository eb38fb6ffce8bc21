"""The confusion of tags as a heat table: numbers first, the ground says how many there are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QRect,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from storage.agreement_study import NOTHING
from ui.models.index import ROOT, Index
from ui.theme.metrics import RADIUS_SMALL, SPACE_1
from ui.theme.theme import Theme, over

Cell = tuple[str | None, str | None]
_FAINTEST, _STRONGEST = 0.10, 0.42  # Of the ink; beyond that the numbers lose their contrast
_COUNT = Qt.ItemDataRole.UserRole
_CENTRE = Qt.AlignmentFlag.AlignCenter


class HeatModel(QAbstractTableModel):
    """How many annotations stand against each other: rows the first annotator's, columns theirs.

    The last row and column are the sums; what both found nothing cannot be counted.
    """

    def __init__(self) -> None:
        super().__init__()
        self._tags: list[str | None] = []
        self._names: list[str] = []
        self._counts: Mapping[Cell, int] = {}
        self.most = 0

    def load(self, tags: Sequence[str], names: Sequence[str], counts: Mapping[Cell, int]) -> None:
        """Show other counts, by (tag of the first, tag of the second); None is nothing."""
        self.beginResetModel()
        self._tags = [*tags, None]
        self._names = [*names, NOTHING]
        self._counts = counts
        self.most = max(counts.values(), default=0)
        self.endResetModel()

    def cell_at(self, index: Index) -> Cell | None:
        """Return the tags of a cell, or None for a sum and for nothing against nothing."""
        size = len(self._tags)
        if not index.isValid() or index.row() >= size or index.column() >= size:
            return None
        cell = (self._tags[index.row()], self._tags[index.column()])
        return None if cell == (None, None) else cell

    def count_at(self, index: Index) -> int | None:
        """Return the number in a cell, None where there can be none."""
        cell = self.cell_at(index)
        if cell is not None:
            return self._counts.get(cell, 0)
        size = len(self._tags)
        row, column = index.row(), index.column()
        if row < size and column == size:
            return sum(n for (a, _), n in self._counts.items() if a == self._tags[row])
        if row == size and column < size:
            return sum(n for (_, b), n in self._counts.items() if b == self._tags[column])
        return None

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() or not self._tags else len(self._tags) + 1

    def columnCount(self, parent: Index = ROOT) -> int:
        return self.rowCount(parent)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        count = self.count_at(index)
        if role == _COUNT:
            return count
        if role == Qt.ItemDataRole.DisplayRole:
            return "" if count is None else f"{count:,}"
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return None if count is None else self._said(index, count)
        return None

    def _said(self, index: Index, count: int) -> str:
        names = [*self._names, "sum"]
        return f"{names[index.row()]} against {names[index.column()]}: {count:,}"

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return [*self._names, "sum"][section]


class HeatView(QTableView):
    """Shows a HeatModel; `cell_chosen` carries the tags of the cell at hand."""

    cell_chosen = Signal(object)

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.heat = HeatModel()
        self.heat.setParent(self)
        self.setModel(self.heat)
        self.setAccessibleName("Tags against each other")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setItemDelegate(_HeatDelegate(theme, self))
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
            header.setDefaultAlignment(_CENTRE)
        self.verticalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        )

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.setItemDelegate(_HeatDelegate(theme, self))

    def show_counts(
        self, tags: Sequence[str], names: Sequence[str], counts: Mapping[Cell, int]
    ) -> None:
        """Show other counts; see HeatModel."""
        self.heat.load(tags, names, counts)
        metrics = self.fontMetrics()
        widest = max((metrics.horizontalAdvance(name) for name in (*names, NOTHING)), default=0)
        self.horizontalHeader().setDefaultSectionSize(max(84, widest + 28))
        self.verticalHeader().setDefaultSectionSize(metrics.height() + 22)
        if self.heat.rowCount():
            self.setCurrentIndex(self.heat.index(0, 0))

    # Qt overrides

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        cell = self.heat.cell_at(current)
        if cell is not None:
            self.cell_chosen.emit(cell)


def ground(theme: Theme, count: int, most: int, *, agrees: bool) -> QColor:
    """Return the opaque ground of a cell: blue where tags agree, vermilion where they do not."""
    ink = QColor(theme.tags["blue" if agrees else "vermilion"].ink)
    share = (count / most) ** 0.5 if most else 0.0
    ink.setAlphaF(_FAINTEST + (_STRONGEST - _FAINTEST) * share)
    return over(ink, theme.colours.panel) if count else theme.colours.panel


class _HeatDelegate(QStyledItemDelegate):
    """Paints a cell: its ground, its number, a ring around the one at hand."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, HeatModel)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        room: QRect = option.rect.adjusted(1, 1, -1, -1)
        cell, count = model.cell_at(index), index.data(_COUNT)
        if cell is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            agrees = cell[0] == cell[1]
            painter.setBrush(ground(self._theme, count or 0, model.most, agrees=agrees))
            painter.drawRoundedRect(room, RADIUS_SMALL, RADIUS_SMALL)
        quiet = cell is None or not count
        colours = self._theme.colours
        painter.setPen(colours.text_muted if quiet else colours.text)
        painter.drawText(room.adjusted(SPACE_1, 0, -SPACE_1, 0), _CENTRE, str(index.data() or ""))
        if option.state & QStyle.StateFlag.State_Selected and cell is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(colours.focus, 2))
            painter.drawRoundedRect(room, RADIUS_SMALL, RADIUS_SMALL)
        painter.restore()
