"""What is incomplete as rows, in reading order, under a heading a document where there are many."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from domain.annotation import Annotation
from domain.codebook import Tag
from domain.lacking import Lack, lack_words
from ui.models.row_list import HeadedList


@dataclass(frozen=True, slots=True)
class IncompleteRow:
    """A document's heading (`tag` is None) or one annotation with what it lacks, in words."""

    words: str
    lack: str = ""
    annotation: str = ""
    tag: Tag | None = None


def row_of(annotation: Annotation, tag: Tag, lack: Lack) -> IncompleteRow:
    """Return the row of an annotation."""
    quote = " ".join(annotation.quote.split())
    return IncompleteRow(quote, ", ".join(lack_words(tag, lack)), annotation.id, tag)


class IncompleteList(HeadedList[IncompleteRow]):
    """Rows of what is incomplete; `ROW` gives the IncompleteRow."""

    def load(self, rows: Sequence[IncompleteRow]) -> None:
        """Show these rows and no others; nothing happens if they show already."""
        if list(rows) != self._rows:
            self._replace(rows)

    def place_of(self, annotation: str) -> int:
        """Return the row of an annotation, or -1."""
        found = (at for at, row in enumerate(self._rows) if row.annotation == annotation)
        return next(found, -1) if annotation else -1

    def nearest(self, row: int) -> QModelIndex:
        """Return the annotation's row at or after a row, else the last before it."""
        order = [
            *range(max(row, 0), len(self._rows)),
            *range(min(row, len(self._rows)) - 1, -1, -1),
        ]
        found = (at for at in order if self._rows[at].tag is not None)
        return self.index(next(found, -1))

    def _is_heading(self, row: IncompleteRow) -> bool:
        return row.tag is None

    def _said(self, row: IncompleteRow, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.words
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.words}\nStill to be said: {row.lack}" if row.lack else row.words
        return None


def headed(rows: Sequence[tuple[str, IncompleteRow]]) -> list[IncompleteRow]:
    """Return rows under their documents' titles; rows of one document stand together."""
    found: list[IncompleteRow] = []
    for title, group in groupby(rows, key=_title):
        listed = [row for _, row in group]
        found.append(IncompleteRow(title or "Untitled", str(len(listed))))
        found += listed
    return found


def _title(entry: tuple[str, IncompleteRow]) -> str:
    return entry[0]
