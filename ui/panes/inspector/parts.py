"""Small parts of the inspector: a column, a section, a link, what is folded."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.dialogs.form import wrapped
from ui.theme.metrics import SPACE_1, SPACE_2, SPACE_4
from ui.theme.style import set_role


class Column(QScrollArea):
    """A column of widgets that scrolls up and down, never sideways."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        page = QWidget()
        # The ground of a pane, but known to Qt as opaque: it paints nothing below it.
        page.setBackgroundRole(QPalette.ColorRole.Base)
        page.setAutoFillBackground(True)
        self.column = QVBoxLayout(page)
        self.column.setContentsMargins(SPACE_4, SPACE_4, SPACE_4, SPACE_4)
        self.column.setSpacing(SPACE_2)
        self.setWidget(page)

    def sizeHint(self) -> QSize:
        return QSize(300, 480)


class Link(QPushButton):
    """A line that goes somewhere; `followed` carries where."""

    followed = Signal(str)

    def __init__(self, text: str, goal: str, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self._goal = goal
        self._words = text
        set_role(self, "plain")
        self.setStyleSheet("QPushButton { text-align: left; padding: 0 4px; min-height: 24px; }")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip(text)
        self.clicked.connect(self._follow)

    def _follow(self) -> None:
        self.followed.emit(self._goal)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - 2 * SPACE_2
        elided = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, room)
        self.setText(elided.replace("&", "&&"))


class Folded(QFrame):
    """A section that shows its lines only when asked; `opened` says that they are wanted."""

    opened = Signal()

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.switch = QToolButton()
        self.switch.setText(title)
        self.switch.setCheckable(True)
        self.switch.setArrowType(Qt.ArrowType.RightArrow)
        self.switch.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.switch.setStyleSheet("QToolButton:checked { background: transparent; }")
        self._lines = QLabel()
        self._lines.setTextFormat(Qt.TextFormat.PlainText)
        self._lines.setWordWrap(True)
        set_role(self._lines, "small")
        self._lines.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_1)
        column.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._lines)
        self.switch.toggled.connect(self._toggle)

    @property
    def is_open(self) -> bool:
        """Whether the lines show."""
        return self.switch.isChecked()

    def show_lines(self, lines: list[str]) -> None:
        """Show these lines."""
        self._lines.setText("\n".join(lines))

    def lines(self) -> list[str]:
        """Return the lines that show."""
        return self._lines.text().splitlines()

    def _toggle(self, shown: bool) -> None:
        self.switch.setArrowType(Qt.ArrowType.DownArrow if shown else Qt.ArrowType.RightArrow)
        self._lines.setVisible(shown)
        if shown:
            self.opened.emit()


def section(title: str) -> QLabel:
    """Return the heading of a section."""
    label = wrapped(title, "section")
    label.setContentsMargins(0, SPACE_2, 0, 0)
    return label
