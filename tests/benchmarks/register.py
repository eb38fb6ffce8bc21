"""Measures a register of 20,000 entities: opening it, typing in it and in the inspector's field."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QWidget

from domain.ids import AnnotatorId, ProjectId, entity_id
from storage.opening import new_project
from storage.project import Project, open_project
from storage.tables import ENTITY
from tests.benchmarks.table import Row, limit, row
from ui.panes.register import RegisterPane
from ui.register import RegisterDesk
from ui.session import Session
from ui.theme.theme import load_theme

ENTITIES = 20_000
_FRAME = 16.0  # Milliseconds
_WORKLOAD = "20,000"
_TYPED = ("g", "ga", "gar", "garc", "garci", "garcia", "garcia p", "garcia pe")
_LINE = "ma ri to gar ci a lo pez hu la ven ez pe ru li ka sta no ber wal ter smi th jon es kra mer"
_PARTS = _LINE.split()


def names(count: int) -> list[str]:
    """Names of two words, each once, the same on every run."""
    chance = random.Random(5)
    made: dict[str, None] = {}
    while len(made) < count:
        words = ("".join(chance.choices(_PARTS, k=chance.randint(2, 4))) for _ in range(2))
        made[" ".join(word.capitalize() for word in words)] = None
    return list(made)


def fill(project: Project, annotator: AnnotatorId, count: int = ENTITIES) -> None:
    """Write that many entities into a project's register, every third with an alias."""
    with project.action("entity", f"Enter {count} entities", annotator) as outcome:
        for at, name in enumerate(names(count)):
            made = entity_id(ProjectId(project.id), "canonical", name)
            values = {
                "kind": "canonical",
                "name": name,
                "aliases": [name.split()[-1]] if at % 3 == 0 else [],
                "attributes.country": ("PER", "VEN", "USA")[at % 3],
            }
            outcome.action.insert_in_bulk(ENTITY, made, values)


def rows(folder: Path) -> list[Row]:
    """All measurements of the register."""
    app = QApplication.instance() or QApplication([])
    path = folder / "register.gloss"
    with new_project(path, title="Register", annotator="Ann") as project:
        fill(project, project.annotators.all()[0].id)
    project = open_project(path)
    try:
        session = Session(project, project.annotators.all()[0])
        scan = _scan([e.name for e in project.entities.all()])
        return [*_pane(app, session, scan), *_field(app, session, scan)]
    finally:
        project.close()


def _scan(listed: list[str]) -> float:
    """Milliseconds of looking through all names, one by one."""
    return median(_timed(lambda w=w: [n for n in listed if w in n.casefold()]) for w in _TYPED)


def _timed(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return (time.perf_counter() - before) * 1000


def _pane(app: QCoreApplication, session: Session, scan: float) -> list[Row]:
    host = QWidget()
    host.resize(900, 360)
    pane = RegisterPane(session, RegisterDesk(session), load_theme("light"))
    pane.setParent(host)
    pane.resize(900, 360)
    opened = _timed(lambda: (host.show(), app.processEvents()))
    longest = max(opened, _longest_wait(app, lambda: pane.is_reading))
    presses = [_timed(lambda w=w: _press(pane, host, w)) for w in _TYPED]
    pane.stop()
    host.deleteLater()
    return [
        limit("opening the register: longest wait", _WORKLOAD, longest, 2 * _FRAME),
        row("a key in the register, painted", _WORKLOAD, median(presses), scan, None),
        limit("a key in the register, slowest", _WORKLOAD, max(presses), _FRAME),
    ]


def _field(app: QCoreApplication, session: Session, scan: float) -> list[Row]:
    desk = RegisterDesk(session)
    first = _timed(lambda: desk.propose("canonical", "garcia"))
    longest = max(first, _longest_wait(app, lambda: desk.index.is_reading))
    presses = [_timed(lambda w=w: desk.propose("canonical", w)) for w in _TYPED]
    return [
        limit("the first name typed: longest wait", _WORKLOAD, longest, 2 * _FRAME),
        row("a key in the inspector's field", _WORKLOAD, median(presses), scan, None),
        limit("a key in the inspector's field, slowest", _WORKLOAD, max(presses), _FRAME),
    ]


def _press(pane: RegisterPane, host: QWidget, typed: str) -> None:
    pane.filter.setText(typed)
    pane.filter.textEdited.emit(typed)
    host.repaint()


def _longest_wait(app: QCoreApplication, is_busy: Callable[[], bool]) -> float:
    """Milliseconds of the longest turn of the event loop while busy, and of what follows."""
    turns = []
    while is_busy():
        turns.append(_timed(app.processEvents))
        time.sleep(0.0005)
    turns += [_timed(app.processEvents) for _ in range(5)]
    return max(turns)
