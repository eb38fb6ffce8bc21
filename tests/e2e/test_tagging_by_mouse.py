"""The same words are tagged with the mouse, the menus and the tool bar."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolBar, QToolButton

from tests.e2e.driver import ALT, CTRL, LEFT, NONE, Driver, entry, stored


def tool(desk: Driver, text: str) -> QToolButton:
    """Return a button of the tool bar by the text of its action."""
    bar = desk.window.findChild(QToolBar, "tools")
    buttons = bar.findChildren(QToolButton)
    return next(b for b in buttons if b.defaultAction() and b.defaultAction().text() == text)


def test_a_drag_from_within_words_takes_them_whole(desk: Driver, file: Path) -> None:
    desk.drag("President Donald", inside=3)
    assert desk.selected() == ["President Donald"]
    desk.press("A")
    assert stored(file) == [("President Donald", "actor")]


def test_alt_takes_exactly_the_characters_under_the_mouse(desk: Driver, file: Path) -> None:
    desk.drag("President Donald", ALT, inside=3)
    desk.press("A")
    assert stored(file) == [("sident Don", "actor")]


def test_control_adds_a_part_to_the_selection(desk: Driver, file: Path) -> None:
    desk.drag("Peru")
    desk.drag("recognised Juan", CTRL)
    assert desk.selected() == ["Peru", "recognised Juan"]
    desk.press("E")
    assert stored(file) == [("Peru recognised Juan", "event")]


def test_a_double_click_takes_a_word_and_the_tool_bar_tags_it(desk: Driver, file: Path) -> None:
    desk.double_click("recognised")
    assert desk.selected() == ["recognised"]
    desk.push(tool(desk, "stance"))
    assert stored(file) == [("recognised", "stance")]


def test_a_tag_armed_in_the_tool_bar_takes_every_selection(desk: Driver, file: Path) -> None:
    desk.push(tool(desk, "event"))
    desk.drag("Lima Group")
    desk.double_click("Venezuela")
    desk.push(tool(desk, "event"))
    desk.drag("Juan Guaidó")
    assert stored(file) == [("Lima Group", "event"), ("Venezuela", "event")]


def test_the_context_menu_tags_what_is_selected(desk: Driver, file: Path) -> None:
    desk.drag("Lima Group")
    desk.choose(desk.context_menu("Group"), "actor")
    assert stored(file) == [("Lima Group", "actor")]


def test_the_context_menu_retags_and_deletes_the_span_under_it(desk: Driver, file: Path) -> None:
    desk.drag("Lima Group")
    desk.press("A")
    menu = desk.context_menu("Lima")
    tags = entry(menu, "Retag as").menu()
    entry(tags, "event").trigger()
    menu.close()
    assert stored(file) == [("Lima Group", "event")]
    desk.choose(desk.context_menu("Lima"), "Delete the annotation")
    assert stored(file) == []


def test_clicking_again_goes_from_the_inner_span_to_the_outer_one(desk: Driver) -> None:
    desk.drag("US President Donald Trump")
    desk.press("A")
    desk.drag("Donald")
    desk.press("S")
    desk.click("Donald")
    assert desk.at_hand() == ("Donald", "stance")
    desk.click("Donald")
    assert desk.at_hand() == ("US President Donald Trump", "actor")


def test_a_row_of_the_table_leads_to_its_words(desk: Driver) -> None:
    last = "critical of the Venezuelan regime"
    desk.drag("Peru")
    desk.press("A", "Ctrl+End")
    desk.drag(last)
    desk.press("S")
    desk.press("Ctrl+Home")
    view = desk.bench.pane("pane-annotations").view
    row = view.table.index(view.table.row_of(desk.session.annotations[-1].id), 0)
    QTest.mouseClick(view.viewport(), LEFT, NONE, view.visualRect(row).center())
    assert desk.at_hand() == (last, "stance")
    start, end = desk.place(last)
    assert start <= desk.reader.caret() <= end
    assert desk.reader.viewport().rect().contains(desk.point(last))


def test_keys_set_the_text_larger_and_smaller(desk: Driver) -> None:
    before = desk.reader.zoom
    desk.press("Ctrl+=")
    assert desk.reader.zoom > before
    desk.press("Ctrl+-", "Ctrl+-")
    assert desk.reader.zoom < before
    desk.press("Ctrl+0")
    assert desk.reader.zoom == before == 1.0
