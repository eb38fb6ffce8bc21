"""The table of annotations, of the open document or of the whole project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QLabel, QMenu, QSizePolicy

from domain.annotation import Annotation, Confidence
from domain.change import Change
from domain.codebook import Codebook, TagId
from domain.ids import AnnotationId
from ui.models.annotation_columns import Names
from ui.models.annotation_table import (
    ANNOTATION,
    AnnotationTable,
    DocumentAnnotations,
    ProjectAnnotations,
    Selection,
)
from ui.panes.annotation_view import AnnotationView, menu_for
from ui.panes.pane import FilterBox, Pane
from ui.panes.project_index import ProjectIndex
from ui.panes.several_chosen import SeveralChosen
from ui.panes.tag_filter import TagFilter
from ui.pauses import pause
from ui.session import Session
from ui.theme.metrics import SPACE_2, TARGET
from ui.theme.style import set_role
from ui.theme.theme import Theme
from ui.workers import join_tasks

_SOON = 150  # Milliseconds until typing is taken for finished, or the index is read anew
_MANY = 1_000  # More touched rows than this are read as a whole


class AnnotationsPane(Pane):
    """Lists annotations; ids travel as str, several as a list."""

    retag_requested = Signal(object, str)
    delete_requested = Signal(object)
    unsure_requested = Signal(object, str)
    copy_requested = Signal(str)
    several_chosen = Signal(object)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__("Annotations", theme, "table", titled=False)
        self._session = session
        self._index = ProjectIndex(session.project, self)
        names = Names(session.codebook)
        self._of_document = DocumentAnnotations(names, self)
        self._of_project = ProjectAnnotations(session.project, names, self)
        self.filter = FilterBox("Filter by quote, note, tag", "Filter the annotations")
        self.tags = TagFilter(session.codebook, theme)
        self.scope = QComboBox()
        self.count = QLabel()
        self.view = AnnotationView(self._of_document, theme)
        self._several = SeveralChosen(self.view, session)
        self._soon = pause(self, _SOON)
        _lay_out(self)
        self._connect()
        self._load()

    @property
    def is_project_wide(self) -> bool:
        """Whether the whole project is listed, not just the open document."""
        return self.view.table is self._of_project

    def focus_first(self) -> None:
        """Put the keys into the table, or into the filter if nothing is listed."""
        if self.view.table.rowCount() == 0:
            self.filter.setFocus()
            return
        if not self.view.currentIndex().isValid():
            self.view.selectRow(0)
        self.view.setFocus()

    def escape(self) -> None:
        """Clear the filter first; without one go back to the article."""
        if self.filter.text():
            self.filter.clear()
            self._narrow()
        else:
            super().escape()

    def stop(self) -> None:
        """End what runs in the background, and wait for it."""
        self._soon.stop()
        self._several.stop()
        self._index.cancel()
        join_tasks(self._session.project)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme or another codebook."""
        super().set_theme(theme)
        self.tags.set_theme(theme)
        self.view.set_theme(theme)

    # What is chosen

    def menu(self) -> QMenu:
        """Return the menu of what is chosen."""
        chosen = self.view.chosen()
        menu = menu_for(
            chosen,
            [a for a in chosen if self._session.is_own(a)],
            codebook=self._session.codebook,
            theme=self.theme,
            read_only=self._session.read_only,
            parent=self,
        )
        menu.triggered.connect(self._carry_out)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _carry_out(self, action: QAction) -> None:
        kind, value = action.data()
        if kind == "jump":
            self._jump()
        elif kind == "retag":
            self.retag_requested.emit(self._own(), TagId(value))
        elif kind == "confidence":
            confidence: Confidence = "unsure" if value == "unsure" else "sure"
            self.unsure_requested.emit(self._own(), confidence)
        elif kind == "copy":
            self.copy_requested.emit(self.view.chosen()[0].id)
        else:
            self._delete()

    def _own(self) -> list[AnnotationId]:
        return [a.id for a in self.view.chosen() if self._session.is_own(a)]

    def _delete(self) -> None:
        own = self._own()
        if own:
            self.delete_requested.emit(own)
        elif self.view.chosen():
            self._session.told.emit("Only annotations in your own layer can be deleted.")

    def _jump(self) -> None:
        annotation = self.view.currentIndex().data(ANNOTATION)
        if annotation is not None:
            self.jump_requested.emit(annotation.id)

    def _jump_if_single(self) -> None:
        # Ctrl and Shift gather rows; only a plain click goes somewhere.
        if len(self.view.selectionModel().selectedRows()) == 1:
            self._jump()

    # What happens

    def _follow(self, annotation: Annotation | None) -> None:
        self.view.follow(None if annotation is None else annotation.id)

    def _refresh(self, change: Change) -> None:
        completeness = self._session.completeness
        touched = completeness.touched(change)
        if self.is_project_wide:
            if touched or change.bulk or change.touches("document"):
                self._soon.start()
        elif completeness.concerns_all(change) or len(touched) > _MANY:
            self._load()
        elif touched:
            self._refresh_rows(touched)

    def _refresh_rows(self, touched: Sequence[str]) -> None:
        for record in touched:
            annotation = self._session.annotation(record)
            if annotation is None:
                self._of_document.discard(record)
            else:
                self._of_document.put(annotation)
        self._show_all()

    def _load(self) -> None:
        """Read everything anew."""
        self.view.show_columns(layers=len(self._session.layers) > 1, project=self.is_project_wide)
        if self.is_project_wide:
            self._ask()
        else:
            remembered = self.view.remember()
            self._of_document.load(self._session.annotations, _names_here(self._session))
            self.view.restore(remembered)
            self._show_all()

    def _ask(self) -> None:
        self._soon.stop()
        self._index.ask(self._of_project, self._session.layers, self._selection())

    def _take_index(self, ids: list[AnnotationId]) -> None:
        remembered = self.view.remember()
        self._of_project.load(ids, _names(self._session))
        self.view.restore(remembered)
        self._show_all()

    def _selection(self) -> Selection:
        return Selection(self.filter.text().strip().casefold(), self.tags.chosen())

    def _narrow(self) -> None:
        self._soon.stop()
        if self.is_project_wide:
            self._ask()
            return
        remembered = self.view.remember()
        self._of_document.select(self._selection())
        self.view.restore(remembered)
        self._show_all()

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        if self.is_project_wide:
            self._of_project.column = column
            self._of_project.descending = order == Qt.SortOrder.DescendingOrder
            self._ask()
            return
        remembered = self.view.remember()
        self._of_document.sort(column, order)
        self.view.restore(remembered)

    def _change_scope(self, scope: int) -> None:
        self._soon.stop()
        self._index.cancel()
        before = self.view.table
        table: AnnotationTable = self._of_project if scope == 1 else self._of_document
        table.column, table.descending = before.column, before.descending
        self._of_document.select(self._selection())
        self.view.setModel(table)
        self._load()
        self._follow(self._session.current)

    def _change_codebook(self) -> None:
        self.tags.set_codebook(self._session.codebook)
        self._load()

    def _show_all(self) -> None:
        listed = self.view.table.rowCount()
        total = 0 if self.is_project_wide else self._of_document.total()
        self.count.setText(f"{listed:,}" if listed >= total else f"{listed:,} of {total:,}")
        self.show_content(shown=listed > 0)
        if not listed:
            self.message.say(*self._why_empty())

    def _why_empty(self) -> tuple[str, ...]:
        if self._selection().is_narrowed:
            return "Nothing fits", "No annotation has these words and tags.", "Show all"
        if self._session.document is None and not self.is_project_wide:
            return "No article is open", "Open one to see what is tagged in it."
        return "Nothing is tagged yet", _how_to_tag(self._session.codebook)

    def _show_everything(self) -> None:
        self.filter.clear()
        self.tags.clear()
        self._narrow()
        self.focus_first()

    def _down_to_table(self) -> None:
        self._narrow()
        self.focus_first()

    def _show_menu(self, place: QPoint) -> None:
        if self.view.chosen():
            self.menu().popup(self.view.viewport().mapToGlobal(place))

    def _connect(self) -> None:
        session, view = self._session, self.view
        self.filter.left_downwards.connect(self._down_to_table)
        self.filter.textEdited.connect(self._soon.start)
        self.message.action_requested.connect(self._show_everything)
        self.scope.currentIndexChanged.connect(self._change_scope)
        self.tags.tags_changed.connect(self._narrow)
        self._index.ready.connect(self._take_index)
        self._index.failed.connect(session.refused)
        self._soon.timeout.connect(self._narrow)
        self._several.changed.connect(self.several_chosen)
        view.activated.connect(self._jump)
        view.clicked.connect(self._jump_if_single)
        view.customContextMenuRequested.connect(self._show_menu)
        view.horizontalHeader().sortIndicatorChanged.connect(self._sort)
        _delete_key(view).activated.connect(self._delete)
        session.changed.connect(self._refresh)
        session.codebook_changed.connect(self._change_codebook)
        session.current_changed.connect(self._follow)
        session.document_opened.connect(self._load)
        session.layers_changed.connect(self._load)


