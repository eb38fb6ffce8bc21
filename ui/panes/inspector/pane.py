"""The pane on the right: the span at hand and the open document."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QStackedWidget, QTabWidget, QVBoxLayout, QWidget

from domain.annotation import Annotation
from domain.change import Change
from domain.document import Document
from ui.panes.inspector.document_page import DocumentPage
from ui.panes.inspector.empty import EmptyPage
from ui.panes.inspector.hints import FieldHint
from ui.panes.inspector.several_page import SeveralPage
from ui.panes.inspector.span_page import SpanPage
from ui.pauses import pause
from ui.register import RegisterDesk
from ui.session import Session
from ui.theme.style import set_role
from ui.theme.theme import Theme
from ui.workers import join_tasks

_SPAN, _DOCUMENT = 0, 1
_NARROWEST = 260
_AFTER_CASE = 20  # Milliseconds: the next case is painted first, in the article and in its lanes
_NAMED = ("entity", "relation", "annotator", "project")
_COUNTED = ("document", "progress", "annotation", "relation")


class InspectorPane(QWidget):
    """Shows and edits what is at hand; Esc goes back to the article with everything kept."""

    retag_requested = Signal(str)
    copy_requested = Signal(str)
    jump_requested = Signal(str)
    relate_requested = Signal(str)
    unlink_requested = Signal(str)
    leave_requested = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._theme = theme
        self.register = RegisterDesk(session, self)
        self.span = SpanPage(session, theme, self.register)
        self._several: SeveralPage | None = None
        self.document = DocumentPage(session)
        self.empty = EmptyPage()
        self._document_is_stale = False
        self._after_case = pause(self, _AFTER_CASE)
        self._after_case.timeout.connect(self._show_case)
        self._spans = QStackedWidget()
        self._documents = QStackedWidget()
        self.no_document = EmptyPage()
        self.tabs = QTabWidget()
        self.hint = FieldHint()
        self._lay_out()
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._follow_keys)
        self.span.copy_requested.connect(self.copy_requested)
        self.span.jump_requested.connect(self.jump_requested)
        self.span.relate_requested.connect(self.relate_requested)
        self.span.retag_requested.connect(self.retag_requested)
        self.span.unlink_requested.connect(self.unlink_requested)
        self.register.loaded.connect(self.span.refresh)
        self.tabs.currentChanged.connect(self._refresh_document)
        session.changed.connect(self._show_change)
        session.codebook_changed.connect(self._show_anew)
        session.current_changed.connect(self._follow_current)
        session.mode_changed.connect(self._show_anew)
        session.document_opened.connect(self._show_document)
        self._show_anew()
        self._show_document(session.document)
        self._show_current(session.current)

    @property
    def several(self) -> SeveralPage:
        """The page for several annotations at once, made when it is first needed."""
        if self._several is None:
            self._several = SeveralPage(self._session, self._theme, self.register)
            self._spans.addWidget(self._several)
        return self._several

    @property
    def _shows_several(self) -> bool:
        return self._several is not None and self._spans.currentWidget() is self._several

    @property
    def _decides(self) -> bool:
        """Whether the keys in the article decide cases, one after the other."""
        return self._session.mode != "tag"

    def focus_first(self) -> None:
        """Put the keys into the first field of what is shown."""
        if self.tabs.currentIndex() == _DOCUMENT and self._session.document is not None:
            self.document.focus_first()
        elif self._shows_several:
            self.several.focus_first()
        elif self._session.current is not None:
            self.tabs.setCurrentIndex(_SPAN)
            self.span.focus_first()
        else:
            self.tabs.tabBar().setFocus(Qt.FocusReason.TabFocusReason)

    def show_several(self, annotations: list[Annotation]) -> None:
        """Show several annotations to be edited together; with none, the span at hand again."""
        if annotations:
            self.span.flush()
            self.several.show_annotations(annotations)
            self._spans.setCurrentWidget(self.several)
            self.tabs.setCurrentIndex(_SPAN)
        elif self._shows_several:
            self.several.clear()
            self._spans.setCurrentWidget(self.span)
            self._show_current(self._session.current)

    def focus_field(self, key: str) -> None:
        """Put the keys into the field of an attribute of the span at hand, else into the first."""
        if self._session.current is not None:
            self.tabs.setCurrentIndex(_SPAN)
            self.span.focus_field(key)

    def focus_note(self) -> None:
        """Put the keys into the note of the span at hand, or else of the document."""
        if self._session.current is not None:
            self.tabs.setCurrentIndex(_SPAN)
            self.span.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.span.ensureWidgetVisible(self.span.note)
        elif self._session.document is not None:
            self.tabs.setCurrentIndex(_DOCUMENT)
            self.document.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.document.ensureWidgetVisible(self.document.note)

    def stop(self) -> None:
        """Keep what is being typed: the window or the project closes."""
        self._after_case.stop()
        self.flush()
        self.span.stop()
        self.register.index.stop()
        join_tasks(self._session.project)

    def flush(self) -> None:
        """Commit what is being typed."""
        self.span.flush()
        if self._several is not None:
            self._several.flush()
        self.document.flush()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._theme = theme
        self.span.set_theme(theme)
        if self._several is not None:
            self._several.set_theme(theme)
        self._teach()

    # What the session says

    def _show_change(self, change: Change) -> None:
        if self._shows_several:
            self.several.refresh()
        if self._decides:
            self._after_case.start()
        elif self._concerns_span(change):
            self._refresh_span()
        if change.touches("document"):
            self.span.attributes.proposed.reread()
        if any(change.touches(table) for table in _COUNTED):
            self._document_is_stale = True
            self._refresh_document(self.tabs.currentIndex())

    def _refresh_span(self) -> None:
        self.span.refresh()
        if self.hint.isVisible():
            self._follow_keys(None, QApplication.focusWidget())

    def _concerns_span(self, change: Change) -> bool:
        """Tell whether what is shown of the span may differ now: its own or its partners' words."""
        shown = self.span.shown
        if shown is None:
            return False
        touched = change.records("annotation")
        if change.bulk or shown.id in touched or any(change.touches(table) for table in _NAMED):
            return True
        return bool(touched) and self.span.relations.has_any

    def _refresh_document(self, tab: int) -> None:
        """Show the document again once its page is looked at: tagging never waits for it."""
        if tab == _DOCUMENT and self._document_is_stale:
            self._document_is_stale = False
            self.document.show_document(self._session.document)

    def _follow_keys(self, _before: QWidget | None, field: QWidget | None) -> None:
        """Say what the field with the keys is for."""
        words = self.span.attributes.enter(field)
        if not words and self._several is not None:
            words = self._several.enter(field)
        self.hint.say(words)

    def _show_anew(self, *_: object) -> None:
        self._teach()
        self.span.refresh()

    def _follow_current(self, annotation: Annotation | None) -> None:
        if self._decides and annotation is not None:
            self._after_case.start()
        else:
            self._show_current(annotation)

    def _show_case(self) -> None:
        """Show the case at hand: once for a decision, which changes it and moves on to the next."""
        current, shown = self._session.current, self.span.shown
        if current is not None and shown is not None and current.id == shown.id:
            self._refresh_span()
        else:
            self._show_current(current)

    def _show_current(self, annotation: Annotation | None) -> None:
        if annotation is None:
            self.span.clear()
            self._spans.setCurrentWidget(self.empty)
            return
        was_edited = self.span.shown is not None and self.span.shown.id == annotation.id
        self.span.show_annotation(annotation)
        if self._shows_several and was_edited:
            return  # It is one of those that are edited together.
        self._spans.setCurrentWidget(self.span)
        if not self.document.has_keys():
            self.tabs.setCurrentIndex(_SPAN)

    def _show_document(self, document: Document | None) -> None:
        self.document.show_document(document)
        self._documents.setCurrentWidget(self.no_document if document is None else self.document)
        self._teach()

    def _teach(self) -> None:
        codebook, has_document = self._session.codebook, self._session.document is not None
        self.empty.teach(codebook, self._theme, has_document=has_document, decides=self._decides)
        self.no_document.teach(codebook, self._theme, has_document=False)

    def _lay_out(self) -> None:
        set_role(self, "pane")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setMinimumWidth(_NARROWEST)
        self._spans.addWidget(self.empty)
        self._spans.addWidget(self.span)
        self._documents.addWidget(self.no_document)
        self._documents.addWidget(self.document)
        self.tabs.setDocumentMode(True)
        self.tabs.addTab(self._spans, "Annotation")
        self.tabs.addTab(self._documents, "Document")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.tabs, 1)
        whole.addWidget(self.hint)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.flush()
            self.leave_requested.emit()
            return
        super().keyPressEvent(event)
