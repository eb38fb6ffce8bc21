"""Splitting an entity: which of its mentions mean somebody else, and who that is."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from domain.entity import Entity
from domain.ids import AnnotationId, AnnotatorId
from storage.contents import Contents
from storage.mentions import Mention, mentions_in_context
from storage.occurrences import MOST, Occurrence, Place
from ui.dialogs.entities.attempt import AttemptDialog
from ui.dialogs.form import add_row, wrapped
from ui.dialogs.occurrence_row import OccurrenceRowDelegate, OccurrenceView
from ui.models.occurrence_list import OccurrenceList
from ui.session import Session
from ui.theme.metrics import SPACE_2
from ui.theme.style import set_role
from ui.theme.theme import Theme
from ui.wording import counted
from ui.workers import Progress, Task, run_in_background

_SIZE = (720, 520)


class SplitDialog(AttemptDialog):
    """Ticks mentions in one's own layer, and takes the name of the entity that they mean."""

    def __init__(
        self,
        session: Session,
        theme: Theme,
        entity: Entity,
        ticked: Collection[AnnotationId],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(
            f"Split off mentions of “{entity.name}”",
            "&Split off",
            parent,
            explained="Tick the mentions in your layer that mean somebody else. They become "
            "mentions of a new entity, in one step that Ctrl+Z takes back.",
        )
        self._wanted = frozenset(ticked)
        self._places: dict[Place, list[AnnotationId]] = {}
        self._former = entity.name
        self._proposed = ""
        self.name = QLineEdit()
        self.name.setPlaceholderText("The name of the new entity")
        self.list = OccurrenceList(self)
        self.view = OccurrenceView(self.list, OccurrenceRowDelegate(theme, self))
        self.count = QLabel()
        self._lay_out()
        self.list.ticks_changed.connect(self._show_count)
        self.name.textChanged.connect(self._show_count)
        self._task = self._read(session, entity, session.annotator.id)
        self.finished.connect(self._end)
        self.resize(*_SIZE)
        self._show_count()

    @property
    def is_reading(self) -> bool:
        """Whether the mentions are still to come."""
        return self._task.is_running

    @property
    def chosen(self) -> list[AnnotationId]:
        """The annotations that are ticked, in the order of reading."""
        return [one for place in self.list.ticked for one in self._places[place]]

    @property
    def called(self) -> str:
        """The name of the new entity."""
        return self.name.text().strip()

    def _read(self, session: Session, entity: Entity, annotator: AnnotatorId) -> Task:
        def work(contents: Contents, _progress: Progress) -> list[Mention]:
            return mentions_in_context(contents, entity.id, [annotator], limit=MOST)

        task = run_in_background(session.project, work)
        task.finished.connect(self._take)
        task.failed.connect(self.say)
        task.start()
        return task

    def _take(self, mentions: Sequence[Mention]) -> None:
        for mention in mentions:
            hit = mention.hit
            place = (hit.document, hit.start, hit.end)
            self._places.setdefault(place, []).append(mention.annotation)
        wanted = {m.hit for m in mentions if m.annotation in self._wanted}
        ticked = {(hit.document, hit.start, hit.end) for hit in wanted}
        self.list.take([Occurrence(m.hit, tagged=False) for m in mentions], ticked)
        self.view.take_first()
        if not mentions:
            self.say(
                "None of your own annotations mentions it. A colleague's are theirs to change."
            )

    def _show_count(self) -> None:
        ticked = self.list.ticked
        self.count.setText(f"{len(ticked):,} of {counted(self.list.open_count, 'mention')} ticked")
        if ticked and self.name.text() == self._proposed:
            self._propose(ticked[0])
        self.primary.setEnabled(bool(ticked) and bool(self.called))

    def _propose(self, place: Place) -> None:
        """Propose the words of the first ticked mention, until a name is typed."""
        hits = (self.list.index(at) for at in range(self.list.rowCount()))
        rows = (self.list.row_at(index) for index in hits)
        found = next((r for r in rows if r and (r.document, r.start, r.end) == place), None)
        words = "" if found is None or found.quote == self._former else found.quote
        if words != self._proposed:
            self._proposed = words
            self.name.setText(words)

    def _end(self, *_: object) -> None:
        self._task.join()

    def _lay_out(self) -> None:
        all_of_them, none = QPushButton("&All"), QPushButton("&None")
        for button, slot in ((all_of_them, self.list.tick_all), (none, self.list.tick_none)):
            button.setAutoDefault(False)
            button.clicked.connect(slot)
        set_role(self.count, "small")
        row = QHBoxLayout()
        row.setSpacing(SPACE_2)
        row.addWidget(self.count, 1)
        row.addWidget(all_of_them)
        row.addWidget(none)
        self.body.addLayout(row)
        self.body.addWidget(self.view, 1)
        self.body.addWidget(wrapped("Space ticks a mention, or all of an article.", "small"))
        add_row(self.form(), "N&ew name", self.name)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.view.setFocus()
