"""What was done in the project, newest first, and taking one earlier change back."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QHideEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QListView, QMenu

from domain.change import Change
from storage import history
from ui.models.history_list import HistoryList
from ui.panes.history_row import HistoryRowDelegate
from ui.panes.reading import ReadingPane
from ui.panes.row_view import show_rows
from ui.session import Session
from ui.theme.icons import icon
from ui.theme.metrics import TARGET
from ui.theme.style import set_role
from ui.theme.theme import Theme

_TICK = 30_000  # Milliseconds after which “2 min ago” is painted anew


class HistoryPane(ReadingPane):
    """Lists changes; ids travel as str. Reads only while it is on the screen."""

    open_requested = Signal(str)
    revert_requested = Signal(str)
    roll_back_requested = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme, "History", "history")
        self.model = HistoryList(session.project, session.annotator.id, self)
        self.view = QListView()
        self._rows = HistoryRowDelegate(theme, self)
        self._hint = QLabel("Your own changes can be taken back one by one, whatever came after.")
        self._tick = QTimer(self)
        self._tick.setInterval(_TICK)
        self._lay_out()
        self._tick.timeout.connect(self.view.viewport().update)
        self.revert_tool.clicked.connect(self._revert)
        self.view.activated.connect(self._jump)
        self.view.clicked.connect(self._jump)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.selectionModel().currentChanged.connect(self._offer)
        session.changed.connect(self._refresh)

    def focus_first(self) -> None:
        """Put the keys into the list, at the latest change."""
        if not self.view.currentIndex().isValid() and self.model.rowCount() > 1:
            self.view.setCurrentIndex(self.model.index(1))
        self.view.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        super().set_theme(theme)
        self._rows.set_theme(theme)
        self.view.viewport().update()

    def menu(self) -> QMenu:
        """Return the menu of the chosen change."""
        menu = QMenu(self)
        menu.addAction("Show what it touched").setData("jump")
        back = menu.addAction(icon("undo", self.theme), "Take back")
        back.setData("revert")
        back.setEnabled(self._may_revert(self._chosen()))
        change = self._chosen()
        if change is not None and change.verb == "merge" and not self._session.read_only:
            menu.addAction(icon("restore", self.theme), "Roll back the latest merge…").setData(
                "roll"
            )
        menu.triggered.connect(self._carry_out)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _carry_out(self, action: QAction) -> None:
        if action.data() == "revert":
            self._revert()
        elif action.data() == "roll":
            self.roll_back_requested.emit()
        else:
            self._jump(self.view.currentIndex())

    def _chosen(self) -> Change | None:
        return self.model.change_at(self.view.currentIndex())

    def _may_revert(self, change: Change | None) -> bool:
        return (
            change is not None
            and change.kind == "do"
            and change.status == "done"
            and change.local
            and change.annotator == self._session.annotator.id
            and not self._session.read_only
        )

    def _offer(self) -> None:
        self.revert_tool.setEnabled(self._may_revert(self._chosen()))

    def _revert(self) -> None:
        change = self._chosen()
        if change is not None and self._may_revert(change):
            self.revert_requested.emit(change.id)

    def _jump(self, index: QModelIndex) -> None:
        change = self.model.change_at(index)
        if change is None:
            return
        project = self._session.project
        whole = history.by_id(project.connection, change.id)
        touched = whole.records("annotation") if whole is not None else ()
        there = (a for a in project.annotations.some(touched[:100]) if not a.deleted)
        first = next(there, None)
        if first is not None:
            self.jump_requested.emit(first.id)
        elif touched:
            self._session.told.emit("What this change touched is not there any more.")
        elif change.document is not None:
            self.open_requested.emit(change.document)

    def _refresh(self, change: Change) -> None:
        if not self.isVisible():
            self._is_stale = True
        elif not self.model.take_in(change):
            self.read()

    def _read(self) -> None:
        chosen = self._chosen()
        place = self.view.verticalScrollBar().value()
        self.model.load()
        row = -1 if chosen is None else self.model.row_of(chosen.id)
        if row >= 0:
            self.view.setCurrentIndex(self.model.index(row))
            self.view.verticalScrollBar().setValue(place)
        self._offer()
        self.show_content(shown=self.model.rowCount() > 0)

    def _show_menu(self, place: QPoint) -> None:
        if self.model.change_at(self.view.indexAt(place)) is not None:
            self.menu().popup(self.view.viewport().mapToGlobal(place))

    def _lay_out(self) -> None:
        set_role(self._hint, "small")
        self._hint.setMinimumWidth(1)
        self.header.addWidget(self._hint, 1)
        self.revert_tool = self.add_tool("undo", "Take the chosen change back")
        self.revert_tool.setText("Take back")
        self.revert_tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.revert_tool.setFixedHeight(TARGET)
        self.revert_tool.setEnabled(False)
        self.message.say("Nothing was done yet", "Every change will be listed here.")
        show_rows(self.view, self.model, self._rows, "History")
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMinimumHeight(120)
        self.set_content(self.view)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._tick.stop()
