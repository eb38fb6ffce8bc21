"""The first paragraph of the seed article is tagged, corrected and undone without a mouse."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QApplication

from tests.e2e.conftest import Start
from tests.e2e.driver import Driver, stored


def test_a_paragraph_is_tagged_without_a_mouse(desk: Driver, file: Path) -> None:
    desk.select("US President Donald Trump")
    desk.press("A")
    desk.select("Donald Trump")  # nested
    desk.press("2")
    desk.select("Trump, Peru")  # crossing
    desk.press("E")
    desk.select("Peru")  # tagged twice
    desk.press("A")
    desk.select("Peru")
    desk.press("E")
    assert stored(file) == [
        ("US President Donald Trump", "actor"),
        ("Donald Trump", "stance"),
        ("Trump, Peru", "event"),
        ("Peru", "actor"),
        ("Peru", "event"),
    ]
    assert desk.labels_at("Trump") == ["event", "stance", "actor"]


def test_an_armed_tag_takes_every_selection_until_esc(desk: Driver, file: Path) -> None:
    desk.press("S")
    desk.select("Lima Group")
    desk.select("Venezuela")
    desk.press("Esc")
    desk.select("Juan Guaidó")
    assert stored(file) == [("Lima Group", "stance"), ("Venezuela", "stance")]
    assert desk.selected() == ["Juan Guaidó"]


def test_a_span_in_two_parts_is_tagged_by_keys(desk: Driver, file: Path) -> None:
    desk.select("Peru")
    desk.press("+")
    desk.go_on_to("recognised")
    desk.extend("recognised Juan Guaidó")
    desk.press("E")
    assert stored(file) == [("Peru recognised Juan Guaidó", "event")]
    assert desk.labels_at("Peru") == desk.labels_at("Juan") == ["event"]
    assert desk.labels_at("Lima") == []


def test_a_span_is_corrected_by_keys(desk: Driver, file: Path) -> None:
    desk.select("President Donald")
    desk.press("A", "Shift+E")
    assert desk.at_hand() == ("President Donald", "event")
    desk.press("F8", "Shift+F7")
    assert desk.at_hand() == ("US President Donald Trump", "event")
    desk.press("Ctrl+F7", "Ctrl+F7", "Ctrl+Shift+F8")
    assert desk.at_hand() == ("S President Donald Tru", "event")
    desk.press("Ctrl+F8", "F7", "Shift+F8", "Ctrl+Shift+F7")
    assert stored(file) == [desk.at_hand()]
    desk.press("Del")
    assert stored(file) == []


def test_a_full_stop_repeats_the_last_tag_on_the_word_at_the_caret(
    desk: Driver, file: Path
) -> None:
    desk.select("Peru")
    desk.press("T")
    desk.walk_to("Venezuela")
    desk.press(".")
    assert stored(file) == [("Peru", "statistic"), ("Venezuela", "statistic")]


def test_tab_walks_the_spans_and_f2_writes_a_note_on_one(desk: Driver, file: Path) -> None:
    for words in ("Lima Group", "Peru", "Venezuela"):
        desk.select(words)
        desk.press("A")
    desk.press("Ctrl+Home", "Tab", "Tab")
    assert desk.at_hand()[0] == "Lima Group"
    desk.press("Shift+Tab", "F2")
    desk.type("the country, not the team")
    desk.press("Esc")
    assert QApplication.focusWidget() is desk.reader
    assert desk.session.current.note == "the country, not the team"
    desk.press("Tab", "Tab", "Tab")
    assert (desk.at_hand()[0], desk.said) == ("Venezuela", "No annotation after this one.")


def test_everything_is_undone_and_redone_also_after_reopening(start: Start, file: Path) -> None:
    desk = start(file)
    desk.select("Peru")
    desk.press("A", "Shift+E", "F8", "F2")
    desk.type("both")
    desk.press("Esc", "Ctrl+U", "Del", "Ctrl+Z", "Ctrl+Z")
    desk.close()
    assert stored(file) == [("Peru – in", "event")]
    again = start(file)
    again.press("Ctrl+Z", "Ctrl+Z")
    assert stored(file) == [("Peru", "event")]
    again.press("Ctrl+Z", "Ctrl+Z", "Ctrl+Z")
    assert (stored(file), again.said) == ([], "Nothing left to undo.")
    again.press(*["Ctrl+Shift+Z"] * 5)
    (whole,) = again.session.annotations
    assert (whole.quote, whole.note, whole.confidence) == ("Peru – in", "both", "unsure")
    again.press("Ctrl+Y")
    assert stored(file) == []


def test_space_selects_the_word_the_sentence_and_the_paragraph(desk: Driver) -> None:
    desk.walk_to("recognised")
    desk.press("Space")
    assert desk.selected() == ["recognised"]
    desk.press("Space")
    assert desk.selected()[0].endswith("on 23 January.")
    desk.press("Space")
    assert desk.selected()[0].endswith("Luis Almagro.")
