"""The panes around the article, and the one block that connects them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QWidget

from domain.annotation import Annotation
from domain.ids import DocumentId, RelationId
from ui.adjudication.desk import AdjudicationDesk
from ui.desk import Desk
from ui.partners import Partners
from ui.relating import Relating
from ui.review.desk import ReviewDesk
from ui.session import Session
from ui.theme.theme import Theme
from ui.window.arrangement import Arrangement
from ui.window.page_first import PageFirst
from ui.window.pane_place import AnyPane, PanePlace
from ui.window.pane_table import ENTRIES
from ui.window.reading_area import ReadingArea

if TYPE_CHECKING:
    from ui.panes.inspector import InspectorPane
    from ui.panes.search import SearchPane


class Workbench(QWidget):
    """Everything that belongs to one open project."""

    context_menu_requested = Signal(QPoint)
    import_requested = Signal()
    skip_requested = Signal(str)
    carry_requested = Signal(str, str)
    roll_back_requested = Signal()
    document_note_requested = Signal(str)
    facts_export_requested = Signal(object)
    stopping = Signal()
    theme_changed = Signal(object)
    zoom_requested = Signal(int)
    review_requested = Signal()
    adjudicate_requested = Signal()
    comment_requested = Signal()
    reply_requested = Signal(object)
    edit_comment_requested = Signal(object)

    def __init__(self, session: Session, theme: Theme, zoom: float) -> None:
        super().__init__()
        self.session = session
        self.theme = theme
        self.area = ReadingArea(session, theme, zoom)
        self.reader = self.area.reader
        self.desk = Desk(session, self.reader)
        self.partners = Partners(session, self.reader)
        self.relating = Relating(session, self.reader)
        self.review = ReviewDesk(session, self.desk)
        self.adjudication = AdjudicationDesk(session, self.desk)
        self.places = {e.command: PanePlace(partial(e.pane, self)) for e in ENTRIES}
        self.guidelines = self.places["guidelines"]
        self.guidelines.hide()
        below = {
            e.command: (e.title, self.places[e.command]) for e in ENTRIES if e.where == "below"
        }
        self.panes = Arrangement(
            self._with_guidelines(),
            left=self.places["pane-documents"],
            right=self.places["pane-inspector"],
            tabs=below,
            quiet=tuple(e.command for e in ENTRIES if e.quiet),
        )
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.panes)
        self.page_first = PageFirst(self.area, tuple(self.places.values()), self)
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

    # Its own connections, sorted by who speaks; those of the panes stand in the table of panes

    def _connect(self) -> None:
        self.area.find_bar.left.connect(self.focus_article)
        self.area.import_requested.connect(self.import_requested)
        self.desk.details_requested.connect(self.focus_inspector)
        self.reader.context_menu_requested.connect(self.context_menu_requested)
        self.reader.zoom_requested.connect(self.zoom_requested)
        self.review.begun.connect(self._show_review)
        self.adjudication.begun.connect(self._show_adjudication)

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

    def fill_in(self, annotation: str) -> None:
        """Show an annotation and go to what it lacks first: a field, or the partner in a role."""
        self.jump(annotation)
        current = self.session.current
        if current is None or current.id != annotation:
            return
        lack = self.session.completeness.lack(current)
        if lack.relations and not lack.first_field:
            self.relating.begin_role(lack.relations[0])
        else:
            self.panes.show_pane("pane-inspector", shown=True)
            self.inspector.focus_field(lack.first_field)

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
        if _has_focus(self.places["pane-search"]):
            self.search.next_hit()
        else:
            self.area.find_bar.go_next()

    def previous_hit(self) -> None:
        """Go to the hit before, in the same way."""
        if _has_focus(self.places["pane-search"]):
            self.search.previous_hit()
        else:
            self.area.find_bar.go_previous()

    # Panes

    def pane(self, command: str) -> AnyPane:
        """Return the pane that a command shows, made if nobody has looked at it yet."""
        return self.places[command].fill()

    @property
    def inspector(self) -> InspectorPane:
        """The inspector."""
        from ui.panes.inspector import InspectorPane

        pane = self.pane("pane-inspector")
        assert isinstance(pane, InspectorPane)
        return pane

    @property
    def search(self) -> SearchPane:
        """The search in the whole project."""
        from ui.panes.search import SearchPane

        pane = self.pane("pane-search")
        assert isinstance(pane, SearchPane)
        return pane

    def focus_article(self) -> None:
        """Put the keys into the article."""
        self.reader.setFocus()

    def focus_inspector(self) -> None:
        """Put the keys into the inspector's first field, showing it if need be."""
        self.panes.show_pane("pane-inspector", shown=True)
        self.inspector.focus_first()

    def show_several(self, annotations: list[Annotation]) -> None:
        """Show several annotations in the inspector, to be edited together; none ends that."""
        self.inspector.show_several(annotations)

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

    def _show_adjudication(self) -> None:
        self.panes.show_pane("pane-adjudication", shown=True)
        self.focus_article()

    def _show_review(self) -> None:
        self.panes.show_pane("pane-review", shown=True)
        self.focus_article()

    @property
    def course(self) -> ReviewDesk | AdjudicationDesk:
        """The walk under way: an adjudication, else a review."""
        return self.review if self.adjudication.walk is None else self.adjudication

    def case_next(self) -> None:
        """Go to the next open case."""
        self.course.go_next()

    def case_back(self) -> None:
        """Go to the case before."""
        self.course.go_back()

    def case_comment(self) -> None:
        """Comment on the case at hand."""
        self.course.comment()

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
        panes = [None, *self.panes.shown_panes()]
        at = next((i for i, pane in enumerate(panes) if _has_focus(pane or self.reader)), -1)
        chosen = panes[(at + step) % len(panes)]
        if chosen is None:
            self.focus_article()
        else:
            chosen.focus_first()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme or another codebook."""
        self.theme = theme
        self.area.set_theme(theme)
        for place in self.places.values():
            place.set_theme(theme)
        self.theme_changed.emit(theme)

    def unlink(self, relation: str) -> None:
        """Take one relation away."""
        self.session.unrelate([RelationId(relation)])

    def stop(self) -> None:
        """Commit what is being typed and end what runs in the background."""
        self.stopping.emit()
        for place in self.places.values():
            place.stop()


def _has_focus(pane: QWidget) -> bool:
    focused = QApplication.focusWidget()
    return focused is not None and (focused is pane or pane.isAncestorOf(focused))
