"""What goes on around an open project, until it is closed."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.session import Session
from ui.window.background import Background


def test_it_looks_for_what_other_programs_wrote(qtbot: QtBot, session: Session) -> None:
    background = Background(session, session)
    background.start()
    assert background._timer.isActive()
    background.stop()
    assert not background._timer.isActive()


def test_a_project_that_was_closed_before_it_was_painted_is_left_alone(
    qtbot: QtBot, session: Session
) -> None:
    background = Background(session, session)
    background.stop()
    background.start()
    assert not background._timer.isActive()
    assert background._backup is None
