"""The other occurrences of tagged words: seen in their context, ticked, tagged at once."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from domain.annotation import Annotation
from domain.change import Change
from storage.contents import Contents
from storage.errors import GlossatorError
from storage.occurrences import MOST, Occurrence, find_occurrences, names_of, tag_occurrences
from ui.dialogs.occurrence_choices import OccurrenceChoices
from ui.dialogs.occurrence_row import OccurrenceRowDelegate, OccurrenceView
from ui.dialogs.working import WorkingDialog
from ui.models.occurrence_list import OccurrenceList
from ui.panes.pane import Message
from ui.pauses import pause
from ui.session import Session
from ui.theme.metrics import SPACE_1, SPACE_2, SPACE_4
from ui.theme.style import set_role
from ui.theme.theme import Theme
from ui.wording import counted
from ui.workers import Progress, run_in_background

_SIZE = (900, 560)
_BUSY = 300  # Milliseconds until a search is worth a bar


class OccurrencesDialog(WorkingDialog):
    """Looks for a tagged span's words again; accepting it tags what is ticked, in one action."""

    def __init__(
        self, session: Session, theme: Theme, model: Annotation, parent: QWidget | None = None
    ) -> None:
        super().__init__("Tag the other occurrences", "&Tag", parent)
        self._session = session
        self._model = model
        self._refusal = ""
        self.choices = OccurrenceChoices(names_of(session.project, model))
        self.all = QPushButton("&All")
        self.none = QPushButton("&None")
        self.count = QLabel()
        self.list = OccurrenceList(self)
        self.view = OccurrenceView(self.list, OccurrenceRowDelegate(theme, self))
        self.message = Message(theme, "search")
        self.stop = QPushButton("&Stop")
        self._pages = QStackedWidget()
        self._busy = pause(self, _BUSY)
        self._lay_out()
        self._connect()
        self.resize(*_SIZE)
        self.search()

    @property
    def is_searching(self) -> bool:
        """Whether an answer is still to come."""
        return self._task is not None

    def accept(self) -> None:
        """Tag what is ticked; a refusal is told, and the dialog stays."""
        if not self.list.ticked or self.is_searching:
            return
        self._refusal = ""
        self.setCursor(Qt.CursorShape.WaitCursor)
        self._session.perform(self._tag)
        self.unsetCursor()
        if self._refusal:
            self.say(self._refusal)
        else:
            super().accept()

    def search(self) -> None:
        """Look for the ticked names as the choices say, in the background."""
        self._end()
        self.say("")
        phrases = self.choices.phrases
        if not phrases:
            self._show([])
            return
        matching, everywhere = self.choices.matching, self.choices.is_everywhere
        session, model = self._session, self._model
        tag = session.codebook.tag(model.tag).id

        def work(contents: Contents, progress: Progress) -> list[Occurrence]:
            return find_occurrences(
                contents,
                phrases=phrases,
                matching=matching,
                annotator=session.annotator.id,
                tag=tag,
                document=None if everywhere else model.document,
                progress=progress,
            )

        self._begin(run_in_background(session.project, work), self._take, shown=False)
        self._show_count()
        self._busy.start()

    # What happens

    def _tag(self) -> Change | None:
        session, places = self._session, self.list.ticked
        try:
            done = tag_occurrences(
                session.project,
                annotator=session.annotator.id,
                model=self._model.id,
                places=places,
            )
        except GlossatorError as error:
            self._refusal = str(error)
            return None
        said = f"Tagged {counted(len(done.made), 'occurrence')}"
        had = f"; {done.skipped:,} had the tag already" if done.skipped else ""
        session.told.emit(f"{said}{had}.")
        return done.change

    def _take(self, found: Any) -> None:
        self._end()
        self._show(found)

    def _fail(self, sentence: str) -> None:
        self._end()
        self._show([])
        self.say(sentence)

    def _show(self, found: list[Occurrence]) -> None:
        self.list.take(found)
        self.view.take_first()
        if not found and self.view.hasFocus():
            self.choices.scope.setFocus()
        self._pages.setCurrentWidget(self.view if found else self.message)
        if not found:
            self._say_nothing()
        if len(found) >= MOST:
            self.say(f"Only the first {MOST:,} are listed. Tag them, then look again.")

    def _say_nothing(self) -> None:
        if not self.choices.phrases:
            self.message.say("No words to look for", "Tick at least one name.")
        else:
            self.message.say("Nothing found", "Try the whole project, or fewer conditions.")

    def _stop_search(self) -> None:
        self._end()
        self._show([])
        self.message.say("The search was stopped", "Nothing was changed.")

    def _end(self, *_: object) -> None:
        self._busy.stop()
        self.stop.hide()
        self._stop()

    def _show_busy(self) -> None:
        self.progress.show()
        self.stop.show()

    def _show_count(self) -> None:
        ticked, free, had = len(self.list.ticked), self.list.open_count, self.list.tagged_count
        parts = [f"{ticked:,} of {free:,} ticked"] if free else []
        if had:
            parts.append(f"{had:,} tagged already")
        self.count.setText(" · ".join(parts))
        self.primary.setEnabled(ticked > 0 and not self.is_searching)
        self.primary.setText(f"&Tag {counted(ticked, 'occurrence')}" if ticked else "&Tag")
        self.all.setEnabled(ticked < free)
        self.none.setEnabled(ticked > 0)

    # Building

    def _lay_out(self) -> None:
        both = QHBoxLayout()
        both.setSpacing(SPACE_4)
        both.addWidget(self.choices)
        both.addLayout(self._right(), 1)
        self.body.addLayout(both, 1)

    def _right(self) -> QVBoxLayout:
        for button in (self.all, self.none, self.stop):
            button.setAutoDefault(False)
        set_role(self.count, "small")
        self.progress.setAccessibleName("How far the search is")
        self._pages.addWidget(self.view)
        self._pages.addWidget(self.message)
        above = QHBoxLayout()
        above.setSpacing(SPACE_2)
        above.addWidget(self.count, 1)
        above.addWidget(self.all)
        above.addWidget(self.none)
        below = QHBoxLayout()
        below.setSpacing(SPACE_2)
        below.addWidget(self.progress, 1)
        below.addWidget(self.stop)
        right = QVBoxLayout()
        right.setSpacing(SPACE_1)
        right.addLayout(above)
        right.addWidget(self._pages, 1)
        right.addLayout(below)
        return right

    def _connect(self) -> None:
        self._busy.timeout.connect(self._show_busy)
        self.all.clicked.connect(self.list.tick_all)
        self.none.clicked.connect(self.list.tick_none)
        self.stop.clicked.connect(self._stop_search)
        self.list.ticks_changed.connect(self._show_count)
        self.choices.changed.connect(self.search)
        self.finished.connect(self._end)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view.setFocus()
