"""The discussion: threads on annotations and passages, to be read, answered and resolved."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QComboBox, QLabel, QListView, QMenu

from domain.change import Change
from domain.comment import Thread, threads
from storage import commenting
from ui.models.comment_list import CommentList, CommentRow
from ui.panes.comment_row import CommentRowDelegate
from ui.panes.pane import FilterBox
from ui.panes.reading import ReadingPane
from ui.panes.row_view import show_rows
from ui.session import Session
from ui.theme.icons import icon
from ui.theme.style import set_role
from ui.theme.theme import Theme
from ui.wording import counted

_SCOPES = ("In this article", "In the project")
_STATES = ("Open", "Resolved", "All")
_BESIDE = Qt.ToolButtonStyle.ToolButtonTextBesideIcon


class CommentsPane(ReadingPane):
    """Lists threads; ids travel as str. Reads only while it is on the screen."""

    passage_requested = Signal(str, int, int)
    reply_requested = Signal(object)
    edit_requested = Signal(object)
    comment_requested = Signal()

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__(session, theme, "Comments", "comment")
        self.model = CommentList(self)
        self.view = QListView()
        self._rows = CommentRowDelegate(theme, self.view)
        self.scope = QComboBox()
        self.state = QComboBox()
        self.filter = FilterBox("Filter by words or author", "Filter the comments")
        self.count = QLabel()
        self._lay_out()
        self._connect()

    def focus_first(self) -> None:
        """Put the keys into the list."""
        if not self.view.currentIndex().isValid() and self.model.rowCount():
            self.view.setCurrentIndex(self.model.index(0))
        self.view.setFocus()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        super().set_theme(theme)
        self._rows.set_theme(theme)
        self.view.viewport().update()

    def _read(self) -> None:
        chosen = self._chosen()
        names = {str(a.id): a.name for a in self._session.project.annotators.all()}
        found = self._threads()
        shown = [thread for thread in found if self._wanted(thread, names)]
        self.model.load(shown, names)
        if chosen is not None:
            self.view.setCurrentIndex(self.model.index_of(chosen.comment.id))
        still = sum(thread.is_open for thread in found)
        self.count.setText(f"{still:,} open of {counted(len(found), 'thread')}")
        self.message.say(
            "No comments here" if not found else "No comment matches",
            "Ctrl+Shift+M comments on the annotation at hand or on the selected words.",
            "" if self._session.read_only else "Comment…",
        )
        self.show_content(shown=self.model.rowCount() > 0)
        self._offer()

    def menu(self) -> QMenu:
        """Return the menu of the chosen comment."""
        menu = QMenu(self)
        row = self._chosen()
        writing = row is not None and not self._session.read_only
        own = writing and row is not None and row.comment.author == self._session.annotator.id
        is_open = row is None or row.thread.is_open
        for name, words, enabled, picture in (
            ("reply", "Reply…", writing, "comment"),
            ("resolve", "Resolve" if is_open else "Open again", writing, "done"),
            ("edit", "Edit…", own, "note"),
            ("delete", "Delete", own, "delete"),
        ):
            action = menu.addAction(icon(picture, self.theme), words)
            action.setData(name)
            action.setEnabled(enabled)
        menu.triggered.connect(self._carry_out)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def reply(self) -> None:
        """Ask for an answer to the chosen comment."""
        row = self._chosen()
        if row is not None:
            self.reply_requested.emit(row.comment)

    def resolve(self) -> None:
        """Mark the chosen thread as resolved, or open it again."""
        row = self._chosen()
        if row is not None:
            session = self._session
            session.perform(
                lambda: commenting.resolve(
                    session.project,
                    thread=row.thread.first.id,
                    author=session.annotator.id,
                    resolved=row.thread.is_open,
                )
            )

    def delete(self) -> None:
        """Delete the chosen comment of one's own."""
        row = self._chosen()
        if row is not None:
            session = self._session
            session.perform(
                lambda: commenting.delete_comment(
                    session.project, comment=row.comment.id, author=session.annotator.id
                )
            )

    def _carry_out(self, action: QAction) -> None:
        name, row = action.data(), self._chosen()
        if name == "edit" and row is not None:
            self.edit_requested.emit(row.comment)
        elif name in ("reply", "resolve", "delete"):
            {"reply": self.reply, "resolve": self.resolve, "delete": self.delete}[name]()

    def _threads(self) -> list[Thread]:
        session = self._session
        if self.scope.currentIndex() == 1:
            return threads(session.project.comments.all())
        document = session.document
        return (
            [] if document is None else threads(session.project.comments.of_document(document.id))
        )

    def _wanted(self, thread: Thread, names: dict[str, str]) -> bool:
        session, first = self._session, thread.first
        if first.document in session.blind and first.author != session.annotator.id:
            return False
        state = self.state.currentIndex()
        if (state == 0 and not thread.is_open) or (state == 1 and thread.is_open):
            return False
        wanted = self.filter.text().strip().casefold()
        said = (f"{names.get(c.author, '')} {c.text} {c.quote}" for c in thread.comments)
        return not wanted or any(wanted in words.casefold() for words in said)

    def _chosen(self) -> CommentRow | None:
        return self.model.row_at(self.view.currentIndex())

    def _offer(self, *_: object) -> None:
        row = self._chosen()
        writing = row is not None and not self._session.read_only
        self.reply_tool.setEnabled(writing)
        self.resolve_tool.setEnabled(writing)
        is_open = row is None or row.thread.is_open
        self.resolve_tool.setText("Resolve" if is_open else "Open again")

    def _jump(self, index: QModelIndex) -> None:
        row = self.model.row_at(index)
        if row is None:
            return
        comment = row.comment
        if comment.annotation is not None:
            self.jump_requested.emit(comment.annotation)
        elif comment.start is not None and comment.end is not None:
            self.passage_requested.emit(comment.document, comment.start, comment.end)

    def _refresh(self, change: Change) -> None:
        if change.touches("comment") or change.touches("document"):
            self._read_when_seen()

    def _connect(self) -> None:
        self.view.clicked.connect(self._jump)
        self.view.activated.connect(self._jump)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.view.selectionModel().currentChanged.connect(self._offer)
        self.reply_tool.clicked.connect(self.reply)
        self.resolve_tool.clicked.connect(self.resolve)
        self.scope.currentIndexChanged.connect(self.read)
        self.state.currentIndexChanged.connect(self.read)
        self.filter.textChanged.connect(self.read)
        self.filter.left_downwards.connect(self.focus_first)
        self.message.action_requested.connect(self.comment_requested)
        self._session.changed.connect(self._refresh)
        self._session.document_opened.connect(self._read_when_seen)

    def _show_menu(self) -> None:
        if self._chosen() is not None:
            place = self.view.visualRect(self.view.currentIndex()).center()
            self.menu().popup(self.view.viewport().mapToGlobal(place))

    def _lay_out(self) -> None:
        self.scope.addItems(_SCOPES)
        self.state.addItems(_STATES)
        self.scope.setAccessibleName("Where")
        self.state.setAccessibleName("Which threads")
        set_role(self.count, "small")
        for widget in (self.scope, self.state):
            self.header.addWidget(widget)
        self.header.addWidget(self.filter, 1)
        self.header.addWidget(self.count)
        self.reply_tool = self.add_tool("comment", "Answer the chosen comment")
        self.reply_tool.setText("Reply")
        self.resolve_tool = self.add_tool("done", "Mark the chosen thread as resolved, or open it")
        self.resolve_tool.setText("Resolve")
        for tool in (self.reply_tool, self.resolve_tool):
            tool.setToolButtonStyle(_BESIDE)
        show_rows(self.view, self.model, self._rows, "Comments")
        self.view.setUniformItemSizes(False)  # A comment takes as many lines as it needs.
        self.view.setMouseTracking(True)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setResizeMode(QListView.ResizeMode.Adjust)
        self.view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMinimumHeight(120)
        self.set_content(self.view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.view.scheduleDelayedItemsLayout()
