"""Opening, making and restoring projects: the conversations around the file."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QFileDialog, QMenu

from storage.errors import GlossatorError, NotAProjectError
from storage.naming import SUFFIX, data_folder
from ui.places import sample_file
from ui.settings import Settings
from ui.window.kept_layers import show_kept_layers

if TYPE_CHECKING:
    from domain.annotation import Annotator
    from storage.project import Project
    from ui.dialogs.new_project import NewProject
    from ui.session import Session
    from ui.window.conversations import Host

_FILTER = "Glossator projects (*.gloss)"
_SHOWN_RECENT = 9


class Projects(QObject):
    """Gets a project onto the window's workbench, whatever way it was asked for."""

    def __init__(self, host: Host, settings: Settings) -> None:
        super().__init__()
        self._host = host
        self._settings = settings

    def begin(self, files: Sequence[Path], *, sample: bool) -> None:
        """Open what the command line named: a project, articles for a new one, the sample."""
        if sample and not files:
            self.open_sample()
        elif files:
            self.take_files(files)
        self._host.show_start()

    def take_files(self, files: Sequence[Path]) -> None:
        """Open a project among the files; offer to take the others in as articles."""
        projects = [path for path in files if path.suffix.lower() == SUFFIX]
        articles = [path for path in files if path.suffix.lower() != SUFFIX]
        if projects:
            self.open_path(str(projects[0]))
        if not articles:
            return
        if self._host.session is not None:
            self._host.talks.importing.take_in(articles)
        else:
            self.new_project([str(path) for path in articles])

    def open_project(self) -> None:
        """Ask for a project file and open it."""
        chosen, _ = QFileDialog.getOpenFileName(
            self._host.widget(), "Open a project", str(self._folder() or ""), _FILTER
        )
        if chosen:
            self.open_path(chosen)

    def open_path(self, path: str) -> None:
        """Open a project file; tell in a sentence if that fails."""
        from storage.project import open_project

        try:
            project = open_project(Path(path))
        except GlossatorError as error:
            if not self._is_rescued(Path(path), error):
                self._host.tell(str(error), title="The project was not opened")
            return
        self._enter(project)

    def _is_rescued(self, path: Path, error: GlossatorError) -> bool:
        """Offer the backups of a project whose file is damaged; False if there are none."""
        known = self._settings.project_at(path)
        if not known or not isinstance(error, NotAProjectError):
            return False
        from storage.backup import list_backups
        from ui.dialogs.restore import RestoreDialog

        backups = list_backups(known)
        if not backups:
            return False
        self._host.show_start()
        dialog = RestoreDialog(backups, parent=self._host.widget(), broken=str(error))
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.chosen is not None:
            self._put(dialog.chosen.path, path)
        return True

    def open_sample(self) -> None:
        """Open the sample project, made on its first opening."""
        path = sample_file()
        if not path.exists():
            # Built here only: the sample's readers are not on the way to the first window.
            from storage.sample import build_sample

            try:
                data_folder().mkdir(parents=True, exist_ok=True)
                build_sample(path, self._name())
            except (GlossatorError, OSError) as error:
                self._host.tell(str(error), title="The sample was not made")
                return
        self.open_path(str(path))

    def new_project(self, texts: Sequence[str] = ()) -> None:
        """Ask for file, title and name; make the project and take articles in."""
        from ui.dialogs.new_project import NewProjectDialog

        self._host.show_start()
        dialog = NewProjectDialog(
            annotator=self._name(),
            texts=[Path(text) for text in texts],
            folder=self._folder(),
            parent=self._host.widget(),
        )
        if dialog.exec() != QDialog.DialogCode.Accepted:
            return
        self.make(dialog.chosen)

    def make(self, wanted: NewProject) -> None:
        """Make a project and open it; tell in a sentence if that fails."""
        from storage.opening import new_project

        try:
            project = new_project(wanted.path, title=wanted.title, annotator=wanted.annotator)
        except GlossatorError as error:
            self._host.tell(str(error), title="The project was not made")
            return
        self._settings.annotator = wanted.annotator
        self._enter(project)
        if wanted.texts:
            self._host.talks.importing.take_in(wanted.texts)

    def close(self) -> None:
        """Close the project; the start screen takes its place."""
        self._host.close_project()

    def restore(self) -> None:
        """Show the project's backups and put one back."""
        from storage.backup import list_backups
        from ui.dialogs.restore import RestoreDialog

        session = self._host.session
        if session is None:
            return
        dialog = RestoreDialog(list_backups(session.project.id), parent=self._host.widget())
        if dialog.exec() == QDialog.DialogCode.Accepted and dialog.chosen is not None:
            self.put_back(dialog.chosen.path)

    def put_back(self, backup: Path) -> None:
        """Put a backup in the place of the open project, and open that."""
        session = self._host.session
        if session is not None:
            path = session.project.path
            self._host.close_project()
            self._put(backup, path)

    def _put(self, backup: Path, path: Path) -> None:
        from storage.backup import restore_backup

        try:
            restore_backup(backup, path)
        except GlossatorError as error:
            self._host.tell(str(error), title="The backup was not restored")
        self.open_path(str(path))

    def remember_place(self) -> None:
        """Remember where the person was, to open the project there again."""
        session, bench = self._host.session, self._host.bench
        if session is None or bench is None:
            return
        places = self._settings.places | bench.panes.places()
        if session.document is not None:
            places[f"at:{session.project.id}"] = f"{session.document.id}:{bench.reader.caret()}"
        self._settings.places = places

    def serve(self, menu: QMenu) -> None:
        """Let a menu list the projects opened last, whenever it opens."""
        menu.aboutToShow.connect(self._fill_recent)

    def _fill_recent(self) -> None:
        menu = self.sender()
        assert isinstance(menu, QMenu)
        menu.clear()
        for recent in self._settings.recent[:_SHOWN_RECENT]:
            action = QAction(f"{recent.title or Path(recent.path).stem}  —  {recent.path}", menu)
            action.setData(recent.path)
            action.setEnabled(Path(recent.path).exists())
            action.triggered.connect(self._open_recent)
            menu.addAction(action)
        if menu.isEmpty():
            menu.addAction("Nothing opened yet").setEnabled(False)

    def _open_recent(self) -> None:
        action = self.sender()
        if isinstance(action, QAction):
            self.open_path(str(action.data()))

    def _enter(self, project: Project) -> None:
        try:
            annotator = self._who(project)
        except GlossatorError as error:
            project.close()
            self._host.tell(str(error), title="The project was not opened")
            return
        if annotator is None:
            project.close()
            return
        from ui.session import Session

        session = Session(project, annotator)
        if project.path == sample_file():
            _show_everyone(session)
        self._host.show_project(session)
        title = project.info().title
        self._settings.remember_project(project.path, title, project.id)
        self._go_back(session)

    def _who(self, project: Project) -> Annotator | None:
        """Return who works here: the remembered name, else the one given; None if they cancel."""
        name = self._settings.annotator
        if not name and project.path == sample_file():
            name = self._name()
        if not name:
            from ui.dialogs.small import WhoDialog

            self._host.show_start()
            dialog = WhoDialog(self._name(), parent=self._host.widget())
            if dialog.exec() != QDialog.DialogCode.Accepted:
                return None
            name = self._settings.annotator = dialog.name
        from domain.annotation import Annotator
        from domain.ids import AnnotatorId
        from storage.work import ensure_annotator

        if project.writable:
            return ensure_annotator(project, name)
        known = {a.name.casefold(): a for a in project.annotators.all()}
        # A file that may only be read cannot take a new name in: look at it as a guest.
        return known.get(name.casefold()) or Annotator(AnnotatorId("guest"), name)

    def _go_back(self, session: Session) -> None:
        show_kept_layers(self._settings, session)
        kept, _, caret = self._settings.places.get(f"at:{session.project.id}", "").partition(":")
        from domain.ids import DocumentId

        document = DocumentId(kept)
        ids = session.project.documents.first(2)
        if kept and session.project.documents.row(document, None) is not None:
            session.open_document(document)
            if self._host.bench is not None and caret.isdecimal():
                self._host.bench.reader.jump_to(int(caret))
        elif ids:
            session.open_document(ids[0])

    def _name(self) -> str:
        if self._settings.annotator:
            return self._settings.annotator
        try:
            import getpass

            return getpass.getuser()
        except (KeyError, OSError, ImportError):
            return "Me"

    def _folder(self) -> Path | None:
        folders = [Path(recent.path).parent for recent in self._settings.recent]
        own = data_folder()
        return next((folder for folder in folders if folder.is_dir() and folder != own), None)


def _show_everyone(session: Session) -> None:
    # What machines made is looked at when somebody asks for it: beside people's work it confuses.
    everyone = session.project.annotators.all()
    session.show_layers(a.id for a in everyone if a.kind != "machine")
