"""The values that fields had before, read in the background when a field first asks for them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from domain.change import Change
from storage.contents import Contents
from storage.used_values import used_values
from ui.session import Session
from ui.workers import Progress, Task, run_in_background

Key = tuple[str, str]


class UsedValues(QObject):
    """Knows what the annotator gave before by tag and attribute; `ready` says it has read more."""

    ready = Signal(str, str)

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._known: dict[Key, list[str]] = {}
        self._tasks: dict[Key, Task] = {}
        session.changed.connect(self._follow)
        session.codebook_changed.connect(self._forget)

    def of(self, tag: str, key: str) -> list[str]:
        """Return the values of an attribute (by key) of a tag, the most used first.

        What was not read yet is asked for, and comes with `ready`.
        """
        if (tag, key) not in self._known and (tag, key) not in self._tasks:
            self._ask(tag, key)
        return self._known.get((tag, key), [])

    def _ask(self, tag: str, key: str) -> None:
        annotator = self._session.annotator.id

        def work(contents: Contents, _progress: Progress) -> tuple[str, str, list[str]]:
            return tag, key, used_values(contents, annotator, tag, key)

        task = self._tasks[tag, key] = run_in_background(self._session.project, work)
        task.finished.connect(self._take)
        task.start()

    def _take(self, found: tuple[str, str, list[str]]) -> None:
        tag, key, values = found
        self._tasks.pop((tag, key), None)
        self._known[tag, key] = values
        self.ready.emit(tag, key)

    def _follow(self, change: Change) -> None:
        if change.bulk or not self._known:
            self._forget()
            return
        for item in change.items:
            for field, value in item.after.items():
                if field.startswith("attributes.") and isinstance(value, str) and value:
                    self._put(field.removeprefix("attributes."), value)

    def _put(self, key: str, value: str) -> None:
        # What is new comes first until it is read anew; what is known keeps its place.
        for (_, known), values in self._known.items():
            if known == key and value not in values:
                values.insert(0, value)

    def _forget(self, *_: object) -> None:
        self._known.clear()
