"""What is incomplete is found and completed by keys alone."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.e2e.driver import Driver
from ui.panes.inspector.editors import ChoiceEdit


def tag_two(desk: Driver) -> None:
    for words, key in (("Peru", "A"), ("recognised Juan Guaidó", "S"), ("Juan Guaidó", "A")):
        desk.select(words)
        desk.press(key)


def test_the_next_incomplete_span_is_filled_in_by_keys(desk: Driver) -> None:
    tag_two(desk)
    desk.press("Ctrl+Home", "F12")
    assert desk.at_hand() == ("recognised Juan Guaidó", "stance")
    assert isinstance(QApplication.focusWidget(), ChoiceEdit)
    desk.press("Down", "Return", "Esc", "F12")
    assert desk.bench.relating.stage == "partner"
    desk.press(desk.bench.relating.hints[desk.session.annotations[0].id].upper())
    desk.press("F12")
    (juan,) = (a for a in desk.session.annotations if a.quote == "Juan Guaidó")
    desk.press(desk.bench.relating.hints[juan.id].upper())
    desk.press("Esc", "F12")
    assert "Nothing is incomplete" in desk.said


def test_one_key_lists_what_is_incomplete_and_the_same_key_the_project(desk: Driver) -> None:
    tag_two(desk)
    desk.press("F4")
    pane = desk.bench.pane("incomplete")
    assert pane.view.hasFocus()
    assert pane.model.rowCount() == 1
    desk.press("F4")
    assert pane.is_project_wide
    desk.qtbot.waitUntil(lambda: pane.model.rowCount() == 2)
    desk.press("Return")
    assert isinstance(QApplication.focusWidget(), ChoiceEdit)
    desk.press("Esc")
    assert desk.reader.hasFocus()
