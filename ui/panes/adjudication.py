"""The cases of the adjudication with the lanes of the one at hand."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSplitter

from ui.adjudication.desk import AdjudicationDesk
from ui.adjudication.lanes import Lanes
from ui.adjudication.lanes_view import LanesView
from ui.adjudication.words import case_row
from ui.models.case_list import CaseRow
from ui.panes.cases import CasesPane
from ui.pauses import pause
from ui.session import Session
from ui.theme.theme import Theme

_WIDTHS = (330, 490)


class AdjudicationPane(CasesPane):
    """Lists the cases and shows who tagged what in the one at hand."""

    adjudicate_requested = Signal()

    def __init__(self, session: Session, desk: AdjudicationDesk, theme: Theme) -> None:
        super().__init__("Adjudication", "done", session, desk, theme)
        self._desk = desk
        self.lanes = LanesView(theme, session.codebook)
        self._soon = pause(self)
        self._soon.timeout.connect(self.show_lanes)
        self.agreed_tool = self.add_named_tool(
            "done",
            "Take what is agreed… (Shift+A)",
            "Take the cases that a rule settles, in one step",
        )
        self.end_tool = self.add_named_tool("close", "End (Ctrl+Shift+J)", "Go back to tagging")
        beside = QSplitter()
        beside.addWidget(self.view)
        beside.addWidget(self.lanes)
        beside.setSizes(list(_WIDTHS))
        beside.setHandleWidth(1)
        beside.setChildrenCollapsible(False)
        self.set_content(beside)
        self.message.action_requested.connect(self.adjudicate_requested)
        self.agreed_tool.clicked.connect(desk.accept_agreed)
        self.end_tool.clicked.connect(self.end)
        self.load()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme or another codebook."""
        super().set_theme(theme)
        self.lanes.set_theme(theme, self._session.codebook)

    def rows(self) -> Sequence[CaseRow]:
        """Return how the cases are listed."""
        return [case_row(case) for case in self._desk.cases]

    def load(self) -> None:
        """List the cases anew, and say how far the walk is."""
        is_under_way = self._desk.walk is not None
        for tool in (self.agreed_tool, self.end_tool):
            tool.setVisible(is_under_way)
        if is_under_way:
            self.message.say("No cases in this article", "N goes on to the next one.")
        else:
            self.message.say(
                "Nothing is being adjudicated",
                "Compare two or more layers case by case, and decide what stands as gold.",
                "Adjudicate…",
            )
        super().load()

    def follow(self) -> None:
        """Choose the case at hand in the list, and show its lanes, once a turn."""
        super().follow()
        self._soon.start()

    def stop(self) -> None:
        """End what waits."""
        self._soon.stop()

    def show_lanes(self) -> None:
        """Show who tagged what in the case at hand."""
        case, document = self._desk.case, self._session.document
        if case is None or document is None:
            self.lanes.show_lanes([])
            return
        lanes = Lanes(self._session.project, self._session.codebook)
        self.lanes.show_lanes(lanes.of(case, document.text, self._desk.annotators))
