"""Which annotations the whole project has, in what order: read in the background."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from domain.ids import AnnotationId, AnnotatorId
from storage.contents import Contents
from storage.project import Project
from storage.repositories.annotation_index import annotation_index
from ui.models.annotation_columns import COLUMNS
from ui.models.annotation_table import AnnotationTable, Selection
from ui.workers import Progress, Task, run_in_background


class ProjectIndex(QObject):
    """Answers the latest question only: `ready` carries the ids, `failed` a sentence."""

    ready = Signal(object)
    failed = Signal(str)

    def __init__(self, project: Project, parent: QObject) -> None:
        super().__init__(parent)
        self._project = project
        self._task: Task | None = None

    def ask(
        self, table: AnnotationTable, layers: Sequence[AnnotatorId], selection: Selection
    ) -> None:
        """Read the ids in the order that the table asks for."""
        self.cancel()
        order = COLUMNS[table.column].order
        descending = table.descending

        def work(contents: Contents, _progress: Progress) -> list[AnnotationId]:
            return annotation_index(
                contents,
                layers,
                order=order,
                descending=descending,
                words=selection.words,
                tags=sorted(selection.tags),
            )

        self._task = run_in_background(self._project, work)
        self._task.finished.connect(self.ready)
        self._task.failed.connect(self.failed)
        self._task.start()

    def cancel(self) -> None:
        """Take no answer any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
