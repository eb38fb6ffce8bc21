"""Long work in the background, each with a connection of its own, that can be cancelled."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal, Slot

from storage.contents import Contents
from storage.errors import CancelledError, GlossatorError
from storage.project import Project, open_project

Progress = Callable[[int, int], bool]
Work = Callable[[Contents, Progress], Any]
WritingWork = Callable[[Project, Progress], Any]

Opening = Callable[[], AbstractContextManager[Contents]]

STOPPED = "It was stopped. Nothing was changed."
_INSTRUCTIONS = 20_000  # Of SQLite, between two looks at whether to stop

# A thread must outlive its QThread object's last reference; tasks under way keep themselves here.
_under_way: set[Task] = set()


class Task(QObject):
    """One piece of reading in the background; make it with `run_in_background`.

    All signals arrive in the thread that made the task, and none after `cancel`. `failed` carries
    a sentence; a bug is raised in the thread that made the task, where it is reported.
    """

    progress = Signal(int, int)
    finished = Signal(object)
    failed = Signal(str)

    def __init__(
        self, project: Project, work: Callable[[Any, Progress], Any], opening: Opening
    ) -> None:
        # No parent: a widget that goes away must not take a running thread with it.
        super().__init__()
        self.project = project
        self._thread = _Thread(work, opening)
        self._thread.stepped.connect(self._tell_progress)
        self._thread.ended.connect(self._tell_end)

    @property
    def is_running(self) -> bool:
        """Whether the task still works on something that anyone waits for."""
        return self in _under_way and not self._thread.stopping

    def start(self) -> None:
        """Begin."""
        _under_way.add(self)
        self._thread.start()

    def cancel(self) -> None:
        """Ask for the end and say nothing more; return at once."""
        self._thread.stop()

    def join(self) -> None:
        """Cancel, and wait until the thread has ended."""
        self.cancel()
        self._thread.wait()
        _under_way.discard(self)

    @Slot(int, int)
    def _tell_progress(self, done: int, total: int) -> None:
        if not self._thread.stopping:
            self.progress.emit(done, total)

    @Slot()
    def _tell_end(self) -> None:
        self._thread.wait()
        _under_way.discard(self)
        if self._thread.stopping:
            return
        error = self._thread.error
        if error is None:
            self.finished.emit(self._thread.result)
        elif isinstance(error, GlossatorError):
            self.failed.emit(str(error))
        else:
            raise error


def join_tasks(project: Project) -> None:
    """Cancel whatever reads this project in the background, and wait until it has ended."""
    tasks = [task for task in _under_way if task.project is project]
    for task in tasks:
        task.cancel()
    for task in tasks:
        task.join()


class _Thread(QThread):
    """Does the work; what it made or how it failed is read after `ended`."""

    stepped = Signal(int, int)
    ended = Signal()

    def __init__(self, work: Callable[[Any, Progress], Any], opening: Opening) -> None:
        super().__init__()
        self._work = work
        self._opening = opening
        self.stopping = False
        self.result: object = None
        self.error: BaseException | None = None

    def stop(self) -> None:
        self.stopping = True

    def _is_stopping(self) -> bool:
        return self.stopping

    def _step(self, done: int, total: int) -> bool:
        if not self.stopping:
            self.stepped.emit(done, total)
        return not self.stopping

    def _read(self) -> None:
        with self._opening() as contents:
            # A query that takes long returns to nobody until it is done, unless it is told to.
            contents.connection.set_progress_handler(self._is_stopping, _INSTRUCTIONS)
            if self.stopping:
                raise CancelledError(STOPPED)
            self.result = self._work(contents, self._step)

    def run(self) -> None:
        try:
            self._read()
        except BaseException as error:  # noqa: BLE001 (carried to the thread that asked)
            self.error = error
        self.ended.emit()


def with_cancel(progress: Progress, stopped: str = STOPPED) -> Callable[[int, int], None]:
    """Return a progress that raises CancelledError once nobody waits; `stopped` is its sentence."""

    def step(done: int, total: int) -> None:
        if not progress(done, total):
            raise CancelledError(stopped)

    return step


def run_in_background(project: Project, work: Work) -> Task:
    """Return a task, to be connected and started, that calls `work(contents, progress)` apart.

    `contents` reads the project on a connection of its own; `progress(done, total)` returns False
    once the task was cancelled, and `work` should then stop.
    """
    return Task(project, work, project.apart)


def write_in_background(project: Project, work: WritingWork) -> Task:
    """Return a task as `run_in_background` does, whose `work(project, progress)` may write.

    It writes on a connection of its own; the session sees it as another window's change. What
    `work` does in one action is undone as a whole when the task is cancelled before its end.
    """
    return Task(project, work, partial(open_project, project.path))
