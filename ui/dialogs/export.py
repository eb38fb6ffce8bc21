"""Exporting: in which format, whose layers, where to; and what it could not carry, told before."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import (
    QComboBox,
    QDialogButtonBox,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from domain.annotation import Annotator
from domain.ids import AnnotatorId
from storage.contents import Contents
from storage.formats.codec import Codec
from storage.formats.export_file import export_in, export_with, preflight_in
from storage.formats.export_options import ExportOptions
from storage.formats.registry import FORMATS, Format
from storage.formats.report import Report
from storage.project import Project
from ui.dialogs.export_training import TrainingChoices
from ui.dialogs.form import add_row, typed_path, wrapped
from ui.dialogs.working import WorkingDialog
from ui.session import Session
from ui.theme.icons import icon
from ui.theme.metrics import SPACE_2, TARGET
from ui.theme.theme import Theme
from ui.wording import holds
from ui.workers import Progress, run_in_background, with_cancel, write_in_background

_WIDTH = 580
_MOST_ROWS = 5
_LISTED = 96
_STOPPED = "The export was stopped. Nothing was written."


def writable_formats() -> list[Format]:
    """Return the formats that a project can be exported to."""
    return [entry for entry in FORMATS if entry.can_write]


def target_problem(written: str, project: Path, *, is_folder: bool = False) -> str:
    """Return what is wrong with the place to export to in a sentence, or nothing."""
    if not written.strip():
        return "Choose a file to write to."
    path = typed_path(written)
    try:
        if path.is_dir() and not is_folder:
            return f"{path} is a folder; add a name for the file."
        if not path.parent.is_dir():
            return f"There is no folder {path.parent}; choose one that exists."
        if path.exists() and path.samefile(project):
            return "That is the project itself; choose another name."
    except (OSError, ValueError):
        return "Nothing can be written there; choose another place."
    return ""


class ExportDialog(WorkingDialog):
    """Asks, previews, and writes; afterwards it says where the file is and offers its folder."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__("Export annotations", "&Export", parent)
        self._theme = theme
        self._session = session
        self._project = session.project
        self._writes = False
        self._named_by_hand = False
        self.written: Path | None = None
        self.format = QComboBox()
        self.layers = QListWidget()
        self.target = QLineEdit()
        self.holds = wrapped("", "muted")
        self.losses = wrapped("", "warning")
        self.listed = QPlainTextEdit()
        self._lay_out()
        self._fill_layers(session.annotator, is_blind=bool(session.blind))
        self._name_target()
        self.format.currentIndexChanged.connect(self._change_format)
        self.layers.itemChanged.connect(self._look)
        self.training.changed.connect(self._change)
        self.target.textChanged.connect(self._check)
        self.target.textEdited.connect(self._name_by_hand)
        self.setMinimumWidth(_WIDTH)
        self._look()

    @property
    def options(self) -> ExportOptions:
        """The ticked layers, and what a format of training data is asked."""
        return self.training.options(self._ticked(), self._codec)

    @property
    def _codec(self) -> Codec | None:
        return writable_formats()[self.format.currentIndex()].codec

    def _ticked(self) -> list[AnnotatorId]:
        rows = [self.layers.item(row) for row in range(self.layers.count())]
        ticked = [r for r in rows if r.checkState() == Qt.CheckState.Checked]
        return [AnnotatorId(r.data(Qt.ItemDataRole.UserRole)) for r in ticked]

    # Looking

    def _look(self, *_: object) -> None:
        key, options = self.format.currentData(), self.options

        def work(contents: Contents, progress: Progress) -> Report:
            return preflight_in(contents, key, options, with_cancel(progress, _STOPPED))

        self.holds.setText("Looking what there is…")
        self.losses.setText("")
        for part in (self.losses, self.listed):
            part.hide()
        self._begin(run_in_background(self._project, work), self._show_preview, shown=False)
        self._check()

    def _show_preview(self, found: Report) -> None:
        self.holds.setText(holds(found))
        losses, is_listed = found.losses, bool(found.losses.listed)
        self.losses.setText("\n".join(losses.sentences()))
        self.losses.setVisible(bool(self.losses.text()) and not is_listed)
        self.listed.setPlainText("\n".join(losses.lines()))
        self.listed.setVisible(is_listed)
        self.resize(self.width(), self.sizeHint().height())

    # Writing

    def accept(self) -> None:
        """Write the file; once it is there, Enter closes the dialog."""
        if self.written is not None:
            super().accept()
            return
        if not self._check():
            return
        key, options = self.format.currentData(), self.options
        target = typed_path(self.target.text())

        def work(contents: Contents, progress: Progress) -> tuple[Path, Report]:
            return target, export_in(
                contents, target, key, options, with_cancel(progress, _STOPPED)
            )

        def split(project: Project, progress: Progress) -> tuple[Path, Report]:
            return target, export_with(
                project, target, key, options, with_cancel(progress, _STOPPED)
            )

        self._writes = True
        self.primary.setEnabled(False)
        # A split is kept with the documents, so that the next export agrees: that is a change.
        is_split = options.split is not None
        task = (
            write_in_background(self._project, split)
            if is_split
            else run_in_background(self._project, work)
        )
        self._begin(task, self._show_written)

    def reject(self) -> None:
        """Stop the writing if there is one, else close."""
        if self._writes:
            self._stop()
            self._writes = False
            self._check()
            self.say(_STOPPED)
            return
        super().reject()

    def _show_written(self, done: tuple[Path, Report]) -> None:
        target, report = done
        self._writes, self.written = False, target
        self._session.refresh()
        for part in (self.losses, self.listed):
            part.hide()
        self.training.close()
        for field in (self.format, self.layers, self.target, self._choose):
            field.setEnabled(False)
        self.holds.setText(
            f"Done: {target.name} is written, with its manifest and card.\n{holds(report)}"
        )
        self.primary.setText("&Close")
        self.primary.setEnabled(True)
        self.primary.setFocus()
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).hide()
        folder = QPushButton(icon("open", self._theme), "Show the &folder")
        folder.setAutoDefault(False)
        folder.clicked.connect(self._show_folder)
        self.buttons.addButton(folder, QDialogButtonBox.ButtonRole.ActionRole)

    def _show_folder(self) -> None:
        if self.written is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.written.parent)))

    def _fail(self, sentence: str) -> None:
        self._writes = False
        self._check()
        self.holds.setText("")
        self.say(sentence)

    # The fields

    def _check(self, *_: object) -> bool:
        is_folder = self.training.makes_folder(self._codec)
        problem = target_problem(self.target.text(), self._project.path, is_folder=is_folder)
        if not self._ticked():
            problem = "Tick at least one layer."
        self.primary.setEnabled(not problem and not self._writes)
        self.say(problem)
        return not problem

    def _change_format(self) -> None:
        self.training.show_for(self._codec)
        self._change()

    def _change(self) -> None:
        if self._named_by_hand and self.target.text():
            path = Path(self.target.text())
            if path.suffix in {entry.suffix for entry in FORMATS}:
                self.target.setText(str(path.with_suffix(self._suffix())))
        else:
            self._name_target()
        self._look()

    def _suffix(self) -> str:
        """Return how the file's name ends; a folder's ends in nothing."""
        is_folder = self.training.makes_folder(self._codec)
        return "" if is_folder else writable_formats()[self.format.currentIndex()].suffix

    def _name_target(self) -> None:
        suffix = self._suffix()
        path = self._project.path.with_suffix(suffix)
        if not suffix:
            path = path.with_name(f"{path.name}-{self.format.currentData()}")
        self.target.setText(str(path))

    def _name_by_hand(self) -> None:
        self._named_by_hand = True

    def _choose_target(self) -> None:
        chosen, _ = QFileDialog.getSaveFileName(self, "Export to", self.target.text())
        if chosen:
            self._named_by_hand = True
            self.target.setText(chosen)

    def _fill_layers(self, annotator: Annotator, *, is_blind: bool) -> None:
        for layer in self._project.annotators.all():
            is_own = layer.id == annotator.id
            if is_blind and not is_own:
                continue
            item = QListWidgetItem(f"{layer.name} (you)" if is_own else layer.name)
            item.setData(Qt.ItemDataRole.UserRole, layer.id)
            item.setCheckState(Qt.CheckState.Checked if is_own else Qt.CheckState.Unchecked)
            self.layers.addItem(item)
        _fit_rows(self.layers)

    def _lay_out(self) -> None:
        for entry in writable_formats():
            self.format.addItem(entry.title, entry.key)
        self._choose = QPushButton("&Choose…")
        self._choose.setAutoDefault(False)
        self._choose.clicked.connect(self._choose_target)
        place = QHBoxLayout()
        place.setSpacing(SPACE_2)
        place.addWidget(self.target, 1)
        place.addWidget(self._choose)
        form = self.form()
        add_row(form, "F&ormat", self.format)
        add_row(form, "&Layers", self.layers)
        self.training = TrainingChoices(form, self)
        add_row(form, "&File", place, self.target)
        self.listed.setReadOnly(True)
        self.listed.setTabChangesFocus(True)
        self.listed.setAccessibleName("What is left out or altered")
        self.listed.setFixedHeight(_LISTED)
        self.listed.hide()
        self.body.addWidget(self.holds)
        self.body.addWidget(self.losses)
        self.body.addWidget(self.listed)
        self.body.addWidget(self.progress)


def _fit_rows(rows: QListWidget) -> None:
    """Make a list as high as its rows, and no row cut in two."""
    row = max(TARGET, rows.sizeHintForRow(0))
    shown = min(_MOST_ROWS, max(1, rows.count()))
    rows.setFixedHeight(row * shown + 2 * rows.frameWidth())
