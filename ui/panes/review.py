"""The cases of the review, beside the article: what is open, what was said, how far one is."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal

from ui.models.case_list import CaseRow
from ui.panes.cases import CasesPane
from ui.review.desk import ReviewDesk
from ui.review.words import case_row
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
        """Return how the cases are listed."""
        return [case_row(case) for case in self._review.cases]

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
