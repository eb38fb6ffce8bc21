"""One piece of reckoning at a time, apart from the screen, begun anew when the project changes."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, Signal

from storage.agreement import AgreementChoice
from storage.project import Project
from ui.agreement.reading import Outcome, Reading, Resampling
from ui.pauses import pause
from ui.workers import Task, join_tasks, run_in_background

_SOON = 400  # Milliseconds until a series of edits is taken for finished
_BUSY = 300  # Milliseconds until reading is worth a bar


class Reckoner(QObject):
    """Reads and resamples in the background.

    `compared` and `resampled` carry an Outcome, `failed` a sentence, `progressed` what is done and
    how far, once it is worth saying; `wanted` says that edits have settled.
    """

    compared = Signal(object)
    resampled = Signal(object)
    failed = Signal(str)
    progressed = Signal(str, int, int)
    wanted = Signal()

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._task: Task | None = None
        self._what = ""
        self._clock = QElapsedTimer()
        self._soon = pause(self, _SOON)
        self._soon.timeout.connect(self.wanted)
        self._busy = pause(self, _BUSY)
        self._busy.timeout.connect(self._tell_busy)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._task is not None or self._soon.isActive()

    def read(self, choice: AgreementChoice) -> None:
        """Compare what is chosen."""
        self._begin("Comparing", run_in_background(self._project, Reading(choice)))
        self._busy.start()

    def resample(self, found: Outcome) -> None:
        """Reckon the intervals of what was compared."""
        self._begin("Intervals", run_in_background(self._project, Resampling(found)))
        self._tell_busy()

    def ask_soon(self) -> None:
        """Say that it is wanted anew once a series of edits is over."""
        self._soon.start()

    def end(self) -> None:
        """Let go of what is under way."""
        self._soon.stop()
        self._busy.stop()
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def stop(self) -> None:
        """End all that reads this project in the background, and wait for it."""
        self.end()
        join_tasks(self._project)

    def _begin(self, what: str, task: Task) -> None:
        self.end()
        self._what = what
        self._task = task
        task.finished.connect(self._take)
        task.failed.connect(self._fail)
        task.progress.connect(self._tell_progress)
        self._clock.start()
        task.start()

    def _take(self, found: Outcome) -> None:
        self.end()
        if self._what == "Comparing":
            # What takes long to read is read less often, so that edits do not wait for it.
            self._soon.setInterval(max(_SOON, self._clock.elapsed()))
            self.compared.emit(found)
        else:
            self.resampled.emit(found)

    def _fail(self, sentence: str) -> None:
        self.end()
        self.failed.emit(sentence)

    def _tell_progress(self, done: int, total: int) -> None:
        if not self._busy.isActive():
            self.progressed.emit(self._what, done, total)

    def _tell_busy(self) -> None:
        self.progressed.emit(self._what, 0, 0)
