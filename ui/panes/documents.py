"""The documents of the project: what there is, how far one is with each, and which one is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import (
    QLabel,
    QListView,
    QProgressBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from domain.change import Change
from domain.document import Document, State
from ui.models.document_list import DocumentList, Listing, gained_by, narrowed
from ui.models.index import Index
from ui.panes.document_menus import ArrangeMenu, DocumentMenu
from ui.panes.document_row import DocumentRowDelegate
from ui.panes.pane import FilterBox, Pane
from ui.panes.row_view import show_rows
from ui.pauses import pause
from ui.session import Session
from ui.theme.metrics import SPACE_1, SPACE_2, SPACE_3
from ui.theme.style import set_role
from ui.theme.theme import Theme

_SOON = 150  # Milliseconds until typing is taken for finished, or a stale order is read anew


class DocumentsPane(Pane):
    """Lists the documents; ids of documents travel as str.

    `state_requested` carries a document and a State (never SKIPPED: that is `skip_requested`,
    since it needs a reason).
    """

    open_requested = Signal(str)
    import_requested = Signal()
    state_requested = Signal(str, object)
    skip_requested = Signal(str)
    note_requested = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__("Documents", theme, "documents")
        self._session = session
        self.model = DocumentList(session, self)
        self.delegate = DocumentRowDelegate(theme, self)
        self.view = _Rows()
        self.filter = FilterBox("Filter by title, source, author", "Filter the documents")
        self.progress = _ProgressLine()
        self._arrange_menu = ArrangeMenu(self)
        self._soon = pause(self, _SOON)
        self._filter_tool = self.add_tool("filter", "Sort and filter the documents")
        self._import_tool = self.add_tool("import", "Import articles")
        self._arrange_tools()
        _lay_out(self)
        self._connect()
        self.model.load()
        self._show_all()
        self._follow(session.document)

    def focus_first(self) -> None:
        """Put the keys into the list, or into the filter if nothing is listed."""
        if self.model.rowCount() == 0:
            wanted: QWidget = self.filter if self.filter.isVisible() else self.message.button
            wanted.setFocus()
            return
        if not self.view.currentIndex().isValid():
            self.view.setCurrentIndex(self.model.index(0))
        self.view.setFocus()

    def escape(self) -> None:
        """Clear the filter first; without one go back to the article."""
        if self.filter.text():
            self.filter.clear()
            self._apply_words()
            self.focus_first()
        else:
            super().escape()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        super().set_theme(theme)
        self.delegate.set_theme(theme)
        self.view.viewport().update()

    # Arranging

    def arrange(self, listing: Listing) -> None:
        """List other documents, or in another order; what was chosen stays chosen."""
        chosen = self.chosen()
        self._arrange_menu.show_listing(listing)
        self._filter_tool.setChecked(listing.is_narrowed)
        self.model.load(listing)
        self._choose(chosen)
        self._show_all()

    def chosen(self) -> str | None:
        """Return the document that the keys act on."""
        row = self.model.row_at(self.view.currentIndex())
        return None if row is None else row.id

    def menu(self) -> DocumentMenu:
        """Return the menu of the chosen document."""
        menu = DocumentMenu(self.theme, self, read_only=self._session.read_only)
        menu.chosen.connect(self._carry_out)
        return menu

    def _carry_out(self, verb: str, state: State | None) -> None:
        document = self.chosen()
        if document is None:
            return
        if verb == "state":
            self.state_requested.emit(document, state)
            return
        signals = {
            "open": self.open_requested,
            "skip": self.skip_requested,
            "note": self.note_requested,
            "remove": self.remove_requested,
        }
        signals[verb].emit(document)

    # What happens

    def _open(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is None:
            return
        document = self._session.document
        if document is not None and document.id == row.id:
            self.leave_requested.emit()
        else:
            self.open_requested.emit(row.id)

    def _follow(self, document: Document | None) -> None:
        self.delegate.open_document = None if document is None else document.id
        if document is not None:
            self._choose(document.id)
        self.view.viewport().update()

    def _refresh(self, change: Change) -> None:
        self.model.recount(change)
        touches_list = change.touches("document")
        counted = touches_list or change.touches("progress")
        documents = self._touched(change)
        gained = None if counted else gained_by(change, self._session.annotator.id)
        gone = [one for one in documents if not self.model.refresh(one, gained)]
        assigns = self.model.listing.mine and change.touches("assignment")
        if gone or change.bulk or assigns or (touches_list and self._adds(change)):
            self._reload()
        elif documents and self._is_stale(counted):
            self._soon.start()
        if counted:
            self._show_counts()

    def _touched(self, change: Change) -> list[str]:
        found = list(change.records("document"))
        if change.document is not None:
            found.append(change.document)
        annotations = change.records("annotation")
        if len(annotations) > 1:
            stored = self._session.project.annotations.some(annotations)
            found += (annotation.document for annotation in stored)
        return list(dict.fromkeys(found))

    def _adds(self, change: Change) -> bool:
        return any(
            item.before is None or "deleted" in item.after
            for item in change.items
            if item.table == "document"
        )

    def _is_stale(self, counted: bool) -> bool:
        listing = self.model.listing
        by_count = listing.order == "annotations"
        return by_count or (counted and (listing.is_filtered or listing.order != "number"))

    def _reload(self) -> None:
        if self.filter.text().strip() != self.model.listing.words:
            self._apply_words()
            return
        chosen, row = self.chosen(), self.view.currentIndex().row()
        place = self.view.verticalScrollBar().value()
        self.model.reload()
        if chosen is not None:
            self._choose(chosen)
            if self.chosen() != chosen:
                # It is gone: the keys go on from where it was.
                last = self.model.rowCount() - 1
                self.view.setCurrentIndex(self.model.index(min(row, last)))
        self.view.verticalScrollBar().setValue(place)
        self._show_all()

    def _choose(self, document: str | None) -> None:
        index = QModelIndex() if document is None else self.model.locate(document)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index)

    def _apply_words(self) -> None:
        self._soon.stop()
        self.arrange(narrowed(self.model.listing, self.filter.text()))

    def _show_all(self) -> None:
        self._show_counts()
        listed = self.model.rowCount() > 0
        self.show_content(shown=listed)
        if not listed and self.model.listing.is_filtered:
            self.message.say("No document fits", "Esc clears the filter.", "Show all")
        elif not listed:
            button = "" if self._session.read_only else "Import articles…"
            self.message.say("No documents yet", "Import articles to read and tag.", button)

    def _show_counts(self) -> None:
        counts = self._session.project.documents.states(self._session.annotator.id)
        self.progress.show_counts(counts)
        self.filter.setVisible(sum(counts.values()) > 0)
        self.progress.setVisible(sum(counts.values()) > 0)

    def _act_on_message(self) -> None:
        if self.model.listing.is_filtered:
            self._show_everything()
        else:
            self.import_requested.emit()

    def _show_everything(self) -> None:
        self.filter.clear()
        self.arrange(replace(self.model.listing, words="", state=None, mine=False))
        self.focus_first()

    def _down_to_list(self) -> None:
        self._apply_words()
        self.focus_first()

    def _show_menu(self, place: QPoint) -> None:
        index = self.view.indexAt(place)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.menu().popup(self.view.viewport().mapToGlobal(place))

    def _arrange_tools(self) -> None:
        self._filter_tool.setMenu(self._arrange_menu)
        self._filter_tool.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._filter_tool.setCheckable(True)
        self._import_tool.setEnabled(not self._session.read_only)

    def _connect(self) -> None:
        self.filter.left_downwards.connect(self._down_to_list)
        self.filter.textEdited.connect(self._soon.start)
        self.message.action_requested.connect(self._act_on_message)
        self.view.activated.connect(self._open)
        self.view.clicked.connect(self._open)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self._arrange_menu.arranged.connect(self.arrange)
        self._import_tool.clicked.connect(self.import_requested)
        self._soon.timeout.connect(self._reload)
        self._session.changed.connect(self._refresh)
        self._session.document_opened.connect(self._follow)


class _Rows(QListView):
    """A list in which a changed row is painted again, and nothing else."""

    def dataChanged(self, top_left: Index, bottom_right: Index, roles: Sequence[int] = ()) -> None:
        # Qt would lay out the whole list anew, though all rows are of one height.
        if top_left == bottom_right:
            self.update(top_left)
        else:
            super().dataChanged(top_left, bottom_right, roles)


class _ProgressLine(QWidget):
    """How far the whole project is: a slim bar and a line."""

    def __init__(self) -> None:
        super().__init__()
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName("Documents done or skipped")
        self.words = QLabel()
        set_role(self.words, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        column.setSpacing(SPACE_1)
        column.addWidget(self.bar)
        column.addWidget(self.words)

    def show_counts(self, counts: dict[State, int]) -> None:
        """Tell how many documents are in each state."""
        total = sum(counts.values())
        skipped = counts[State.SKIPPED]
        words = f"{counts[State.DONE]:,} of {total:,} done"
        self.words.setText(words + (f" · {skipped:,} skipped" if skipped else ""))
        self.bar.setMaximum(max(total, 1))
        self.bar.setValue(counts[State.DONE] + skipped)
        self.setToolTip("\n".join(f"{n:,} {state.words}" for state, n in counts.items()))


def _lay_out(pane: DocumentsPane) -> None:
    pane.setMinimumWidth(220)
    box = QVBoxLayout()
    box.setContentsMargins(SPACE_3, SPACE_1, SPACE_3, SPACE_2)
    box.addWidget(pane.filter)
    pane.column.insertLayout(1, box)
    show_rows(pane.view, pane.model, pane.delegate, "Documents")
    pane.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    pane.set_content(pane.view)
    pane.column.addWidget(pane.progress)
