"""The annotations behind the figure at hand, to be walked through and gone to."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from domain.facts import FactTable
from storage.agreement_cases import cases_behind
from storage.agreement_study import Behind, Study
from storage.project import Project
from ui.agreement.case_model import CaseModel
from ui.agreement.figure_view import EMPTY
from ui.agreement.reading import Listing
from ui.agreement.wording import about
from ui.panes.fact_view import FactView
from ui.theme.metrics import SPACE_1, SPACE_2, SPACE_3
from ui.theme.style import set_role
from ui.workers import Task, run_in_background

_AT_ONCE = 3_000  # Cases that are looked through within a frame


class CasesPane(QWidget):
    """Lists cases; `jump_requested` carries the id of the annotation to go to."""

    jump_requested = Signal(str)

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project
        self._task: Task | None = None
        self.behind: Behind | None = None
        self._model = CaseModel(EMPTY, self)
        self.view = FactView(self._model)
        self.view.setAccessibleName("Cases behind the figure")
        self.title = QLabel()
        self.count = QLabel()
        set_role(self.title, "section")
        set_role(self.count, "small")
        hint = QLabel("Enter goes to the text, Esc back to the figures")
        set_role(hint, "small")
        head = QHBoxLayout()
        head.setContentsMargins(SPACE_3, SPACE_1, SPACE_3, SPACE_1)
        head.setSpacing(SPACE_2)
        head.addWidget(self.title)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self.view, 1)
        set_role(self, "pane")
        self.view.activated.connect(self._go)

    @property
    def table(self) -> FactTable:
        """What is listed, in the order of the screen."""
        return self._model.table

    @property
    def is_listing(self) -> bool:
        """Whether the list is still to come."""
        return self._task is not None

    def show_figure(self, study: Study, behind: Behind) -> None:
        """List the cases behind a figure: at once, or apart from the screen if there are many."""
        self.clear()
        self.behind = behind
        self.title.setText(about(study, behind))
        if study.cases <= _AT_ONCE:
            self._take(cases_behind(study, behind))
            return
        self.count.setText("…")
        self._task = run_in_background(self._project, Listing(study, behind))
        self._task.finished.connect(self._take)
        self._task.failed.connect(self.count.setText)
        self._task.start()

    def clear(self) -> None:
        """List nothing, and wait for nothing."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
        self.behind = None
        self.title.clear()
        self._show(EMPTY)
        self.count.clear()

    def focus_first(self) -> None:
        """Put the keys into the list."""
        if not self.view.currentIndex().isValid() and self._model.rowCount():
            self.view.selectRow(0)
        self.view.setFocus()

    def _take(self, table: FactTable) -> None:
        self._task = None
        self._show(table)
        self.count.setText(table.title if table.rows else "no annotations")

    def _show(self, table: FactTable) -> None:
        self._model.load(table)
        self.view.show_model(self._model)

    def _go(self, index: QModelIndex) -> None:
        annotation = self._model.annotation_at(index)
        if annotation is not None:
            self.jump_requested.emit(annotation)
