"""The cases of a review as rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from domain.review import Case
from ui.review.words import verdict_words

CASE = Qt.ItemDataRole.UserRole
_ROOT = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


class CaseList(QAbstractListModel):
    """Cases in reading order; `CASE` gives the Case."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._cases: list[Case] = []

    def load(self, cases: Sequence[Case]) -> None:
        """Show these cases; where they are the ones shown already, only their rows are renewed."""
        same = [c.annotation.id for c in cases] == [c.annotation.id for c in self._cases]
        if same and cases:
            self._cases = list(cases)
            self.dataChanged.emit(self.index(0), self.index(len(cases) - 1))
            return
        self.beginResetModel()
        self._cases = list(cases)
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._cases)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        case = self._cases[index.row()]
        if role == CASE:
            return case
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            said = verdict_words(case)
            quote = " ".join(case.annotation.quote.split())
            return f"{quote} — {said}" if said else quote
        if role == Qt.ItemDataRole.ToolTipRole:
            return verdict_words(case) or None
        return None
