"""Long reads in the background."""

from __future__ import annotations

import threading

import pytest

from storage.errors import CancelledError, RefusedError
from storage.project import Project, create_project
from ui.workers import join_tasks, run_in_background, with_cancel


@pytest.fixture
def project(tmp_path, qapp):
    with create_project(tmp_path / "a.gloss", title="A title") as made:
        yield made


def read_title(contents, progress):
    progress(1, 2)
    return contents.info().title, threading.current_thread() is threading.main_thread()


def test_a_task_reads_apart_and_tells_what_it_found(qtbot, project: Project):
    task = run_in_background(project, read_title)
    steps = []
    task.progress.connect(lambda done, total: steps.append((done, total)))
    with qtbot.waitSignal(task.finished) as told:
        task.start()
    assert (steps, told.args) == ([(1, 2)], [("A title", False)])
    assert not task.is_running


def test_a_failure_is_told_as_a_sentence(qtbot, project: Project):
    def refuse(contents, progress):
        raise RefusedError("It cannot be read. Nothing was changed.")

    task = run_in_background(project, refuse)
    with qtbot.waitSignal(task.failed) as told:
        task.start()
    assert told.args == ["It cannot be read. Nothing was changed."]


def test_a_bug_is_raised_where_the_task_was_made(qtbot, project: Project):
    def fail(contents, progress):
        raise KeyError("a bug")

    task = run_in_background(project, fail)
    with qtbot.captureExceptions() as raised:
        task.start()
        qtbot.waitUntil(lambda: len(raised) == 1)
    assert raised[0][0] is KeyError


def test_a_cancelled_task_says_nothing_more(qtbot, project: Project):
    begun = threading.Event()
    going_on = []

    def wait(contents, progress):
        begun.set()
        while progress(0, 1):
            pass
        going_on.append(False)

    task = run_in_background(project, wait)
    task.start()
    begun.wait()
    with qtbot.assertNotEmitted(task.finished), qtbot.assertNotEmitted(task.failed, wait=50):
        task.join()
    assert going_on == [False]


def test_cancelling_ends_a_query_that_never_would(qtbot, project: Project):
    begun = threading.Event()

    def count_for_ever(contents, progress):
        begun.set()
        contents.connection.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        ).fetchone()

    task = run_in_background(project, count_for_ever)
    task.start()
    begun.wait()
    join_tasks(project)
    assert not task.is_running


def test_work_that_nobody_waits_for_stops_with_a_sentence():
    with_cancel(lambda done, total: True)(1, 2)
    with pytest.raises(CancelledError, match="Nothing was written"):
        with_cancel(lambda done, total: False, "It was stopped. Nothing was written.")(1, 2)
