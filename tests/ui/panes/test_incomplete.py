"""The list of what is incomplete, of the article and of the project."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ui.models.row_list import ROW
from ui.panes.incomplete import IncompletePane


@pytest.fixture
def pane(session, theme, tag, ids, shown):
    tag("actor", 0, 11)
    tag("stance", 12, 36)
    tag("stance", 46, 53)
    tag("stance", 0, 11, document=1)
    session.open_document(ids[0])
    made = shown(IncompletePane(session, theme))
    yield made
    made.stop()


def listed(pane):
    rows = [pane.model.index(at).data(ROW) for at in range(pane.model.rowCount())]
    return [(row.words, row.lack) for row in rows]


LACK = "position, holder, target"


def test_what_lacks_something_is_listed_in_reading_order_with_what_it_lacks(pane):
    assert listed(pane) == [("asked Uruguay for asylum", LACK), ("said no", LACK)]
    assert pane.count.text() == "2 annotations incomplete"


def test_what_becomes_complete_leaves_the_list_and_the_next_is_chosen(pane, session, qtbot):
    first = pane.model.index(0).data(ROW).annotation
    values = {"position": "favor", "holder_kind": "author", "topic": "asylum"}
    session.set_attributes([first], values)
    qtbot.waitUntil(lambda: pane.model.rowCount() == 1)
    assert listed(pane) == [("said no", LACK)]
    assert pane.view.currentIndex().row() == 0


def test_the_whole_project_is_listed_under_its_documents(pane, qtbot):
    pane.toggle_scope()
    qtbot.waitUntil(lambda: pane.model.rowCount() == 5)
    assert listed(pane) == [
        ("Peru", "2"),
        ("asked Uruguay for asylum", LACK),
        ("said no", LACK),
        ("Harbour", "1"),
        ("The council", LACK),
    ]
    assert pane.model.row_at(pane.view.currentIndex()).words == "asked Uruguay for asylum"


def test_enter_asks_to_fill_in_and_a_click_only_to_see(pane, qtbot):
    pane.focus_first()
    with qtbot.waitSignal(pane.fill_requested) as asked:
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    place = pane.view.visualRect(pane.model.index(1)).center()
    with qtbot.waitSignal(pane.jump_requested) as seen, qtbot.assertNotEmitted(pane.fill_requested):
        qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [asked.args[0], seen.args[0]] == [
        pane.model.index(at).data(ROW).annotation for at in (0, 1)
    ]


def test_with_nothing_incomplete_it_says_so(pane, session):
    session.delete([a.id for a in session.annotations])
    pane.read()
    assert not pane.shows_content
    assert "Nothing is incomplete in this article" in pane.message.words
