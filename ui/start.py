"""The start screen: the projects worked on last, and the ways to begin."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from storage.naming import SUFFIX
from ui.dialogs.form import wrapped
from ui.settings import RecentProject, Settings
from ui.theme.icons import application_icon, icon
from ui.theme.metrics import SPACE_1, SPACE_2, SPACE_3, SPACE_5
from ui.theme.numbers import NO_FOCUS, NO_SCROLL_BAR, STRONG_FOCUS
from ui.theme.style import give_role
from ui.theme.theme import Theme
from ui.wording import moment

_WIDTH = 620
_MARK = 44


def sorted_drop(paths: list[Path]) -> tuple[Path | None, list[Path]]:
    """Return the first project among dropped files, and the others, which are taken as texts."""
    projects = [path for path in paths if path.suffix.lower() == SUFFIX]
    texts = [path for path in paths if path.suffix.lower() != SUFFIX and path.exists()]
    return (projects[0] if projects else None), texts


class RecentRow(QFrame):
    """One project: Enter or a click opens it; a missing one can only be taken off the list."""

    open_requested = Signal(str)
    forget_requested = Signal(str)

    def __init__(self, project: RecentProject, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._path = project.path
        path = Path(project.path)
        self.is_there = path.is_file()
        self.setObjectName("recent")
        self.setProperty("focusPolicy", STRONG_FOCUS)
        self.setAccessibleName(project.title or path.stem)
        self.setToolTip(project.path)
        colours = theme.colours
        hover = colours.hover.name(QColor.NameFormat.HexArgb)
        self.setStyleSheet(
            f"#recent {{ border: 2px solid transparent; border-radius: 6px; }}"
            f"#recent:hover {{ background: {hover}; }}"
            f"#recent:focus {{ border-color: {colours.focus.name()}; }}"
        )
        title = wrapped(project.title or path.stem)
        title.setStyleSheet("font-weight: 600;")
        title.setEnabled(self.is_there)
        where = wrapped(
            _home(path.parent) if self.is_there else f"Not found: {_home(path)}", "small"
        )
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(title)
        words.addWidget(where)
        row = QHBoxLayout(self)
        row.setContentsMargins(SPACE_3, SPACE_2, SPACE_2, SPACE_2)
        row.addLayout(words, 1)
        when = QLabel(moment(project.opened) if project.opened else "")
        give_role(when, "small")
        row.addWidget(when)
        if not self.is_there:
            row.addWidget(self._remove_button(theme))

    def _remove_button(self, theme: Theme) -> QToolButton:
        button = QToolButton()
        button.setIcon(icon("close", theme))
        button.setToolTip("Take off the list")
        button.setAccessibleName("Take off the list")
        button.clicked.connect(self._forget)
        return button

    def _forget(self) -> None:
        self.forget_requested.emit(self._path)

    # Qt overrides

    def enterEvent(self, event: QEnterEvent) -> None:
        from PySide6.QtCore import Qt

        if self.is_there:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        super().enterEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        from PySide6.QtCore import Qt

        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.is_there:
                self.open_requested.emit(self._path)
        elif event.key() == Qt.Key.Key_Delete:
            self._forget()
        elif event.key() == Qt.Key.Key_Down:
            self.focusNextChild()
        elif event.key() == Qt.Key.Key_Up:
            self.focusPreviousChild()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.is_there and self.rect().contains(event.position().toPoint()):
            self.open_requested.emit(self._path)


class StartScreen(QWidget):
    """Asks to open, make or look at a project; takes dropped projects and texts."""

    open_requested = Signal(str)
    new_requested = Signal(list)
    open_dialog_requested = Signal()
    sample_requested = Signal()

    def __init__(self, settings: Settings, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._settings = settings
        self._theme = theme
        self.rows: list[RecentRow] = []
        self.new = QPushButton("&New project…")
        self.open = QPushButton("&Open…")
        self.sample = QPushButton("Open the &sample")
        self._mark = QLabel()
        self._lay_out()
        self.new.clicked.connect(self._ask_for_new)
        self.open.clicked.connect(self.open_dialog_requested)
        self.sample.clicked.connect(self.sample_requested)
        self.setAcceptDrops(True)
        self.set_theme(theme)

    def refresh(self) -> None:
        """Show the recent projects as they are now."""
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, SPACE_2, 0)
        column.setSpacing(SPACE_1)
        self.rows = [RecentRow(project, self._theme) for project in self._settings.recent]
        for row in self.rows:
            row.open_requested.connect(self.open_requested)
            row.forget_requested.connect(self._forget)
            column.addWidget(row)
        column.addStretch(1)
        self._scroll.setWidget(page)
        self._scroll.setVisible(bool(self.rows))
        self._recent.setVisible(bool(self.rows))
        self._first.setVisible(not self.rows)

    def focus_first(self) -> None:
        """Put the keys on the project opened last, or else on the button that makes one."""
        there = [row for row in self.rows if row.is_there]
        (there[0] if there else self.new).setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._theme = theme
        for button, name in ((self.new, "new"), (self.open, "open"), (self.sample, "sample")):
            button.setIcon(icon(name, theme))
            button.setIconSize(QSize(18, 18))
        self._mark.setPixmap(application_icon().pixmap(_MARK, _MARK))
        self.refresh()

    def _forget(self, path: str) -> None:
        self._settings.forget_project(Path(path))
        self.refresh()
        self.focus_first()

    def _ask_for_new(self) -> None:
        self.new_requested.emit([])

    def _lay_out(self) -> None:
        names = QVBoxLayout()
        names.setSpacing(0)
        names.addStretch(1)
        names.addWidget(wrapped("Glossator", "title"))
        names.addWidget(wrapped("Read closely, mark exactly.", "muted"))
        names.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(SPACE_3)
        head.addWidget(self._mark)
        head.addLayout(names, 1)
        buttons = QHBoxLayout()
        buttons.setSpacing(SPACE_2)
        for button in (self.new, self.open, self.sample):
            button.setAutoDefault(True)  # So that Enter presses it, as Space does
            buttons.addWidget(button, 1)
        self._recent = wrapped("Recent projects", "section")
        self._first = wrapped(
            "A project is one file with your articles and everything tagged in them. "
            "The sample shows a worked article and gives you an empty layer to try things in.\n\n"
            "You can also drop articles or a project here.",
            "muted",
        )
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setProperty("focusPolicy", NO_FOCUS)
        self._scroll.setProperty("horizontalScrollBarPolicy", NO_SCROLL_BAR)
        self._stack(head, buttons)

    def _stack(self, head: QHBoxLayout, buttons: QHBoxLayout) -> None:
        middle = QWidget()
        middle.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(middle)
        column.setSpacing(SPACE_3)
        column.addLayout(head)
        column.addSpacing(SPACE_5)
        column.addLayout(buttons)
        column.addSpacing(SPACE_3)
        column.addWidget(self._recent)
        column.addWidget(self._first)
        column.addWidget(self._scroll, 100)
        # Without recent projects the list is hidden, and something else must take the room.
        column.addStretch(1)
        whole = QHBoxLayout(self)
        whole.setContentsMargins(SPACE_5, 64, SPACE_5, SPACE_5)
        whole.addStretch(1)
        whole.addWidget(middle, 6)
        whole.addStretch(1)

    # Qt overrides

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        urls = event.mimeData().urls()
        project, texts = sorted_drop([Path(u.toLocalFile()) for u in urls if u.isLocalFile()])
        event.acceptProposedAction()
        if project is not None:
            self.open_requested.emit(str(project))
        elif texts:
            self.new_requested.emit(texts)


def _home(path: Path) -> str:
    home = Path.home()
    return (
        f"~/{path.relative_to(home)}" if path.is_relative_to(home) and path != home else str(path)
    )
