"""What the lists share: rows one below the other, in some of them under headings."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractListModel, QObject, Qt

from ui.models.index import ROOT, Index

ROW = Qt.ItemDataRole.UserRole

Row = TypeVar("Row")


class RowList(QAbstractListModel, Generic[Row]):
    """Rows of one kind; `ROW` gives what stands in one."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Row] = []

    def row_at(self, index: Index) -> Row | None:
        """Return what stands at an index, or None."""
        return self._rows[index.row()] if index.isValid() else None

    @abstractmethod
    def _said(self, row: Row, role: int) -> Any:
        """Return what a row says in a role other than `ROW`."""

    def _replace(self, rows: Iterable[Row]) -> None:
        self.beginResetModel()
        self._rows = list(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        return row if role == ROW else self._said(row, role)


class HeadedList(RowList[Row]):
    """Rows of which some are headings: nobody can choose one, and it stands for nothing."""

    @abstractmethod
    def _is_heading(self, row: Row) -> bool:
        """Tell whether a row is a heading."""

    def row_at(self, index: Index) -> Row | None:
        """Return what stands at an index; None at a heading."""
        row = super().row_at(index)
        return None if row is None or self._is_heading(row) else row

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._is_heading(self._rows[index.row()]):
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)
