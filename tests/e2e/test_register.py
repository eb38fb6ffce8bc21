"""The register by keys: entities entered, merged, split, deleted, followed into the text."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from tests.e2e.driver import Driver, entry
from ui.dialogs.entities.merge import MergeDialog
from ui.dialogs.entities.small import DeleteEntityDialog, NewEntityDialog
from ui.dialogs.entities.split import SplitDialog
from ui.panes.register import RegisterPane

Key = Qt.Key


@pytest.fixture
def pane(desk: Driver) -> RegisterPane:
    """The register on the screen; three actors, of which two are one, are tagged and named."""
    for words, name in (("Nicolás Maduro", "Maduro"), ("Lima Group", "Lima Group")):
        desk.select(words)
        desk.press("A")
        desk.bench.inspector.register.name([desk.session.current.id], "canonical", None, name)
    desk.select("Venezuela")
    desk.press("A")
    desk.bench.inspector.register.name([desk.session.current.id], "canonical", None, "Venezuela")
    desk.press("Ctrl+7")
    pane = desk.bench.pane("pane-register")
    assert isinstance(pane, RegisterPane)
    settle(desk, pane)
    pane.focus_first()
    return pane


def settle(desk: Driver, pane: RegisterPane) -> None:
    desk.qtbot.waitUntil(lambda: not pane.is_reading and not pane.side.mentions.is_reading)


def listed(desk: Driver, pane: RegisterPane) -> list[tuple[str, str]]:
    settle(desk, pane)
    table = pane.table
    rows = range(table.rowCount())
    return [(table.index(row, 0).data(), table.index(row, 2).data()) for row in rows]


def choose(pane: RegisterPane, name: str) -> None:
    rows = (pane.table.row_at(pane.table.index(at, 0)) for at in range(pane.table.rowCount()))
    pane.choose(next(row.entity.id for row in rows if row.entity.name == name))


def test_an_entity_is_entered_with_what_was_typed_as_its_name(desk: Driver, pane: RegisterPane):
    def answer(dialog: NewEntityDialog) -> None:
        assert dialog.called == "Peru"
        QTest.keyClick(dialog.name, Key.Key_Return)

    pane.filter.setText("Peru")
    with desk.answering(NewEntityDialog, answer):
        QTest.keyClick(pane.view, Key.Key_Insert)
    assert ("Peru", "0") in listed(desk, pane)
    assert desk.said == "Entered “Peru”."


def test_a_name_that_is_taken_keeps_the_question_open(desk: Driver, pane: RegisterPane):
    def answer(dialog: NewEntityDialog) -> None:
        dialog.name.setText("Lima Group")
        QTest.keyClick(dialog.name, Key.Key_Return)
        assert dialog.isVisible()
        assert "already" in dialog.problem.text()

    with desk.answering(NewEntityDialog, answer):
        QTest.keyClick(pane.view, Key.Key_Insert)
    assert len(listed(desk, pane)) == 3


def test_two_entities_are_merged_by_keys_and_undo_parts_them(desk: Driver, pane: RegisterPane):
    def answer(dialog: MergeDialog) -> None:
        dialog.filter.setFocus()
        QTest.keyClicks(dialog.filter, "venez")
        QTest.keyClick(dialog.filter, Key.Key_Down)
        QTest.keyClick(dialog.goals, Key.Key_Return)

    QTest.keyClicks(pane.view, "maduro")
    QTest.keyClick(pane.filter, Key.Key_Return)
    with desk.answering(MergeDialog, answer):
        desk.press("Ctrl+M")
    assert ("Venezuela", "2") in listed(desk, pane)
    assert [row.entity.aliases for row in pane.chosen()] == [("Maduro",)]
    desk.press("Ctrl+Z")
    assert listed(desk, pane) == [("Lima Group", "1"), ("Maduro", "1"), ("Venezuela", "1")]


def test_chosen_mentions_are_split_off_under_a_new_name(desk: Driver, pane: RegisterPane):
    def answer(dialog: SplitDialog) -> None:
        desk.qtbot.waitUntil(lambda: not dialog.is_reading)
        assert dialog.called == ""
        QTest.keyClick(dialog.view, Key.Key_Space)
        assert dialog.called == ""  # The words are the name that the others keep.
        dialog.name.setText("State of Venezuela")
        QTest.keyClick(dialog.name, Key.Key_Return)

    choose(pane, "Venezuela")
    with desk.answering(SplitDialog, answer):
        QTest.keyClick(
            pane.view,
            Key.Key_M,
            Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
        )
    assert dict(listed(desk, pane))["State of Venezuela"] == "1"
    assert dict(listed(desk, pane))["Venezuela"] == "0"


def test_the_words_of_what_is_split_off_are_proposed_as_its_name(desk: Driver, pane: RegisterPane):
    def answer(dialog: SplitDialog) -> None:
        desk.qtbot.waitUntil(lambda: not dialog.is_reading)
        QTest.keyClick(dialog.view, Key.Key_Space)
        assert dialog.called == "Nicolás Maduro"
        QTest.keyClick(dialog.name, Key.Key_Return)

    choose(pane, "Maduro")
    with desk.answering(SplitDialog, answer):
        pane.split_requested.emit(str(pane.chosen()[0].entity.id), [])
    assert dict(listed(desk, pane))["Nicolás Maduro"] == "1"


def test_an_entity_without_mentions_goes_at_once(desk: Driver, pane: RegisterPane):
    made = desk.bench.inspector.register.create("canonical", "Nobody")
    listed(desk, pane)
    pane.choose(made)
    QTest.keyClick(pane.view, Key.Key_Delete)
    assert "Nobody" not in dict(listed(desk, pane))
    assert "Undo brings it back" in desk.said


def test_deleting_lets_the_mentions_go_when_told_so(desk: Driver, pane: RegisterPane):
    def answer(dialog: DeleteEntityDialog) -> None:
        dialog.release.click()
        QTest.keyClick(dialog, Key.Key_Return)

    choose(pane, "Lima Group")
    with desk.answering(DeleteEntityDialog, answer):
        QTest.keyClick(pane.view, Key.Key_Delete)
    assert "Lima Group" not in dict(listed(desk, pane))
    desk.press("Ctrl+Z")
    assert dict(listed(desk, pane))["Lima Group"] == "1"


def test_enter_twice_leads_from_an_entity_into_the_text(desk: Driver, pane: RegisterPane):
    choose(pane, "Lima Group")
    QTest.keyClick(pane.view, Key.Key_Return)
    settle(desk, pane)
    QTest.keyClick(pane.side.mentions.view, Key.Key_Return)
    assert desk.at_hand() == ("Lima Group", "actor")


def test_the_menu_of_an_entity_shows_every_key(desk: Driver, pane: RegisterPane):
    choose(pane, "Lima Group")
    pane.view.customContextMenuRequested.emit(pane.view.viewport().rect().center())
    menu = desk.popup()
    assert all(not action.shortcut().isEmpty() for action in menu.actions())
    assert entry(menu, "Merge").isEnabled()
    menu.close()
