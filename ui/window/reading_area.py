"""The middle of the window: the article's title line, the find bar, and the article."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from domain.change import Change
from domain.document import Document, State
from ui.elided import ElidedLabel
from ui.reader.view import ReaderView
from ui.reader_style import reader_style
from ui.session import Session
from ui.theme.metrics import SPACE_2, SPACE_3, SPACE_5
from ui.theme.style import set_role
from ui.theme.theme import Theme
from ui.window.find_bar import FindBar

_NO_ARTICLES = (
    "This project has no articles yet.\n"
    "Import texts, web pages, PDFs or tables, or drop files and folders here."
)


class ReadingArea(QWidget):
    """Shows the open document, or says what to do when there is none."""

    import_requested = Signal()

    def __init__(self, session: Session, theme: Theme, zoom: float) -> None:
        super().__init__()
        self._session = session
        self.reader = ReaderView(reader_style(theme, session.codebook))
        self.reader.setProperty("role", "page")
        self.reader.set_zoom(zoom)
        self.find_bar = FindBar(self.reader, theme)
        self._title = ElidedLabel()
        self._facts = ElidedLabel()
        self._state = QLabel()
        self._pages = QStackedWidget()
        self._lay_out()
        session.document_opened.connect(self._show_document)
        session.changed.connect(self._follow)
        self._show_document(session.document)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme or another codebook."""
        self.reader.set_style(reader_style(theme, self._session.codebook))
        self.find_bar.set_theme(theme)

    def _lay_out(self) -> None:
        set_role(self._title, "heading")
        set_role(self._facts, "muted")
        set_role(self._state, "chip")
        header = QFrame()
        set_role(header, "pane-header")
        row = QHBoxLayout(header)
        row.setContentsMargins(SPACE_5, SPACE_2, SPACE_3, SPACE_2)
        row.setSpacing(SPACE_3)
        row.addWidget(self._title, 1)
        row.addWidget(self._facts)
        row.addWidget(self._state)
        article = QWidget()
        column = QVBoxLayout(article)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for widget in (header, self.find_bar, self.reader):
            column.addWidget(widget)
        self._pages.addWidget(article)
        self._pages.addWidget(self._empty())
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._pages)

    def _empty(self) -> QWidget:
        page = QFrame()
        set_role(page, "page")
        self._hint = QLabel()
        self._hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self._hint, "empty")
        self._button = QPushButton("Import articles…")
        self._button.setAutoDefault(True)  # So that Enter presses it, as Space does
        set_role(self._button, "primary")
        self._button.clicked.connect(self.import_requested)
        column = QVBoxLayout(page)
        column.addStretch(2)
        column.addWidget(self._hint, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addWidget(self._button, alignment=Qt.AlignmentFlag.AlignCenter)
        column.addStretch(3)
        return page

    def _show_document(self, document: Document | None) -> None:
        self._pages.setCurrentIndex(0 if document is not None else 1)
        if document is None:
            some = self._session.project.documents.count() > 0
            self._hint.setText(
                "Choose an article in the list on the left." if some else _NO_ARTICLES
            )
            self._button.setVisible(not some and not self._session.read_only)
        self._show_facts()
        self.find_bar.refresh()

    def _follow(self, change: Change) -> None:
        if change.touches("document") or change.touches("progress"):
            self._show_facts()

    def _show_facts(self) -> None:
        document = self._session.document
        if document is None:
            if self._pages.currentIndex() == 1 and self._session.project.documents.count() > 0:
                self._hint.setText("Choose an article in the list on the left.")
                self._button.hide()
            return
        self._title.show_text(document.title)
        facts = [part for part in (document.source, document.author, document.published) if part]
        self._facts.show_text(" · ".join(facts))
        progress = self._session.project.documents.progress(document.id, self._session.annotator.id)
        self._state.setText(progress.state.words)
        self._state.setToolTip(progress.reason if progress.state is State.SKIPPED else "")
