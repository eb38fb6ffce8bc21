"""The window: the start screen, or a project on its workbench, with menus and keys."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QMainWindow, QToolBar, QWidget

from ui.actions import Actions
from ui.keymap import Keymap, KeymapError, check, default_keymap
from ui.settings import Settings
from ui.theme.theme import Theme
from ui.window.look import Look
from ui.window.menus import Menus
from ui.window.pages import Pages
from ui.window.possible import possible
from ui.window.projects import Projects
from ui.window.reflecting import check_panes, window_title
from ui.window.status import StatusLine

if TYPE_CHECKING:
    from domain.change import Change
    from ui.commands import Mode
    from ui.session import Session
    from ui.window.background import Background
    from ui.window.conversations import Conversations
    from ui.window.review_talks import ReviewTalks
    from ui.window.router import Handlers
    from ui.window.workbench import Workbench

_SIZE = (1280, 800)
_FRAME = 36  # What a window manager takes above and below


class MainWindow(QMainWindow):
    """One window with at most one project."""

    project_opened = Signal(object)

    def __init__(self, settings: Settings, keymap: Keymap, theme: Theme) -> None:
        super().__init__()
        self.settings = settings
        self.keymap = keymap
        self.session: Session | None = None
        self.bench: Workbench | None = None
        self.look = Look(settings, theme, self)
        self.actions_ = Actions(keymap, theme, self)
        self.status = StatusLine(theme)
        self.projects = Projects(self, settings)
        self._background: Background | None = None
        self._handlers: Handlers = {}
        self.pages = Pages(settings, self.look, self.projects)
        self.setCentralWidget(self.pages)
        self.setStatusBar(self.status)
        self._tools = QToolBar("Tools")
        self._tools.setObjectName("tools")
        self.addToolBar(self._tools)
        self.menus = Menus(self.actions_, self.menuBar(), self._tools)
        self.setAcceptDrops(True)
        self.resize(QSize(*_SIZE).boundedTo(self.screen().availableSize() - QSize(0, _FRAME)))
        self._connect()
        # The tools that showed beside a project do not come back on the start screen.
        settings.restore_window(self)
        self._show_project()

    # The connections of this window, sorted by who speaks

    def _connect(self) -> None:
        projects = self.projects
        self.actions_.triggered.connect(self._do)
        self.look.theme_changed.connect(self._show_theme)
        self.look.zoom_changed.connect(self._show_zoom)
        projects.serve(self.menus.recent)

    def _connect_project(self, session: Session, bench: Workbench) -> None:
        bench.context_menu_requested.connect(self.menus.pop_up)
        bench.document_note_requested.connect(self.talks.document_note)
        bench.facts_export_requested.connect(self.talks.export_facts)
        bench.import_requested.connect(self.talks.importing.files)
        bench.panes.changed.connect(self._show_panes)
        bench.relating.asked.connect(self.status.expect)
        self.discussion.attend(bench)
        bench.skip_requested.connect(self.talks.skip)
        self.actions_.retag_requested.connect(bench.desk.retag)
        self.actions_.tag_requested.connect(bench.desk.tag)
        bench.zoom_requested.connect(self.look.zoom_by)
        session.changed.connect(self._show_change)
        session.codebook_changed.connect(self._show_codebook)
        session.current_changed.connect(self._show_possible)
        session.document_opened.connect(self._show_project)
        session.failed.connect(self.tell)
        session.mode_changed.connect(self._show_mode)
        session.refused.connect(self.status.warn)

    # What its parts ask of the window

    @property
    def theme(self) -> Theme:
        """The theme in force."""
        return self.look.theme

    @cached_property
    def talks(self) -> Conversations:
        """The dialogs; loaded when first asked for, which an empty start screen never does."""
        from ui.window.conversations import Conversations

        return Conversations(self)

    @cached_property
    def discussion(self) -> ReviewTalks:
        """The dialogs of reviewing and commenting; loaded with the first project."""
        from ui.window.review_talks import ReviewTalks

        return ReviewTalks(self)

    def project_path(self) -> Path | None:
        """Return the file of the open project, or None."""
        return None if self.session is None else self.session.project.path

    def widget(self) -> QWidget:
        """Return the window itself, for dialogs to stand in front of."""
        return self

    def tell(self, sentence: str, title: str = "") -> None:
        """Tell a sentence that the person must not miss."""
        from ui.dialogs.message import tell

        self.show_start()
        self.status.say(sentence)
        tell(self.theme, title or "Glossator", sentence, parent=self)

    # Projects

    def show_project(self, session: Session) -> None:
        """Put a project on the workbench, in place of the one that was there."""
        # Everything that reads and shows articles is loaded here: the first window does without.
        from ui.theme.fonts import load_fonts
        from ui.window.background import Background
        from ui.window.exchange_talks import ExchangeTalks
        from ui.window.router import discussion_handlers, project_handlers
        from ui.window.workbench import Workbench

        self.close_project()
        load_fonts()
        bench = Workbench(session, self.look.theme, self.look.zoom)
        self.session, self.bench = session, bench
        self.menus.serve(bench)
        self.pages.show_bench(bench)
        self.actions_.set_article(bench.reader)
        self._connect_project(session, bench)
        self._handlers = project_handlers(session, bench, self.talks, self.projects)
        self._handlers |= discussion_handlers(bench, self.discussion)
        self._handlers |= ExchangeTalks(self, self.projects).attend(bench)
        self._show_codebook()
        self.status.watch(session, bench.reader)
        bench.panes.restore(self.settings.places)
        self._background = Background(session, self)
        bench.page_first.done.connect(self._background.start)
        self._show_project()
        bench.focus_article()
        self.project_opened.emit(session)

    def show_start(self) -> None:
        """Show the start screen, unless a project is open."""
        if self.bench is None:
            self.pages.show_start()

    def close_project(self) -> None:
        """Close the project, if one is open, and show the start screen."""
        session, bench = self.session, self.bench
        if session is None or bench is None:
            return
        bench.stop()
        self.projects.remember_place()
        self.actions_.set_article(None)
        self.actions_.set_codebook(None)
        self.actions_.set_mode("tag")
        self.menus.serve(None)
        self.status.watch(None, None)
        if self._background is not None:
            self._background.stop()
            self._background.deleteLater()
            self._background = None
        self.session = self.bench = None
        self._handlers = {}
        self.show_start()
        self.pages.removeWidget(bench)
        bench.deleteLater()
        session.close()
        session.deleteLater()
        self.menus.show_tags()
        self._show_project()

    # What the person asks for

    def _do(self, command: str) -> None:
        if command == "quit":
            self.close()
            return
        from ui.window.router import window_handlers

        handlers = window_handlers(self.look, self.talks, self.projects) | self._handlers
        if command in handlers:
            handlers[command]()

    # What the session and the look say

    def _show_theme(self, theme: Theme) -> None:
        self.actions_.set_theme(theme)
        self.status.set_theme(theme)
        if self.bench is not None:
            self.bench.set_theme(theme)
            self.menus.show_tags()

    def _show_zoom(self, zoom: float) -> None:
        if self.bench is not None:
            self.bench.reader.set_zoom(zoom)
        self.status.say(f"Text size {zoom:.0%}")

    def _show_codebook(self, *_: object) -> None:
        if self.session is None or self.bench is None:
            return
        codebook = self.session.codebook
        try:
            check(self.keymap, codebook)
        except KeymapError as error:
            self.keymap = default_keymap()
            self.actions_.set_keymap(self.keymap)
            self.tell(str(error))
        self.actions_.set_codebook(codebook)
        self.menus.show_tags()
        self.bench.set_theme(self.look.theme)

    def _show_project(self, *_: object) -> None:
        session = self.session
        self._tools.setVisible(session is not None)
        self.setWindowTitle(window_title(session))
        self._show_possible()
        self._show_panes()

    def _show_mode(self, mode: Mode) -> None:
        self.actions_.set_mode(mode)
        self._show_possible()

    def _show_change(self, change: Change) -> None:
        if change.touches("document") or change.touches("project"):
            self._show_project()
        else:
            self._show_possible()

    def _show_possible(self, *_: object) -> None:
        self.actions_.enable(possible(self.session))

    def _show_panes(self) -> None:
        if self.bench is not None:
            check_panes(self.actions_, self.bench)

    # Qt overrides

    def closeEvent(self, event: QCloseEvent) -> None:
        self.settings.save_window(self)
        self.close_project()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        event.acceptProposedAction()
        self.projects.take_files(files)
