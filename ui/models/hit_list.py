"""What was found in the project as rows, under a heading a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from storage.search import CONTEXT, AnnotationHit, Hit
from ui.models.index import ROOT, Index

ROW = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class HitRow:
    """A document's heading (`hit` is None) or one hit; the words are on one line.

    `start` and `end` are code points of the document's text.
    """

    title: str
    count: int = 0
    document: str = ""
    start: int = 0
    end: int = 0
    before: str = ""
    quote: str = ""
    after: str = ""
    is_hit: bool = False


class HitList(QAbstractListModel):
    """Hits under the titles of their documents; `ROW` gives the HitRow."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[HitRow] = []

    def load(self, hits: Sequence[Hit | AnnotationHit]) -> None:
        """Show these hits, which stand together by document."""
        self.beginResetModel()
        self._rows = []
        for _, group in groupby(hits, key=_document):
            found = list(group)
            self._rows.append(HitRow(_line(found[0].title) or "Untitled", len(found)))
            self._rows += map(_row, found)
        self.endResetModel()

    def hit_at(self, index: Index) -> HitRow | None:
        """Return the hit at an index; None at a heading."""
        row = self._rows[index.row()] if index.isValid() else None
        return row if row is not None and row.is_hit else None

    def step(self, row: int, step: int) -> QModelIndex:
        """Return the next hit after (1) or before (-1) a row, going round; invalid if none."""
        count = len(self._rows)
        for distance in range(1, count + 1):
            at = (row + step * distance) % count
            if self._rows[at].is_hit:
                return self.index(at)
        return QModelIndex()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self._rows[index.row()] if index.isValid() else None
        if row is None:
            return None
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.before}{row.quote}{row.after}" if row.is_hit else row.title
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and not self._rows[index.row()].is_hit:
            return Qt.ItemFlag.ItemNeverHasChildren
        return super().flags(index)


def _document(hit: Hit | AnnotationHit) -> str:
    return hit.document


def _row(hit: Hit | AnnotationHit) -> HitRow:
    if isinstance(hit, Hit):
        before, after = _line(hit.before), _line(hit.after)
        if len(hit.before) == CONTEXT:
            before = "…" + before[before.find(" ") + 1 :]
        if len(hit.after) == CONTEXT:
            after = (after[: after.rfind(" ")] if " " in after else after) + "…"
    else:
        before, after = "", f" — {_line(hit.note)}" if hit.note.strip() else ""
    return HitRow(
        title=hit.title,
        document=hit.document,
        start=hit.start,
        end=hit.end,
        before=before,
        quote=_line(hit.quote),
        after=after,
        is_hit=True,
    )


def _line(words: str) -> str:
    """Return words on one line; white space at either end counts, since a hit may follow."""
    spaced = [" " if c.isspace() else c for c in words]
    return "".join(c for at, c in enumerate(spaced) if c != " " or at == 0 or spaced[at - 1] != " ")
