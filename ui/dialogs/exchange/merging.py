"""Merging a colleague's file: what it would do is seen before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QProgressBar, QTreeWidget, QTreeWidgetItem, QWidget

from storage.contents import Contents
from storage.errors import CancelledError
from storage.merge.merging import Merged, merge, preview
from storage.merge.report import Report, counted_lines
from storage.project import open_project
from ui.dialogs.form import FormDialog, wrapped
from ui.session import Session
from ui.workers import Progress, Task, run_in_background

_SIZE = (760, 520)
_STEPS = 1000
_MOST = 500  # Lines of one kind


class MergeDialog(FormDialog):
    """Checks the file and shows the dry run; accepting it merges. `merged` says what was done."""

    def __init__(self, session: Session, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(
            "Merge a colleague's file",
            "&Merge",
            parent,
            explained=f"{path.name} is checked first and never changed. A backup is made before "
            "anything is written here, and you can go back to it.",
        )
        self._session = session
        self._path = path
        self._task: Task | None = None
        self._merging = False
        self.report: Report | None = None
        self.merged: Merged | None = None
        self.summary = wrapped("Checking the file…", "muted")
        self.tree = QTreeWidget()
        self.progress = QProgressBar()
        self._lay_out()
        self.finished.connect(self._stop)
        self.resize(*_SIZE)
        self._look()

    @property
    def task(self) -> Task | None:
        """The check or the merge under way, if there is one."""
        return self._task

    def accept(self) -> None:
        """Merge; once that is done, the dialog closes."""
        if self.report is None or self._merging:
            return
        if self.report.is_nothing:
            super().accept()
            return
        path, project = self._path, self._session.project.path

        def work(contents: Contents, progress: Progress) -> Merged:
            # The window's own connection belongs to its thread; this is another one at the file.
            del contents
            with open_project(project) as opened:
                return merge(opened, path, _with_cancel(progress))

        self._merging = True
        self.primary.setEnabled(False)
        self.summary.setText("Merging…")
        self._begin(work, self._show_merged)

    def reject(self) -> None:
        """Stop the merge if it is under way, else close."""
        if not self._merging:
            super().reject()
            return
        self._stop()
        self._merging = False
        self.progress.hide()
        self.primary.setEnabled(True)
        self._tell_report()
        self.say("The merge was stopped. Nothing was changed.")

    def _look(self) -> None:
        path, project = self._path, self._session.project

        def work(contents: Contents, progress: Progress) -> Report:
            del contents
            return preview(project, path, _with_cancel(progress))

        self.primary.setEnabled(False)
        self._begin(work, self._show_report)

    def _begin(
        self, work: Callable[[Contents, Progress], Any], done: Callable[[Any], None]
    ) -> None:
        self._stop()
        self.progress.setRange(0, 0)
        self.progress.show()
        self._task = run_in_background(self._session.project, work)
        self._task.progress.connect(self._show_progress)
        self._task.finished.connect(done)
        self._task.failed.connect(self._show_failure)
        self._task.start()

    def _stop(self, *_: object) -> None:
        if self._task is not None:
            self._task.join()
            self._task = None

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, _STEPS)
        self.progress.setValue(round(done * _STEPS / max(1, total)))

    def _show_failure(self, sentence: str) -> None:
        self._task, self._merging = None, False
        self.progress.hide()
        self.summary.setText("Nothing was merged.")
        self.say(sentence)
        self.cancel.setFocus()

    def _show_report(self, report: Any) -> None:
        self._task, self.report = None, report
        self.progress.hide()
        self.primary.setEnabled(True)
        self.primary.setText("&Close" if report.is_nothing else "&Merge")
        self.cancel.setVisible(not report.is_nothing)
        self._tell_report()
        self._fill(report)
        self.primary.setFocus()

    def _show_merged(self, merged: Any) -> None:
        self._task, self._merging, self.merged = None, False, merged
        self.progress.hide()
        super().accept()

    def _tell_report(self) -> None:
        report = self.report
        if report is None:
            return
        people = ", ".join(report.people)
        self.summary.setText(
            "Everything in this file is in the project already."
            if report.is_nothing
            else f"This would bring in the work of {people}." * bool(people)
            or "This would bring in:"
        )

    def _fill(self, report: Report) -> None:
        self.tree.clear()
        for line in counted_lines(report):
            self.tree.addTopLevelItem(QTreeWidgetItem([line]))
        self._group("New documents", report.documents)
        self._group("Conflicts, in which the later edit stands", report.conflicts)
        variants = [f"“{one}” has another text than “{two}”" for one, two in report.variants]
        self._group("Variants of one text, which stay two documents", variants)
        self.tree.expandAll()
        self.tree.setVisible(self.tree.topLevelItemCount() > 0)

    def _group(self, title: str, lines: Sequence[str]) -> None:
        if not lines:
            return
        group = QTreeWidgetItem([f"{title}: {len(lines):,}"])
        for line in lines[:_MOST]:
            item = QTreeWidgetItem([line])
            item.setToolTip(0, line)
            group.addChild(item)
        if len(lines) > _MOST:
            group.addChild(QTreeWidgetItem([f"… and {len(lines) - _MOST:,} more"]))
        self.tree.addTopLevelItem(group)

    def _lay_out(self) -> None:
        self.tree.setHeaderHidden(True)
        self.tree.setAccessibleName("What the merge would do")
        self.progress.setTextVisible(False)
        self.body.addWidget(self.summary)
        self.body.addWidget(self.tree, 1)
        self.body.addWidget(self.progress)


def _with_cancel(progress: Progress) -> Callable[[int, int], None]:
    def step(done: int, total: int) -> None:
        if not progress(done, total):
            raise CancelledError("The merge was stopped. Nothing was changed.")

    return step
