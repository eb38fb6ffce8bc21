"""The review desk: what the keys of the review mode mean, told to the session as verdicts."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal

from domain.annotation import Annotator
from domain.change import Change
from domain.review import Case
from storage import feedback, reviewing
from ui.desk import Desk
from ui.review.course import Course
from ui.review.walks import ReviewWalk, WalkKind
from ui.session import Session


class ReviewDesk(Course[Case]):
    """Gives verdicts on the cases of a course.

    Editing a copy or adding what was missed is an excursion into the mode *tag*, from which Esc
    returns to the same case.
    """

    reject_requested = Signal(object)
    comment_requested = Signal(object)

    def __init__(self, session: Session, desk: Desk) -> None:
        super().__init__(session, desk)
        self._whose = session.annotator
        self._kind: WalkKind = "review"

    def begin(self, whose: Annotator, kind: WalkKind = "review") -> None:
        """Walk through a colleague's layer, or (`feedback`) through what was said of one's own."""
        self._whose, self._kind = whose, kind
        self.start(ReviewWalk(kind, whose, self._session.annotator.id))

    @property
    def reviews_others(self) -> bool:
        """Whether a colleague's layer is walked through."""
        return self.walk is not None and self._kind == "review"

    @property
    def hears_feedback(self) -> bool:
        """Whether what was said of one's own layer is walked through."""
        return self.walk is not None and self._kind == "feedback"

    def accept(self) -> None:
        """Accept the case as it stands; in feedback, do what the verdict asks."""
        case = self._at_hand()
        if case is None or self.walk is None:
            return
        me = self._session.annotator.id
        if self._kind == "feedback":
            review = case.review
            assert review is not None
            self._say(
                lambda: feedback.follow(self._session.project, review=review.id, annotator=me)
            )
        elif self._is_theirs(case):
            self._say(
                lambda: reviewing.accept(
                    self._session.project, annotations=[case.annotation.id], reviewer=me
                )
            )

    def reject(self) -> None:
        """Ask for the reason why the case is rejected."""
        case = self._at_hand()
        if case is not None and self._reviews() and self._is_theirs(case):
            self.reject_requested.emit(case)

    def reject_for(self, case: Case, reason: str, remark: str) -> None:
        """Reject a case for a reason."""
        self._say(
            lambda: reviewing.reject(
                self._session.project,
                annotations=[case.annotation.id],
                reviewer=self._session.annotator.id,
                reason=reason,
                remark=remark,
            )
        )

    def withdraw(self) -> None:
        """Take the verdict on the case back."""
        case = self._at_hand()
        if case is None or not self._reviews():
            return
        change = self._session.perform(
            lambda: reviewing.withdraw(
                self._session.project,
                annotations=[case.annotation.id],
                reviewer=self._session.annotator.id,
            )
        )
        self._session.told.emit("Verdict taken back." if change else "There is no verdict yet.")

    def accept_same(self) -> None:
        """Accept every open case of this article that one's own layer has in the same form."""
        same = [c.annotation.id for c in self.cases if c.is_open and c.twin is not None]
        if not self._reviews():
            return
        if not same:
            self._session.told.emit("No open case here is the same as one of yours.")
            return
        self._say(
            lambda: reviewing.accept(
                self._session.project, annotations=same, reviewer=self._session.annotator.id
            )
        )

    def amend(self) -> None:
        """Copy the case into one's own layer and edit the copy; Esc returns."""
        case = self._at_hand()
        if case is None or not self._reviews() or not self._is_theirs(case):
            return
        made: list[str] = []

        def command() -> Change | None:
            copy, change = reviewing.amend(
                self._session.project,
                annotation=case.annotation.id,
                reviewer=self._session.annotator.id,
            )
            made.append(copy)
            return change

        self._session.perform(command)
        if made:
            self.leave_for("Edit your copy: edges, tag, fields. Esc returns to the review.")
            self._session.set_current(made[0])

    def add_missed(self) -> None:
        """Tag what the colleague missed; Esc returns."""
        if self.walk is not None and self._reviews():
            self._session.missed_by = self._whose.id
            self.leave_for(f"Tag what {self._whose.name} missed. Esc returns.")

    def comment(self) -> None:
        """Ask for a comment on the case."""
        case = self._at_hand()
        if case is not None:
            self.comment_requested.emit(case.annotation)

    def handlers(self) -> dict[str, Callable[[], None]]:
        """Return what each command of the review mode does."""
        return {
            "accept": self.accept,
            "accept-same": self.accept_same,
            "amend": self.amend,
            "missed": self.add_missed,
            "reject": self.reject,
            "withdraw": self.withdraw,
        }

    # Small parts

    def _say(self, command: Callable[[], Change | None]) -> None:
        """Give a verdict, then go on to the next open case."""
        at = self.at
        if self._session.perform(command) is not None:
            self.go_on(at)

    def _reviews(self) -> bool:
        if self.hears_feedback:
            self._session.told.emit(
                "Here A takes over what the verdict asks, C answers with a comment."
            )
            return False
        return self.walk is not None

    def _is_theirs(self, case: Case) -> bool:
        if case.annotation.annotator != self._session.annotator.id:
            return True
        self._session.told.emit("This is your own addition. Del takes back that it was missed.")
        return False

    def _at_hand(self) -> Case | None:
        if self.case is None:
            self._session.told.emit("No case at hand: N goes to the next one.")
        return self.case
