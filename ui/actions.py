"""The commands as Qt actions: one each, with its keys, for menus, tool bar and key presses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.commands import BY_ID, MODES, Command, Mode
from ui.keymap import Keymap, native, retag_keys, sequences, tag_keys
from ui.theme.icons import icon
from ui.theme.numbers import WIDGET_SHORTCUT
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from domain.codebook import Codebook, Tag

_ROLES = {"quit": QAction.MenuRole.QuitRole, "about": QAction.MenuRole.AboutRole}


class Actions(QObject):
    """The actions of a window; `triggered` names the command, `tag_requested` the tag's id.

    An action is made when it can first be done, or when a menu first shows it; its icon is drawn
    when it is first seen.
    """

    triggered = Signal(str)
    tag_requested = Signal(str)
    retag_requested = Signal(str)

    def __init__(self, keymap: Keymap, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._keymap = keymap
        self._theme = theme
        self._by_id: dict[str, QAction] = {}
        self._possible: dict[str, bool] = {}
        self._dressed: dict[str, QAction] = {}
        self._tags: list[QAction] = []
        self._retags: list[QAction] = []
        self._article: QWidget | None = None
        # The article that commands were enabled for; before the first time it is none at all.
        self._enabled_for: QWidget | Actions | None = self
        self._codebook: Codebook | None = None
        self._mode: Mode = "tag"

    def __getitem__(self, command: str) -> QAction:
        made = self._by_id.get(command)
        return self._make(BY_ID[command]) if made is None else made

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
        for command, action in self._dressed.items():
            action.setIcon(icon(BY_ID[command].icon, theme))
        self._colour_tags()

    def dress(self, actions: Iterable[QAction]) -> None:
        """Draw the icons of actions that are about to be seen."""
        for action in actions:
            command = BY_ID.get(action.objectName())
            if command is not None:
                action.setToolTip(self._tool_tip(command))
            if command is not None and command.icon and command.id not in self._dressed:
                self._dressed[command.id] = action
                action.setIcon(icon(command.icon, self._theme))

    def set_article(self, article: QWidget | None) -> None:
        """Let the article's keys count in this widget and nowhere else."""
        for command, action in self._by_id.items():
            if BY_ID[command].context == "article":
                self._move(action, article)
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
            action.setEnabled(self._mode == "tag")

    def set_keymap(self, keymap: Keymap) -> None:
        """Take other keys."""
        self._keymap = keymap
        for command, action in self._by_id.items():
            action.setShortcuts(self._keys(BY_ID[command]))

    def enable(self, commands: dict[str, bool]) -> None:
        """Enable or disable commands by id; those never named can always be done."""
        # Asked with every key press: only what differs is looked at, and all for another article.
        different = [c for c, e in commands.items() if self._possible.get(c) is not e]
        self._possible |= commands
        if self._article is not self._enabled_for:
            self._enabled_for = self._article
            different = list(BY_ID)
        for command in map(BY_ID.__getitem__, different):
            enabled = self._possible.get(command.id, True)
            if command.id in self._by_id:
                self._by_id[command.id].setEnabled(enabled)
            elif enabled and (command.context == "window" or self._article is not None):
                self._make(command)

    def set_mode(self, mode: Mode) -> None:
        """Let the keys of another mode count; a key of two modes is then never ambiguous."""
        self._mode = mode
        for command, action in self._by_id.items():
            if BY_ID[command].modes:
                action.setShortcuts(self._keys(BY_ID[command]))
        for action in (*self._tags, *self._retags):
            action.setEnabled(mode == "tag")
        for walk in MODES[1:]:
            self[walk].setChecked(walk == mode)

    def _keys(self, command: Command) -> list[QKeySequence]:
        counts = command.counts_in(self._mode)
        return sequences(self._keymap.of(command.id) if counts else ())

    def _colour_tags(self) -> None:
        if self._codebook is None:
            return
        from ui.theme.swatches import swatch

        for action in (*self._tags, *self._retags):
            action.setIcon(swatch(self._codebook.tag(str(action.data())), self._theme))

    def _make(self, command: Command) -> QAction:
        action = self._by_id[command.id] = QAction(command.text, self)
        action.setObjectName(command.id)
        action.setCheckable(command.checkable)
        action.setShortcuts(self._keys(command))
        if command.context == "article":
            action.setProperty("shortcutContext", WIDGET_SHORTCUT)
        action.setMenuRole(_ROLES.get(command.id, QAction.MenuRole.NoRole))
        action.setEnabled(self._possible.get(command.id, True))
        action.triggered.connect(self._trigger)
        if command.context == "window":
            parent = self.parent()
            assert isinstance(parent, QWidget)
            parent.addAction(action)
        else:
            self._move(action, self._article)
        return action

    def _tool_tip(self, command: Command) -> str:
        plain, key = command.text.rstrip("…"), self._keymap.shown(command.id)
        return f"{plain}  ({key})" if key else plain

    def _tag_action(self, tag: Tag, keys: tuple[str, ...], slot: Callable[[], None]) -> QAction:
        action = QAction(tag.name, self)
        action.setData(tag.id)
        action.setShortcuts(sequences(keys))
        action.setProperty("shortcutContext", WIDGET_SHORTCUT)
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
