"""Measures an adjudication of the seed article's three codings: a decision, and the next case."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

from PySide6.QtWidgets import QApplication

from storage.sample import CODINGS, build_sample
from storage.work import ensure_annotator
from tests.benchmarks.table import Row, limit
from ui.app import make_window

DECISIONS = 40
_FRAME = 16.0  # Milliseconds
_REST = 0.05
_WORKLOAD = "252 tags"


def rows(folder: Path) -> list[Row]:
    """Time each decision until the next case is on the screen: in the article, list and lanes.

    The inspector follows a frame later, and is not in these figures.
    """
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    path = folder / "cases.gloss"
    build_sample(path, "Ann", CODINGS)
    window = make_window(app)
    window.settings.annotator = "Ann"
    window.resize(1280, 800)
    window.show()
    window.projects.open_path(str(path))
    _settle(app)
    bench, session = window.bench, window.session
    assert bench is not None
    assert session is not None
    desk = bench.adjudication
    desk.begin([ensure_annotator(session.project, name) for name in CODINGS])
    _settle(app)
    elapsed, busy = [], []
    for _ in range(DECISIONS):
        assert desk.case is not None
        began, at_work = time.perf_counter(), time.thread_time()
        desk.join()
        app.processEvents()
        elapsed.append(1000 * (time.perf_counter() - began))
        busy.append(1000 * (time.thread_time() - at_work))
        _settle(app)
    window.close()
    window.deleteLater()
    return [
        limit("decide, and the next case shows, median", _WORKLOAD, median(elapsed), _FRAME, "ms"),
        limit("the same, CPU of the GUI thread, median", _WORKLOAD, median(busy), _FRAME, "ms"),
    ]


def _settle(app: QApplication) -> None:
    """Let what waits be done, so that the next decision begins from rest."""
    until = time.perf_counter() + _REST
    while time.perf_counter() < until:
        app.processEvents()
