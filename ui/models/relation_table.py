"""Relations as a table: one row each, kept in order without sorting anew."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QIcon

from domain.annotation import Annotation, Relation
from domain.codebook import Codebook, Tag

DOCUMENT = 5
_ROOT = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class RelationRow:
    """A relation with its two ends and the title of the document that it starts in."""

    relation: Relation
    source: Annotation
    target: Annotation
    title: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its words, and what it sorts by (its words unless told)."""

    title: str
    text: Callable[[RelationRow, Codebook], str]


def _source_tag(row: RelationRow, codebook: Codebook) -> str:
    return codebook.tag(row.source.tag).name


def _source_quote(row: RelationRow, _codebook: Codebook) -> str:
    return " ".join(row.source.quote.split())


def _role(row: RelationRow, codebook: Codebook) -> str:
    kind = codebook.tag(row.source.tag).relation(row.relation.type)
    return (kind.name if kind is not None else row.relation.type).replace("_", " ")


def _target_tag(row: RelationRow, codebook: Codebook) -> str:
    return codebook.tag(row.target.tag).name


def _target_quote(row: RelationRow, _codebook: Codebook) -> str:
    return " ".join(row.target.quote.split())


def _document(row: RelationRow, _codebook: Codebook) -> str:
    return " ".join(row.title.split())


COLUMNS: tuple[Column, ...] = (
    Column("From", _source_tag),
    Column("Words", _source_quote),
    Column("Role", _role),
    Column("To", _target_tag),
    Column("Words", _target_quote),
    Column("Document", _document),
)
QUOTES = (1, 4)
_TAGS: dict[int, Callable[[RelationRow], str]] = {
    0: lambda row: row.source.tag,
    3: lambda row: row.target.tag,
}
UNSORTED = -1
_Key = tuple[Any, ...]


class RelationTable(QAbstractTableModel):
    """Rows in reading order until a column is chosen; `words` keeps those that contain them."""

    def __init__(
        self,
        codebook: Codebook,
        swatch: Callable[[Tag], QIcon],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._codebook = codebook
        self._swatch = swatch
        self._all: dict[str, RelationRow] = {}
        self._keys: list[_Key] = []
        self._key_of: dict[str, _Key] = {}
        self._words = ""
        self.column = UNSORTED
        self.descending = False

    def load(self, rows: Iterable[RelationRow], codebook: Codebook) -> None:
        """Show these relations and no others."""
        self._all = {row.relation.id: row for row in rows}
        self._codebook = codebook
        self._arrange()

    def select(self, words: str) -> None:
        """List only the rows that contain these words, whatever the case."""
        self._words = words.strip().casefold()
        self._arrange()

    def put(self, row: RelationRow) -> None:
        """Add a relation, or take note of how it is now."""
        relation = row.relation.id
        self._all[relation] = row
        listed, old = self._holds(row), self._key_of.get(relation)
        if listed and old is not None and old == self._key(row):
            at = self.row_of(relation)
            self.dataChanged.emit(self.index(at, 0), self.index(at, len(COLUMNS) - 1))
            return
        self._unlist(relation)
        if listed:
            self._list(row)

    def discard(self, relation: str) -> None:
        """Take a relation out, if it is there."""
        if self._all.pop(relation, None) is not None:
            self._unlist(relation)

    def touching(self, annotations: Iterable[str]) -> list[str]:
        """Return the relations, listed or not, that start or end at one of these annotations."""
        wanted = frozenset(annotations)
        return [
            relation
            for relation, row in self._all.items()
            if row.source.id in wanted or row.target.id in wanted
        ]

    def total(self) -> int:
        """Return how many relations there are, listed or not."""
        return len(self._all)

    def row_at(self, index: Index) -> RelationRow | None:
        """Return what stands in a row."""
        at = len(self._keys) - 1 - index.row() if self.descending else index.row()
        valid = index.isValid() and 0 <= at < len(self._keys)
        return self._all.get(self._keys[at][-1]) if valid else None

    def row_of(self, relation: str) -> int:
        """Return the row of a relation, -1 if it is not listed."""
        key = self._key_of.get(relation)
        if key is None:
            return -1
        at = bisect.bisect_left(self._keys, key)
        return len(self._keys) - 1 - at if self.descending else at

    def _holds(self, row: RelationRow) -> bool:
        if not self._words:
            return True
        whole = " ".join(column.text(row, self._codebook) for column in COLUMNS)
        return self._words in whole.casefold()

    def _key(self, row: RelationRow) -> _Key:
        own = ""
        if self.column != UNSORTED:
            own = COLUMNS[self.column].text(row, self._codebook).casefold()
        span = row.source.span
        place = (row.title.casefold(), row.source.document, span.start, -span.end)
        return own, *place, row.source.id, row.relation.type, row.target.span.start, row.relation.id

    def _list(self, row: RelationRow) -> None:
        key = self._key(row)
        at = bisect.bisect_left(self._keys, key)
        place = len(self._keys) - at if self.descending else at
        self.beginInsertRows(QModelIndex(), place, place)
        self._keys.insert(at, key)
        self._key_of[row.relation.id] = key
        self.endInsertRows()

    def _unlist(self, relation: str) -> None:
        place = self.row_of(relation)
        if place < 0:
            return
        self.beginRemoveRows(QModelIndex(), place, place)
        del self._keys[bisect.bisect_left(self._keys, self._key_of.pop(relation))]
        self.endRemoveRows()

    def _arrange(self) -> None:
        self.beginResetModel()
        self._keys = sorted(self._key(row) for row in self._all.values() if self._holds(row))
        self._key_of = {key[-1]: key for key in self._keys}
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return COLUMNS[index.column()].text(row, self._codebook)
        if role == Qt.ItemDataRole.DecorationRole and index.column() in _TAGS:
            return self._swatch(self._codebook.tag(_TAGS[index.column()](row)))
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.column = column if 0 <= column < len(COLUMNS) else UNSORTED
        self.descending = order == Qt.SortOrder.DescendingOrder and self.column != UNSORTED
        self._arrange()
