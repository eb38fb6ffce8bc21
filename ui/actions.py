"""The commands as Qt actions: one each, with its keys, for menus, tool bar and key presses."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from ui.commands import COMMANDS, Command
from ui.keymap import Keymap, native, retag_keys, sequences, tag_keys
from ui.theme.icons import icon
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from domain.codebook import Codebook, Tag

_ELSEWHERE = Qt.ShortcutContext.WidgetShortcut
_WINDOW = Qt.ShortcutContext.WindowShortcut


class Actions(QObject):
    """All actions of a window; `triggered` names the command, `tag_requested` the tag's id."""

    triggered = Signal(str)
    tag_requested = Signal(str)
    retag_requested = Signal(str)

    def __init__(self, keymap: Keymap, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._by_id: dict[str, QAction] = {}
        self._tags: list[QAction] = []
        self._retags: list[QAction] = []
        self._article: QWidget | None = None
        self._codebook: Codebook | None = None
        self._drawn: str | None = None
        for command in COMMANDS:
            self._by_id[command.id] = self._make(command)
        self.set_theme(theme)

    def __getitem__(self, command: str) -> QAction:
        return self._by_id[command]

    @property
    def tags(self) -> list[QAction]:
        """One action a tag, which gives it to the selection or arms it."""
        return list(self._tags)

    @property
    def retags(self) -> list[QAction]:
        """One action a tag, which gives it to the span at hand."""
        return list(self._retags)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._theme = theme
        if self._drawn is not None:
            self.draw_icons()
        self._colour_tags()

    def draw_icons(self) -> None:
        """Draw the icons: before anything that shows them does, since a start screen shows none."""
        if self._drawn == self._theme.name:
            return
        self._drawn = self._theme.name
        for command in COMMANDS:
            if command.icon:
                self._by_id[command.id].setIcon(icon(command.icon, self._theme))

    def set_article(self, article: QWidget | None) -> None:
        """Let the article's keys count in this widget and nowhere else."""
        for command in COMMANDS:
            if command.context == "article":
                self._move(self._by_id[command.id], article)
        for action in (*self._tags, *self._retags):
            self._move(action, article)
        self._article = article

    def set_codebook(self, codebook: Codebook | None) -> None:
        """Make the actions that give tags."""
        for action in (*self._tags, *self._retags):
            self._move(action, None)
            action.deleteLater()
        tags = () if codebook is None else codebook.active
        self._tags = [self._tag_action(tag, tag_keys(tag, codebook), self._ask_tag) for tag in tags]
        self._retags = [self._tag_action(tag, retag_keys(tag), self._ask_retag) for tag in tags]
        self._codebook = codebook
        self._colour_tags()
        for action in (*self._tags, *self._retags):
            self._move(action, self._article)

    def set_keymap(self, keymap: Keymap) -> None:
        """Take other keys."""
        self._keymap = keymap
        for command in COMMANDS:
            self._by_id[command.id].setShortcuts(sequences(keymap.of(command.id)))

    def enable(self, commands: dict[str, bool]) -> None:
        """Enable or disable commands by id."""
        for command, enabled in commands.items():
            self._by_id[command].setEnabled(enabled)

    def _colour_tags(self) -> None:
        if self._codebook is None:
            return
        from ui.panes.tag_filter import swatch

        for action in (*self._tags, *self._retags):
            action.setIcon(swatch(self._codebook.tag(str(action.data())), self._theme))

    def _make(self, command: Command) -> QAction:
        action = QAction(command.text, self)
        action.setObjectName(command.id)
        action.setCheckable(command.checkable)
        keys = self._keymap.of(command.id)
        action.setShortcuts(sequences(keys))
        action.setShortcutContext(_ELSEWHERE if command.context == "article" else _WINDOW)
        plain = command.text.rstrip("…")
        action.setToolTip(f"{plain}  ({native(keys[0])})" if keys else plain)
        action.setMenuRole(
            {
                "quit": QAction.MenuRole.QuitRole,
                "about": QAction.MenuRole.AboutRole,
            }.get(command.id, QAction.MenuRole.NoRole)
        )
        action.triggered.connect(self._trigger)
        if command.context == "window":
            parent = self.parent()
            assert isinstance(parent, QWidget)
            parent.addAction(action)
        return action

    def _tag_action(self, tag: Tag, keys: tuple[str, ...], slot: Callable[[], None]) -> QAction:
        action = QAction(tag.name, self)
        action.setData(tag.id)
        action.setShortcuts(sequences(keys))
        action.setShortcutContext(_ELSEWHERE)
        shown = ", ".join(map(native, keys))
        action.setToolTip(f"{tag.name}  ({shown})" if keys else tag.name)
        action.triggered.connect(slot)
        return action

    def _move(self, action: QAction, article: QWidget | None) -> None:
        if self._article is not None:
            self._article.removeAction(action)
        if article is not None:
            article.addAction(action)

    def _trigger(self) -> None:
        sender = self.sender()
        assert sender is not None
        self.triggered.emit(sender.objectName())

    def _ask_tag(self) -> None:
        self.tag_requested.emit(self._sender_tag())

    def _ask_retag(self) -> None:
        self.retag_requested.emit(self._sender_tag())

    def _sender_tag(self) -> str:
        sender = self.sender()
        assert isinstance(sender, QAction)
        return str(sender.data())
