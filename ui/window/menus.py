"""Menus, tool bar and the article's context menu, built from the actions."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QSize
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QSizePolicy, QToolBar, QToolButton, QWidget

from ui.actions import Actions
from ui.theme.metrics import ICON

if TYPE_CHECKING:
    from ui.commands import Mode
    from ui.window.workbench import Workbench
from ui.window.pane_table import ENTRIES

_MENUS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "&File",
        (
            *("new-project", "open-project", "recent", "open-sample", ""),
            *("import", "import-folder", "export", ""),
            *("send", "merge", "roll-back", ""),
            *("export-pdf", "export-html", "print", "", "restore", "close-project", "", "quit"),
        ),
    ),
    (
        "&Edit",
        (
            "undo",
            "redo",
            "",
            "find",
            "find-next",
            "find-previous",
            "",
            "find-project",
            "",
            "codebook",
        ),
    ),
    (
        "&Annotate",
        (
            *("tags", "retags", "repeat", "occurrences", "delete", ""),
            *("next-span", "previous-span", "edges", ""),
            *("grow", "add-fragment", "let-go", "", "relate", "details", "note"),
            *("unsure", "copy-to-own", ""),
            *("take-proposed", "take-with-date", "same-as-last", "next-incomplete"),
        ),
    ),
    (
        "&Review",
        (
            *("review", "feedback", "adjudicate", "comment", ""),
            *("case-next", "case-back", ""),
            *("accept", "amend", "reject", "withdraw", "accept-same", "missed", "case-comment"),
            *("", "join", "edit-gold", "nobody", "undecided", "undo-decision", "add-gold"),
            *("accept-agreed", "", "agreement"),
        ),
    ),
    (
        "&Document",
        (
            *("next-unfinished", "next-document", "previous-document", ""),
            *("mark-new", "mark-in-progress", "mark-done", "skip", ""),
            *("document-note", "assign", "carry", "", "remove-document", "purge-document"),
        ),
    ),
    (
        "&View",
        (
            *(entry.command for entry in ENTRIES),
            *("", "next-pane", "focus-mode", "layers", ""),
            *("zoom-in", "zoom-out", "zoom-reset", "theme"),
        ),
    ),
    ("&Help", ("keys", "about")),
)
_EDGES = (
    *("end-word-right", "end-word-left", "start-word-left", "start-word-right", ""),
    *("end-char-right", "end-char-left", "start-char-left", "start-char-right"),
)
_TOOLS = (
    *("undo", "redo", "", "tags", "", "delete", "add-fragment", "repeat", ""),
    *("find", "", "mark-done", "next-unfinished"),
)
# What the article's context menu offers while cases are decided.
_OF_CASES: dict[str, tuple[str, ...]] = {
    "review": (
        *("accept", "amend", "reject", "withdraw", "", "missed", "accept-same", ""),
        *("case-comment", "details"),
    ),
    "adjudicate": (
        *("join", "edit-gold", "nobody", "undecided", "undo-decision", ""),
        *("add-gold", "accept-agreed", "", "case-comment"),
    ),
}
_TOOLS_RIGHT = ("layers", "focus-mode", "theme", "keys")


class Menus:
    """The menu bar and the tool bar, with the parts that follow the project."""

    def __init__(self, actions: Actions, bar: QMenuBar, tools: QToolBar) -> None:
        self._actions = actions
        self._tools = tools
        self._bench: Workbench | None = None
        self.recent = QMenu("Open &recent", bar)
        self._tag_menu = QMenu("&Tag as", bar)
        self._retag_menu = QMenu("&Retag as", bar)
        self._edge_menu = QMenu("Move the &edges", bar)
        self._parts = {
            "recent": self.recent,
            "tags": self._tag_menu,
            "retags": self._retag_menu,
            "edges": self._edge_menu,
        }
        self._let_fill(self._edge_menu, _EDGES)
        for title, entries in _MENUS:
            self._let_fill(bar.addMenu(title), entries)
        tools.setIconSize(QSize(ICON, ICON))
        tools.setMovable(False)

    def show_tags(self) -> None:
        """Take the codebook's tags into menus and tool bar."""
        for menu, actions in (
            (self._tag_menu, self._actions.tags),
            (self._retag_menu, self._actions.retags),
        ):
            menu.clear()
            menu.addActions(actions)
            menu.menuAction().setEnabled(bool(actions))
        self._fill_tools()

    def serve(self, bench: Workbench | None) -> None:
        """Give the article of a workbench its context menu, or of none."""
        self._bench = bench

    def pop_up(self, place: QPoint) -> None:
        """Show the context menu at a place on the screen."""
        bench = self._bench
        if bench is None or bench.session.document is None:
            return
        if bench.session.mode == "tag":
            menu = self.context_menu(
                bench.reader,
                selected=bool(bench.reader.selection()),
                at_hand=bench.session.current is not None,
            )
        else:
            versions = len(bench.adjudication.annotators)
            menu = self.case_menu(bench.reader, bench.session.mode, versions)
        menu.popup(place)
        menu.aboutToHide.connect(menu.deleteLater)

    def context_menu(self, parent: QWidget, *, selected: bool, at_hand: bool) -> QMenu:
        """Return the menu for a place in the article while tagging."""
        menu = QMenu(parent)
        if selected:
            menu.addActions(self._actions.tags)
            menu.addSeparator()
            menu.addAction(self._actions["add-fragment"])
        if at_hand:
            if selected:
                menu.addSeparator()
            menu.addMenu(self._retag_menu)
            menu.addMenu(self._edge_menu)
            self._fill(menu, ("occurrences", "details", "note", "unsure", "copy-to-own"))
            self._fill(menu, ("", "delete"))
        if selected or at_hand:
            self._fill(menu, ("", "comment"))
        else:
            self._fill(menu, ("grow", "repeat"))
            menu.addMenu(self._tag_menu)
        return self._ended(menu)

    def case_menu(self, parent: QWidget, mode: Mode, versions: int) -> QMenu:
        """Return the menu for the article while cases are decided, between so many versions."""
        menu = QMenu(parent)
        self._fill(menu, [f"take-{number}" for number in range(1, versions + 1)])
        self._fill(menu, _OF_CASES[mode])
        return self._ended(menu)

    def _ended(self, menu: QMenu) -> QMenu:
        """Give a context menu what every one has."""
        self._fill(menu, ("", "find", "mark-done"))
        self._actions.dress(menu.actions())
        return menu

    def _let_fill(self, menu: QMenu, entries: Sequence[str]) -> None:
        """Let a menu be filled when it is first opened; macOS hides menus that are empty."""
        if sys.platform == "darwin":
            self._fill(menu, entries)
        menu.aboutToShow.connect(partial(self._open, menu, entries))

    def _open(self, menu: QMenu, entries: Sequence[str]) -> None:
        if menu.isEmpty():
            self._fill(menu, entries)
        self._actions.dress(menu.actions())

    def _fill(self, menu: QMenu, entries: Iterable[str]) -> None:
        for entry in entries:
            if not entry:
                menu.addSeparator()
            elif entry in self._parts:
                menu.addMenu(self._parts[entry])
            else:
                menu.addAction(self._actions[entry])

    def _fill_tools(self) -> None:
        self._tools.clear()
        for entry in _TOOLS:
            if not entry:
                self._tools.addSeparator()
            elif entry == "tags":
                for action in self._actions.tags:
                    self._add_tag(action)
            else:
                self._tools.addAction(self._actions[entry])
        spacer = QWidget()
        spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._tools.addWidget(spacer)
        for entry in _TOOLS_RIGHT:
            self._tools.addAction(self._actions[entry])
        self._actions.dress(self._tools.actions())

    def _add_tag(self, action: QAction) -> None:
        from PySide6.QtCore import Qt  # Not on the way to the first window

        button = QToolButton()
        button.setDefaultAction(action)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._tools.addWidget(button)
