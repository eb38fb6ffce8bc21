"""What still lacks something, of the open article or of the whole project, in reading order."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QLabel, QListView

from domain.annotation import Annotation
from domain.codebook import Codebook
from domain.ids import AnnotatorId, DocumentId
from domain.lacking import Lack
from storage.completeness import incomplete_annotations
from storage.contents import Contents
from ui.models.incomplete_list import IncompleteList, IncompleteRow, headed, row_of
from ui.panes.incomplete_row import IncompleteRowDelegate
from ui.panes.pane import choice_box
from ui.panes.reading import ReadingPane
from ui.panes.row_view import show_rows
from ui.session import Session
from ui.theme.metrics import SPACE_2
from ui.theme.style import set_role
from ui.theme.theme import Theme
from ui.wording import counted
from ui.workers import Progress, Task, run_in_background

MOST = 2_000  # Rows of a project at once; the next come when these are done
_SOON = 300  # Milliseconds until the project is read anew after a change
_HERE, _PROJECT = 0, 1

Found = tuple[int, list[IncompleteRow]]


class IncompletePane(ReadingPane):
    """Lists one's own annotations that lack something; ids travel as str.

    `jump_requested` asks to see one, `fill_requested` to go to what it lacks first.
    """

    fill_requested = Signal(str)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme, "Incomplete", "warning")
        self._task: Task | None = None
        self.model = IncompleteList(self)
        self.scope = choice_box(
            "Where to look for what is incomplete", "This article", "Whole project"
        )
        self.count = QLabel()
        self.hint = QLabel("Enter goes to what is missing")
        self.view = QListView()
        self._rows = IncompleteRowDelegate(theme, self.view)
        self._lay_out()
        self._connect()

    @property
    def is_project_wide(self) -> bool:
        """Whether the whole project is listed, not just the open article."""
        return self.scope.currentIndex() == _PROJECT

    def toggle_scope(self) -> None:
        """List the whole project in place of the open article, or the other way round."""
        self.scope.setCurrentIndex(_HERE if self.is_project_wide else _PROJECT)

    def focus_first(self) -> None:
        """Put the keys into the list."""
        current = self._session.current
        place = -1 if current is None else self.model.place_of(current.id)
        if place >= 0:
            self.view.setCurrentIndex(self.model.index(place))
        elif self.model.row_at(self.view.currentIndex()) is None:
            self.view.setCurrentIndex(self.model.nearest(0))
        (self.view if self.shows_content else self.scope).setFocus()

    def stop(self) -> None:
        """End what waits and what runs in the background."""
        super().stop()
        if self._task is not None:
            self._task.join()
            self._task = None

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme or another codebook."""
        super().set_theme(theme)
        self._rows.set_theme(theme)
        self.view.viewport().update()

    def _read(self) -> None:
        if not self.is_project_wide:
            self._show(*self._here())
            return
        session = self._session
        work = _Reading(session.annotator.id, session.codebook)
        if self._task is not None:
            self._task.cancel()
        self._task = run_in_background(session.project, work)
        self._task.finished.connect(self._take)
        self._task.failed.connect(session.refused)
        self._task.start()
        if not self.model.rowCount():
            self.message.say("Reading the project…")
            self.show_content(shown=False)

    def _here(self) -> Found:
        session = self._session
        rows = [
            row_of(annotation, session.codebook.tag(annotation.tag), lack)
            for annotation in session.annotations
            if session.is_own(annotation) and (lack := session.completeness.lack(annotation))
        ]
        return len(rows), rows

    def _take(self, found: Found) -> None:
        if self.is_project_wide:
            self._show(*found)

    def _show(self, number: int, rows: list[IncompleteRow]) -> None:
        at = self.view.currentIndex()
        chosen = self.model.row_at(at)
        had_keys = self.view.hasFocus() or self.scope.hasFocus()
        self.model.load(rows)
        place = -1 if chosen is None else self.model.place_of(chosen.annotation)
        self.view.setCurrentIndex(self.model.nearest(place if place >= 0 else at.row()))
        listed = sum(row.tag is not None for row in rows)
        more = f", the first {listed:,} listed" if listed < number else ""
        self.count.setText(f"{counted(number, 'annotation')} incomplete{more}" if number else "")
        self.hint.setVisible(number > 0)
        where = "the project" if self.is_project_wide else "this article"
        self.message.say(
            f"Nothing is incomplete in {where}",
            "What lacks a value or a relation that the codebook asks for is listed here.",
        )
        self.show_content(shown=number > 0)
        if had_keys:
            self.focus_first()

    def _jump(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self.jump_requested.emit(row.annotation)

    def _fill(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is not None:
            self.fill_requested.emit(row.annotation)

    def _change_scope(self, *_: object) -> None:
        self.model.load([])
        self.read()
        self.focus_first()

    def _refresh(self, *_: object) -> None:
        self._soon.setInterval(_SOON if self.is_project_wide else 0)
        self._read_when_seen()

    def _lay_out(self) -> None:
        for label in (self.count, self.hint):
            set_role(label, "small")
        self.header.setSpacing(SPACE_2)
        self.header.addWidget(self.count)
        self.header.addStretch(1)
        self.header.addWidget(self.hint)
        self.header.addWidget(self.scope)
        show_rows(self.view, self.model, self._rows, "Incomplete annotations")
        self.setMinimumHeight(120)
        self.set_content(self.view)

    def _connect(self) -> None:
        self.scope.currentIndexChanged.connect(self._change_scope)
        self.view.activated.connect(self._fill)
        self.view.clicked.connect(self._jump)
        session = self._session
        session.changed.connect(self._refresh)
        session.codebook_changed.connect(self._refresh)
        session.document_opened.connect(self._refresh)
        session.layers_changed.connect(self._refresh)

    # Qt overrides


class _Reading:
    """Reads what is incomplete in a project, with headings; the first rows only."""

    def __init__(self, annotator: AnnotatorId, codebook: Codebook) -> None:
        self._annotator = annotator
        self._codebook = codebook

    def __call__(self, contents: Contents, _progress: Progress) -> Found:
        found = incomplete_annotations(contents, self._annotator)
        shown = found[:MOST]
        known = {a.id: a for a in contents.annotations.some([each.annotation for each in shown])}
        titles = {each.document: _title(contents, each.document) for each in shown}
        rows = [
            (titles[each.document], self._row(known[each.annotation], each.lack)) for each in shown
        ]
        return len(found), headed(rows)

    def _row(self, annotation: Annotation, lack: Lack) -> IncompleteRow:
        return row_of(annotation, self._codebook.tag(annotation.tag), lack)


def _title(contents: Contents, document: DocumentId) -> str:
    row = contents.documents.row(document, None)
    return "" if row is None else " ".join(row.title.split())
