"""What the tables of annotations and of relations share: scope, filter, and how many there are."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLabel, QTableView

from domain.annotation import Annotation
from domain.change import Change
from ui.panes.pane import FilterBox, Pane, choice_box
from ui.pauses import pause
from ui.session import Session
from ui.theme.metrics import SPACE_2
from ui.theme.style import set_role
from ui.theme.theme import Theme

_SOON = 150  # Milliseconds until typing is taken for finished
_LEAST_WIDTH = 150


class FilteredPane(Pane):
    """A table of the open document or of the whole project, narrowed as one types.

    Whoever makes it sets `view`, puts `filter`, `count` and `scope` into the header, and calls
    `_connect`.
    """

    view: QTableView

    def __init__(
        self, session: Session, theme: Theme, title: str, picture: str, filter_hint: str
    ) -> None:
        super().__init__(title, theme, picture, titled=False)
        self._session = session
        listed = title.lower()
        self.filter = FilterBox(filter_hint, f"Filter the {listed}")
        self.filter.setMinimumWidth(_LEAST_WIDTH)
        self.scope = choice_box(f"Which {listed} are listed", "This article", "Whole project")
        self.count = QLabel()
        self.count.setToolTip(f"{title} listed")
        set_role(self.count, "small")
        self._soon = pause(self, _SOON)
        self.header.setSpacing(SPACE_2)
        self.setMinimumHeight(120)

    @property
    def is_project_wide(self) -> bool:
        """Whether the whole project is listed, not just the open document."""
        return self.scope.currentIndex() == 1

    def focus_first(self) -> None:
        """Put the keys into the table, or into the filter if nothing is listed."""
        if not self._listed():
            self.filter.setFocus()
            return
        if not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        self.view.setFocus()

    def escape(self) -> None:
        """Clear the filter first; without one go back to the article."""
        if self.filter.text():
            self.filter.clear()
            self._narrow()
        else:
            super().escape()

    @abstractmethod
    def _load(self, *_: Any) -> None:
        """Read everything anew."""

    @abstractmethod
    def _refresh(self, change: Change) -> None:
        """Bring the table up to date with a change."""

    @abstractmethod
    def _follow(self, annotation: Annotation | None) -> None:
        """Choose what belongs to the span at hand."""

    @abstractmethod
    def _narrow(self) -> None:
        """List what the filter leaves."""

    @abstractmethod
    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        """Put the rows in the order of a column."""

    @abstractmethod
    def _delete(self) -> None:
        """Ask to delete what is chosen, as far as it is one's own."""

    @abstractmethod
    def _total(self) -> int:
        """Return how many rows there are, listed or not, as far as that is known."""

    @abstractmethod
    def _why_empty(self) -> tuple[str, ...]:
        """Return what to say where nothing is listed."""

    def _listed(self) -> int:
        return self.view.model().rowCount()

    def _show_all(self) -> None:
        listed, total = self._listed(), self._total()
        self.count.setText(f"{listed:,}" if listed >= total else f"{listed:,} of {total:,}")
        self.show_content(shown=listed > 0)
        if not listed:
            self.message.say(*self._why_empty())

    def _show_everything(self) -> None:
        self.filter.clear()
        self._down_to_table()

    def _down_to_table(self) -> None:
        self._narrow()
        self.focus_first()

    def _connect(self) -> None:
        session, view = self._session, self.view
        self.filter.left_downwards.connect(self._down_to_table)
        self.filter.textEdited.connect(self._soon.start)
        self.message.action_requested.connect(self._show_everything)
        self._soon.timeout.connect(self._narrow)
        view.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        delete = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._delete)
        session.changed.connect(self._refresh)
        session.current_changed.connect(self._follow)
        session.document_opened.connect(self._load)
        session.layers_changed.connect(self._load)
