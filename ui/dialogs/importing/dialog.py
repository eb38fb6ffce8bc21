"""Importing articles and annotations: what each file holds is seen before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QWidget

from domain.annotation import Annotator
from domain.ids import DocumentId
from storage.contents import Contents
from storage.formats.corpus_import import ImportOptions
from storage.formats.mapping import LabelMapping
from storage.formats.tally import Tally
from storage.project import Project
from ui.dialogs.form import wrapped
from ui.dialogs.importing.columns import ColumnsDialog, remember_columns, remembered_columns
from ui.dialogs.importing.file_list import FileList
from ui.dialogs.importing.incoming import Arrivals, Group, IncomingText, Wishes, report
from ui.dialogs.importing.labels import LabelDialog
from ui.dialogs.importing.preview import Preview
from ui.dialogs.importing.writing import Understood, look_into, take_in
from ui.dialogs.message import tell
from ui.dialogs.working import WorkingDialog
from ui.session import Session
from ui.settings import Settings
from ui.theme.metrics import SPACE_4
from ui.theme.style import set_role
from ui.theme.theme import Theme
from ui.wording import counted
from ui.workers import Progress, Task, run_in_background, write_in_background

_SIZE = (980, 600)


class ImportDialog(WorkingDialog):
    """Shows the files with their texts; accepting it takes the ticked ones in."""

    def __init__(
        self,
        session: Session,
        theme: Theme,
        paths: Sequence[Path],
        parent: QWidget | None = None,
        settings: Settings | None = None,
    ) -> None:
        super().__init__("Import", "&Import", parent)
        set_role(self.problem, "warning")
        self._session = session
        self._theme = theme
        self._settings = settings
        self._arrivals = Arrivals(list(dict.fromkeys(paths)))
        self._folder = paths[0].parent if paths else None
        remembered = remembered_columns(settings, session.project.id)
        self._wishes = Wishes(remembered=remembered)
        self._decided = LabelMapping()
        self._importing = False
        self._before = 0
        self.texts: list[IncomingText] = []
        self.files = FileList(theme)
        self.list = self.files.model
        self.preview = Preview()
        self.busy = wrapped("", "muted")
        self._lay_out()
        self._connect()
        self.resize(*_SIZE)
        self._read()

    # Taking in

    def accept(self) -> None:
        """Import what is ticked, once it is clear what labels mean; a refusal is told."""
        chosen = self.list.ticked
        if self._task is not None or not chosen:
            return
        if not any(text.form for text in chosen):
            self._take_in(chosen, ImportOptions())
            return
        spool, annotator, at_hand = self._arrivals.spool, *self._whose()

        def work(project: Project, progress: Progress) -> Understood:
            return look_into(project, chosen, spool, annotator, at_hand, progress)

        task = write_in_background(self._session.project, work)
        self._set_out(task, "Looking into the files…", self._ask_labels)

    def _ask_labels(self, understood: Any) -> None:
        self._settle()
        known = [annotator.name for annotator in self._session.project.annotators.all()]
        asked = LabelDialog(
            understood.surveys,
            self._session.codebook,
            self,
            annotators=known,
            rehearsed=understood.rehearsed,
            folder=self._folder,
        )
        asked.decide(self._decided)
        accepted = asked.exec()
        # Who comes back, also because a file was refused, does not decide all of it again.
        self._decided = asked.options.mapping
        if accepted:
            self._take_in(self.list.ticked, asked.options)

    def _take_in(self, chosen: Sequence[IncomingText], options: ImportOptions) -> None:
        spool, annotator, at_hand = self._arrivals.spool, *self._whose()

        def work(project: Project, progress: Progress) -> Tally:
            return take_in(project, chosen, spool, annotator, at_hand, progress, options)

        self._importing = True
        self._before = self._session.project.last_change()
        self._set_out(
            write_in_background(self._session.project, work), "Importing…", self._imported
        )

    def _whose(self) -> tuple[Annotator, DocumentId | None]:
        """Return who imports, and onto which document what names none."""
        document = self._session.document
        return self._session.annotator, None if document is None else document.id

    def reject(self) -> None:
        """Stop the import if there is one, else close."""
        if not self._importing:
            super().reject()
            return
        self._stop()
        self._importing = False
        self._session.refresh()
        done = self._session.project.last_change() != self._before
        self._settle()
        self.say(
            "It was done before it could be stopped; undo takes it back."
            if done
            else "The import was stopped. Nothing of it was kept."
        )

    def _imported(self, tally: Tally) -> None:
        self._importing = False
        self._session.refresh()
        self._session.told.emit(tally.sentence())
        if tally.left_out:
            self._report(tally)
        super().accept()

    def _report(self, tally: Tally) -> None:
        """Show what was left out, and why, until it is read."""
        title, notes = "Not all of it was imported", "\n".join(tally.notes)
        tell(self._theme, title, tally.sentence(), details=notes, shows_details=True, parent=self)

    # Reading

    def _read(self) -> None:
        wishes = self._wishes

        def work(contents: Contents, progress: Progress) -> list[IncomingText]:
            return self._arrivals.read(contents, wishes, progress)

        task = run_in_background(self._session.project, work)
        self._set_out(task, "Reading…", self._show_texts)

    def _set_out(self, task: Task, what: str, done: Callable[[Any], None]) -> None:
        self.say("")
        self.busy.setText(what)
        self.busy.show()
        self.primary.setEnabled(False)
        self.files.setEnabled(False)
        self._begin(task, done)

    def _settle(self) -> None:
        """Show that nothing is under way."""
        self.busy.hide()
        self.files.setEnabled(True)
        self._check()

    def _end(self, *_: object) -> None:
        self._arrivals.close()

    def _fail(self, sentence: str) -> None:
        self._importing = False
        self._session.refresh()
        self._settle()
        self.say(sentence)

    def _show_progress(self, done: int, total: int) -> None:
        super()._show_progress(done, total)
        verb = "Importing" if self._importing else "Reading"
        self.busy.setText(f"{verb} {min(done + 1, total):,} of {total:,}…")

    def _show_texts(self, texts: Any) -> None:
        self.texts = texts
        self._settle()
        self.files.load(texts)
        self.files.view.setFocus()

    # What is shown

    def _show_text(self) -> None:
        text = self.files.current
        if text is None:
            self.preview.show_text(None, "", "")
            return
        whole = text.head
        if text.ticket is not None:
            whole = self._arrivals.spool.take(text.ticket).document.text
        encoding = self._wishes.encodings.get(text.source, "") if text.source else ""
        self.preview.show_text(text, whole, encoding)

    def _check(self) -> None:
        chosen, counts = self.list.ticked, self.list.counts
        self.primary.setEnabled(bool(chosen) and self._task is None)
        asks = any(text.form for text in chosen)
        said = counted(len(chosen), "file" if asks else "article") + ("…" if asks else "")
        self.primary.setText(f"&Import {said}" if chosen else "&Import")
        self.say(_counts_said(counts))

    # What is wished

    def _force(self, encoding: str) -> None:
        text = self.files.current
        if text is not None and text.source is not None:
            encodings = {**self._wishes.encodings, text.source: encoding}
            self._wishes = replace(self._wishes, encodings=encodings)
            self._read()

    def _change_ways(self) -> None:
        shown = self.preview
        self._wishes = replace(
            self._wishes,
            whole_page=shown.whole_page.isChecked(),
            notes=shown.notes.isChecked(),
            headers=shown.headers.isChecked(),
        )
        self._read()

    def _choose_columns(self) -> None:
        text = self.files.current
        if text is None or text.source is None or text.table is None:
            return
        dialog = ColumnsDialog(text.table, text.source.name, self)
        if dialog.exec() != ColumnsDialog.DialogCode.Accepted:
            return
        names, columns = text.table.columns, dialog.chosen
        remember_columns(self._settings, self._session.project.id, names, columns)
        self._wishes = replace(self._wishes, remembered={**self._wishes.remembered, names: columns})
        self._read()

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(report(self.texts))
        self.say("The report is in the clipboard: one line for each file.")

    def _connect(self) -> None:
        self.list.ticks_changed.connect(self._check)
        self.files.current_changed.connect(self._show_text)
        self.files.report_requested.connect(self._copy_report)
        self.preview.encoding_requested.connect(self._force)
        self.preview.ways_changed.connect(self._change_ways)
        self.preview.columns_requested.connect(self._choose_columns)
        self.finished.connect(self._end)

    def _lay_out(self) -> None:
        both = QHBoxLayout()
        both.setSpacing(SPACE_4)
        both.addWidget(self.files)
        both.addWidget(self.preview, 1)
        self.body.addLayout(both, 1)
        self.body.addWidget(self.busy)
        self.body.addWidget(self.progress)


def _counts_said(counts: Mapping[Group, int]) -> str:
    """Say what will not simply come in."""
    said = []
    if counts[Group.WRONG]:
        said.append(f"{counted(counts[Group.WRONG], 'file')} cannot be read.")
    if same := counts[Group.SAME]:
        said.append(f"{counted(same, 'text')} repeat{'s' if same == 1 else ''} another.")
    if near := counts[Group.NEAR]:
        said.append(f"{counted(near, 'text')} nearly repeat{'s' if near == 1 else ''} another.")
    return " ".join(said)
