"""A session that is killed at any instant loses nothing that it acknowledged."""

from __future__ import annotations

from pathlib import Path

import pytest

from storage.project import open_project
from tests.soak.kill import kill_sessions
from tests.soak.script import Script, acknowledged, prepare, verify

WINDOW = "tests.soak.window_session"


def test_ten_killed_sessions_lose_nothing_acknowledged(tmp_path: Path) -> None:
    tally = kill_sessions(tmp_path, 10, seed=1)
    assert tally.kills == 10
    # How many there are depends on the machine; verified is each of them.
    assert tally.acknowledged > 2 * tally.kills


def test_ten_killed_windows_lose_nothing_that_was_painted(tmp_path: Path) -> None:
    tally = kill_sessions(tmp_path, 10, seed=1, module=WINDOW)
    assert tally.kills == 10
    assert tally.before_first < tally.kills
    assert tally.acknowledged >= tally.kills - tally.before_first


@pytest.mark.soak
def test_a_thousand_killed_windows_lose_nothing_that_was_painted(tmp_path: Path) -> None:
    tally = kill_sessions(tmp_path, 1_000, seed=2, module=WINDOW)
    print(tally)
    assert tally.kills == 1_000


@pytest.mark.soak
def test_two_thousand_killed_sessions_lose_nothing_acknowledged(tmp_path: Path) -> None:
    tally = kill_sessions(tmp_path, 2_000, seed=2)
    print(tally)
    assert tally.kills == 2_000


def test_the_verification_notices_a_lost_action(tmp_path: Path) -> None:
    path = tmp_path / "soak.gloss"
    prepare(path)
    with open_project(path) as project:
        script = Script(project, 7)
        told = [acknowledged(project, script.step()) for _ in range(10)]
        project.connection.execute("DELETE FROM change_item WHERE change = ?", (told[-1].number,))
        project.connection.execute("DELETE FROM change WHERE number = ?", (told[-1].number,))
    with pytest.raises(AssertionError, match="acknowledged changes are gone"):
        verify(path, told[-1], {one.change for one in told})


def test_the_verification_notices_other_content(tmp_path: Path) -> None:
    path = tmp_path / "soak.gloss"
    prepare(path)
    with open_project(path) as project:
        script = Script(project, 7)
        told = [acknowledged(project, script.step()) for _ in range(10)]
        project.connection.execute("UPDATE annotation SET note = 'not what was said'")
    with pytest.raises(AssertionError):
        verify(path, told[-1], {one.change for one in told})
