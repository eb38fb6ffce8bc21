"""The view of a table of facts: its headers, its widths, what stays chosen."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QSignalBlocker, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from domain.ids import AnnotationId
from ui.models.fact_model import FactModel
from ui.models.titled_table import UNSORTED
from ui.panes.whole_rows import show_whole_rows

_WIDEST = 44  # Average characters; more than that is read in the tip
_MEASURED = 200  # Rows whose contents decide how wide a column is
_INTERNAL = "id"
_SINGLE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class FactView(QTableView):
    """Shows a FactModel row by row; a click on a header sorts by it."""

    def __init__(self, model: FactModel) -> None:
        super().__init__()
        show_whole_rows(self, "Facts")
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        columns = self.horizontalHeader()
        columns.setSectionsMovable(True)
        columns.setResizeContentsPrecision(_MEASURED)
        columns.setMaximumSectionSize(self.fontMetrics().averageCharWidth() * _WIDEST)
        columns.sortIndicatorChanged.connect(self._sort)
        self.show_model(model)

    @property
    def facts(self) -> FactModel:
        """The rows that show."""
        model = self.model()
        assert isinstance(model, FactModel)
        return model

    def show_model(self, model: FactModel) -> None:
        """Show another table, or the same with other rows: fit the columns to it."""
        if self.model() is not model:
            before = self.selectionModel()
            self.setModel(model)
            if before is not None:
                before.deleteLater()
        columns = self.horizontalHeader()
        falling = Qt.SortOrder.DescendingOrder
        order = falling if model.descending else Qt.SortOrder.AscendingOrder
        with QSignalBlocker(columns):
            columns.setSortIndicator(model.column, order)
        for at, name in enumerate(model.table.columns):
            self.setColumnHidden(at, name == _INTERNAL)
        self.resizeColumnsToContents()

    def chosen(self) -> AnnotationId | None:
        """Return the annotation whose row is chosen, or None."""
        selected = self.selectionModel().selectedRows()
        return self.facts.annotation_at(selected[0]) if selected else None

    def follow(self, annotation: str | None) -> None:
        """Choose the row of an annotation and show it, without taking the keys."""
        if annotation is not None and annotation == self.chosen():
            return
        rows = [] if annotation is None else self.facts.rows_of(annotation)
        if not rows:
            self.clearSelection()
            return
        index = self.facts.index(rows[0], 0)
        self.selectionModel().setCurrentIndex(index, _SINGLE)
        self.scrollTo(index)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        chosen = self.chosen()
        self.facts.sort(UNSORTED if column < 0 else column, order)
        self.follow(chosen)
