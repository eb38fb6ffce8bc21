"""The attributes or the relation types of a tag as a table, with what can be done to them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from domain.codebook import Attribute, RelationType
from ui.dialogs.codebook.draft import Part
from ui.dialogs.codebook.part_forms import TYPE_WORDS
from ui.panes.inspector.values import written
from ui.theme.metrics import SPACE_2, SPACE_3, TARGET
from ui.theme.theme import Theme

ATTRIBUTE_COLUMNS = ("Name", "Type", "Asked for", "Usual value", "Values")
RELATION_COLUMNS = ("Name", "Leads to", "Asked for", "At most", "Help")
_WIDTHS = (150, 120, 120, 110)


class PartsPage(QWidget):
    """Lists parts in order; ids travel as str."""

    add_requested = Signal()
    edit_requested = Signal(str)
    move_requested = Signal(str, int)
    retire_requested = Signal(str)
    merge_requested = Signal(str)

    def __init__(self, noun: str, columns: Sequence[str], theme: Theme) -> None:
        super().__init__()
        self._parts: tuple[Part, ...] = ()
        self._new: frozenset[str] = frozenset()
        self._theme = theme
        self.table = QTableWidget(0, len(columns))
        self.table.setHorizontalHeaderLabels(list(columns))
        self.table.setAccessibleName(f"{noun}s")
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setShowGrid(False)
        self.table.setWordWrap(False)
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(TARGET + 4)
        head = self.table.horizontalHeader()
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setSectionResizeMode(len(columns) - 1, QHeaderView.ResizeMode.Stretch)
        for column, width in enumerate(_WIDTHS):
            self.table.setColumnWidth(column, width)
        self.add = self._button(f"&Add {noun}…")
        self.edit = self._button("&Edit…")
        self.up = self._button("Move &up")
        self.down = self._button("Move &down")
        self.merge = self._button("Mer&ge…")
        self.retire = self._button("Re&tire")
        self._lay_out()
        self.add.clicked.connect(self.add_requested)
        self.edit.clicked.connect(self._edit)
        self.up.clicked.connect(self._up)
        self.down.clicked.connect(self._down)
        self.merge.clicked.connect(self._merge)
        self.retire.clicked.connect(self._retire)
        self.table.doubleClicked.connect(self._edit)
        self.table.itemSelectionChanged.connect(self._offer)

    def show_parts(self, parts: Sequence[Part], new: frozenset[str]) -> None:
        """List parts; `new` holds the ids of those that are not stored yet."""
        chosen = self._chosen()
        self._parts, self._new = tuple(parts), new
        self.table.setRowCount(len(parts))
        for row, part in enumerate(parts):
            for column, words in enumerate(_cells(part)):
                item = QTableWidgetItem(words)
                item.setToolTip(words if len(words) > 30 else part.help)
                if part.retired:
                    item.setForeground(QBrush(self._theme.colours.text_disabled))
                self.table.setItem(row, column, item)
        if chosen is not None:
            self.choose(chosen.id)
        self._offer()

    def choose(self, part: str) -> None:
        """Select a part by its id."""
        row = next((at for at, each in enumerate(self._parts) if each.id == part), -1)
        if row >= 0:
            self.table.selectRow(row)

    def _chosen(self) -> Part | None:
        row = self.table.currentRow()
        return self._parts[row] if 0 <= row < len(self._parts) else None

    def _offer(self) -> None:
        part = self._chosen()
        row = self.table.currentRow()
        self.edit.setEnabled(part is not None)
        self.retire.setEnabled(part is not None)
        self.merge.setEnabled(part is not None and not part.retired and part.id not in self._new)
        self.up.setEnabled(part is not None and row > 0)
        self.down.setEnabled(part is not None and row < len(self._parts) - 1)
        if part is not None:
            is_new = part.id in self._new
            words = "Res&tore" if part.retired else "Re&tire"
            self.retire.setText("Remo&ve" if is_new else words)

    def _edit(self) -> None:
        part = self._chosen()
        if part is not None:
            self.edit_requested.emit(part.id)

    def _up(self) -> None:
        self._move(-1)

    def _down(self) -> None:
        self._move(1)

    def _move(self, step: int) -> None:
        part = self._chosen()
        if part is not None:
            self.move_requested.emit(part.id, step)
            self.choose(part.id)

    def _merge(self) -> None:
        part = self._chosen()
        if part is not None:
            self.merge_requested.emit(part.id)

    def _retire(self) -> None:
        part = self._chosen()
        if part is not None:
            self.retire_requested.emit(part.id)

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)
        return button

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        for button in (self.add, self.edit, self.up, self.down, self.merge, self.retire):
            row.addWidget(button)
        row.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, SPACE_3, 0, 0)
        column.setSpacing(SPACE_3)
        column.addWidget(self.table, 1)
        column.addLayout(row)


def _cells(part: Part) -> tuple[str, ...]:
    state = f"merged into {part.merged_into}" if part.merged_into else "retired"
    name = f"{part.name} ({state})" if part.retired else part.name
    if isinstance(part, RelationType):
        least = str(part.minimum or "")
        most = "" if part.maximum is None else str(part.maximum)
        targets = ", ".join(part.targets) or "any tag"
        return (name, targets, _asked(part, least), most, part.help)
    assert isinstance(part, Attribute)
    asked = _asked(part, "always" if part.required else "")
    values = ", ".join(part.choices) or part.help
    return (name, TYPE_WORDS[part.type], asked, written(part.default), values)


def _asked(part: Part, otherwise: str) -> str:
    if part.required_when is not None:
        return "on a condition"
    if part.shown_when is not None:
        return otherwise or "if shown"
    return otherwise
