"""The register as a table: kept sorted, narrowed as one types, however many there are."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QIcon

from domain.codebook import Tag
from domain.entity import Entity
from domain.ids import EntityId
from domain.register import fold
from storage.mentions import EntityUse
from ui.kinds import Kind, kind_of
from ui.models.index import ROOT, Index
from ui.models.titled_table import RIGHT, TitledTable
from ui.panes.inspector.values import spoken, written

NAME, KIND, TIMES, ALIASES = range(4)
_TITLES = ("Name", "Kind", "Mentions", "Also called")
_ROLES = frozenset(
    (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.DecorationRole,
        Qt.ItemDataRole.TextAlignmentRole,
    )
)
Kinds = Mapping[str, Kind]
Key = tuple[Any, str, str]


@dataclass(frozen=True, slots=True)
class EntityRow:
    """An entity, its mentions, and its folded words: those one may filter by."""

    entity: Entity
    times: int
    words: str


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns show: the fixed ones, then what describes entities, by key."""

    kinds: Kinds
    extra: tuple[tuple[str, str], ...]

    @classmethod
    def of(cls, kinds: Kinds) -> Columns:
        """Return the columns for these kinds."""
        attributes = {a.key: spoken(a.name) for kind in kinds.values() for a in kind.attributes}
        return cls(kinds, tuple(attributes.items()))

    @property
    def titles(self) -> tuple[str, ...]:
        """The titles, in order."""
        return (*_TITLES, *(title for _, title in self.extra))

    def text(self, row: EntityRow, column: int) -> str:
        """Return what a cell shows."""
        entity = row.entity
        if column == NAME:
            return entity.name
        if column == KIND:
            return kind_of(entity.kind, self.kinds).name
        if column == TIMES:
            return f"{row.times:,}"
        if column == ALIASES:
            return " · ".join(entity.aliases)
        return written(entity.attributes.get(self.extra[column - len(_TITLES)][0]))

    def key(self, row: EntityRow, column: int) -> Key:
        """Return what a row is sorted by; unlike any other row's."""
        own: Any = ""
        if column == TIMES:
            own = row.times
        elif column != NAME:
            own = self.text(row, column).casefold()
        return own, fold(row.entity.name), row.entity.id


@dataclass(frozen=True, slots=True)
class Reading:
    """All rows, and their keys in order of a column: made where nobody waits for it."""

    rows: dict[EntityId, EntityRow]
    keys: list[Key]
    column: int

    @classmethod
    def of(cls, uses: Iterable[EntityUse], columns: Columns, column: int) -> Reading:
        """Return the rows of entities, sorted."""
        rows = {use.entity.id: row_of(use) for use in uses}
        return cls(rows, sorted(columns.key(row, column) for row in rows.values()), column)


def row_of(use: EntityUse) -> EntityRow:
    """Return the row of an entity."""
    entity = use.entity
    said = [entity.name, *entity.aliases, *map(written, entity.attributes.values())]
    return EntityRow(entity, use.times, " ".join(fold(one) for one in said))


