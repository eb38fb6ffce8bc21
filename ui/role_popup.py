"""The small panel beside a span that says which letter starts which relation."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from domain.relating import Role
from ui.theme.metrics import SPACE_1, SPACE_2, SPACE_3, SPACE_4
from ui.theme.style import set_role

_ROWS = 10


class RolePopup(QFrame):
    """Lists roles with their letters; it never takes the keys nor the mouse."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._host = parent
        self._lines = QWidget()
        self._box = QGridLayout(self)
        self._box.setContentsMargins(SPACE_2, SPACE_2, SPACE_3, SPACE_2)
        self.hide()

    def show_roles(self, roles: Sequence[Role], line: QRect) -> None:
        """Show roles below a line of the parent, or above it where there is more room."""
        self._box.removeWidget(self._lines)
        self._lines.deleteLater()
        self._lines = _table(roles)
        self._box.addWidget(self._lines)
        self.adjustSize()
        self._stand_by(line)
        self.show()
        self.raise_()

    def _stand_by(self, line: QRect) -> None:
        room = self._host.rect()
        below = line.bottom() + SPACE_1
        above = line.top() - self.height() - SPACE_1
        fits = below + self.height() <= room.bottom() or above < room.top()
        top = below if fits else above
        left = min(line.left(), room.right() - self.width() - SPACE_2)
        lowest = room.bottom() - self.height() - SPACE_1
        self.move(max(SPACE_1, left), max(SPACE_1, min(top, lowest)))


def _table(roles: Sequence[Role]) -> QWidget:
    table = QWidget()
    grid = QGridLayout(table)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(SPACE_2)
    grid.setVerticalSpacing(SPACE_1)
    for at, role in enumerate(roles):
        row, column = at % _ROWS, at // _ROWS * 4
        key, name, state = QLabel(role.letter.upper()), QLabel(spoken(role)), QLabel(how_many(role))
        for label in (key, name, state):
            label.setTextFormat(Qt.TextFormat.PlainText)
        key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(key, "key")
        set_role(state, "warning" if role.is_missing else "small")
        for offset, label in enumerate((key, name, state)):
            grid.addWidget(label, row, column + offset)
        if column:
            grid.setColumnMinimumWidth(column - 1, SPACE_4)
    return table


def spoken(role: Role) -> str:
    """Return a role's name as people read it: “Same event”."""
    words = role.type.name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def how_many(role: Role) -> str:
    """Return how many there are and may be, in a few words; nothing where nothing is to say."""
    if role.is_missing:
        return "needed" if role.least == 1 else f"{role.count} of {role.least} needed"
    if role.is_full:
        return f"full ({role.count} of {role.type.maximum})"
    if role.type.maximum is not None:
        return f"{role.count} of at most {role.type.maximum}"
    return str(role.count) if role.count else ""
