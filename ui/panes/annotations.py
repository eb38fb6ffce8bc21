"""The table of annotations, of the open document or of the whole project."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy

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
from ui.panes.filtered import FilteredPane
from ui.panes.project_index import ProjectIndex
from ui.panes.several_chosen import SeveralChosen
from ui.panes.tag_filter import TagFilter
from ui.session import Session
from ui.theme.theme import Theme
from ui.wording import counted
from ui.workers import join_tasks

_MANY = 1_000  # More touched rows than this are read as a whole


class AnnotationsPane(FilteredPane):
    """Lists annotations; ids travel as str, several as a list."""

    retag_requested = Signal(object, str)
    delete_requested = Signal(object)
    unsure_requested = Signal(object, str)
    copy_requested = Signal(str)
    several_chosen = Signal(object)
    view: AnnotationView

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme, "Annotations", "table", "Filter by quote, note, tag")
        self._index = ProjectIndex(session.project, self)
        names = Names(session.codebook)
        self._of_document = DocumentAnnotations(names, self)
        self._of_project = ProjectAnnotations(session.project, names, self)
        self.tags = TagFilter(session.codebook, theme)
        self.view = AnnotationView(self._of_document, theme)
        self._several = SeveralChosen(self.view, session)
        self._lay_out()
        self._connect()
        self._load()

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

    def _load(self, *_: object) -> None:
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

    def _total(self) -> int:
        return 0 if self.is_project_wide else self._of_document.total()

    def _why_empty(self) -> tuple[str, ...]:
        if self._selection().is_narrowed:
            return "Nothing fits", "No annotation has these words and tags.", "Show all"
        if self._session.document is None and not self.is_project_wide:
            return "No article is open", "Open one to see what is tagged in it."
        how = _how_to_tag(self._session.codebook)
        if others := self._of_others():
            hidden = counted(others, "annotation")
            return "Nothing is tagged here by you", f"{hidden} of others: Ctrl+L shows them. {how}"
        return "Nothing is tagged yet", how

    def _of_others(self) -> int:
        """Return how many annotations of the article are in layers that do not show."""
        document = self._session.document
        if document is None or self.is_project_wide or self._session.blind:
            return 0
        return self._session.project.annotations.count(document=document.id)

    def _show_everything(self) -> None:
        self.tags.clear()
        super()._show_everything()

    def _show_menu(self, place: QPoint) -> None:
        if self.view.chosen():
            self.menu().popup(self.view.viewport().mapToGlobal(place))

    def _lay_out(self) -> None:
        self.filter.setMaximumWidth(320)
        # What the chips leave is the filter's, down to its least width.
        self.filter.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        for widget, share in ((self.filter, 1), (self.tags, 2), (self.count, 0), (self.scope, 0)):
            self.header.addWidget(widget, share)
        self.set_content(self.view)

    def _connect(self) -> None:
        super()._connect()
        session, view = self._session, self.view
        self.scope.currentIndexChanged.connect(self._change_scope)
        self.tags.tags_changed.connect(self._narrow)
        self._index.ready.connect(self._take_index)
        self._index.failed.connect(session.refused)
        self._several.changed.connect(self.several_chosen)
        view.activated.connect(self._jump)
        view.clicked.connect(self._jump_if_single)
        view.customContextMenuRequested.connect(self._show_menu)
        session.codebook_changed.connect(self._change_codebook)


def _names(session: Session) -> Names:
    annotators = session.project.annotators.all()
    return Names(session.codebook, {a.id: a.name for a in annotators})


def _names_here(session: Session) -> Names:
    return replace(_names(session), lack=session.completeness.lack)


def _how_to_tag(codebook: Codebook) -> str:
    keys = " ".join(tag.shortcut for tag in codebook.active[:9] if tag.shortcut)
    return f"Select words in the article and press {keys}." if keys else ""
