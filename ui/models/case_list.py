"""The cases of a walk as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt

from ui.models.row_list import RowList


@dataclass(frozen=True, slots=True)
class CaseRow:
    """How a case is listed: the sign of its state, its tag and words, and what was said of it.

    `brief` says it where the room is narrow; without it, what does not fit is left out.
    """

    key: str
    sign: str
    tag: str
    quote: str
    said: str = ""
    is_open: bool = True
    is_refused: bool = False
    brief: str = ""

    @property
    def words(self) -> str:
        """The words of the annotation on one line."""
        return " ".join(self.quote.split())


class CaseList(RowList[CaseRow]):
    """Cases in the order of the walk; `ROW` gives the CaseRow."""

    def load(self, rows: Sequence[CaseRow]) -> None:
        """Show these; where they are the ones shown already, they are painted anew only."""
        same = [row.key for row in rows] == [row.key for row in self._rows]
        if same and rows:
            self._rows = list(rows)
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))
            return
        self._replace(rows)

    def _said(self, row: CaseRow, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.words} — {row.said}" if row.said else row.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.said or None
        return None
