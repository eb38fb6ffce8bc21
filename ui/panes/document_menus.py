"""The menus of the documents pane: how the list is arranged, and what to do with one document."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from domain.document import State
from storage.repositories.documents import Order
from ui.models.document_list import Listing
from ui.panes.document_row import ICONS
from ui.theme.icons import icon
from ui.theme.theme import Theme

ORDERS: tuple[tuple[Order, str], ...] = (
    ("number", "Arrival"),
    ("title", "Title"),
    ("published", "Date"),
    ("state", "State"),
    ("annotations", "Number of tags"),
)


class ArrangeMenu(QMenu):
    """Chooses order and state; `arranged` carries the Listing, its words left as they were."""

    arranged = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._listing = Listing()
        orders, states = QActionGroup(self), QActionGroup(self)
        self.addSection("Sort by")
        for order, text in ORDERS:
            self._choice(orders, text, ("order", order))
        self._choice(None, "Last first", ("descending", True))
        self.addSection("Show")
        self._choice(states, "All documents", ("state", None))
        self._choice(None, "Only mine, assigned to me", ("mine", True))
        for state in State:
            self._choice(states, state.words.capitalize(), ("state", state.value))
        self.show_listing(self._listing)
        self.triggered.connect(self._take)

    def show_listing(self, listing: Listing) -> None:
        """Tick what a listing is arranged by."""
        self._listing = listing
        state = None if listing.state is None else listing.state.value
        ticked = {
            ("order", listing.order),
            ("state", state),
            ("descending", listing.descending),
            ("mine", listing.mine),
        }
        for action in self.actions():
            action.setChecked(action.data() is not None and tuple(action.data()) in ticked)

    def _take(self, action: QAction) -> None:
        kind, value = action.data()
        listing = self._listing
        if kind == "order":
            listing = replace(listing, order=value)
        elif kind == "state":
            listing = replace(listing, state=None if value is None else State(value))
        elif kind == "mine":
            listing = replace(listing, mine=action.isChecked())
        else:
            listing = replace(listing, descending=action.isChecked())
        self._listing = listing
        self.arranged.emit(listing)

    def _choice(self, group: QActionGroup | None, text: str, data: tuple[str, object]) -> None:
        action = self.addAction(text)
        action.setCheckable(True)
        action.setData(data)
        if group is not None:
            action.setActionGroup(group)


class DocumentMenu(QMenu):
    """What to do with one document; `open`, `state`, `skip`, `note` or `remove` was `chosen`.

    A state is carried as a State, else None.
    """

    chosen = Signal(str, object)

    def __init__(self, theme: Theme, parent: QWidget, *, read_only: bool) -> None:
        super().__init__(parent)
        self.addAction("Open").setData(("open", None))
        self.addSeparator()
        for state in (State.NEW, State.IN_PROGRESS, State.DONE):
            self._entry(icon_name=ICONS[state], theme=theme, text=f"Mark as {state.words}").setData(
                ("state", state.value)
            )
        self._entry("skip", theme, "Skip with a reason…").setData(("skip", None))
        self.addSeparator()
        self._entry("note", theme, "Note…").setData(("note", None))
        self._entry("delete", theme, "Remove from the project").setData(("remove", None))
        for action in self.actions()[1:]:
            action.setEnabled(not read_only)
        self.triggered.connect(self._tell)
        self.aboutToHide.connect(self.deleteLater)

    def _entry(self, icon_name: str, theme: Theme, text: str) -> QAction:
        return self.addAction(icon(icon_name, theme), text)

    def _tell(self, action: QAction) -> None:
        verb, value = action.data()
        self.chosen.emit(verb, None if value is None else State(value))
