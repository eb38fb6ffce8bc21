"""The panes around the article, and the one block that connects them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QWidget

from domain.document import State
from domain.ids import AnnotationId, ChangeId, DocumentId, RelationId
from ui.desk import Desk
from ui.panes.annotations import AnnotationsPane
from ui.panes.documents import DocumentsPane
from ui.panes.guidelines import GuidelinesPane
from ui.panes.history import HistoryPane
from ui.panes.inspector import InspectorPane
from ui.panes.recheck import RecheckPane
from ui.panes.relations import RelationsPane
from ui.panes.search import SearchPane
from ui.partners import Partners
from ui.relating import Relating
from ui.session import Session
from ui.theme.theme import Theme
from ui.window.arrangement import Arrangement
from ui.window.facts_tab import FactsTab
from ui.window.page_first import PageFirst
from ui.window.reading_area import ReadingArea


class Workbench(QWidget):
    """Everything that belongs to one open project."""

    context_menu_requested = Signal(QPoint)
    import_requested = Signal()
    skip_requested = Signal(str)
    document_note_requested = Signal(str)
    zoom_requested = Signal(int)

    def __init__(self, session: Session, theme: Theme, zoom: float) -> None:
        super().__init__()
        self.session = session
        self.area = ReadingArea(session, theme, zoom)
        self.reader = self.area.reader
        self.desk = Desk(session, self.reader)
        self.partners = Partners(session, self.reader)
        self.relating = Relating(session, self.reader)
        self.documents = DocumentsPane(session, theme)
        self.inspector = InspectorPane(session, theme)
        self.annotations = AnnotationsPane(session, theme)
        self.history = HistoryPane(session, theme)
        self.search = SearchPane(session, theme)
        self.relations = RelationsPane(session, theme)
        self.recheck = RecheckPane(session, theme)
        self.facts = FactsTab(session, theme)
        self.guidelines = GuidelinesPane(session, theme)
        self.guidelines.hide()
        self.panes = Arrangement(
            self._with_guidelines(),
            left=self.documents,
            right=self.inspector,
            tabs={
                "pane-annotations": ("Annotations", self.annotations),
                "pane-history": ("History", self.history),
                "pane-search": ("Find in the project", self.search),
                "pane-relations": ("Relations", self.relations),
                "recheck": ("Another look", self.recheck),
                "pane-facts": ("Facts", self.facts),
            },
        )
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panes)
        PageFirst(session, (self.documents, self.inspector, self.annotations), self)
        self._connect()

    def _with_guidelines(self) -> QWidget:
        beside = QSplitter()
        beside.addWidget(self.area)
        beside.addWidget(self.guidelines)
        beside.setSizes([520, 360])
        beside.setStretchFactor(0, 1)
        beside.setHandleWidth(1)
        beside.setChildrenCollapsible(False)
        return beside

    # The connections of this window, sorted by who speaks

    def _connect(self) -> None:
        session, desk, reader = self.session, self.desk, self.reader
        self.annotations.copy_requested.connect(self._copy)
        self.annotations.delete_requested.connect(session.delete)
        self.annotations.jump_requested.connect(self.jump)
        self.annotations.leave_requested.connect(self.focus_article)
        self.annotations.retag_requested.connect(session.retag)
        self.annotations.unsure_requested.connect(session.set_confidence)
        self.area.find_bar.left.connect(self.focus_article)
        self.area.import_requested.connect(self.import_requested)
        desk.details_requested.connect(self.focus_inspector)
        self.documents.import_requested.connect(self.import_requested)
        self.documents.leave_requested.connect(self.focus_article)
        self.documents.note_requested.connect(self.document_note_requested)
        self.documents.open_requested.connect(self.open_document)
        self.documents.remove_requested.connect(session.remove_document)
        self.documents.skip_requested.connect(self.skip_requested)
        self.documents.state_requested.connect(self._set_state)
        self.facts.jump_requested.connect(self.jump)
        self.facts.leave_requested.connect(self.focus_article)
        self.guidelines.leave_requested.connect(self.focus_article)
        self.history.jump_requested.connect(self.jump)
        self.history.leave_requested.connect(self.focus_article)
        self.history.open_requested.connect(self.open_document)
        self.history.revert_requested.connect(self._revert)
        self.inspector.copy_requested.connect(self._copy)
        self.inspector.jump_requested.connect(self.jump)
        self.inspector.leave_requested.connect(self.focus_article)
        self.inspector.relate_requested.connect(self.relating.begin_role)
        self.inspector.retag_requested.connect(desk.retag)
        self.inspector.unlink_requested.connect(self._unlink)
        self.recheck.jump_requested.connect(self.jump)
        self.recheck.leave_requested.connect(self.focus_article)
        reader.context_menu_requested.connect(self.context_menu_requested)
        reader.zoom_requested.connect(self.zoom_requested)
        self.relations.jump_requested.connect(self.jump)
        self.relations.leave_requested.connect(self.focus_article)
        self.relations.unlink_requested.connect(session.unrelate)
        self.search.hit_requested.connect(self.show_passage)
        self.search.leave_requested.connect(self.focus_article)

    # Going places

    def open_document(self, document: str) -> None:
        """Show a document and put the keys into it."""
        self.session.open_document(DocumentId(document))
        self.focus_article()

    def jump(self, annotation: str) -> None:
        """Show an annotation, in whatever document it is."""
        found = self.session.annotation(annotation)
        if found is None:
            stored = next(iter(self.session.project.annotations.some([annotation])), None)
            if stored is None or stored.deleted:
                self.session.told.emit("That annotation is gone; undo can bring it back.")
                return
            if self.session.document is None or stored.document != self.session.document.id:
                self.session.open_document(stored.document)
            if stored.annotator not in self.session.layers:
                self.session.show_layers((*self.session.layers, stored.annotator))
            found = self.session.annotation(annotation)
        if found is not None:
            self.desk.jump(found)

    def show_passage(self, document: str, start: int, end: int) -> None:
        """Show a passage of a document, selected."""
        current = self.session.document
        if current is None or current.id != document:
            self.session.open_document(DocumentId(document))
        if self.session.document is not None:
            self.desk.show_passage(start, end)
            self.focus_article()

    def next_hit(self) -> None:
        """Go to the next hit, in the project if the keys are in its search, else in the article."""
        if _has_focus(self.search):
            self.search.next_hit()
        else:
            self.area.find_bar.go_next()

    def previous_hit(self) -> None:
        """Go to the hit before, in the same way."""
        if _has_focus(self.search):
            self.search.previous_hit()
        else:
            self.area.find_bar.go_previous()

    # Panes

    def focus_article(self) -> None:
        """Put the keys into the article."""
        self.reader.setFocus()

    def focus_inspector(self) -> None:
        """Put the keys into the inspector's first field, showing it if need be."""
        self.panes.show_pane("pane-inspector", shown=True)
        self.inspector.focus_first()

    def focus_note(self) -> None:
        """Put the keys into the note of the span at hand."""
        self.panes.show_pane("pane-inspector", shown=True)
        self.inspector.focus_note()

    def find_in_project(self) -> None:
        """Put the keys into the search, with the selected words to look for."""
        self.panes.show_pane("pane-search", shown=True)
        selected = self.reader.selection()
        if selected:
            start, end = selected[0]
            self.search.set_query(self.reader.canonical_text[start:end][:100])
        self.search.focus_first()

    def toggle_guidelines(self) -> None:
        """Show the guidelines beside the article, or hide them; the keys stay in the article."""
        self.guidelines.setVisible(self.guidelines.isHidden())
        self.panes.changed.emit()
        self.focus_article()

    def next_pane(self) -> None:
        """Put the keys into the next visible pane."""
        self._step_pane(1)

    def previous_pane(self) -> None:
        """Put the keys into the visible pane before this one."""
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        panes: list[QWidget] = [self.reader, *self.panes.shown_panes()]
        at = next((i for i, pane in enumerate(panes) if _has_focus(pane)), -1)
        chosen = panes[(at + step) % len(panes)]
        if chosen is self.reader:
            self.focus_article()
        else:
            chosen.focus_first()  # type: ignore[attr-defined]

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme or another codebook."""
        self.area.set_theme(theme)
        panes = (self.documents, self.inspector, self.annotations, self.history, self.search)
        for pane in (*panes, self.relations, self.recheck, self.guidelines, self.facts):
            pane.set_theme(theme)

    def stop(self) -> None:
        """End what runs in the background."""
        self.search.stop()
        self.annotations.stop()
        self.facts.stop()
        self.recheck.stop()
        self.relations.stop()

    # Small slots

    def _copy(self, annotation: str) -> None:
        self.session.copy_to_own(AnnotationId(annotation))

    def _revert(self, change: str) -> None:
        self.session.revert(ChangeId(change))

    def _unlink(self, relation: str) -> None:
        self.session.unrelate([RelationId(relation)])

    def _set_state(self, document: str, state: State) -> None:
        self.session.set_state(DocumentId(document), state)


def _has_focus(pane: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is pane or pane.isAncestorOf(focused))
