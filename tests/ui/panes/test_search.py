"""Finding in the project."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from storage.adding import NewDocument, add_documents
from ui.models.row_list import ROW
from ui.panes import search
from ui.panes.search import SearchPane


@pytest.fixture
def pane(shown, session, theme):
    pane = shown(SearchPane(session, theme))
    yield pane
    pane.stop()


def answered(qtbot, pane: SearchPane) -> list:
    qtbot.waitUntil(lambda: not pane.is_searching and not pane._soon.isActive())
    return [pane.model.index(row).data(ROW) for row in range(pane.model.rowCount())]


def find(qtbot, pane: SearchPane, words: str) -> list:
    pane.focus_first()
    qtbot.keyClicks(pane.query, words)
    return answered(qtbot, pane)


def test_hits_stand_under_their_documents_in_context(qtbot, pane):
    heading, first, second = find(qtbot, pane, "harbour")
    assert (heading.title, heading.count) == ("Harbour", 2)
    assert (first.before, first.quote, first.after) == (
        *("The council votes on the ", "harbour", ". The harbour stays."),
    )
    assert second.start == 38


def test_enter_shows_the_first_hit_and_then_the_next(qtbot, pane, ids):
    find(qtbot, pane, "harbour")
    with qtbot.waitSignal(pane.hit_requested) as asked:
        qtbot.keyClick(pane.query, Qt.Key.Key_Return)
    assert asked.args == [ids[1], 25, 32]
    with qtbot.waitSignal(pane.hit_requested) as asked:
        pane.next_hit()
    assert asked.args == [ids[1], 38, 45]
    with qtbot.waitSignal(pane.hit_requested) as asked:
        pane.next_hit()
    assert asked.args == [ids[1], 25, 32]


def test_the_hit_before_the_first_is_the_last(qtbot, pane):
    find(qtbot, pane, "harbour")
    with qtbot.waitSignal(pane.hit_requested) as asked:
        qtbot.mouseClick(pane.previous_tool, Qt.MouseButton.LeftButton)
    assert asked.args[1:] == [38, 45]


def test_a_click_shows_the_hit(qtbot, pane, ids):
    find(qtbot, pane, "elections")
    place = pane.view.visualRect(pane.model.index(1)).center()
    with qtbot.waitSignal(pane.hit_requested) as asked:
        qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == [ids[2], 27, 36]


def test_nothing_found_is_said(qtbot, pane):
    assert find(qtbot, pane, "zebra") == []
    assert "Nothing found" in pane.message.words
    assert not pane.shows_content


def test_an_empty_search_says_how_to_search(qtbot, pane):
    find(qtbot, pane, "harbour")
    pane.query.clear()
    qtbot.keyClick(pane.query, Qt.Key.Key_Return)
    assert answered(qtbot, pane) == []
    assert pane.message.words.startswith("Find words")


def test_too_many_hits_are_cut_and_said_so(qtbot, pane, monkeypatch, project):
    monkeypatch.setattr(search, "LIMIT", 1)
    assert len(find(qtbot, pane, "harbour")) == 2
    assert pane.count.text().startswith("The first 1 places")


def test_quotes_and_notes_are_searched_as_well(qtbot, pane, session, tag, ids):
    annotation = tag("actor", 0, 11)
    session.refresh()
    session.set_note(annotation, "former president")
    pane.scope.setCurrentIndex(1)
    heading, hit = find(qtbot, pane, "former")
    assert (heading.title, hit.quote, hit.after) == ("Peru", "Alan García", " — former president")


def test_escape_stops_a_search_and_then_leaves(qtbot, pane, project, me):
    text = "lorem ipsum " * 20_000
    add_documents(project, [NewDocument(f"T{i}", f"{i} {text}") for i in range(20)], me.id)
    pane.focus_first()
    pane.query.setText("*q*")
    qtbot.keyClick(pane.query, Qt.Key.Key_Return)
    assert pane.is_searching
    qtbot.keyClick(pane.query, Qt.Key.Key_Escape)
    assert not pane.is_searching
    assert "stopped" in pane.message.words
    with qtbot.waitSignal(pane.leave_requested):
        qtbot.keyClick(pane.query, Qt.Key.Key_Escape)


def test_what_is_typed_while_an_answer_comes_is_looked_for_too(qtbot, pane):
    pane.set_query("harbour")
    pane.query.clear()
    qtbot.keyClicks(pane.query, "elections")
    assert pane.is_searching
    heading, *_ = answered(qtbot, pane)
    assert heading.title != "Harbour"
