"""Measures a key press in the window, until it is committed and painted, against a bare commit."""

from __future__ import annotations

import random
import sqlite3
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import codebook_version
from storage.opening import new_project
from storage.project import Project
from storage.tables import ANNOTATION
from storage.times import now
from tests.benchmarks.table import Row, difference, limit
from tests.benchmarks.workloads import Workload, workload
from ui.app import make_window
from ui.reader.view import ReaderView
from ui.settings import load_settings
from ui.window.main_window import MainWindow

_PRESSES = 200
_COUNTED = 20  # Presses under the eyes of a trace, which would cost time in the others
_PAUSE = 20  # Milliseconds between two presses: nobody reads and tags without one
_TURNS = 3  # Turns of the event loop in which the panes are released and painted
_TAG = Qt.Key.Key_1


@dataclass(frozen=True)
class Press:
    """Milliseconds of one key press, and of the bare commit.

    `elapsed` and `cpu` (of the GUI thread) end when the article is painted, `whole` is the CPU with
    the panes that are painted after it.
    """

    elapsed: float
    cpu: float
    whole: float
    commit: float


class _Painted:
    """Notes the clocks at the moment when the article has painted the key press.

    The desk lets the article paint within the key press, before the panes hear of it.
    """

    def __init__(self, reader: ReaderView) -> None:
        self._reader = reader
        self._paint_now = reader.paint_now
        self.at: tuple[float, float] | None = None

    def __enter__(self) -> _Painted:
        self._reader.paint_now = self._note
        return self

    def __exit__(self, *_: object) -> None:
        del self._reader.paint_now

    def _note(self) -> None:
        self._paint_now()
        if self.at is None:
            self.at = time.perf_counter(), time.thread_time()


class _BareLog:
    """A database on the same disk that takes one row a commit, as durable as a project."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = WAL")
        self._connection.execute("PRAGMA synchronous = FULL")
        self._connection.execute("CREATE TABLE row (number INTEGER PRIMARY KEY, text TEXT)")

    def commit(self) -> float:
        """Write a row and return the milliseconds that it took."""
        before = time.perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO row (text) VALUES (?)", ("x" * 200,))
        self._connection.execute("COMMIT")
        return (time.perf_counter() - before) * 1000

    def close(self) -> None:
        self._connection.close()


def write_report(path: Path, work: Workload) -> None:
    """Make a project with one document and its spans in Ann's layer."""
    with new_project(path, title="Report", annotator="Ann") as project:
        (document,), _ = add_documents(project, [NewDocument("Report", work.text)], None)
        who = project.annotators.all()[0].id
        version = codebook_version(project)
        tags = {tag.name: tag.id for tag in project.codebooks.current().active}
        with project.action("import", "Import spans", who) as outcome:
            for number, (start, end, tag) in enumerate(work.spans):
                span = Span.single(start, end)
                before, after = span.context(work.text)
                values = {
                    "document": document,
                    "annotator": who,
                    "tag": tags[tag],
                    "before": before,
                    "after": after,
                    "codebook_version": version,
                    "fragments": [[start, end, span.quote(work.text)]],
                    "created": now(),
                    "modified": now(),
                }
                outcome.action.insert_in_bulk(ANNOTATION, f"span-{number}", values)


def rows(folder: Path) -> list[Row]:
    """All measurements of a key press on the report."""
    path = folder / "report.gloss"
    write_report(path, workload("report"))
    load_settings().annotator = "Ann"
    app = QApplication.instance() or QApplication([])
    window = make_window(app)
    window.show()
    # The offscreen screen is small, and the window would be: people have larger ones.
    window.resize(1280, 800)
    window.projects.open_path(str(path))
    QTest.qWait(3000)  # The backup of the opening is another row's business.
    assert window.session is not None
    assert window.bench is not None
    window.session.refused.connect(_fail)
    window.bench.reader.jump_to(500_000)
    QTest.qWait(200)
    bare = _BareLog(folder / "bare.db")
    try:
        places = _places(_PRESSES + _COUNTED)
        presses = [_press(window, place, bare) for place in places[:_PRESSES]]
        counted = _counted(window, places[_PRESSES:])
    finally:
        bare.close()
        window.close()
        window.deleteLater()
    return [*_timed(presses), *counted]


def _fail(sentence: str) -> None:
    """End the run: a dialog that says why would wait for an answer."""
    raise SystemExit(sentence)


def _timed(presses: list[Press]) -> list[Row]:
    elapsed = [press.elapsed for press in presses]
    commits = [press.commit for press in presses]
    over = [press.elapsed - press.commit for press in presses]
    cpu = quantiles([press.cpu for press in presses], n=100)
    whole = quantiles([press.whole for press in presses], n=100)
    name = "key press, committed and painted"
    bare = median(commits)
    return [
        difference(f"{name}, median", "report", bare + median(over), bare, 8.0),
        limit(f"{name}, 95 %", "report", quantiles(elapsed, n=20)[-1], 16.0),
        limit("key press, GUI CPU until painted, 99 %", "report", cpu[-1], 10.0),
        limit("the same with all panes, 99 %", "report", whole[-1], None),
    ]


def _places(count: int) -> list[tuple[int, int]]:
    """Fresh spans all over the report, so that each is among as many others as its text has."""
    chance = random.Random(7)
    starts = range(1_000, 990_000, 989_000 // count)
    return [(start, start + chance.randrange(4, 60)) for start in starts][:count]


def _press(window: MainWindow, place: tuple[int, int], bare: _BareLog) -> Press:
    """Select, press the tag's key, and wait until the words are painted, then the panes."""
    reader = _ready(window, place)
    commit = bare.commit()
    with _Painted(reader) as painted:
        before, cpu = time.perf_counter(), time.thread_time()
        QTest.keyClick(reader, _TAG)
        assert painted.at is not None, "the article is painted within the key press"
        for _ in range(_TURNS):
            QApplication.processEvents()
        whole = time.thread_time() - cpu
    elapsed, until_painted = painted.at[0] - before, painted.at[1] - cpu
    return Press(elapsed * 1000, until_painted * 1000, whole * 1000, commit)


def _ready(window: MainWindow, place: tuple[int, int]) -> ReaderView:
    assert window.bench is not None
    reader = window.bench.reader
    reader.setFocus()
    reader.jump_to(place[0])
    reader.select([place])
    QTest.qWait(_PAUSE)
    return reader


def _counted(window: MainWindow, places: list[tuple[int, int]]) -> list[Row]:
    """Count what a key press does to the file."""
    assert window.session is not None
    project = window.session.project
    statements: list[str] = []
    before = _changes(project)
    project.connection.set_trace_callback(statements.append)
    for place in places:
        QTest.keyClick(_ready(window, place), _TAG)
        QApplication.processEvents()
    project.connection.set_trace_callback(None)
    commits = sum(statement.startswith("COMMIT") for statement in statements)
    checkpoints = sum("wal_checkpoint" in statement for statement in statements)
    automatic = project.connection.execute("PRAGMA wal_autocheckpoint").fetchone()[0]
    assert _changes(project) - before == _COUNTED, "every key press is one change"
    assert commits >= _COUNTED, "every key press is committed"
    return [
        limit("commits of a key press", "report", commits / _COUNTED, 1.0, "count"),
        limit("checkpoints on the GUI thread", "report", checkpoints + automatic, 0.0, "count"),
    ]


def _changes(project: Project) -> int:
    return int(project.connection.execute("SELECT count(*) FROM change").fetchone()[0])
