"""The table of relations: listed, filtered, sorted, followed and taken away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.panes.relations import RelationsPane


@pytest.fixture
def spans(tag):
    """Two actors, a stance and an event of one's own, and an event in another document."""
    return {
        "garcia": tag("actor", 0, 11),
        "uruguay": tag("actor", 18, 25),
        "stance": tag("stance", 12, 25),
        "event": tag("event", 12, 17),
        "council": tag("actor", 4, 11, 1),
        "vote": tag("event", 12, 17, 1),
    }


@pytest.fixture
def linked(session, ids, spans):
    """A holder, a target, and a participant in another document."""
    session.open_document(ids[0])
    session.relate(spans["stance"], "holder", spans["garcia"])
    session.relate(spans["stance"], "target", spans["uruguay"])
    session.relate(spans["vote"], "participant", spans["council"])
    return spans


@pytest.fixture
def pane(qtbot, session, theme, linked):
    """The pane on the screen."""
    made = RelationsPane(session, theme)
    qtbot.addWidget(made)
    yield made
    made.stop()


def cells(pane, *columns):
    table = pane.table
    return [
        tuple(table.index(row, column).data() for column in columns)
        for row in range(table.rowCount())
    ]


def test_the_relations_of_the_article_are_listed_in_reading_order(pane):
    assert cells(pane, 0, 1, 2, 3, 4) == [
        ("stance", "asked Uruguay", "holder", "actor", "Alan García"),
        ("stance", "asked Uruguay", "target", "actor", "Uruguay"),
    ]


def test_the_whole_project_is_listed_when_asked_for(qtbot, pane):
    pane.scope.setCurrentIndex(1)
    qtbot.waitUntil(lambda: pane.table.rowCount() == 3)
    assert ("The council", "Harbour") not in cells(pane, 4, 5)
    assert ("council", "Harbour") in cells(pane, 4, 5)


def test_a_new_relation_joins_and_one_that_is_undone_leaves(session, pane, linked):
    resets = []
    pane.table.modelReset.connect(lambda: resets.append(1))
    session.relate(linked["event"], "initiator", linked["garcia"])
    assert ("event", "initiator") in cells(pane, 0, 2)
    session.undo()
    assert cells(pane, 2) == [("holder",), ("target",)]
    assert resets == []


def test_a_deleted_end_takes_its_rows_along_and_undo_brings_them_back(session, pane, linked):
    session.delete([linked["garcia"]])
    assert cells(pane, 2) == [("target",)]
    session.undo()
    assert cells(pane, 2) == [("holder",), ("target",)]


def test_words_narrow_and_a_header_sorts(pane):
    pane.filter.setText("garcía")
    pane._narrow()
    assert (cells(pane, 2), pane.count.text()) == ([("holder",)], "1 of 2")
    pane.escape()
    pane.view.horizontalHeader().setSortIndicator(2, Qt.SortOrder.DescendingOrder)
    assert cells(pane, 2) == [("target",), ("holder",)]


def test_a_click_goes_to_the_source_and_enter_to_the_target(pane, shown, linked):
    shown(pane)
    jumps = []
    pane.jump_requested.connect(jumps.append)
    place = pane.view.visualRect(pane.table.index(0, 2)).center()
    QTest.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert jumps == [linked["stance"]]
    pane.view.setFocus()
    QTest.keyClick(pane.view, Qt.Key.Key_Return)
    assert jumps[-1] == linked["garcia"]


def test_del_takes_away_what_is_chosen_if_it_is_ones_own(session, pane, shown):
    shown(pane)
    pane.unlink_requested.connect(session.unrelate)
    pane.focus_first()
    QTest.keyClick(pane.view, Qt.Key.Key_Delete)
    assert cells(pane, 2) == [("target",)]


def test_an_article_without_relations_says_how_to_make_one(session, ids, pane):
    session.open_document(ids[2])
    assert not pane.shows_content
    assert pane.message.words.startswith("Nothing is related yet")
