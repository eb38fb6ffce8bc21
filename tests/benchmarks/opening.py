"""Measures opening a project of 10,000 documents against one of one document."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from PySide6.QtWidgets import QApplication

from domain.annotation import Annotator
from storage.project import open_project
from storage.work import ensure_annotator
from tests.benchmarks.big_project import ANNOTATIONS, DOCUMENTS, build
from tests.benchmarks.table import Row, row
from ui.app import make_window
from ui.settings import load_settings
from ui.window.main_window import MainWindow

_OPENED = 9
_WARMING = 3  # The first openings fill the caches of the disk, and back the files up
_BUDGET = 1.3


def rows(folder: Path) -> list[Row]:
    """Openings in the file alone and in the window; both documents have as many spans."""
    big, small = folder / "big.gloss", folder / "small.gloss"
    build(big)
    build(small, documents=1, annotations=ANNOTATIONS // DOCUMENTS)
    os.sync()  # What the disk still writes of them would slow the reading down.
    load_settings().annotator = "Ann"
    app = QApplication.instance() or QApplication([])
    window = make_window(app)
    window.show()
    try:
        found = [
            _compared("open a project, the file alone", _open_file, big, small),
            _compared("open a project in the window", _Opening(window), big, small),
        ]
    finally:
        window.close()
        window.deleteLater()
    return found


def _compared(name: str, measure: Callable[[Path], float], big: Path, small: Path) -> Row:
    times: dict[Path, list[float]] = {big: [], small: []}
    for number in range(_WARMING + _OPENED):
        for path in times:
            gc.collect()
            taken = measure(path)
            if number >= _WARMING:
                times[path].append(taken)
    return row(name, "10,000", median(times[big]), median(times[small]), _BUDGET)


def _open_file(path: Path) -> float:
    """Milliseconds until the first article and its annotations are read."""
    before = time.perf_counter()
    with open_project(path) as project:
        who: Annotator = ensure_annotator(project, "Ann")
        first = project.documents.first(1)[0]
        assert project.documents.get(first) is not None
        assert project.annotations.of_document(first, [who.id])
        return (time.perf_counter() - before) * 1000


class _Opening:
    """Opens projects in a window, and closes each again outside of the time that counts."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def __call__(self, path: Path) -> float:
        before = time.perf_counter()
        self._window.projects.open_path(str(path))
        QApplication.processEvents()
        taken = time.perf_counter() - before
        assert self._window.session is not None
        assert self._window.session.annotations
        self._window.close_project()
        QApplication.processEvents()
        return taken * 1000
