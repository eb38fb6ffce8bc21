"""The tags of a codebook in order, with colour, stroke and key, and what can be done to them."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QGridLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from domain.codebook import Codebook, Tag, TagId
from ui.theme.metrics import SPACE_2
from ui.theme.swatches import swatch
from ui.theme.theme import Theme

_ALL = "All tags"
_WIDTH = 230
_ID = Qt.ItemDataRole.UserRole


class TagList(QWidget):
    """Ids travel as str; an empty one stands for the rules of all tags."""

    chosen_changed = Signal()
    add_requested = Signal()
    merge_requested = Signal()
    move_requested = Signal(int)
    retire_requested = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.list = QListWidget()
        self.list.setAccessibleName("Tags")
        self.list.setIconSize(QSize(16, 12))
        self.add = self._button("&Add tag")
        self.up = self._button("&Up")
        self.down = self._button("&Down")
        self.merge = self._button("&Merge…")
        self.retire = self._button("&Retire")
        self._lay_out()
        self.add.clicked.connect(self.add_requested)
        self.up.clicked.connect(self._up)
        self.down.clicked.connect(self._down)
        self.merge.clicked.connect(self.merge_requested)
        self.retire.clicked.connect(self.retire_requested)
        self.list.currentRowChanged.connect(self._tell)

    def chosen(self) -> str:
        """Return the id of the chosen tag; empty for the rules of all tags."""
        row = self.list.currentRow()
        return "" if row < 0 else str(self.list.item(row).data(_ID))

    def choose(self, tag: str) -> None:
        """Choose a tag by its id."""
        rows = range(self.list.count())
        found = (row for row in rows if self.list.item(row).data(_ID) == tag)
        self.list.setCurrentRow(next(found, 0))

    def choose_first(self) -> None:
        """Choose the first tag."""
        self.list.setCurrentRow(0)

    def show_codebook(self, codebook: Codebook) -> None:
        """List the tags; the chosen one stays chosen."""
        chosen = self.chosen()
        names = {tag.id: tag.name for tag in codebook.tags}
        self.list.blockSignals(True)
        self.list.clear()
        for tag in codebook.tags:
            item = QListWidgetItem(swatch(tag, self._theme), self._words(tag, names))
            item.setData(_ID, tag.id)
            if tag.retired or tag.merged_into is not None:
                item.setForeground(QBrush(self._theme.colours.text_disabled))
            self.list.addItem(item)
        everything = QListWidgetItem(_ALL)
        everything.setData(_ID, "")
        self.list.addItem(everything)
        self.choose(chosen)
        self.list.blockSignals(False)

    def offer(self, tag: Tag, *, is_new: bool) -> None:
        """Enable what can be done to the chosen tag, and call it what it is."""
        row = self.list.currentRow()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(row < self.list.count() - 2)
        self.merge.setEnabled(not is_new and tag.merged_into is None)
        self.retire.setEnabled(True)
        if is_new:
            self.retire.setText("&Remove")
        elif tag.merged_into is not None:
            self.retire.setText("&Take apart")
        else:
            self.retire.setText("&Restore" if tag.retired else "&Retire")

    @staticmethod
    def _words(tag: Tag, names: Mapping[TagId, str]) -> str:
        if tag.merged_into is not None:
            return f"{tag.name} → {names.get(tag.merged_into, '')}"
        if tag.retired:
            return f"{tag.name} (retired)"
        return f"{tag.name}   {tag.shortcut}" if tag.shortcut else tag.name

    def _tell(self) -> None:
        if not self.chosen():
            for button in (self.up, self.down, self.merge, self.retire):
                button.setEnabled(False)
        self.chosen_changed.emit()

    def _up(self) -> None:
        self.move_requested.emit(-1)

    def _down(self) -> None:
        self.move_requested.emit(1)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setSpacing(SPACE_2)
        grid.addWidget(self.add, 0, 0, 1, 2)
        for place, button in enumerate((self.up, self.down, self.merge, self.retire)):
            grid.addWidget(button, 1 + place // 2, place % 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        column.addWidget(self.list, 1)
        column.addLayout(grid)
        self.setFixedWidth(_WIDTH)
