"""The register in memory: read where nobody waits for it, and kept in step with every change."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, Signal

from domain.annotation import Annotation
from domain.change import Change
from domain.entity import Entity
from domain.ids import AnnotatorId
from domain.register import Register
from storage.contents import Contents
from ui.session import Session
from ui.workers import Progress, Task, run_in_background

_FEW_ENTITIES = 400  # Up to here reading takes less than a frame: then there is no need to wait
_FEW_MENTIONS = 2_000
_Answer = tuple[Register, dict[str, int]]


class RegisterIndex(QObject):
    """Answers what words may mean as soon as it can.

    It is read when first needed: a small register at once, a large one in the background, and
    `loaded` says when that one is there. While it is read anew, what was known still answers.
    """

    loaded = Signal()

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._register: Register | None = None
        self._recent: dict[str, int] = {}
        self._latest = 0
        self._is_stale = True
        self._task: Task | None = None
        self._meanwhile: list[Change] = []
        session.changed.connect(self._follow)
        session.layers_changed.connect(self._forget)

    @property
    def is_reading(self) -> bool:
        """Whether an answer is still to come."""
        return self._task is not None

    @property
    def recent(self) -> Mapping[str, int]:
        """When each entity was mentioned last: the higher, the later."""
        return self._recent

    def ready(self) -> Register | None:
        """Return the register if it is there; else have it read, for `loaded` to tell of."""
        if self._is_stale and self._task is None:
            if self._session.project.entities.is_few(_FEW_ENTITIES, _FEW_MENTIONS):
                return self.now()
            self._read_in_background()
        return self._register

    def now(self) -> Register:
        """Return the register as it is, reading it on the spot if need be."""
        if self._is_stale or self._register is None:
            self.stop()
            self._take(_read(self._session.project, self._session.layers))
        assert self._register is not None
        return self._register

    def known(self, reference: str) -> Entity | None:
        """Return the entity that a reference means if it can be said without reading."""
        if self._register is None or self._is_stale:
            return None
        return self._register.resolve(reference)

    def here(self, register: Register) -> set[str]:
        """Return the entities that the open document mentions."""
        found = (register.resolve(r) for a in self._session.annotations for r in _references(a))
        return {entity.id for entity in found if entity is not None}

    # Reading

    def _read_in_background(self) -> None:
        layers = self._session.layers

        def work(contents: Contents, _progress: Progress) -> _Answer:
            return _read(contents, layers)

        self._meanwhile = []
        self._task = run_in_background(self._session.project, work)
        self._task.finished.connect(self._take_answer)
        self._task.failed.connect(self._fail)
        self._task.start()

    def _take_answer(self, answer: _Answer) -> None:
        self._task = None
        self._take(answer)
        for change in self._meanwhile:
            self._note(change)
        self._meanwhile = []
        self.loaded.emit()

    def _take(self, answer: _Answer) -> None:
        self._register, self._recent = answer
        self._latest = max(self._recent.values(), default=0)
        self._is_stale = False

    def _fail(self, sentence: str) -> None:
        self._task = None
        self._session.refused.emit(sentence)

    def stop(self) -> None:
        """Take no answer any more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    # Keeping in step

    def _follow(self, change: Change) -> None:
        if change.bulk:
            self._forget()
            return
        if self._task is not None:
            self._meanwhile.append(change)
        self._note(change)

    def _forget(self) -> None:
        self.stop()
        self._is_stale = True

    def _note(self, change: Change) -> None:
        register = self._register
        if register is None:
            return
        self._latest += 1
        for item in change.items:
            if item.table == "annotation":
                for field, value in item.after.items():
                    if field.startswith("attributes.") and is_reference(value):
                        self._recent[value] = self._latest
        touched = change.records("entity")
        for entity in self._session.project.entities.some(touched) if touched else ():
            register.put(entity)


def _read(contents: Contents, layers: Sequence[AnnotatorId]) -> _Answer:
    # Row by row: the window's thread gets its turn between any two of them.
    register = Register(contents.entities.each())
    use = contents.entities.use(layers)
    return register, {str(entity): latest for entity, (_, latest) in use.items()}


def _references(annotation: Annotation) -> list[str]:
    return [value for value in annotation.attributes.values() if is_reference(value)]


def is_reference(value: object) -> bool:
    """Tell whether an attribute's value may refer to an entity."""
    return isinstance(value, str) and len(value) == 36
