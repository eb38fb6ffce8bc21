"""What follows from the tags of a layer: stances, timeline and statistics as plain tables."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QLabel, QTabBar

from domain.annotation import Annotation
from domain.change import Change
from domain.facts import Facts, stances, statistics, timeline
from domain.ids import AnnotatorId
from storage.contents import Contents
from storage.facts import read_facts
from ui.models.fact_model import FactModel
from ui.panes.fact_view import FactView
from ui.panes.pane import choice_box
from ui.panes.reading import ReadingPane
from ui.session import Session
from ui.theme.metrics import SPACE_2
from ui.theme.style import set_role
from ui.theme.theme import Theme
from ui.workers import Progress, Task, join_tasks, run_in_background, with_cancel

_SOON = 250  # Milliseconds until a series of edits is taken for finished
_TABLES = (stances, timeline, statistics)
_NOUNS = (("stance", "stances"), ("event", "events"), ("statistic", "statistics"))
_FACT_TABLES = ("annotation", "relation", "entity", "document", "tag", "attribute", "annotator")


class FactsPane(ReadingPane):
    """Lists facts of one shown layer; ids travel as str. Reads only while it is on the screen.

    `export_requested` carries the FactTable that shows, rows in the order of the screen.
    """

    export_requested = Signal(object)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme, "Facts", "table")
        self._task: Task | None = None
        self._models = [FactModel(table(Facts()), self) for table in _TABLES]
        self.tables = QTabBar()
        self.layer = choice_box("Whose tags the facts follow from")
        self.count = QLabel()
        self.view = FactView(self._models[0])
        self._soon.setInterval(_SOON)
        self._clock = QElapsedTimer()
        self._lay_out()
        self._list_layers()
        self._connect()
        self._show_all()

    @property
    def is_reading(self) -> bool:
        """Whether an answer is still to come."""
        return self._task is not None or self._soon.isActive()

    def focus_first(self) -> None:
        """Put the keys into the table, or to its tabs if nothing is listed."""
        if not self.shows_content:
            self.tables.setFocus()
            return
        if not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        self.view.setFocus()

    def stop(self) -> None:
        """End what waits and what runs in the background."""
        self._end()
        join_tasks(self._session.project)

    # What happens

    def _read(self) -> None:
        """Have the facts of the chosen layer read in the background."""
        self._end()
        layer: AnnotatorId | None = self.layer.currentData()

        def work(contents: Contents, progress: Progress) -> Facts:
            return read_facts(contents, layer, with_cancel(progress))

        self._task = run_in_background(self._session.project, work)
        self._task.finished.connect(self._take)
        self._task.failed.connect(self._tell)
        self._clock.start()
        self._task.start()

    def _take(self, facts: Facts) -> None:
        self._task = None
        # What takes long to read is read less often, so that edits do not wait for it.
        self._soon.setInterval(max(_SOON, self._clock.elapsed()))
        chosen = self.view.chosen()
        place = self.view.verticalScrollBar().value()
        for model, table in zip(self._models, _TABLES, strict=True):
            model.load(table(facts))
        self._show_all()
        self.view.follow(chosen)
        self.view.verticalScrollBar().setValue(place)

    def _tell(self, sentence: str) -> None:
        self._task = None
        self.message.say("The facts could not be read", sentence, "Try again")
        self.show_content(shown=False)

    def _end(self) -> None:
        self._soon.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _refresh(self, change: Change) -> None:
        if any(change.touches(table) for table in _FACT_TABLES):
            self._read_when_seen()

    def _relist_layers(self) -> None:
        before = self.layer.currentData()
        self._list_layers()
        if self.layer.currentData() != before:
            self._read_when_seen()

    def _list_layers(self) -> None:
        """Offer the layers that are shown in the article, never one that is hidden."""
        chosen = self.layer.currentData()
        self.layer.blockSignals(True)
        self.layer.clear()
        for annotator in self._session.project.annotators.all():
            if annotator.id in self._session.layers:
                self.layer.addItem(annotator.name, annotator.id)
        at = self.layer.findData(chosen if chosen is not None else self._session.annotator.id)
        own = self.layer.findData(self._session.annotator.id)
        self.layer.setCurrentIndex(at if at >= 0 else own)
        self.layer.blockSignals(False)
        self.layer.setVisible(self.layer.count() > 1)

    def _follow(self, annotation: Annotation | None) -> None:
        self.view.follow(None if annotation is None else annotation.id)

    def _jump(self, index: QModelIndex) -> None:
        annotation = self.view.facts.annotation_at(index)
        if annotation is not None:
            self.jump_requested.emit(annotation)

    def _export(self) -> None:
        self.export_requested.emit(self.view.facts.table)

    def _show_all(self) -> None:
        at = self.tables.currentIndex()
        model = self._models[at]
        self.view.show_model(model)
        listed = model.rowCount()
        one, several = _NOUNS[at]
        self.count.setText(f"{listed:,} {one if listed == 1 else several}")
        self.export_tool.setEnabled(listed > 0)
        self.show_content(shown=listed > 0)
        if not listed:
            self.message.say(
                f"No {several} yet", f"They follow from what is tagged in {self._whose()}."
            )

    def _whose(self) -> str:
        own = self.layer.currentData() == self._session.annotator.id
        return "your layer" if own else f"the layer of {self.layer.currentText()}"

    # Building

    def _lay_out(self) -> None:
        for model in self._models:
            self.tables.addTab(model.table.title)
        self.tables.setAccessibleName("Which facts are listed")
        self.tables.setDrawBase(False)
        self.tables.setExpanding(False)
        set_role(self.count, "small")
        self.header.setSpacing(SPACE_2)
        self.header.addWidget(self.tables)
        self.header.addWidget(self.count)
        self.header.addStretch(1)
        self.header.addWidget(self.layer)
        self.export_tool = self.add_tool("export", "Export this table to CSV")
        self.export_tool.setText("Export")
        self.export_tool.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.setMinimumHeight(120)
        self.set_content(self.view)

    def _connect(self) -> None:
        self.tables.currentChanged.connect(self._show_all)
        self.layer.currentIndexChanged.connect(self._read_when_seen)
        self.export_tool.clicked.connect(self._export)
        self.message.action_requested.connect(self.read)
        self.view.activated.connect(self._jump)
        self.view.clicked.connect(self._jump)
        self._session.changed.connect(self._refresh)
        self._session.codebook_changed.connect(self._read_when_seen)
        self._session.layers_changed.connect(self._relist_layers)
        self._session.current_changed.connect(self._follow)
