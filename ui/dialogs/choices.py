"""A short list in a dialog, to choose one thing from by arrow or digit, or to tick several."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ui.theme.metrics import SPACE_2, TARGET

_MOST_ROWS = 9
_DATA = Qt.ItemDataRole.UserRole


class ChoiceList(QListWidget):
    """Choices with their data, as high as they need; with ticks if they are `tickable`."""

    def __init__(self, name: str, *, tickable: bool = False) -> None:
        super().__init__()
        self._tickable = tickable
        self.setAccessibleName(name)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def add(self, words: str, data: str) -> None:
        """Add a choice; one of several that can be ticked is ticked."""
        number = "" if self._tickable else f"{self.count() + 1}   "
        item = QListWidgetItem(f"{number}{words}")
        item.setData(_DATA, data)
        item.setSizeHint(QSize(0, TARGET))
        if self._tickable:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked)
        self.addItem(item)
        self.setFixedHeight(min(self.count(), _MOST_ROWS) * TARGET + SPACE_2)

    @property
    def chosen(self) -> str:
        """The data of the choice."""
        return str(self.currentItem().data(_DATA))

    @property
    def ticked(self) -> list[str]:
        """The data of the ticked ones."""
        items = (self.item(row) for row in range(self.count()))
        return [str(i.data(_DATA)) for i in items if i.checkState() == Qt.CheckState.Checked]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        digit = event.key() - Qt.Key.Key_1
        if not self._tickable and 0 <= digit < min(self.count(), _MOST_ROWS):
            self.setCurrentRow(digit)
        else:
            super().keyPressEvent(event)
