"""The adjudication desk: what the keys of its mode mean, told to the session as decisions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal

from domain.adjudication import GoldCase
from domain.annotation import Annotation, Annotator
from domain.change import Change
from domain.ids import AnnotationId, AnnotatorId
from storage import adjudicating
from storage.gold import ensure_gold_layer
from ui.adjudication.walk import GoldWalk
from ui.desk import Desk
from ui.review.course import Course
from ui.session import Session

MOST_VERSIONS = 9


class AdjudicationDesk(Course[GoldCase]):
    """Decides cases into the adjudicated layer.

    Editing the gold annotation or adding one is an excursion into the mode *tag*, in the
    adjudicated layer, from which Esc returns to the same case.
    """

    comment_requested = Signal(object)
    agreed_requested = Signal()

    def __init__(self, session: Session, desk: Desk) -> None:
        super().__init__(session, desk)
        self.annotators: tuple[Annotator, ...] = ()

    def begin(self, annotators: Sequence[Annotator]) -> None:
        """Compare the layers of these annotators, case by case."""
        session = self._session
        layer = ensure_gold_layer(session.project)
        session.work_in(layer.id)
        self.annotators = tuple(annotators)
        self.start(GoldWalk(self.annotators, layer.id))

    def end(self) -> None:
        """Go back to tagging in one's own layer."""
        session = self._session
        session.work_in(session.annotator.id)
        self.annotators = ()
        super().end()

    @property
    def ids(self) -> tuple[AnnotatorId, ...]:
        """The layers that are compared."""
        return tuple(annotator.id for annotator in self.annotators)

    # Decisions

    def take(self, number: int) -> None:
        """Take the version of the annotator of that number, counted from 1."""
        case = self._at_hand()
        if case is None or not 1 <= number <= len(self.annotators):
            return
        who = self.annotators[number - 1]
        chosen = case.by_annotator().get(who.id)
        if chosen is None:
            self._session.told.emit(f"{who.name} has nothing here. X says that nobody is right.")
        else:
            self._decide(partial(self._taken, case, chosen.id))

    def join(self) -> None:
        """Take the case with edges that cover what any of them covers."""
        case = self._at_hand()
        if case is not None:
            self._decide(partial(self._joined, case))

    def reject_all(self) -> None:
        """Decide that nobody is right."""
        case = self._at_hand()
        if case is not None:
            self._decide(partial(self._without, adjudicating.reject_all, case))

    def put_off(self) -> None:
        """Leave the case undecided."""
        case = self._at_hand()
        if case is not None:
            at = self.at
            self._session.perform(partial(self._without, adjudicating.put_off, case))
            self.go_on(at + 1)

    def withdraw(self) -> None:
        """Take the decision on the case back."""
        case = self._at_hand()
        if case is None:
            return
        change = self._session.perform(partial(self._without, adjudicating.withdraw_decision, case))
        self._session.told.emit("Decision taken back." if change else "There is no decision yet.")

    def edit(self) -> None:
        """Take the first version, unless there is a gold one, and edit it; Esc returns."""
        case = self.case
        if case is None:
            self._at_hand()
            return
        gold = None if case.gold is None else case.gold.id
        if gold is None:
            self._session.perform(partial(self._taken, case, case.members[0].id))
            now = self.case
            gold = None if now is None or now.gold is None else now.gold.id
        if gold is not None:
            self.leave_for("Edit the gold annotation: edges, tag, fields. Esc returns.")
            self._session.set_current(gold)

    def add(self) -> None:
        """Tag in the gold layer what everybody missed; Esc returns."""
        if self.walk is not None:
            self.leave_for("Tag what everybody missed. Esc returns.")

    def accept_agreed(self) -> None:
        """Ask by which rule agreed cases are taken."""
        if self.walk is not None:
            self.agreed_requested.emit()

    def comment(self) -> None:
        """Ask for a comment on the case."""
        case = self.case
        if case is not None:
            self.comment_requested.emit(case.annotation)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each command of the mode does."""
        return {
            "accept-agreed": self.accept_agreed,
            "add-gold": self.add,
            "edit-gold": self.edit,
            "join": self.join,
            "nobody": self.reject_all,
            "undecided": self.put_off,
            "undo-decision": self.withdraw,
            **{f"take-{n}": partial(self.take, n) for n in range(1, MOST_VERSIONS + 1)},
        }

    def means(self, case: GoldCase, annotation: Annotation) -> bool:
        """Tell whether an annotation belongs to a case."""
        ids = {member.id for member in case.members}
        return annotation.id in ids or (case.gold is not None and case.gold.id == annotation.id)

    # Small parts

    def _taken(self, case: GoldCase, chosen: AnnotationId) -> Change | None:
        return adjudicating.take(
            self._session.project,
            members=[member.id for member in case.members],
            chosen=chosen,
            adjudicator=self._session.annotator.id,
        )[1]

    def _joined(self, case: GoldCase) -> Change | None:
        return adjudicating.join(
            self._session.project,
            members=[member.id for member in case.members],
            span=case.span,
            adjudicator=self._session.annotator.id,
        )[1]

    def _without(self, verb: Callable[..., Change | None], case: GoldCase) -> Change | None:
        return verb(
            self._session.project,
            members=[member.id for member in case.members],
            adjudicator=self._session.annotator.id,
        )

    def _decide(self, command: Callable[[], Change | None]) -> None:
        at = self.at
        if self._session.perform(command) is not None:
            self.go_on(at)

    def _at_hand(self) -> GoldCase | None:
        if self.case is None:
            self._session.told.emit("No case at hand: N goes to the next one.")
        elif not self.case.members:
            self._session.told.emit(
                "You added this one: E edits it, Del in the article deletes it."
            )
            return None
        return self.case
