"""The cases of the review, beside the article: what is open, what was said, how far one is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from ui.models.case_list import CaseRow
from ui.panes.cases import CasesPane
from ui.review.desk import ReviewDesk
from ui.review.words import case_row, changed_words
from ui.session import Session
from ui.theme.theme import Theme


class ReviewPane(CasesPane):
    """Lists the cases of a review, or of what reviewers said."""

    review_requested = Signal()

    def __init__(self, session: Session, review: ReviewDesk, theme: Theme) -> None:
        super().__init__("Review", "review", session, review, theme)
        self._review = review
        self.same_tool = self.add_named_tool(
            "done",
            "Accept the same (Shift+A)",
            "Accept every open case that is the same in my layer",
        )
        self.end_tool = self.add_named_tool("close", "End (Ctrl+R)", "Go back to tagging")
        self.set_content(self.view)
        self.message.action_requested.connect(self.review_requested)
        self.end_tool.clicked.connect(self.end)
        self.same_tool.clicked.connect(review.accept_same)
        self.load()

    def rows(self) -> Sequence[CaseRow]:
        """Return how the cases are listed, with what was edited, and in feedback by whom."""
        session, cases = self._session, self._review.cases
        wanted = [c.review.replacement for c in cases if c.review and c.review.replacement]
        edited = {a.id: a for a in session.project.annotations.some(wanted) if not a.deleted}
        names = {}
        if self._review.hears_feedback:
            names = {who.id: who.name for who in session.project.annotators.all()}
        rows = []
        for case in cases:
            said = case.review
            form = None if said is None or not said.replacement else edited.get(said.replacement)
            changed = changed_words(case.annotation, form, session.codebook) if form else ""
            rows.append(case_row(case, changed, names.get(said.reviewer, "") if said else ""))
        return rows

    def load(self) -> None:
        """List the cases anew, and say how far the walk is."""
        review = self._review
        self.end_tool.setVisible(review.walk is not None)
        self.same_tool.setVisible(review.reviews_others)
        self.same_tool.setEnabled(any(c.is_open and c.twin is not None for c in review.cases))
        if review.walk is None:
            self.message.say(
                "Nobody is being reviewed",
                "Go through a colleague's tags one by one: accept, edit, reject with a reason.",
                "Review a colleague…",
            )
        else:
            self.message.say("Nothing to review in this article", "N goes on to the next one.")
        super().load()
