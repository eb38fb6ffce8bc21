"""Where an entity is mentioned: the places in their context, read in the background."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QListView,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from domain.ids import AnnotationId, AnnotatorId, EntityId
from storage.contents import Contents
from storage.mentions import MOST, Mention, mentions_in_context
from ui.models.mention_list import MentionList
from ui.panes.hit_row import HitRowDelegate
from ui.panes.pane import Message
from ui.panes.register.view import deed_of, is_override
from ui.panes.row_view import show_rows
from ui.pauses import pause
from ui.session import Session
from ui.theme.metrics import SPACE_1, SPACE_3
from ui.theme.style import set_role
from ui.theme.theme import Theme
from ui.workers import Progress, Task, run_in_background

_PASSED_ON = frozenset({"rename", "new", "merge", "split"})  # Del means no mention here
_SOON = 60  # Milliseconds until walking through the entities is taken for finished


class MentionsPart(QWidget):
    """Lists the mentions of one entity; a click or Enter jumps, `asked` carries a deed's id."""

    jump_requested = Signal(str)
    asked = Signal(str)
    shown = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._entity: EntityId | None = None
        self._known: tuple[EntityId, tuple[AnnotatorId, ...]] | None = None
        self._task: Task | None = None
        self.model = MentionList(self)
        self.view = _Places()
        self.message = Message(theme, "search")
        self.remark = QLabel()
        self._rows = HitRowDelegate(theme, self)
        self._pages = QStackedWidget()
        self._soon = pause(self, _SOON)
        self._soon.timeout.connect(self._read)
        show_rows(self.view, self.model, self._rows, "Mentions")
        self.view.activated.connect(self._jump)
        self.view.clicked.connect(self._jump)
        self.view.asked.connect(self.asked)
        self._lay_out()

    @property
    def is_reading(self) -> bool:
        """Whether an answer is still to come."""
        return self._task is not None or self._soon.isActive()

    def show_entity(self, entity: EntityId | None) -> None:
        """List the mentions of an entity in the shown layers, or of none; soon, not at once."""
        if entity is None:
            self.stop()
            self._entity = None
            self._take([])
        elif entity != self._entity:
            self.stop()
            self._entity = entity
            self._soon.start()

    def read_again(self) -> None:
        """Read the mentions anew, since they may differ."""
        if self._entity is not None:
            self._soon.start()

    def chosen(self) -> list[Mention]:
        """Return the mentions whose rows are chosen."""
        rows = sorted(self.view.selectionModel().selectedIndexes(), key=QModelIndex.row)
        found = map(self.model.mention_at, rows)
        return [mention for mention in found if mention is not None]

    def focus_first(self) -> None:
        """Put the keys into the list, on its first place."""
        self.view.setFocus(Qt.FocusReason.TabFocusReason)
        self._take_first()

    def stop(self) -> None:
        """Take no answer any more."""
        self._soon.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.message.set_theme(theme)
        self._rows.set_theme(theme)
        self.view.viewport().update()

    def _read(self) -> None:
        self.stop()
        entity, layers = self._entity, self._session.layers
        if entity is None:
            return

        def work(contents: Contents, _progress: Progress) -> list[Mention]:
            return mentions_in_context(contents, entity, layers)

        self._task = run_in_background(self._session.project, work)
        self._task.finished.connect(self._take)
        self._task.failed.connect(self._session.refused)
        self._task.start()

    def _take(self, mentions: Sequence[Mention]) -> None:
        self._task = None
        before = {mention.annotation for mention in self.chosen()}
        self.model.take(mentions)
        self._pages.setCurrentWidget(self.view if mentions else self.message)
        self.remark.setText(f"Only the first {MOST:,} places are listed.")
        self.remark.setVisible(len(mentions) >= MOST)
        kept = self.model.index_of(AnnotationId(next(iter(before), "")))
        if kept.isValid():
            self.view.setCurrentIndex(kept)
        elif self.view.hasFocus():
            self._take_first()
        self.shown.emit()

    def _take_first(self) -> None:
        if not self.chosen():
            first = self.model.step(-1, 1)
            if first.isValid():
                self.view.setCurrentIndex(first)

    def _jump(self, index: QModelIndex) -> None:
        mention = self.model.mention_at(index)
        if mention is not None and len(self.chosen()) <= 1:
            self.jump_requested.emit(mention.annotation)

    def _lay_out(self) -> None:
        self.message.say("Not mentioned", "No annotation in the shown layers names it.")
        set_role(self.remark, "small")
        self.remark.setContentsMargins(SPACE_3, SPACE_1, SPACE_3, SPACE_1)
        self.remark.hide()
        self._pages.addWidget(self.message)
        self._pages.addWidget(self.view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._pages, 1)
        column.addWidget(self.remark)


class _Places(QListView):
    """The list of places; keys that do something with entities are passed on."""

    asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        if is_override(event) and deed_of(event) in _PASSED_ON:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        deed = deed_of(event)
        if deed in _PASSED_ON:
            self.asked.emit(deed)
        else:
            super().keyPressEvent(event)
