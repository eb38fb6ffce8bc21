"""Reads the register for a table: all of it in the background, then only what a change touched."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from domain.change import Change, ChangeItem
from domain.ids import EntityId
from storage.contents import Contents
from storage.mentions import EntityUse, entity_uses
from ui.models.entity_table import Columns, EntityRow, Reading, row_of
from ui.register_index import is_reference
from ui.session import Session
from ui.workers import Progress, Task, run_in_background

_MANY = 300  # Touched records from which on all is read anew, in the background
_Goals = dict[EntityId, EntityId]


class EntityReader(QObject):
    """`loaded` carries a Reading, `updated` rows that are new or different and ids that are gone.

    It counts mentions in the shown layers. Nothing is read while nobody looks: see `wake`.
    """

    loaded = Signal(object)
    updated = Signal(object, object)
    failed = Signal(str)

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._columns = Columns.of({})
        self._column = 0
        self._task: Task | None = None
        self._goals: _Goals = {}
        self._is_stale = True
        self._entities: set[str] = set()
        self._annotations: set[str] = set()

    @property
    def is_reading(self) -> bool:
        """Whether an answer is still to come."""
        return self._task is not None

    def arrange(self, columns: Columns, column: int) -> None:
        """Say how the rows of the next reading are to be sorted."""
        self._columns, self._column = columns, column

    def forget(self, *_: object) -> None:
        """Let all be read anew when it is next looked at."""
        self._is_stale = True

    def note(self, change: Change) -> None:
        """Remember what a change touched; `wake` reads it."""
        removed = any(i.table == "document" and "deleted" in i.after for i in change.items)
        if change.bulk or removed:
            self._is_stale = True
            return
        for item in change.items:
            if item.table == "entity":
                self._entities.add(item.record)
                self._entities.update(_values(item, ("merged_into",)))
            elif item.table == "annotation":
                self._entities.update(_values(item, None))
                if "deleted" in item.after and item.before is not None:
                    self._annotations.add(item.record)

    def wake(self) -> None:
        """Read what is not known yet: somebody looks."""
        if self._is_stale or len(self._entities) + len(self._annotations) > _MANY:
            self._read_all()
        elif self._task is None and (self._entities or self._annotations):
            self._read_touched()

    def stop(self) -> None:
        """Take no answer any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None
            self._is_stale = True

    # All of it

    def _read_all(self) -> None:
        if self._task is not None:
            self._task.cancel()
        self._is_stale = False
        self._entities, self._annotations = set(), set()
        layers, columns, column = self._session.layers, self._columns, self._column

        def work(contents: Contents, _progress: Progress) -> tuple[Reading, _Goals]:
            uses, goals = entity_uses(contents, layers)
            return Reading.of(uses, columns, column), goals

        self._task = run_in_background(self._session.project, work)
        self._task.finished.connect(self._take)
        self._task.failed.connect(self._fail)
        self._task.start()

    def _take(self, answer: tuple[Reading, _Goals]) -> None:
        self._task = None
        reading, self._goals = answer
        self.loaded.emit(reading)
        self.wake()  # What changed since the reading began.

    def _fail(self, sentence: str) -> None:
        self._task = None
        self._is_stale = True
        self.failed.emit(sentence)

    # What was touched

    def _read_touched(self) -> None:
        project, touched = self._session.project, set(self._entities)
        for annotation in project.annotations.some(self._annotations):
            touched.update(filter(is_reference, annotation.attributes.values()))
        self._entities, self._annotations = set(), set()
        roots = {self._root(EntityId(one)) for one in touched}
        for entity in project.entities.some(touched):
            self._goals.pop(entity.id, None)
            if entity.merged_into is not None and not entity.deleted:
                self._goals[entity.id] = entity.merged_into
        # Before as well as after: taking a merge back gives mentions to both.
        roots |= {self._root(EntityId(one)) for one in touched}
        rows: list[EntityRow] = []
        for entity in project.entities.some(roots | {EntityId(one) for one in touched}):
            if not entity.deleted and entity.merged_into is None:
                times = project.entities.times(self._group(entity.id), self._session.layers)
                rows.append(row_of(EntityUse(entity, times)))
        live = {row.entity.id for row in rows}
        self.updated.emit(rows, [one for one in touched if one not in live])

    def _root(self, entity: EntityId) -> EntityId:
        seen: set[EntityId] = set()
        while entity in self._goals and entity not in seen:
            seen.add(entity)
            entity = self._goals[entity]
        return entity

    def _group(self, entity: EntityId) -> list[EntityId]:
        return [entity, *(one for one in self._goals if self._root(one) == entity)]


def _values(item: ChangeItem, fields: tuple[str, ...] | None) -> set[str]:
    """Return the references in an item, before and after; without `fields`, in any attribute."""
    found: set[str] = set()
    for side in (item.before or {}, item.after):
        for field, value in side.items():
            wanted = field.startswith("attributes.") if fields is None else field in fields
            if wanted and is_reference(value):
                found.add(value)
    return found
