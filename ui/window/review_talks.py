"""What a review asks: whom, why rejected, and the words of a comment."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from domain.annotation import Annotation, Annotator
from domain.change import Change
from domain.comment import Comment
from domain.review import Case
from storage import commenting
from storage.adjudicating import Rule, accept_agreed
from storage.errors import CancelledError
from ui.adjudication.desk import MOST_VERSIONS
from ui.layers import BLIND
from ui.session import Session

if TYPE_CHECKING:
    from ui.window.conversations import Host
    from ui.window.workbench import Workbench


class ReviewTalks(QObject):
    """Dialogs of reviewing and discussing; each is imported when it is first needed."""

    def __init__(self, host: Host) -> None:
        super().__init__()
        self._host = host

    def attend(self, bench: Workbench) -> None:
        """Answer what a workbench asks."""
        bench.comment_requested.connect(self.comment)
        bench.edit_comment_requested.connect(self.edit_comment)
        bench.reply_requested.connect(self.reply)
        bench.review.comment_requested.connect(self.comment_on)
        bench.review.reject_requested.connect(self.reject)
        bench.review_requested.connect(self.review)
        bench.adjudicate_requested.connect(self.adjudicate)
        bench.adjudication.agreed_requested.connect(self.agreed)
        bench.adjudication.comment_requested.connect(self.comment_on)

    def review(self) -> None:
        """Begin a review of a colleague, or end the one under way."""
        session, bench = self._host.session, self._host.bench
        if session is None or bench is None:
            return
        if bench.review.walk is not None:
            bench.review.end()
            return
        if session.blind:
            session.told.emit(BLIND)
            return
        self._end_walks(bench)
        colleagues = self._colleagues(session)
        if not colleagues:
            session.told.emit("Nobody else has tagged in this project yet.")
        else:
            whose = self._choose(colleagues)
            if whose is not None:
                bench.review.begin(whose)

    def adjudicate(self) -> None:
        """Begin an adjudication, or end the one under way."""
        session, bench = self._host.session, self._host.bench
        if session is None or bench is None:
            return
        if bench.adjudication.walk is not None:
            bench.adjudication.end()
            return
        if session.blind:
            session.told.emit(BLIND)
            return
        self._end_walks(bench)
        from ui.dialogs.adjudicate import AdjudicateDialog

        annotations = session.project.annotations
        counted = [
            (who, annotations.count(annotator=who.id))
            for who in session.project.annotators.all()
            if who.kind != "adjudicated"
        ]
        worked = [(who, count) for who, count in counted if count][:MOST_VERSIONS]
        if len(worked) < 2:
            session.told.emit("Two people at least must have tagged before there is a comparison.")
            return
        dialog = AdjudicateDialog(worked, self._host.widget())
        if dialog.exec() == QDialog.DialogCode.Accepted:
            bench.adjudication.begin(dialog.chosen)

    def agreed(self) -> None:
        """Ask by which rule agreed cases are taken, and take them."""
        from ui.dialogs.adjudicate import AgreedDialog

        AgreedDialog(self._take_agreed, self._host.widget()).exec()

    def _take_agreed(
        self, rule: Rule, everywhere: bool, progress: Callable[[int, int], bool]
    ) -> str:
        session, bench = self._host.session, self._host.bench
        if session is None or bench is None or session.document is None:
            return ""
        documents = None if everywhere else [session.document.id]
        problems: list[str] = []

        def command() -> Change | None:
            try:
                return accept_agreed(
                    session.project,
                    annotators=bench.adjudication.ids,
                    rule=rule,
                    adjudicator=session.annotator.id,
                    documents=documents,
                    progress=progress,
                )
            except CancelledError as error:
                problems.append(str(error))
                return None

        change = session.perform(command)
        if change is None and not problems:
            problems.append("No open case is settled by this rule.")
        return problems[0] if problems else ""

    def feedback(self) -> None:
        """Walk through what reviewers said of one's own annotations, or end that."""
        session, bench = self._host.session, self._host.bench
        if session is None or bench is None:
            return
        is_under_way = bench.review.hears_feedback
        self._end_walks(bench)
        if is_under_way:
            return
        if session.project.reviews.counts(session.annotator.id):
            bench.review.begin(session.annotator, "feedback")
        else:
            session.told.emit("Nobody has reviewed your annotations yet.")

    def _end_walks(self, bench: Workbench) -> None:
        """End whatever is walked through; what is tagged goes into one's own layer again."""
        for walked in (bench.review, bench.adjudication):
            if walked.walk is not None:
                walked.end()

    def reject(self, case: Case) -> None:
        """Ask for the reason, then reject."""
        from ui.dialogs.verdict import RejectDialog

        bench = self._host.bench
        said = case.review
        reason, remark = ("", "") if said is None else (said.reason, said.remark)
        dialog = RejectDialog(case.annotation.quote, reason, remark, self._host.widget())
        if dialog.exec() == QDialog.DialogCode.Accepted and bench is not None:
            bench.review.reject_for(case, dialog.reason, dialog.remark)

    def comment(self) -> None:
        """Comment on the selected words, else on the annotation at hand."""
        session, bench = self._host.session, self._host.bench
        if session is None or bench is None or session.document is None:
            return
        selected = bench.reader.selection()
        if selected:
            self._comment_on_passage(session, selected[0][0], selected[-1][1])
        elif session.current is not None:
            self.comment_on(session.current)
        else:
            session.told.emit("Select the words, or take an annotation at hand, to comment on.")

    def comment_on(self, annotation: Annotation) -> None:
        """Comment on an annotation of anybody."""
        session = self._host.session
        text = self._words("Comment", f"On “{_short(annotation.quote)}”.")
        if session is not None and text:
            session.perform(
                lambda: commenting.comment_on_annotation(
                    session.project,
                    annotation=annotation.id,
                    author=session.annotator.id,
                    text=text,
                )[1]
            )

    def reply(self, comment: Comment) -> None:
        """Answer a comment."""
        session = self._host.session
        text = self._words("Reply", f"To “{_short(comment.text)}”.")
        if session is not None and text:
            session.perform(
                lambda: commenting.reply(
                    session.project, to=comment.id, author=session.annotator.id, text=text
                )[1]
            )

    def edit_comment(self, comment: Comment) -> None:
        """Write a comment of one's own anew."""
        session = self._host.session
        text = self._words("Edit the comment", "", comment.text)
        if session is not None and text:

            def command() -> Change | None:
                return commenting.edit_comment(
                    session.project, comment=comment.id, author=session.annotator.id, text=text
                )

            session.perform(command)

    def _comment_on_passage(self, session: Session, start: int, end: int) -> None:
        document = session.document
        assert document is not None
        text = self._words("Comment", f"On “{_short(document.text[start:end])}”.")
        if text:
            session.perform(
                lambda: commenting.comment_on_passage(
                    session.project,
                    document=document.id,
                    start=start,
                    end=end,
                    author=session.annotator.id,
                    text=text,
                )[1]
            )

    def _words(self, title: str, about: str, text: str = "") -> str:
        from ui.dialogs.comment import CommentDialog

        dialog = CommentDialog(title, about, text, self._host.widget())
        return dialog.text if dialog.exec() == QDialog.DialogCode.Accepted else ""

    def _colleagues(self, session: Session) -> list[tuple[Annotator, int, int]]:
        found = []
        for who in session.project.annotators.all():
            if who.id == session.annotator.id or who.kind == "adjudicated":
                continue
            counts = session.project.reviews.open_counts(who.id, session.annotator.id)
            every = sum(count for count, _ in counts.values())
            if every:
                found.append((who, every, sum(still for _, still in counts.values())))
        return found

    def _choose(self, colleagues: list[tuple[Annotator, int, int]]) -> Annotator | None:
        from ui.dialogs.verdict import ColleagueDialog

        dialog = ColleagueDialog(colleagues, self._host.widget())
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return None
        return next(who for who, _, _ in colleagues if who.id == dialog.colleague)


def _short(words: str) -> str:
    flat = " ".join(words.split())
    return flat if len(flat) <= 60 else flat[:59] + "…"