def _delete_key(view: AnnotationView) -> QShortcut:
    key = QShortcut(QKeySequence(QKeySequence.StandardKey.Delete), view)
    key.setContext(Qt.ShortcutContext.WidgetShortcut)
    return key


def _names(session: Session) -> Names:
    annotators = session.project.annotators.all()
    return Names(session.codebook, {a.id: a.name for a in annotators})


def _names_here(session: Session) -> Names:
    return replace(_names(session), lack=session.completeness.lack)


def _how_to_tag(codebook: Codebook) -> str:
    keys = " ".join(tag.shortcut for tag in codebook.active[:9] if tag.shortcut)
    return f"Select words in the article and press {keys}." if keys else ""


def _lay_out(pane: AnnotationsPane) -> None:
    pane.filter.setMinimumWidth(150)
    pane.filter.setMaximumWidth(320)
    # What the chips leave is the filter's, down to its least width.
    pane.filter.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
    pane.scope.addItems(["This article", "Whole project"])
    pane.scope.setAccessibleName("Which annotations are listed")
    pane.scope.setFixedHeight(TARGET + 2)
    set_role(pane.count, "small")
    pane.count.setToolTip("Annotations listed")
    for widget, share in ((pane.filter, 1), (pane.tags, 2), (pane.count, 0), (pane.scope, 0)):
        pane.header.addWidget(widget, share)
    pane.header.setSpacing(SPACE_2)
    pane.setMinimumHeight(120)
    pane.set_content(pane.view)
