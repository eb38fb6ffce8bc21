"""Merging a colleague's file: what it would do is seen before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from storage.contents import Contents
from storage.merge.merging import Merged, merge, preview
from storage.merge.report import Report, counted_lines
from storage.project import open_project
from ui.dialogs.form import wrapped
from ui.dialogs.working import WorkingDialog
from ui.session import Session
from ui.workers import Progress, run_in_background, with_cancel

_SIZE = (760, 520)
_STOPPED = "The merge was stopped. Nothing was changed."
_MOST = 500  # Lines of one kind


class MergeDialog(WorkingDialog):
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
        self._merging = False
        self.report: Report | None = None
        self.merged: Merged | None = None
        self.summary = wrapped("Checking the file…", "muted")
        self.tree = QTreeWidget()
        self._lay_out()
        self.resize(*_SIZE)
        self._look()

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
                return merge(opened, path, with_cancel(progress, _STOPPED))

        self._merging = True
        self.primary.setEnabled(False)
        self.summary.setText("Merging…")
        self._begin(run_in_background(self._session.project, work), self._show_merged)

    def reject(self) -> None:
        """Stop the merge if it is under way, else close."""
        if not self._merging:
            super().reject()
            return
        self._stop()
        self._merging = False
        self.primary.setEnabled(True)
        self._tell_report()
        self.say(_STOPPED)

    def _look(self) -> None:
        path, project = self._path, self._session.project

        def work(contents: Contents, progress: Progress) -> Report:
            del contents
            return preview(project, path, with_cancel(progress, _STOPPED))

        self.primary.setEnabled(False)
        self._begin(run_in_background(self._session.project, work), self._show_report)

    def _fail(self, sentence: str) -> None:
        self._merging = False
        self.summary.setText("Nothing was merged.")
        self.say(sentence)
        self.cancel.setFocus()

    def _show_report(self, report: Any) -> None:
        self.report = report
        self.primary.setEnabled(True)
        self.primary.setText("&Close" if report.is_nothing else "&Merge")
        self.cancel.setVisible(not report.is_nothing)
        self._tell_report()
        self._fill(report)
        self.primary.setFocus()

    def _show_merged(self, merged: Any) -> None:
        self._merging, self.merged = False, merged
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
        self.body.addWidget(self.summary)
        self.body.addWidget(self.tree, 1)
        self.body.addWidget(self.progress)
