"""What the tables of annotations and of relations share: rows that stay in order by their keys."""

from __future__ import annotations

import bisect
from abc import abstractmethod
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QModelIndex, QObject

from ui.models.index import ROOT, Index
from ui.models.titled_table import UNSORTED, TitledTable

Row = TypeVar("Row")
Key = tuple[Any, ...]


class SortedTable(TitledTable, Generic[Row]):
    """Lists some of its rows, in order; putting and discarding one costs no new sort.

    A key ends with the row's id, so that no two are alike.
    """

    def __init__(self, parent: QObject | None = None, column: int = UNSORTED) -> None:
        super().__init__(parent, column)
        self._all: dict[str, Row] = {}
        self._keys: list[Key] = []
        self._key_of: dict[str, Key] = {}

    @abstractmethod
    def _key(self, row: Row) -> Key:
        """Return what a row is sorted by."""

    @abstractmethod
    def _holds(self, row: Row) -> bool:
        """Tell whether a row is listed."""

    def put(self, row: Row) -> None:
        """Add a row, or take note of how it is now."""
        key, listed = self._key(row), self._holds(row)
        self._all[key[-1]] = row
        if listed and self._key_of.get(key[-1]) == key:
            at = self.row_of(key[-1])
            self.dataChanged.emit(self.index(at, 0), self.index(at, self.columnCount() - 1))
            return
        self._unlist(key[-1])
        if listed:
            self._list(key)

    def discard(self, record: str) -> None:
        """Take the row of this id out, if it is there."""
        if self._all.pop(record, None) is not None:
            self._unlist(record)

    def total(self) -> int:
        """Return how many rows there are, listed or not."""
        return len(self._all)

    def row_of(self, record: str) -> int:
        """Return where the row of this id stands, -1 if it is not listed."""
        key = self._key_of.get(record)
        if key is None:
            return -1
        at = bisect.bisect_left(self._keys, key)
        return len(self._keys) - 1 - at if self.descending else at

    def _at(self, place: int) -> Row | None:
        at = len(self._keys) - 1 - place if self.descending else place
        return self._all.get(self._keys[at][-1]) if 0 <= at < len(self._keys) else None

    def _list(self, key: Key) -> None:
        at = bisect.bisect_left(self._keys, key)
        place = len(self._keys) - at if self.descending else at
        self.beginInsertRows(QModelIndex(), place, place)
        self._keys.insert(at, key)
        self._key_of[key[-1]] = key
        self.endInsertRows()

    def _unlist(self, record: str) -> None:
        place = self.row_of(record)
        if place < 0:
            return
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._keys[bisect.bisect_left(self._keys, self._key_of.pop(record))]
        self.endRemoveRows()

    def _arrange(self) -> None:
        self.beginResetModel()
        key, holds = self._key, self._holds
        self._keys = sorted(key(row) for row in self._all.values() if holds(row))
        self._key_of = {key[-1]: key for key in self._keys}
        self.endResetModel()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._keys)
