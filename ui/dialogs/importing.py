"""Importing articles and annotations: what each file holds is seen before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from domain.change import Change
from storage.adding import NewDocument, add_documents
from storage.contents import Contents
from storage.errors import CancelledError, GlossatorError
from storage.formats.importing import import_files
from ui.dialogs.form import FormDialog, add_row, wrapped
from ui.dialogs.incoming import (
    ENCODINGS,
    IncomingText,
    annotation_files,
    read_incoming,
    to_add,
)
from ui.reader.positions import display_copy
from ui.session import Session
from ui.theme.metrics import SPACE_2, SPACE_4
from ui.theme.style import set_role
from ui.theme.theme import Theme
from ui.wording import counted
from ui.workers import Progress, Task, run_in_background

_SIZE = (860, 540)
_PREVIEW = 20_000
_STEPS = 1000  # A file's size in bytes may be more than a progress bar can count.


class ImportDialog(FormDialog):
    """Shows the files with their texts; accepting it takes the ticked ones in."""

    def __init__(
        self,
        session: Session,
        theme: Theme,
        paths: Sequence[Path],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("Import", "&Import", parent)
        set_role(self.problem, "warning")
        self._session = session
        self._refusal = ""
        self._cancelled = False
        self._importing = False
        self._paths = list(dict.fromkeys(paths))
        self._encodings: dict[Path, str] = {}
        self._task: Task | None = None
        self.texts: list[IncomingText] = []
        self.list = QListWidget()
        self.encoding = QComboBox()
        self.preview = QPlainTextEdit()
        self.summary = wrapped("", "muted")
        self.progress = QProgressBar()
        self._lay_out()
        self.list.currentRowChanged.connect(self._show_text)
        self.list.itemChanged.connect(self._check)
        self.encoding.activated.connect(self._force)
        self.finished.connect(self._stop)
        self.resize(*_SIZE)
        self._read()

    @property
    def documents(self) -> list[NewDocument]:
        """The ticked documents, with their original bytes."""
        return to_add(self.texts, self._ticked())

    @property
    def annotation_files(self) -> list[Path]:
        """The ticked files that hold annotations."""
        return annotation_files(self.texts, self._ticked())

    @property
    def task(self) -> Task | None:
        """The reading under way, if there is one."""
        return self._task

    def _ticked(self) -> list[bool]:
        rows = [self.list.item(row) for row in range(self.list.count())]
        return [row.checkState() == Qt.CheckState.Checked for row in rows]

    # Taking in

    def accept(self) -> None:
        """Import what is ticked; a refusal is told, and the dialog stays."""
        self._stop()
        self._importing, self._cancelled, self._refusal = True, False, ""
        self.primary.setEnabled(False)
        self.list.setEnabled(False)
        # Files of annotations first: they can be refused, and then nothing was changed.
        for command, wanted in (
            (self._import_annotations, self.annotation_files),
            (self._import_texts, self.documents),
        ):
            if wanted and not self._refusal:
                self._session.perform(command)
        self._importing = False
        self.list.setEnabled(True)
        self.progress.hide()
        if not self._refusal:
            super().accept()
            return
        self._check()
        self.say(self._refusal)

    def reject(self) -> None:
        """Stop the import if there is one, else close."""
        if self._importing:
            self._cancelled = True
        else:
            super().reject()

    def _import_annotations(self) -> Change | None:
        session = self._session
        onto = None if session.document is None else session.document.id
        try:
            tally, change = import_files(
                session.project,
                self.annotation_files,
                annotator=session.annotator.name,
                onto=onto,
                progress=self._step,
            )
        except GlossatorError as error:
            self._refusal = str(error)
            return None
        session.told.emit(" ".join([tally.sentence(), *tally.notes]))
        return change

    def _import_texts(self) -> Change | None:
        session, documents = self._session, self.documents
        try:
            _, change = add_documents(session.project, documents, session.annotator.id)
        except GlossatorError as error:
            self._refusal = str(error)
            return None
        session.told.emit(f"Added {counted(len(documents), 'article')}.")
        return change

    def _step(self, done: int, total: int) -> None:
        self.progress.show()
        self._show_progress(done, total)
        # The one writing connection belongs to this thread, so the dialog breathes in between.
        QApplication.processEvents()
        if self._cancelled:
            raise CancelledError("The import was stopped. Nothing of it was kept.")

    def _read(self) -> None:
        self._stop()
        self.primary.setEnabled(False)
        self.progress.show()
        paths, encodings = list(self._paths), dict(self._encodings)

        def work(contents: Contents, progress: Progress) -> list[IncomingText]:
            return read_incoming(contents, paths, progress, encodings)

        self._task = run_in_background(self._session.project, work)
        self._task.progress.connect(self._show_progress)
        self._task.finished.connect(self._show_texts)
        self._task.failed.connect(self.say)
        self._task.start()

    def _stop(self, *_: object) -> None:
        if self._task is not None:
            self._task.join()
            self._task = None

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, _STEPS)
        self.progress.setValue(round(done * _STEPS / max(1, total)))

    def _show_texts(self, texts: Any) -> None:
        before = max(0, self.list.currentRow())
        self.progress.hide()
        self.texts = texts
        self.list.blockSignals(True)
        self.list.clear()
        for text in self.texts:
            self.list.addItem(_item(text))
        self.list.blockSignals(False)
        self.list.setCurrentRow(min(before, len(self.texts) - 1))
        self._check()
        self.list.setFocus()

    def _show_text(self, row: int) -> None:
        if not 0 <= row < len(self.texts):
            return
        text = self.texts[row]
        shown = text.shown
        cut = shown[:_PREVIEW] + ("\n…" if len(shown) > _PREVIEW else "")
        self.preview.setPlainText(display_copy(cut))
        self.summary.setText(text.summary + (f"\nThe same text as {text.twin}." * bool(text.twin)))
        forced = self._encodings.get(text.path, "")
        self.encoding.setCurrentIndex(max(0, self.encoding.findData(forced)))

    def _force(self) -> None:
        row = self.list.currentRow()
        if 0 <= row < len(self.texts):
            self._encodings[self.texts[row].path] = self.encoding.currentData()
            self._read()

    def _check(self, *_: object) -> None:
        count, files = len(self.documents), len(self.annotation_files)
        wrong = sum(bool(text.problem) for text in self.texts)
        twins = sum(bool(text.twin) for text in self.texts)
        self.primary.setEnabled(count + files > 0)
        what = counted(count + files, "file" if files else "article")
        self.primary.setText(f"&Import {what}" if count + files else "&Import")
        said = []
        if wrong:
            said.append(f"{counted(wrong, 'file')} cannot be read and will be left out.")
        if twins:
            said.append(
                f"{counted(twins, 'text')} are here already."
                if twins > 1
                else "One text is here already."
            )
        self.say(" ".join(said))

    def _lay_out(self) -> None:
        for value, name in ENCODINGS:
            self.encoding.addItem(name, value)
        self.preview.setReadOnly(True)
        self.preview.setAccessibleName("Preview")
        self.preview.setTabChangesFocus(True)
        self.list.setAccessibleName("Files")
        self.list.setFixedWidth(280)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        right = QVBoxLayout()
        right.setSpacing(SPACE_2)
        form = QFormLayout()
        add_row(form, "&Encoding", self.encoding)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        right.addLayout(form)
        right.addWidget(self.preview, 1)
        right.addWidget(self.summary)
        both = QHBoxLayout()
        both.setSpacing(SPACE_4)
        both.addWidget(self.list)
        both.addLayout(right, 1)
        self.progress.setTextVisible(False)
        self.body.addLayout(both, 1)
        self.body.addWidget(self.progress)


def _item(text: IncomingText) -> QListWidgetItem:
    item = QListWidgetItem(text.path.name)
    item.setToolTip(text.problem or str(text.path))
    if text.can_be_added:
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked)
    else:
        why = "cannot be read" if text.problem else "here already"
        item.setText(f"{text.path.name} — {why}")
        item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
        item.setData(Qt.ItemDataRole.CheckStateRole, None)
    return item
