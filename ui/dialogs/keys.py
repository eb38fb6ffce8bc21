"""All commands with their keys, to be looked through; opened by `?`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.form import wrapped
from ui.theme.metrics import SPACE_1, SPACE_2, SPACE_3, SPACE_4, SPACE_5
from ui.theme.style import set_role

Entry = tuple[str, str, Sequence[str]]
"""A group, the text of a command, and its keys as people read them."""
_SIZE = (600, 600)


def matching(entries: Iterable[Entry], words: str) -> list[Entry]:
    """Return the entries that hold all the words, in group, text or keys (case does not matter)."""
    wanted = words.casefold().split()
    return [
        entry
        for entry in entries
        if all(word in f"{entry[0]} {entry[1]} {' '.join(entry[2])}".casefold() for word in wanted)
    ]


class KeysDialog(QDialog):
    """Lists commands in their groups; typing narrows the list; names the file to change keys in."""

    def __init__(
        self, entries: Sequence[Entry], keys_file: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle("Keys")
        self._entries = list(entries)
        self.filter = QLineEdit()
        self.filter.setPlaceholderText("Find a command or a key")
        self.filter.setClearButtonEnabled(True)
        self.filter.setAccessibleName("Find a command or a key")
        self.filter.textChanged.connect(self._fill)
        self._list = QScrollArea()
        self._list.setWidgetResizable(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._lay_out(keys_file)
        self._fill("")
        self.resize(*_SIZE)
        self.filter.setFocus()

    def shown(self) -> list[str]:
        """Return the texts of the commands that are listed now."""
        return [entry[1] for entry in matching(self._entries, self.filter.text())]

    def _lay_out(self, keys_file: str) -> None:
        where = wrapped(f"Keys can be changed in {keys_file}", "small")
        where.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        buttons.button(QDialogButtonBox.StandardButton.Close).setAutoDefault(False)
        below = QHBoxLayout()
        below.addWidget(where, 1)
        below.addWidget(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(SPACE_5, SPACE_5, SPACE_5, SPACE_4)
        whole.setSpacing(SPACE_3)
        whole.addWidget(wrapped("Keys", "heading"))
        whole.addWidget(self.filter)
        whole.addWidget(self._list, 1)
        whole.addLayout(below)

    def _fill(self, words: str) -> None:
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(0, 0, SPACE_3, 0)
        grid.setHorizontalSpacing(SPACE_4)
        grid.setVerticalSpacing(SPACE_1)
        grid.setColumnStretch(0, 1)
        found = matching(self._entries, words)
        group = ""
        for entry in found:
            if entry[0] != group:
                group = entry[0]
                self._add_group(grid, group)
            row = grid.rowCount()
            grid.addWidget(wrapped(entry[1]), row, 0)
            grid.addWidget(_keycaps(entry[2]), row, 1, Qt.AlignmentFlag.AlignRight)
        if not found:
            grid.addWidget(wrapped("No command or key matches.", "empty"), 0, 0)
        grid.setRowStretch(grid.rowCount(), 1)
        self._list.setWidget(page)
        page.setAutoFillBackground(False)

    def _add_group(self, grid: QGridLayout, group: str) -> None:
        row = grid.rowCount()
        if row > 1:
            grid.setRowMinimumHeight(row, SPACE_2)
            row += 1
        grid.addWidget(wrapped(group, "section"), row, 0, 1, 2)
        rule = QFrame()
        set_role(rule, "rule")
        grid.addWidget(rule, row + 1, 0, 1, 2)


def _keycaps(keys: Sequence[str]) -> QWidget:
    caps = QWidget()
    row = QHBoxLayout(caps)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(SPACE_1)
    for key in keys:
        cap = QLabel(key)
        cap.setTextFormat(Qt.TextFormat.PlainText)
        set_role(cap, "key")
        row.addWidget(cap)
    return caps
