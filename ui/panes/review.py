"""The cases of the review, beside the article: what is open, what was said, how far one is."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView

from ui.models.case_list import CaseList
from ui.panes.case_row import CaseRowDelegate
from ui.panes.pane import Pane
from ui.review.desk import ReviewDesk
from ui.review.words import case_row
from ui.session import Session
from ui.theme.style import set_role
from ui.theme.theme import Theme

_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon


class ReviewPane(Pane):
    """Lists the cases of the open article and follows the one at hand."""

    review_requested = Signal()

    def __init__(self, session: Session, review: ReviewDesk, theme: Theme) -> None:
        super().__init__("Review", theme, "review", titled=False)
        self._session = session
        self._review = review
        self.model = CaseList(self)
        self.view = QListView()
        self._rows = CaseRowDelegate(theme, session.codebook, self)
        self.progress = QLabel()
        self._lay_out()
        self.view.clicked.connect(self._show_case)
        self.view.activated.connect(self._leave_to_case)
        self.message.action_requested.connect(self.review_requested)
        self.end_tool.clicked.connect(self._end)
        self.same_tool.clicked.connect(review.accept_same)
        review.cases_changed.connect(self._load)
        review.case_changed.connect(self._follow)
        self._load()

    def focus_first(self) -> None:
        """Put the keys into the list."""
        self.view.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme or another codebook."""
        super().set_theme(theme)
        self._rows.set_theme(theme, self._session.codebook)
        self.view.viewport().update()

    def _load(self) -> None:
        review = self._review
        walk = review.walk
        self.model.load([case_row(case) for case in review.cases])
        self.progress.setText(review.told())
        self.end_tool.setVisible(walk is not None)
        self.same_tool.setVisible(walk is not None and review.reviews_others)
        self.same_tool.setEnabled(any(c.is_open and c.twin is not None for c in review.cases))
        if walk is None:
            self.message.say(
                "Nobody is being reviewed",
                "Go through a colleague's tags one by one: accept, edit, reject with a reason.",
                "Review a colleague…",
            )
        else:
            self.message.say("Nothing to review in this article", "N goes on to the next one.")
        self.show_content(shown=bool(review.cases))
        self._follow()

    def _follow(self) -> None:
        at = self._review.at
        if at >= 0:
            self.view.setCurrentIndex(self.model.index(at))
        else:
            self.view.clearSelection()

    def _show_case(self, index: QModelIndex) -> None:
        self._review.show(index.row())

    def _leave_to_case(self, index: QModelIndex) -> None:
        self._review.show(index.row())
        self.leave_requested.emit()

    def _end(self) -> None:
        self._review.end()
        self.leave_requested.emit()

    def _lay_out(self) -> None:
        set_role(self.progress, "small")
        self.progress.setMinimumWidth(1)
        self.header.addWidget(self.progress, 1)
        self.same_tool = self.add_tool(
            "done", "Accept every open case that is the same in my layer"
        )
        self.same_tool.setText("Accept the same (Shift+A)")
        self.end_tool = self.add_tool("close", "Go back to tagging")
        self.end_tool.setText("End (Ctrl+R)")
        for tool in (self.same_tool, self.end_tool):
            tool.setToolButtonStyle(_BESIDE)
        self.view.setAccessibleName("Cases of the review")
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._rows)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumHeight(120)
        self.set_content(self.view)
