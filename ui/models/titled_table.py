"""What the tables share: a title above each column, at the side where its cells stand."""

from __future__ import annotations

from collections.abc import Container, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from ui.models.index import ROOT, Index

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
UNSORTED = -1


class TitledTable(QAbstractTableModel):
    """One column a title, those of `numbers` to the right; `column` is the one it is sorted by."""

    titles: Sequence[str] = ()
    numbers: Container[int] = ()

    def __init__(self, parent: QObject | None = None, column: int = UNSORTED) -> None:
        super().__init__(parent)
        self.column = column
        self.descending = False

    def alignment(self, column: int) -> Qt.AlignmentFlag:
        """Return at which side a column stands."""
        return RIGHT if column in self.numbers else LEFT

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.titles)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.titles[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(section)
        return None
