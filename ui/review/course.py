"""The course of a walk: which cases there are, which is at hand, and the way to the next."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic

from PySide6.QtCore import QObject, Signal

from domain.annotation import Annotation
from domain.change import Change
from domain.ids import AnnotatorId, DocumentId
from domain.review import next_open
from ui.desk import Desk
from ui.review.walks import C, Walk
from ui.session import Session

_TABLES = ("annotation", "review", "comment", "decision", "relation", "document", "entity", "tag")


class Course(QObject, Generic[C]):
    """Goes through the cases of a walk; `walk` is None while there is none.

    How much is open is counted once, and then kept in step with the open document: a project may
    have a hundred thousand cases.
    """

    cases_changed = Signal()
    case_changed = Signal()
    begun = Signal()

    def __init__(self, session: Session, desk: Desk) -> None:
        super().__init__(desk)
        self._session = session
        self._desk = desk
        self.walk: Walk[C] | None = None
        self.cases: Sequence[C] = ()
        self.at = -1
        self._counts: dict[DocumentId, tuple[int, int]] = {}
        self._beside: tuple[AnnotatorId, ...] = ()
        session.changed.connect(self._refresh)
        session.current_changed.connect(self._follow)
        session.document_opened.connect(self._reload)
        desk.return_requested.connect(self.return_here)

    # Beginning and ending

    def start(self, walk: Walk[C]) -> None:
        """Begin a walk: show its layers, let its keys count, and go to the first open case."""
        session = self._session
        if self.walk is None:
            self._beside = tuple(one for one in session.layers if one != session.annotator.id)
        self.walk = walk
        self._counts = dict(walk.open_counts(session.project))
        session.show_layers(walk.layers(session.project))
        session.set_mode(walk.mode)
        self._reload()
        self.begun.emit()
        has_open = next_open(self.cases, -1) is not None or self._open_document()
        session.told.emit(walk.keys if has_open else self.told())
        self._take(next_open(self.cases, -1))

    def end(self) -> None:
        """Go back to tagging, beside the layers that were shown before."""
        self.walk, self.cases, self.at = None, (), -1
        self._desk.on_excursion = False
        self._session.missed_by = None
        self._session.set_mode("tag")
        self._session.show_layers(self._beside)
        self._session.told.emit("Letters tag again, in your own layer.")
        self.cases_changed.emit()
        self.case_changed.emit()

    @property
    def case(self) -> C | None:
        """The case at hand."""
        return self.cases[self.at] if 0 <= self.at < len(self.cases) else None

    def told(self) -> str:
        """Say in a sentence how far the walk is."""
        if self.walk is None:
            return ""
        every = sum(count for count, _ in self._counts.values())
        return self.walk.told(every, sum(still for _, still in self._counts.values()))

    # Walking

    def go_next(self) -> None:
        """Go to the next open case, in the next document if there is none in this one."""
        found = next_open(self.cases, self.at)
        if found is None and self._open_document():
            found = next_open(self.cases, -1)
        if found is None:
            found = next_open(self.cases, -1)
        if found is None:
            self._session.told.emit(self.told())
        else:
            self._take(found)

    def go_back(self) -> None:
        """Go to the case before, open or not."""
        if self.at > 0:
            self._take(self.at - 1)
        elif self.cases:
            self._session.told.emit("That is the first case of this article.")

    def show(self, row: int) -> None:
        """Take the case of a row at hand."""
        self._take(row)

    def means(self, case: C, annotation: Annotation) -> bool:
        """Tell whether an annotation belongs to a case."""
        return case.annotation.id == annotation.id

    def go_on(self, at: int) -> None:
        """Go to the first open case from a row on, else to the next one anywhere."""
        following = next_open(self.cases, at - 1)
        if following is None:
            self.at = len(self.cases)
            self.go_next()
        else:
            self._take(following)

    # Excursions into the mode *tag*, from which Esc returns

    def leave_for(self, told: str) -> None:
        """Let the keys tag and edit until Esc, and say so."""
        self._session.set_mode("tag")
        self._desk.on_excursion = True
        self._session.told.emit(told)

    def return_here(self) -> None:
        """Come back to the case."""
        if self.walk is None:
            return
        self._desk.on_excursion = False
        self._session.missed_by = None
        self._session.set_mode(self.walk.mode)
        self._reload()
        self._take(self.at if self.case is not None else next_open(self.cases, -1))
        self._session.told.emit(self.told())

    # What follows keeps the cases in step.

    def _open_document(self) -> bool:
        """Open the next document with an open case; False if there is none."""
        session = self._session
        order = list(self._counts)
        here = session.document.id if session.document is not None else None
        at = order.index(here) if here in order else -1
        for document in (*order[at + 1 :], *order[: max(at, 0)]):
            if self._counts[document][1]:
                session.open_document(document)
                return True
        return False

    def _take(self, row: int | None) -> None:
        if row is None or not 0 <= row < len(self.cases):
            return
        self.at = row
        annotation = self.cases[row].annotation
        shown = self._session.annotation(annotation.id)
        if shown is None and self.walk is not None:
            # Other layers were chosen to be seen since the walk began.
            self._session.show_layers(self.walk.layers(self._session.project))
            shown = self._session.annotation(annotation.id)
        if shown is not None:
            self._desk.jump(shown)
        self.case_changed.emit()

    def _follow(self, current: Annotation | None) -> None:
        if self.walk is None or self._desk.on_excursion or current is None:
            return
        row = next((i for i, c in enumerate(self.cases) if self.means(c, current)), None)
        if row is not None and row != self.at:
            self.at = row
            self.case_changed.emit()

    def _refresh(self, change: Change) -> None:
        if self.walk is None or not any(change.touches(table) for table in _TABLES):
            return
        document = self._session.document
        if change.bulk or document is None or change.document != document.id:
            self._counts = dict(self.walk.open_counts(self._session.project))
            self._reload()
            return
        closed = {case.key for case in self.cases if not case.is_open}
        renewed = self.walk.renew(self._session.project, document.id, self.cases, change)
        self._show(
            self.walk.read(self._session.project, document.id) if renewed is None else renewed
        )
        if change.kind == "undo" and not self._desk.on_excursion:
            opened = (i for i, c in enumerate(self.cases) if c.is_open and c.key in closed)
            self._take(next(opened, None))

    def _reload(self, *_: object) -> None:
        if self.walk is not None:
            document = self._session.document
            contents = self._session.project
            self._show(() if document is None else self.walk.read(contents, document.id))

    def _show(self, cases: Sequence[C]) -> None:
        assert self.walk is not None
        at_hand, document = self.case, self._session.document
        self.cases = cases
        if document is not None and (cases or document.id in self._counts):
            weights = [(self.walk.weight(case), case.is_open) for case in cases]
            self._counts[document.id] = (
                sum(w for w, _ in weights),
                sum(w for w, o in weights if o),
            )
        keys = [case.key for case in cases]
        self.at = keys.index(at_hand.key) if at_hand is not None and at_hand.key in keys else -1
        self.cases_changed.emit()
