"""The course of a review: which cases there are, which is at hand, and the way to the next."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from domain.annotation import Annotation, Annotator
from domain.change import Change
from domain.review import Case, next_open
from ui.desk import Desk
from ui.review.reading import Walk, WalkKind, read_walk
from ui.review.words import summary
from ui.session import Session

_TABLES = ("annotation", "review", "document", "entity", "tag")


class Course(QObject):
    """Walks through the cases of a layer; `walk` is None while nobody is reviewed."""

    cases_changed = Signal()
    case_changed = Signal()
    begun = Signal()

    def __init__(self, session: Session, desk: Desk) -> None:
        super().__init__(desk)
        self._session = session
        self._desk = desk
        self.walk: Walk | None = None
        self.cases: list[Case] = []
        self.at = -1
        session.changed.connect(self._refresh)
        session.current_changed.connect(self._follow)
        session.document_opened.connect(self._reload)

    # Beginning and ending

    def begin(self, whose: Annotator, kind: WalkKind = "review") -> None:
        """Walk through a colleague's layer, or (`feedback`) through what was said of one's own."""
        session = self._session
        self.walk = Walk(kind, whose)
        session.show_layers(self.walk.layers(session.project))
        session.set_mode("review")
        self._reload()
        self.begun.emit()
        if next_open(self.cases, -1) is None and not self._open_document():
            session.told.emit(self.told())
        self._take(next_open(self.cases, -1))

    def end(self) -> None:
        """Go back to tagging."""
        self.walk, self.cases, self.at = None, [], -1
        self._desk.on_excursion = False
        self._session.set_mode("tag")
        self.cases_changed.emit()
        self.case_changed.emit()

    @property
    def case(self) -> Case | None:
        """The case at hand."""
        return self.cases[self.at] if 0 <= self.at < len(self.cases) else None

    def told(self) -> str:
        """Say in a sentence how far the walk is."""
        walk = self.walk
        if walk is None:
            return ""
        counts = walk.open_counts(self._session.project, self._session.annotator.id)
        every, still = (
            (sum(column) for column in zip(*counts.values(), strict=True)) if counts else (0, 0)
        )
        return summary(walk, every, still)

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

    # What follows keeps the cases in step.

    def _open_document(self) -> bool:
        """Open the next document with an open case; False if there is none."""
        session, walk = self._session, self.walk
        if walk is None:
            return False
        counts = walk.open_counts(session.project, session.annotator.id)
        order = list(counts)
        here = session.document.id if session.document is not None else None
        at = order.index(here) if here in order else -1
        for document in (*order[at + 1 :], *order[: max(at, 0)]):
            if counts[document][1]:
                session.open_document(document)
                return True
        return False

    def _take(self, row: int | None) -> None:
        if row is None or not 0 <= row < len(self.cases):
            return
        self.at = row
        annotation = self.cases[row].annotation
        shown = self._session.annotation(annotation.id)
        if shown is not None:
            self._desk.jump(shown)
        self.case_changed.emit()

    def _follow(self, current: Annotation | None) -> None:
        if self.walk is None or self._desk.on_excursion or current is None:
            return
        row = next((i for i, c in enumerate(self.cases) if c.annotation.id == current.id), None)
        if row is not None and row != self.at:
            self.at = row
            self.case_changed.emit()

    def _refresh(self, change: Change) -> None:
        if self.walk is not None and any(change.touches(table) for table in _TABLES):
            self._reload()

    def _reload(self, *_: object) -> None:
        if self.walk is None:
            return
        session = self._session
        at_hand = self.case
        document = None if session.document is None else session.document.id
        self.cases = read_walk(session.project, self.walk, document, session.annotator.id)
        ids = [c.annotation.id for c in self.cases]
        known = at_hand is not None and at_hand.annotation.id in ids
        self.at = ids.index(at_hand.annotation.id) if at_hand is not None and known else -1
        self.cases_changed.emit()
