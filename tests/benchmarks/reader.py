"""Measures the reading view against a QTextEdit with character formats, in one process."""

from __future__ import annotations

import ctypes
import gc
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTextEdit

from tests.benchmarks.baseline import FormattedEdit
from tests.benchmarks.table import Row, printed, row
from tests.benchmarks.workloads import TAGS, Workload, workload
from ui.reader.marks import Mark
from ui.reader.metrics import measure, screen_dpi
from ui.reader.styles import LIGHT
from ui.reader.view import ReaderView

_SIZE = (1100, 860)
_TAGGED = 60
_PAGES = 60
_OPENED = {"article": 9, "report": 5, "monster": 1}
_BUDGETS: dict[tuple[str, str], float] = {
    ("open", "report"): 0.7,
    ("first jump to the end", "report"): 0.1,
    ("tag one span", "report"): 1.8,
    ("tag one span", "monster"): 0.4,
    ("scroll a page", "report"): 1.2,
}


def marks_of(work: Workload) -> list[Mark]:
    """The spans of a workload as marks."""
    return [
        Mark(f"m{number}", ((start, end),), tag, tag)
        for number, (start, end, tag) in enumerate(work.spans)
    ]


def _shown(widget: QTextEdit) -> None:
    widget.resize(*_SIZE)
    widget.show()
    QApplication.processEvents()


def _ours(work: Workload, marks: list[Mark]) -> ReaderView:
    view = ReaderView(LIGHT)
    view.set_article(work.text, marks)
    _shown(view)
    return view


def _usual(work: Workload) -> FormattedEdit:
    view = FormattedEdit(work, measure(LIGHT, 1.0, screen_dpi()))
    _shown(view)
    return view


def _cpu(action: Callable[[], object]) -> float:
    """CPU milliseconds of this thread for an action and the painting it causes."""
    before = time.thread_time()
    action()
    QApplication.processEvents()
    return (time.thread_time() - before) * 1000


def _spans_near(work: Workload, position: int) -> list[tuple[int, int, str]]:
    """Fresh spans on the words that are in view after a jump to a position."""
    rng = random.Random(5)
    spans = []
    for _ in range(_TAGGED):
        start = position + rng.randrange(0, 500)
        spans.append((start, start + rng.randrange(4, 60), rng.choice(TAGS)))
    return [(start, min(end, len(work.text)), tag) for start, end, tag in spans]


def _open(name: str, work: Workload, marks: list[Mark]) -> Row:
    ours, usual = [], []
    for _ in range(_OPENED[name]):
        for times, make in ((ours, lambda: _ours(work, marks)), (usual, lambda: _usual(work))):
            gc.collect()
            made: list[QTextEdit] = []
            times.append(_cpu(lambda: made.append(make())))  # noqa: B023
            _dispose(made.pop())
    return _row("open", name, ours, usual)


def _dispose(view: QTextEdit) -> None:
    view.hide()
    view.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _row(what: str, name: str, ours: list[float], usual: list[float]) -> Row:
    return row(what, name, median(ours), median(usual), _BUDGETS.get((what, name)))


def _tag(name: str, work: Workload, view: ReaderView, edit: FormattedEdit) -> Row:
    spans = _spans_near(work, len(work.text) // 2)
    ours, usual = [], []
    for number, (start, end, tag) in enumerate(spans):
        mark = Mark(f"new{number}", ((start, end),), tag, tag)
        ours.append(_cpu(lambda mark=mark: view.upsert_marks((mark,))))
        usual.append(_cpu(lambda span=(start, end, tag): edit.tag(*span)))
    return _row("tag one span", name, ours, usual)


def _scroll(name: str, view: ReaderView, edit: FormattedEdit, pause: int) -> Row:
    """Pages down; readers pause between pages, and a pause is when the next one is made ready."""

    def page(widget: QTextEdit) -> float:
        bar = widget.verticalScrollBar()
        if pause:
            QTest.qWait(pause)
        return _cpu(lambda: bar.setValue(bar.value() + bar.pageStep()))

    ours, usual = [], []
    for _ in range(_PAGES):
        ours.append(page(view))
        usual.append(page(edit))
    return _row("scroll a page" if pause else "scroll without a pause", name, ours, usual)


def _scroll_and_pause(name: str, view: ReaderView, edit: FormattedEdit) -> Row:
    """All that paging with pauses costs this thread, what is made ready in the pauses included."""
    totals = []
    for widget in (view, edit):
        bar, before = widget.verticalScrollBar(), time.thread_time()
        for _ in range(_PAGES):
            bar.setValue(bar.value() + bar.pageStep())
            QTest.qWait(50)
        totals.append((time.thread_time() - before) * 1000 / _PAGES)
    return row("scroll a page and pause, all CPU", name, *totals, None)


def _of_workload(name: str) -> list[Row]:
    work = workload(name)
    marks = marks_of(work)
    found = [_open(name, work, marks)]
    view, edit = _ours(work, marks), _usual(work)
    end = len(work.text) - 1
    found.append(
        _row(
            "first jump to the end",
            name,
            [_cpu(lambda: view.jump_to(end))],
            [_cpu(lambda: edit.jump_to(end))],
        )
    )
    middle = len(work.text) // 2
    _cpu(lambda: view.jump_to(middle))
    _cpu(lambda: edit.jump_to(middle))
    found.append(_tag(name, work, view, edit))
    if name != "article":
        found.append(_scroll(name, view, edit, pause=50))
        found.append(_scroll(name, view, edit, pause=0))
        found.append(_scroll_and_pause(name, view, edit))
    _dispose(view)
    _dispose(edit)
    QApplication.processEvents()
    return found


def _resident() -> float:
    """The resident memory of this process, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _trim() -> None:
    """Gives freed memory back to the system, so that it does not hide what is taken next."""
    with suppress(OSError, AttributeError):
        ctypes.CDLL("libc.so.6").malloc_trim(0)


def _memory_of(kind: str) -> tuple[float, float]:
    """Megabytes of the monster in a fresh process: once it shows, and once its end was seen."""
    out = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.reader", kind],
        check=True,
        capture_output=True,
        text=True,
    )
    opened, seen = map(float, out.stdout.split())
    return opened, seen


def _print_memory(kind: str) -> None:
    work = workload("monster")
    marks = marks_of(work) if kind == "ours" else []
    gc.collect()
    _trim()
    before = _resident()
    view: ReaderView | FormattedEdit = _ours(work, marks) if kind == "ours" else _usual(work)
    opened = _resident() - before
    # QTextEdit goes on laying out in the background until it has reached the end.
    view.jump_to(len(work.text) - 1)
    QApplication.processEvents()
    print(opened, _resident() - before)
    _dispose(view)


def rows() -> list[Row]:
    """All measurements of the reading view."""
    app = QApplication.instance() or QApplication([])
    # The first widget pays for fonts and style; that is nobody's workload.
    _dispose(_ours(workload("article"), []))
    found = [item for name in _OPENED for item in _of_workload(name)]
    if Path("/proc/self/statm").exists():
        ours, usual = _memory_of("ours"), _memory_of("usual")
        found.append(row("memory, opened", "monster", ours[0], usual[0], None, "MB"))
        found.append(row("memory, seen to the end", "monster", ours[1], usual[1], 0.4, "MB"))
    assert app is not None
    return found


if __name__ == "__main__":
    if len(sys.argv) > 1:
        application = QApplication([])
        _print_memory(sys.argv[1])
    else:
        print(printed(rows()))
