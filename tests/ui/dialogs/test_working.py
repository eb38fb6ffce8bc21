"""A dialog with a task under way."""

from __future__ import annotations

import pytest

from storage.errors import RefusedError
from ui.dialogs.working import WorkingDialog
from ui.workers import run_in_background


class Asking(WorkingDialog):
    """Keeps what its tasks came to."""

    def __init__(self, project) -> None:
        super().__init__("Ask", "&Ask")
        self.project = project
        self.told: list[object] = []

    def ask(self, work) -> None:
        self._begin(run_in_background(self.project, work), self.told.append)

    def _fail(self, sentence: str) -> None:
        self.told.append((sentence, self.task))


@pytest.fixture
def dialog(qtbot, project):
    """A dialog that asks for nothing yet."""
    made = Asking(project)
    qtbot.addWidget(made)
    return made


def wait_for_the_end(contents, progress):
    while progress(1, 2):
        pass
    return "stopped"


def refuse(contents, progress):
    raise RefusedError("It cannot be read. Nothing was changed.")


def test_what_a_task_made_is_taken_once_none_is_under_way(qtbot, dialog):
    dialog.ask(lambda contents, progress: contents.info().title)
    assert dialog.task is not None
    assert not dialog.progress.isHidden()
    qtbot.waitUntil(lambda: bool(dialog.told))
    assert dialog.task is None
    assert dialog.progress.isHidden()


def test_a_failure_is_shown_by_the_dialog(qtbot, dialog):
    dialog.ask(refuse)
    qtbot.waitUntil(lambda: bool(dialog.told))
    assert dialog.told == [("It cannot be read. Nothing was changed.", None)]


def test_a_task_takes_the_place_of_the_one_before(qtbot, dialog):
    dialog.ask(wait_for_the_end)
    dialog.ask(lambda contents, progress: "second")
    qtbot.waitUntil(lambda: bool(dialog.told))
    assert dialog.told == ["second"]


@pytest.mark.parametrize("close", ["accept", "reject"])
def test_a_task_ends_with_its_dialog(dialog, close):
    dialog.ask(wait_for_the_end)
    task = dialog.task
    getattr(dialog, close)()
    assert (task.is_running, dialog.task, dialog.told) == (False, None, [])