class EntityTable(TitledTable):
    """Rows by name until another column is chosen; `narrow` keeps those with these words."""

    numbers = frozenset((TIMES,))

    def __init__(
        self, kinds: Kinds, swatch: Callable[[Tag], QIcon], parent: QObject | None = None
    ) -> None:
        super().__init__(parent, NAME)
        self.columns = Columns.of(kinds)
        self.titles = self.columns.titles
        self._swatch = swatch
        self._rows: dict[EntityId, EntityRow] = {}
        self._keys: list[Key] = []
        self._words: list[str] = []  # Of each key's entity, side by side: looked through on typing
        self._listed: list[Key] = []
        self._key_of: dict[EntityId, Key] = {}
        self._terms: list[str] = []
        self._kind = ""

    def load(self, reading: Reading, columns: Columns) -> None:
        """Show these entities and no others."""
        self.beginResetModel()
        self.columns, self.titles = columns, columns.titles
        self._rows = reading.rows
        self._arrange(reading.keys if reading.column == self.column else None)
        self.endResetModel()

    def narrow(self, words: str, kind: str = "") -> None:
        """List only entities with all these words, begun or whole, and of this kind if given."""
        self.beginResetModel()
        self._terms, self._kind = fold(words).split(), kind
        self._listed = self._narrowed()
        self.endResetModel()

    def put(self, row: EntityRow) -> None:
        """Add an entity, or take note of how it is now."""
        entity = row.entity.id
        old, key = self._key_of.get(entity), self._key(row)
        self._rows[entity] = row
        if old == key and self._holds(row) and (place := self.row_of(entity)) >= 0:
            self._words[bisect.bisect_left(self._keys, key)] = row.words
            self.dataChanged.emit(self.index(place, 0), self.index(place, self.columnCount() - 1))
            return
        if old is not None:
            self._unlist(old)
        at = bisect.bisect_left(self._keys, key)
        self._keys.insert(at, key)
        self._words.insert(at, row.words)
        self._key_of[entity] = key
        if self._holds(row):
            self._list(key)

    def discard(self, entity: EntityId) -> None:
        """Take an entity out, if it is there."""
        if self._rows.pop(entity, None) is not None:
            self._unlist(self._key_of.pop(entity))

    def total(self) -> int:
        """Return how many entities there are, listed or not."""
        return len(self._rows)

    def row(self, entity: str) -> EntityRow | None:
        """Return what is known of an entity, listed or not."""
        return self._rows.get(EntityId(entity))

    def row_at(self, index: Index) -> EntityRow | None:
        """Return what stands in a row."""
        if not index.isValid() or not 0 <= index.row() < len(self._listed):
            return None
        return self._rows.get(EntityId(self._listed[self._mirrored(index.row())][-1]))

    def row_of(self, entity: str) -> int:
        """Return the row of an entity, -1 if it is not listed."""
        key = self._key_of.get(EntityId(entity))
        if key is None:
            return -1
        at = bisect.bisect_left(self._listed, key)
        found = at < len(self._listed) and self._listed[at] == key
        return self._mirrored(at) if found else -1

    def _key(self, row: EntityRow) -> Key:
        return self.columns.key(row, self.column)

    def _holds(self, row: EntityRow) -> bool:
        if self._kind and row.entity.kind != self._kind:
            return False
        return all(term in row.words for term in self._terms)

    def _narrowed(self) -> list[Key]:
        keys, words, rows = self._keys, self._words, self._rows
        for term in self._terms:
            held = [(k, w) for k, w in zip(keys, words, strict=True) if term in w]
            keys, words = [k for k, _ in held], [w for _, w in held]
        if not self._kind:
            return list(keys)
        return [key for key in keys if rows[EntityId(key[-1])].entity.kind == self._kind]

    def _arrange(self, keys: list[Key] | None = None) -> None:
        """Put all rows in order; `keys` are those in order, if somebody has sorted them already."""
        rows = self._rows
        self._keys = sorted(map(self._key, rows.values())) if keys is None else keys
        self._key_of = {EntityId(key[-1]): key for key in self._keys}
        self._words = [rows[EntityId(key[-1])].words for key in self._keys]
        self._listed = self._narrowed()

    def _mirrored(self, at: int) -> int:
        return len(self._listed) - 1 - at if self.descending else at

    def _list(self, key: Key) -> None:
        at = bisect.bisect_left(self._listed, key)
        place = len(self._listed) - at if self.descending else at
        self.beginInsertRows(QModelIndex(), place, place)
        self._listed.insert(at, key)
        self.endInsertRows()

    def _unlist(self, key: Key) -> None:
        at = bisect.bisect_left(self._keys, key)
        del self._keys[at], self._words[at]
        at = bisect.bisect_left(self._listed, key)
        if at < len(self._listed) and self._listed[at] == key:
            place = self._mirrored(at)
            self.beginRemoveRows(QModelIndex(), place, place)
            del self._listed[at]
            self.endRemoveRows()

    # Qt overrides

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._listed)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index) if role in _ROLES else None
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.columns.text(row, index.column())
        if role == Qt.ItemDataRole.DecorationRole and index.column() == KIND:
            kind = self.columns.kinds.get(row.entity.kind)
            return None if kind is None or kind.tag is None else self._swatch(kind.tag)
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() == TIMES:
            return RIGHT
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.beginResetModel()
        self.column = column if 0 <= column < self.columnCount() else NAME
        self.descending = order == Qt.SortOrder.DescendingOrder
        self._arrange()
        self.endResetModel()
