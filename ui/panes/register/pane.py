"""The register: every entity of the project, what is known of it, where it is mentioned."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QSizePolicy,
    QSplitter,
    QToolButton,
)

from domain.annotation import Annotation
from domain.change import Change
from ui.models.entity_table import EntityRow
from ui.panes.pane import FilterBox, Pane
from ui.panes.register.kind_choice import KindChoice
from ui.panes.register.listing import EntityListing
from ui.panes.register.side import EntitySide
from ui.panes.register.view import DEED, deed_menu
from ui.register import RegisterDesk
from ui.session import Session
from ui.theme.metrics import SPACE_2
from ui.theme.style import set_role
from ui.theme.theme import Theme
from ui.workers import join_tasks

_WIDTHS = (440, 272)
_TOOLS = ("new", "merge", "split", "delete")


class RegisterPane(Pane):
    """Lists the entities of the project; ids travel as str, several as a list.

    What is asked of one entity is done at once (rename, aliases, attributes); what wants a second
    look is asked for: `merge_requested` carries entities, `split_requested` an entity and
    annotations, `delete_requested` an entity, `new_requested` a kind and a name.
    """

    new_requested = Signal(str, str)
    merge_requested = Signal(object)
    split_requested = Signal(str, object)
    delete_requested = Signal(str)

    def __init__(self, session: Session, desk: RegisterDesk, theme: Theme) -> None:
        super().__init__("Register", theme, "person", titled=False)
        self._session = session
        self._tools_of: dict[str, QToolButton] = {}
        self.listing = EntityListing(session, theme, self)
        self.table, self.view = self.listing.table, self.listing.view
        self.filter = FilterBox("Filter by name, alias, country", "Filter the entities")
        self.kind = KindChoice()
        self.count = QLabel()
        self.side = EntitySide(session, desk, theme)
        self._lay_out()
        self.kind.teach(self.listing.kinds, self.listing.swatch)
        self._connect()
        self._show_all()

    @property
    def is_reading(self) -> bool:
        """Whether an answer is still to come."""
        return self.listing.is_reading

    def chosen(self) -> list[EntityRow]:
        """Return the chosen entities, in the order of the screen."""
        return self.listing.chosen()

    def choose(self, entity: str) -> None:
        """Choose an entity and show it, now or as soon as it has been read."""
        if not self.listing.choose(entity):
            self._clear_filter()
            self.listing.choose(entity)

    def focus_first(self) -> None:
        """Put the keys into the table, or into the filter if nothing is listed."""
        if self.table.rowCount() == 0:
            self.filter.setFocus()
            return
        if not self.chosen():
            self.view.selectRow(0)
        self.view.setFocus()

    def escape(self) -> None:
        """Go back: from the side to the table, then clear the filter, then to the article."""
        if self._has_side_keys():
            self.side.details.flush()
            self.focus_first()
        elif self.filter.text() or self.kind.currentIndex() > 0:
            self._clear_filter()
            self.focus_first()
        else:
            super().escape()

    def stop(self) -> None:
        """End what runs in the background, and wait for it."""
        self.side.stop()
        self.listing.stop()
        join_tasks(self._session.project)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme or another codebook."""
        super().set_theme(theme)
        self.side.set_theme(theme)
        self.listing.set_theme(theme)

    # What is read

    def _follow(self, change: Change) -> None:
        self.listing.note(change)
        self._wake()

    def _wake(self) -> None:
        if self.isVisible():
            self.listing.wake()

    def _show_current(self, annotation: Annotation | None) -> None:
        if annotation is not None and self.isVisible() and not self._has_keys():
            self.listing.follow(annotation)

    def _fail(self, sentence: str) -> None:
        self.message.say("The register could not be read", sentence, "Try again")
        self.show_content(shown=False)

    def _forget(self, *_: object) -> None:
        self.listing.forget()
        self.kind.teach(self.listing.kinds, self.listing.swatch)
        self.side.mentions.read_again()
        self._wake()

    # What shows

    def _show_all(self) -> None:
        listed, total = self.table.rowCount(), self.table.total()
        self.count.setText(f"{listed:,}" if listed == total else f"{listed:,} of {total:,}")
        self.show_content(shown=listed > 0)
        if not listed and total:
            self.message.say("Nothing fits", "No entity has these words.", "Show all")
        elif not listed and self.listing.is_reading:
            self.message.say("Reading the register…")
        elif not listed:
            self.message.say(
                "The register is empty",
                "An entity is entered when a span is named in the inspector, or here.",
                "New entity…",
            )
        self._show_chosen()

    def _show_chosen(self, *_: object) -> None:
        chosen = self.chosen()
        self.side.show_rows(chosen, self.listing.kinds)
        able = {"new": True, "merge": bool(chosen)}
        for deed, tool in self._tools_of.items():
            can = able.get(deed, len(chosen) == 1)
            tool.setEnabled(can and not self._session.read_only)

    # Narrowing

    def _narrow(self, *_: object) -> None:
        self.listing.narrow(self.filter.text(), self.kind.key)

    def _clear_filter(self) -> None:
        self.filter.clear()
        self.kind.setCurrentIndex(0)
        self._narrow()

    def _type(self, letters: str) -> None:
        self.filter.setFocus()
        self.filter.setText(self.filter.text() + letters)
        self._narrow()

    # What the person asks for

    def _ask(self, deed: str) -> None:
        chosen = self.chosen()
        told = self._session.told
        if self._session.read_only and deed != "mentions":
            told.emit("This project is open for reading only.")
        elif deed == "new":
            self.new_requested.emit(self.kind.key, self.filter.text().strip())
        elif deed == "merge" and chosen:
            self.merge_requested.emit([str(row.entity.id) for row in chosen])
        elif len(chosen) == 1:
            self._ask_of(deed, str(chosen[0].entity.id))
        else:
            told.emit("Choose one entity first.")

    def _ask_of(self, deed: str, entity: str) -> None:
        if deed == "mentions":
            self.side.focus_mentions()
        elif deed == "rename":
            self.side.focus_name()
        elif deed == "split":
            self.split_requested.emit(entity, self.side.chosen_mentions())
        elif deed == "delete":
            self.delete_requested.emit(entity)

    def _ask_tool(self) -> None:
        self._ask(self.sender().objectName())

    def _ask_message(self) -> None:
        if self.table.total():
            self._clear_filter()
        elif self.message.words.startswith("The register is empty"):
            self._ask("new")
        else:
            self._forget()

    def _open_menu(self, place: QPoint) -> None:
        chosen = len(self.chosen())
        menu = deed_menu(self, self.theme, chosen, self._ask_tool)
        menu.popup(self.view.viewport().mapToGlobal(place))

    def _has_keys(self) -> bool:
        return self.view.hasFocus() or self._has_side_keys()

    def _has_side_keys(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self.side.isAncestorOf(focused)

    # Building

    def _lay_out(self) -> None:
        self.filter.setMinimumWidth(140)
        self.filter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.filter.setMaximumWidth(320)
        set_role(self.count, "small")
        self.count.setToolTip("Entities listed")
        self.header.setSpacing(SPACE_2)
        self.header.addWidget(self.filter, 2)
        self.header.addWidget(self.kind)
        self.header.addWidget(self.count)
        self.header.addStretch(1)
        for deed in _TOOLS:
            tool = self.add_tool(DEED[deed].icon, DEED[deed].hint)
            tool.setObjectName(deed)
            self._tools_of[deed] = tool
        self.setMinimumHeight(120)
        both = QSplitter()
        both.addWidget(self.view)
        both.addWidget(self.side)
        both.setSizes(list(_WIDTHS))
        both.setStretchFactor(0, 1)
        both.setHandleWidth(1)
        both.setChildrenCollapsible(False)
        self.set_content(both)

    def _connect(self) -> None:
        session = self._session
        self.filter.left_downwards.connect(self.focus_first)
        self.filter.textEdited.connect(self._narrow)
        self.kind.currentIndexChanged.connect(self._narrow)
        self.message.action_requested.connect(self._ask_message)
        self.listing.failed.connect(self._fail)
        self.listing.listed.connect(self._show_all)
        self.listing.touched.connect(self.side.mentions.read_again)
        self.side.asked.connect(self._ask)
        self.side.jump_requested.connect(self.jump_requested)
        self.view.asked.connect(self._ask)
        self.view.customContextMenuRequested.connect(self._open_menu)
        self.view.doubleClicked.connect(self.side.focus_mentions)
        self.view.selectionModel().selectionChanged.connect(self._show_chosen)
        self.view.typed.connect(self._type)
        for tool in self._tools_of.values():
            tool.clicked.connect(self._ask_tool)
        session.changed.connect(self._follow)
        session.codebook_changed.connect(self._forget)
        session.current_changed.connect(self._show_current)
        session.layers_changed.connect(self._forget)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.listing.wake()
        self._show_current(self._session.current)
