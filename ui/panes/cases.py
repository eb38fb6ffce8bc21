"""What the panes of a walk share: the cases in a list, how far one is, tools, and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QToolButton

from ui.models.case_list import CaseList, CaseRow
from ui.panes.case_row import CaseRowDelegate
from ui.panes.pane import Pane
from ui.panes.row_view import show_rows
from ui.review.course import Course
from ui.session import Session
from ui.theme.style import set_role
from ui.theme.theme import Theme

_LEAST_HEIGHT = 120


class CasesPane(Pane):
    """Lists the cases of the open article and follows the one at hand."""

    def __init__(
        self, title: str, picture: str, session: Session, course: Course[Any], theme: Theme
    ) -> None:
        super().__init__(title, theme, picture, titled=False)
        self._session = session
        self._course = course
        self.model = CaseList(self)
        self.view = QListView()
        self._rows = CaseRowDelegate(theme, session.codebook, self)
        self.progress = QLabel()
        set_role(self.progress, "small")
        self.progress.setMinimumWidth(1)
        self.header.addWidget(self.progress, 1)
        self._lay_out_view(title)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.view.clicked.connect(self._show_case)
        self.view.activated.connect(self._leave_to_case)
        course.cases_changed.connect(self.load)
        course.case_changed.connect(self.follow)

    def focus_first(self) -> None:
        """Put the keys into the list."""
        self.view.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme or another codebook."""
        super().set_theme(theme)
        self._rows.set_theme(theme, self._session.codebook)
        self.view.viewport().update()

    def rows(self) -> Sequence[CaseRow]:
        """Return how the cases are listed."""
        raise NotImplementedError

    def load(self) -> None:
        """List the cases anew, and say how far the walk is."""
        told = self._course.told()
        self.model.load(self.rows())
        self.progress.setText(told)
        self.progress.setToolTip(told)
        self.show_content(shown=self.model.rowCount() > 0)
        self.follow()

    def follow(self) -> None:
        """Choose the case at hand in the list."""
        if self._course.case is None:
            self.view.clearSelection()
        else:
            self.view.setCurrentIndex(self.model.index(self._course.at))

    def add_named_tool(self, picture: str, words: str, told: str) -> QToolButton:
        """Add a tool with its words beside the icon."""
        tool = self.add_tool(picture, told)
        tool.setText(words)
        tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return tool

    def end(self) -> None:
        """End the walk and go back to the article."""
        self._course.end()
        self.leave_requested.emit()

    def _show_case(self, index: QModelIndex) -> None:
        self._course.show(index.row())

    def _leave_to_case(self, index: QModelIndex) -> None:
        self._course.show(index.row())
        self.leave_requested.emit()

    def _lay_out_view(self, title: str) -> None:
        view = self.view
        show_rows(view, self.model, self._rows, f"{title}: cases")
        view.setMouseTracking(True)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
