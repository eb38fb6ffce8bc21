"""The view of a table of figures: choosing a row tells what it rests on."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from domain.facts import FactTable
from storage.agreement_study import Behind
from ui.agreement.figure_model import FigureModel
from ui.models.index import Index
from ui.models.titled_table import UNSORTED
from ui.panes.fact_view import FactView

EMPTY = FactTable("", "", (), ())
_LAST = ("exact_precision", "exact_recall", "overlap_precision", "overlap_recall")


class FigureView(FactView):
    """Shows figures; `behind_chosen` carries a Behind whenever another row is at hand."""

    behind_chosen = Signal(object)

    def __init__(self, name: str) -> None:
        self.figures = FigureModel(EMPTY)
        super().__init__(self.figures)
        self.figures.setParent(self)
        self.setAccessibleName(name)

    def show_table(self, table: FactTable) -> None:
        """Show other figures, with the row at hand that rests on the same, else the first."""
        before = self.behind()
        self.figures.load(table)
        self.show_model(self.figures)
        for column in range(len(table.columns)):
            if self.figures.is_hidden(column):
                self.setColumnHidden(column, True)
        self._put_last()
        rows = [] if before is None else self.figures.rows_with(before)
        self.choose(rows[0] if rows else 0)

    def choose(self, row: int) -> None:
        """Take a row at hand."""
        if row < self.figures.rowCount():
            self.selectRow(row)
            self.scrollTo(self.figures.index(row, 0))

    def choose_behind(self, behind: Behind) -> None:
        """Take the row at hand that rests on this, if there is one."""
        rows = self.figures.rows_with(behind)
        if rows:
            self.choose(rows[0])

    def behind(self) -> Behind | None:
        """Return what the row at hand rests on, or None."""
        return self.figures.behind_at(self.currentIndex())

    def _put_last(self) -> None:
        """Let what people compare stand before what it is made of."""
        columns, header = self.figures.table.columns, self.horizontalHeader()
        for name in _LAST:
            if name in columns:
                header.moveSection(header.visualIndex(columns.index(name)), len(columns) - 1)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        before = self.behind()
        self.figures.sort(UNSORTED if column < 0 else column, order)
        if before is not None:
            self.choose_behind(before)

    # Qt overrides

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        behind = self.figures.behind_at(current)
        if behind is not None and current.row() != previous.row():
            self.behind_chosen.emit(behind)
