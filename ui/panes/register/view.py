"""The view of the register: typing narrows it, and its keys do what its menu says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QKeyCombination,
    QModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QMenu, QTableView, QWidget

from ui.keymap import native
from ui.models.entity_table import ALIASES, NAME, TIMES, EntityTable
from ui.panes.whole_rows import show_whole_rows
from ui.theme.icons import icon
from ui.theme.metrics import SPACE_2
from ui.theme.theme import Theme


@dataclass(frozen=True, slots=True)
class Deed:
    """Something that the register's keys do, while they are in it."""

    id: str
    text: str
    key: str
    icon: str = ""

    @property
    def hint(self) -> str:
        """What a button says."""
        return f"{self.text.rstrip('…')}  ({native(self.key)})"


DEEDS: tuple[Deed, ...] = (
    Deed("mentions", "Show where it is mentioned", "Return", "search"),
    Deed("rename", "Rename", "F2", "note"),
    Deed("new", "New entity…", "Ins", "new"),
    Deed("merge", "Merge into one…", "Ctrl+M", "merge"),
    Deed("split", "Split off mentions…", "Ctrl+Shift+M", "split"),
    Deed("delete", "Delete…", "Del", "delete"),
)
DEED = {deed.id: deed for deed in DEEDS}
_KEYS = {deed.key: deed.id for deed in DEEDS} | {"Enter": "mentions"}
_THESE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


def is_override(event: QEvent) -> TypeGuard[QKeyEvent]:
    """Tell whether a widget may keep a key press from being taken for a shortcut."""
    return event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent)


def deed_of(event: QKeyEvent) -> str:
    """Return the id of the deed that a key press asks for, or nothing."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    pressed = QKeySequence(QKeyCombination(held, Qt.Key(event.key())))
    return _KEYS.get(pressed.toString(QKeySequence.SequenceFormat.PortableText), "")


def deed_menu(parent: QWidget, theme: Theme, chosen: int, slot: Callable[[], None]) -> QMenu:
    """Return the menu of the deeds for so many chosen entities; each action is named after its id.

    The menu goes away once it is closed.
    """
    menu = QMenu(parent)
    able = {"new": True, "merge": chosen > 0}
    for deed in DEEDS:
        action = QAction(icon(deed.icon, theme), deed.text, menu)
        action.setObjectName(deed.id)
        action.setShortcut(deed.key)
        action.setShortcutVisibleInContextMenu(True)
        action.setEnabled(able.get(deed.id, chosen == 1))
        action.triggered.connect(slot)
        menu.addAction(action)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


class EntityView(QTableView):
    """Shows an EntityTable; `asked` carries the id of a deed, `typed` letters to filter by."""

    asked = Signal(str)
    typed = Signal(str)

    def __init__(self, table: EntityTable) -> None:
        super().__init__()
        self.setModel(table)
        show_whole_rows(self, "Entities")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        columns = self.horizontalHeader()
        columns.setSortIndicatorClearable(False)
        columns.setSortIndicator(NAME, Qt.SortOrder.AscendingOrder)

    def fit(self) -> None:
        """Give the columns widths that suit what they usually hold."""
        letter = self.fontMetrics().averageCharWidth()
        widths = {NAME: 30, TIMES: 10, ALIASES: 22}
        for at in range(self.model().columnCount()):
            self.setColumnWidth(at, letter * widths.get(at, 13) + 2 * SPACE_2)

    def chosen_indexes(self) -> list[QModelIndex]:
        """Return the chosen rows, from the top down."""
        return sorted(self.selectionModel().selectedRows(), key=QModelIndex.row)

    def choose_rows(self, rows: Sequence[int]) -> None:
        """Choose these rows and no others, and show the first of them."""
        selection = QItemSelection()
        for row in rows:
            index = self.model().index(row, 0)
            selection.select(index, index)
        model = self.selectionModel()
        model.select(selection, _THESE)
        if rows:
            first = self.model().index(rows[0], 0)
            model.setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
            self.scrollTo(first)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        # The window's own meaning of these keys must not take them away here.
        if is_override(event) and deed_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        deed = deed_of(event)
        if deed:
            self.asked.emit(deed)
        elif _is_typing(event):
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


def _is_typing(event: QKeyEvent) -> bool:
    held = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.MetaModifier
    return (
        event.text().strip().isprintable()
        and bool(event.text().strip())
        and not (event.modifiers() & held)
    )
