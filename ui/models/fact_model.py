"""A table of facts as it is shown: sortable, each row standing for an annotation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Qt

from domain.facts import FactRow, FactTable
from domain.ids import AnnotationId
from ui.models.index import ROOT, Index
from ui.models.titled_table import UNSORTED, TitledTable


class FactModel(TitledTable):
    """Rows of a FactTable, in its own order until a column is chosen to sort by.

    `heads` are titles of columns that cannot be told from their names.
    """

    heads: Mapping[str, str] = {}

    def __init__(self, table: FactTable, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._rows: list[FactRow] = []
        self.load(table)

    @property
    def table(self) -> FactTable:
        """The table as it is shown, rows in the order of the screen."""
        return replace(self._table, rows=tuple(self._rows))

    def load(self, table: FactTable) -> None:
        """Show another table, sorted as the one before if it has that column."""
        before = self._table.columns[self.column] if self.column != UNSORTED else None
        self.beginResetModel()
        self._table = table
        self.titles = [self.heads.get(c, c.replace("_", " ").capitalize()) for c in table.columns]
        self.numbers = frozenset(_numeric(table))
        self.column = table.columns.index(before) if before in table.columns else UNSORTED
        self._arrange()
        self.endResetModel()

    def annotation_at(self, index: Index) -> AnnotationId | None:
        """Return the annotation that a row stands for, or None."""
        return self._rows[index.row()].annotation if index.isValid() else None

    def rows_of(self, annotation: str) -> list[int]:
        """Return the rows that stand for an annotation."""
        return [at for at, row in enumerate(self._rows) if row.annotation == annotation]

    def _arrange(self) -> None:
        self._rows = list(self._table.rows)
        if self.column == UNSORTED:
            return
        column = self.column

        def key(row: FactRow) -> tuple[bool, Any]:
            value = row.cells[column]
            # Numbers before words; words as a reader sorts them, whatever their case.
            is_number = isinstance(value, int | float)
            return not is_number, value if is_number else str(value).casefold()

        filled = [row for row in self._rows if row.cells[column] not in (None, "")]
        empty = [row for row in self._rows if row.cells[column] in (None, "")]
        # What is empty stands at the end, whichever way the rest runs.
        self._rows = sorted(filled, key=key, reverse=self.descending) + empty

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            value = self._rows[index.row()].cells[index.column()]
            return "" if value is None else " ".join(str(value).split())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self.column = column if 0 <= column < len(self._table.columns) else UNSORTED
        self.descending = order == Qt.SortOrder.DescendingOrder
        self._arrange()
        self.endResetModel()


def _numeric(table: FactTable) -> list[int]:
    """Return the columns that hold numbers and nothing else."""
    found = []
    for column in range(len(table.columns)):
        values = [row.cells[column] for row in table.rows if row.cells[column] not in (None, "")]
        if values and all(isinstance(v, int | float) for v in values):
            found.append(column)
    return found
