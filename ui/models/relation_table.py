"""Relations as a table: one row each, kept in order without sorting anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QIcon

from domain.annotation import Annotation, Relation
from domain.codebook import Codebook, Tag
from ui.models.index import Index
from ui.models.sorted_table import Key, SortedTable
from ui.models.titled_table import UNSORTED

DOCUMENT = 5
_ROLES = frozenset(
    (
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.DecorationRole,
    )
)


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


class RelationTable(SortedTable[RelationRow]):
    """Rows in reading order until a column is chosen; `words` keeps those that contain them."""

    titles = tuple(column.title for column in COLUMNS)

    def __init__(
        self,
        codebook: Codebook,
        swatch: Callable[[Tag], QIcon],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._codebook = codebook
        self._swatch = swatch
        self._words = ""

    def load(self, rows: Iterable[RelationRow], codebook: Codebook) -> None:
        """Show these relations and no others."""
        self._all = {row.relation.id: row for row in rows}
        self._codebook = codebook
        self._arrange()

    def select(self, words: str) -> None:
        """List only the rows that contain these words, whatever the case."""
        self._words = words.strip().casefold()
        self._arrange()

    def touching(self, annotations: Iterable[str]) -> list[str]:
        """Return the relations, listed or not, that start or end at one of these annotations."""
        wanted = frozenset(annotations)
        return [
            relation
            for relation, row in self._all.items()
            if row.source.id in wanted or row.target.id in wanted
        ]

    def row_at(self, index: Index) -> RelationRow | None:
        """Return what stands in a row."""
        return self._at(index.row()) if index.isValid() else None

    def _holds(self, row: RelationRow) -> bool:
        if not self._words:
            return True
        whole = " ".join(column.text(row, self._codebook) for column in COLUMNS)
        return self._words in whole.casefold()

    def _key(self, row: RelationRow) -> Key:
        own = ""
        if self.column != UNSORTED:
            own = COLUMNS[self.column].text(row, self._codebook).casefold()
        span = row.source.span
        place = (row.title.casefold(), row.source.document, span.start, -span.end)
        return own, *place, row.source.id, row.relation.type, row.target.span.start, row.relation.id

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index) if role in _ROLES else None
        if row is None:
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return COLUMNS[index.column()].text(row, self._codebook)
        if role == Qt.ItemDataRole.DecorationRole and index.column() in _TAGS:
            return self._swatch(self._codebook.tag(_TAGS[index.column()](row)))
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.column = column if 0 <= column < len(COLUMNS) else UNSORTED
        self.descending = order == Qt.SortOrder.DescendingOrder and self.column != UNSORTED
        self._arrange()
