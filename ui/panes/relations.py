"""The table of relations, of the open document or of the whole project."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHeaderView, QSizePolicy, QTableView

from domain.annotation import Annotation, Relation
from domain.change import Change
from domain.codebook import Tag
from domain.ids import RelationId
from storage.contents import Contents
from storage.project import Project
from ui.models.relation_table import COLUMNS, DOCUMENT, QUOTES, RelationRow, RelationTable
from ui.models.titled_table import UNSORTED
from ui.panes.filtered import FilteredPane
from ui.panes.whole_rows import show_whole_rows
from ui.session import Session
from ui.theme.metrics import SPACE_2
from ui.theme.swatches import swatch
from ui.theme.theme import Theme
from ui.workers import Progress, Task, join_tasks, run_in_background

_MANY = 1_000  # More touched records than this are read as a whole
_ONE = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows


class RelationsPane(FilteredPane):
    """Lists relations of the shown layers; ids travel as str, several as a list.

    A click goes to where a relation starts, Enter or a double click to where it leads.
    """

    unlink_requested = Signal(object)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme, "Relations", "relate", "Filter by words, role, tag")
        self._task: Task | None = None
        self.table = RelationTable(session.codebook, self._swatch, self)
        self.view = QTableView()
        self._lay_out()
        self._connect()
        self._load()

    def stop(self) -> None:
        """End what runs in the background, and wait for it."""
        self._end()
        join_tasks(self._session.project)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme or another codebook."""
        super().set_theme(theme)
        self.view.viewport().update()

    # What happens

    def _load(self, *_: object) -> None:
        self._end()
        self.view.setColumnHidden(DOCUMENT, not self.is_project_wide)
        session = self._session
        if self.is_project_wide:
            self._read_project()
        elif session.document is None:
            self._take([])
        else:
            found = session.project.relations.of_document(session.document.id)
            self._take(self._rows(found))

    def _read_project(self) -> None:
        layers = self._session.layers

        def work(contents: Contents, progress: Progress) -> list[RelationRow]:
            del progress
            return rows_of(contents, contents.relations.of_layers(layers))

        self._task = run_in_background(self._session.project, work)
        self._task.finished.connect(self._take)
        self._task.failed.connect(self._session.refused)
        self._task.start()

    def _take(self, rows: list[RelationRow]) -> None:
        self._task = None
        chosen = self._chosen()
        self.table.load(rows, self._session.codebook)
        self._choose([row.relation.id for row in chosen])
        self._show_all()

    def _end(self) -> None:
        self._soon.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def _refresh(self, change: Change) -> None:
        relations, annotations = change.records("relation"), change.records("annotation")
        if change.bulk or change.touches("document") or len(relations + annotations) > _MANY:
            self._load()
        elif self._task is not None:
            self._load()  # What is being read may not hold this change.
        elif relations or annotations:
            self._update(relations, annotations)

    def _update(self, relations: Sequence[str], annotations: Sequence[str]) -> None:
        read = self._session.project.relations
        now = {r.id: r for r in (*read.some(relations), *read.around(annotations))}
        rows = {row.relation.id: row for row in self._rows(now.values())}
        for relation in {*relations, *self.table.touching(annotations)} - rows.keys():
            self.table.discard(relation)
        for row in rows.values():
            self.table.put(row)
        self._show_all()

    def _rows(self, relations: Iterable[Relation]) -> list[RelationRow]:
        """Return the rows of relations that are to be listed: of shown layers, in the scope."""
        session = self._session
        document = None if session.document is None else session.document.id
        return [
            row
            for row in rows_of(session.project, relations)
            if row.source.annotator in session.layers
            and (self.is_project_wide or row.source.document == document)
        ]

    def _follow(self, annotation: Annotation | None) -> None:
        """Choose the first relation of the span at hand, unless one of its own is chosen."""
        if annotation is None or self.view.hasFocus():
            return
        found = self.table.touching([annotation.id])
        rows = sorted(row for row in map(self.table.row_of, found) if row >= 0)
        if not rows:
            self.view.clearSelection()
        elif not any(self.view.selectionModel().isRowSelected(row) for row in rows):
            self._select(rows[0])

    # What is chosen

    def _chosen(self) -> list[RelationRow]:
        rows = map(self.table.row_at, self.view.selectionModel().selectedRows())
        return [row for row in rows if row is not None]

    def _choose(self, relations: Sequence[str]) -> None:
        rows = [row for row in map(self.table.row_of, relations) if row >= 0]
        if rows:
            self._select(rows[0])

    def _select(self, row: int) -> None:
        index = self.table.index(row, 0)
        self.view.selectionModel().setCurrentIndex(index, _ONE)
        self.view.scrollTo(index)

    def _jump_to_source(self, index: QModelIndex) -> None:
        row = self.table.row_at(index)
        if row is not None and len(self._chosen()) == 1:
            self.jump_requested.emit(row.source.id)

    def _jump_to_target(self, index: QModelIndex) -> None:
        row = self.table.row_at(index)
        if row is not None:
            self.jump_requested.emit(row.target.id)

    def _delete(self) -> None:
        chosen = self._chosen()
        own = [RelationId(r.relation.id) for r in chosen if self._session.is_own(r.source)]
        if own:
            self.unlink_requested.emit(own)
        elif chosen:
            self._session.told.emit("Only relations in your own layer can be taken away.")

    # Narrowing and sorting

    def _narrow(self) -> None:
        self._soon.stop()
        chosen = self._chosen()
        self.table.select(self.filter.text())
        self._choose([row.relation.id for row in chosen])
        self._show_all()

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        chosen = self._chosen()
        self.table.sort(column, order)
        self._choose([row.relation.id for row in chosen])

    def _total(self) -> int:
        return self.table.total()

    def _why_empty(self) -> tuple[str, ...]:
        if self.table.total():
            return "Nothing fits", "No relation has these words.", "Show all"
        if self._session.document is None and not self.is_project_wide:
            return "No article is open", "Open one to see what is related in it."
        hint = "Take a span at hand and press ; then a role, then its partner."
        return "Nothing is related yet", hint

    def _swatch(self, tag: Tag) -> QIcon:
        return swatch(tag, self.theme)

    # Building

    def _lay_out(self) -> None:
        self.filter.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.filter.setMaximumWidth(360)
        self.header.addWidget(self.filter, 2)
        self.header.addStretch(1)
        self.header.addWidget(self.count)
        self.header.addWidget(self.scope)
        _arrange(self.view, self.table)
        self.set_content(self.view)

    def _connect(self) -> None:
        super()._connect()
        self.scope.currentIndexChanged.connect(self._load)
        self.view.activated.connect(self._jump_to_target)
        self.view.clicked.connect(self._jump_to_source)
        self._session.codebook_changed.connect(self._load)


def rows_of(contents: Contents | Project, relations: Iterable[Relation]) -> list[RelationRow]:
    """Return relations with their ends and the titles of their documents."""
    listed = list(relations)
    ids = {end for r in listed for end in (r.source, r.target)}
    ends = {a.id: a for a in contents.annotations.some(ids)}
    titles = {}
    for document in {ends[r.source].document for r in listed}:
        row = contents.documents.row(document, None)
        titles[document] = "" if row is None else row.title
    return [
        RelationRow(r, ends[r.source], ends[r.target], titles[ends[r.source].document])
        for r in listed
    ]


def _arrange(view: QTableView, table: RelationTable) -> None:
    view.setModel(table)
    show_whole_rows(view, "Relations")
    columns = view.horizontalHeader()
    columns.setSortIndicator(UNSORTED, Qt.SortOrder.AscendingOrder)
    for at in range(len(COLUMNS)):
        if at in QUOTES:
            columns.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
        else:
            columns.resizeSection(at, view.fontMetrics().averageCharWidth() * 14 + 2 * SPACE_2)
