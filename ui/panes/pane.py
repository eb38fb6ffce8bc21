"""What panes share: a quiet header with small tools, the content, and a designed empty state."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ui.theme.icons import icon, pixmap
from ui.theme.metrics import SPACE_1, SPACE_2, SPACE_3, TARGET
from ui.theme.style import set_role
from ui.theme.theme import Theme

_PICTURE = 36


class Message(QWidget):
    """What a pane says when it has nothing to show: a faint picture, a line, a hint, one button."""

    action_requested = Signal()

    def __init__(self, theme: Theme, picture: str) -> None:
        super().__init__()
        self._picture_name = picture
        self._picture = QLabel()
        self._heading = QLabel()
        self._hint = QLabel()
        self.button = QPushButton()
        self.button.setAutoDefault(True)  # So that Enter presses it, as Space does
        self.button.hide()
        self.button.clicked.connect(self.action_requested)
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_3, SPACE_3, SPACE_3)
        column.setSpacing(SPACE_2)
        column.addStretch(2)
        for label in (self._picture, self._heading, self._hint):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        for label in (self._heading, self._hint):
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_role(self._hint, "muted")
        self.set_theme(theme)

    def say(self, heading: str, hint: str = "", button: str = "") -> None:
        """Set the words; without a `button` there is none."""
        self._heading.setText(heading)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        self.button.setText(button)
        self.button.setVisible(bool(button))

    @property
    def words(self) -> str:
        """What is said, heading first."""
        return "\n".join(filter(None, (self._heading.text(), self._hint.text())))

    def set_theme(self, theme: Theme) -> None:
        """Draw the picture in another theme's colours."""
        ink = theme.colours.text_disabled
        self._picture.setPixmap(pixmap(self._picture_name, ink, _PICTURE, self.devicePixelRatioF()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Where there is little height, the words matter more than the picture.
        self._picture.setVisible(self.height() >= 4 * _PICTURE)


class FilterBox(QLineEdit):
    """A line to filter or find by; Enter and Down lead on to what is listed."""

    left_downwards = Signal()

    def __init__(self, hint: str, name: str) -> None:
        super().__init__()
        self.setPlaceholderText(hint)
        self.setAccessibleName(name)
        self.setClearButtonEnabled(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        else:
            super().keyPressEvent(event)


def choice_box(name: str, *choices: str) -> QComboBox:
    """Return a box for a pane's header that offers these; `name` says what one chooses."""
    box = QComboBox()
    box.addItems(choices)
    box.setAccessibleName(name)
    box.setFixedHeight(TARGET + 2)
    return box


class Pane(QWidget):
    """A titled frame around one widget; Esc goes back to the article.

    `jump_requested` asks to see an annotation, by its id. `self.header` takes tools, `self.column`
    what stands between header and content.
    """

    jump_requested = Signal(str)
    leave_requested = Signal()

    def __init__(self, title: str, theme: Theme, picture: str, *, titled: bool = True) -> None:
        super().__init__()
        self.theme = theme
        self._tools: list[tuple[QToolButton, str]] = []
        self.setAccessibleName(title)
        set_role(self, "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.message = Message(theme, picture)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.message)
        self.header = QHBoxLayout()
        self.header.setContentsMargins(SPACE_3, SPACE_1, SPACE_2, SPACE_1)
        self.header.setSpacing(SPACE_1)
        if titled:
            label = QLabel(title)
            set_role(label, "section")
            self.header.addWidget(label)
            self.header.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(0)
        self.column.addLayout(self.header)
        self.column.addWidget(self._stack, 1)
        escape = QShortcut(QKeySequence(Qt.Key.Key_Escape), self)
        escape.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        escape.activated.connect(self.escape)

    def set_content(self, content: QWidget) -> None:
        """Put the pane's main widget in its place."""
        self._stack.addWidget(content)
        self._stack.setCurrentWidget(content)

    def show_content(self, *, shown: bool) -> None:
        """Show the content, or the message in its place."""
        self._stack.setCurrentIndex(1 if shown else 0)

    @property
    def shows_content(self) -> bool:
        """Whether the content shows, not the message."""
        return self._stack.currentIndex() == 1

    def add_tool(self, name: str, text: str) -> QToolButton:
        """Add a small button with an icon to the header; `text` says what it does."""
        button = QToolButton()
        button.setIcon(icon(name, self.theme))
        button.setIconSize(QSize(18, 18))
        button.setToolTip(text)
        button.setAccessibleName(text)
        button.setFixedHeight(TARGET)
        self._tools.append((button, name))
        self.header.addWidget(button)
        return button

    def focus_first(self) -> None:
        """Put the keys into the first thing that takes them."""
        self.setFocus()

    def escape(self) -> None:
        """Go back to the article; a pane may first have something else to end."""
        self.leave_requested.emit()

    def stop(self) -> None:
        """End what runs in the background: in most panes nothing."""

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.theme = theme
        self.message.set_theme(theme)
        for button, name in self._tools:
            button.setIcon(icon(name, theme))
