"""What the dialogs share that work for a while: one task under way, its progress, and its end."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QProgressBar, QWidget

from ui.dialogs.form import FormDialog
from ui.workers import Task

_STEPS = 1000  # A file's size in bytes may be more than a progress bar can count.


class WorkingDialog(FormDialog):
    """A dialog with at most one task under way, which ends when the dialog closes."""

    def __init__(
        self, title: str, primary: str, parent: QWidget | None = None, *, explained: str = ""
    ) -> None:
        super().__init__(title, primary, parent, explained=explained)
        self._task: Task | None = None
        self._done: Callable[[Any], None] | None = None
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.hide()
        self.finished.connect(self._stop)

    @property
    def task(self) -> Task | None:
        """The work under way, if there is some."""
        return self._task

    @abstractmethod
    def _fail(self, sentence: str) -> None:
        """Show that the task failed; it is none any more."""

    def _begin(self, task: Task, done: Callable[[Any], None], *, shown: bool = True) -> None:
        """Start a task in place of the one before; `done` takes what it made.

        `shown` says whether its progress is.
        """
        self._stop()
        self._task, self._done = task, done
        self.progress.setRange(0, 0)
        self.progress.setVisible(shown)
        task.progress.connect(self._show_progress)
        task.finished.connect(self._take_result)
        task.failed.connect(self._take_failure)
        task.start()

    def _stop(self, *_: object) -> None:
        """End the task under way, if there is one, and wait for it."""
        if self._task is not None:
            self._task.join()
        self._rest()

    def _rest(self) -> None:
        self._task = self._done = None
        self.progress.hide()

    def _take_result(self, result: Any) -> None:
        done = self._done
        self._rest()
        if done is not None:
            done(result)

    def _take_failure(self, sentence: str) -> None:
        self._rest()
        self._fail(sentence)

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, _STEPS)
        self.progress.setValue(round(done * _STEPS / max(1, total)))
