"""What a review asks: whom, why rejected, and the words of a comment."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from domain.annotation import Annotation, Annotator
from domain.change import Change
from domain.comment import Comment
from domain.review import Case
from storage import commenting
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

    def review(self) -> None:
        """Begin a review of a colleague, or end the one under way."""
        session, bench = self._host.session, self._host.bench
        if session is None or bench is None:
            return
        if bench.review.walk is not None:
            bench.review.end()
            return
        colleagues = self._colleagues(session)
        if not colleagues:
            session.told.emit("Nobody else has tagged in this project yet.")
        else:
            whose = self._choose(colleagues)
            if whose is not None:
                bench.review.begin(whose)

    def feedback(self) -> None:
        """Walk through what reviewers said of one's own annotations."""
        session, bench = self._host.session, self._host.bench
        if session is not None and bench is not None:
            bench.review.begin(session.annotator, "feedback")

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
