"""The cases of the adjudication with the lanes of the one at hand."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QLabel, QListView, QSplitter

from ui.adjudication.desk import AdjudicationDesk
from ui.adjudication.lanes import Lanes
from ui.adjudication.lanes_view import LanesView
from ui.adjudication.words import case_row
from ui.models.case_list import CaseList
from ui.panes.case_row import CaseRowDelegate
from ui.panes.pane import Pane
from ui.session import Session
from ui.theme.style import set_role
from ui.theme.theme import Theme

_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon
_WIDTHS = (330, 490)


class AdjudicationPane(Pane):
    """Lists the cases of the open article and shows who tagged what in the one at hand."""

    adjudicate_requested = Signal()

    def __init__(self, session: Session, desk: AdjudicationDesk, theme: Theme) -> None:
        super().__init__("Adjudication", theme, "done", titled=False)
        self._session = session
        self._desk = desk
        self.model = CaseList(self)
        self.view = QListView()
        self.lanes = LanesView(theme, session.codebook)
        self._rows = CaseRowDelegate(theme, session.codebook, self)
        self.progress = QLabel()
        self._lay_out()
        self.view.clicked.connect(self._show_case)
        self.view.activated.connect(self._leave_to_case)
        self.message.action_requested.connect(self.adjudicate_requested)
        self.agreed_tool.clicked.connect(desk.accept_agreed)
        self.end_tool.clicked.connect(self._end)
        desk.cases_changed.connect(self._load)
        desk.case_changed.connect(self._follow)
        self._load()

    def focus_first(self) -> None:
        """Put the keys into the list."""
        self.view.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme or another codebook."""
        super().set_theme(theme)
        self._rows.set_theme(theme, self._session.codebook)
        self.lanes.set_theme(theme, self._session.codebook)
        self.view.viewport().update()

    def _load(self) -> None:
        desk = self._desk
        self.model.load([case_row(case) for case in desk.cases])
        self.progress.setText(desk.told())
        for tool in (self.agreed_tool, self.end_tool):
            tool.setVisible(desk.walk is not None)
        if desk.walk is None:
            self.message.say(
                "Nothing is being adjudicated",
                "Compare two or more layers case by case, and decide what stands as gold.",
                "Adjudicate…",
            )
        else:
            self.message.say("No cases in this article", "N goes on to the next one.")
        self.show_content(shown=bool(desk.cases))
        self._follow()

    def _follow(self) -> None:
        desk, session = self._desk, self._session
        case = desk.case
        if case is None or session.document is None:
            self.view.clearSelection()
            self.lanes.show_lanes([])
            return
        self.view.setCurrentIndex(self.model.index(desk.at))
        lanes = Lanes(session.project, session.codebook)
        self.lanes.show_lanes(lanes.of(case, session.document.text, desk.annotators))

    def _show_case(self, index: QModelIndex) -> None:
        self._desk.show(index.row())

    def _leave_to_case(self, index: QModelIndex) -> None:
        self._desk.show(index.row())
        self.leave_requested.emit()

    def _end(self) -> None:
        self._desk.end()
        self.leave_requested.emit()

    def _lay_out(self) -> None:
        set_role(self.progress, "small")
        self.progress.setMinimumWidth(1)
        self.header.addWidget(self.progress, 1)
        self.agreed_tool = self.add_tool("done", "Take the cases that a rule settles, in one step")
        self.agreed_tool.setText("Take what is agreed… (Shift+A)")
        self.end_tool = self.add_tool("close", "Go back to tagging")
        self.end_tool.setText("End (Ctrl+Shift+J)")
        for tool in (self.agreed_tool, self.end_tool):
            tool.setToolButtonStyle(_BESIDE)
        self.view.setAccessibleName("Cases")
        self.view.setModel(self.model)
        self.view.setItemDelegate(self._rows)
        self.view.setUniformItemSizes(True)
        self.view.setMouseTracking(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        beside = QSplitter()
        beside.addWidget(self.view)
        beside.addWidget(self.lanes)
        beside.setSizes(list(_WIDTHS))
        beside.setHandleWidth(1)
        beside.setChildrenCollapsible(False)
        self.setMinimumHeight(120)
        self.set_content(beside)
