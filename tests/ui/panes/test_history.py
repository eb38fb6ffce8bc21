"""The history of the project."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from ui.models.history_list import HistoryRow
from ui.models.row_list import ROW
from ui.panes.history import HistoryPane


@pytest.fixture
def pane(shown, session, theme, ids) -> HistoryPane:
    session.open_document(ids[0])
    session.tag(session.codebook.named("actor").id, [(0, 11)])
    return shown(HistoryPane(session, theme))


def rows(pane: HistoryPane) -> list[HistoryRow]:
    return [pane.model.index(row).data(ROW) for row in range(pane.model.rowCount())]


def labels(pane: HistoryPane) -> list[str]:
    return [row.heading or row.change.label for row in rows(pane)]


def test_changes_stand_newest_first_under_their_day(pane):
    assert labels(pane)[0] == "Today"
    assert "Alan García" in labels(pane)[1]
    assert rows(pane)[1].who == "Ann"


def test_a_new_change_is_put_on_top_without_a_new_reading(qtbot, pane, session):
    before = len(rows(pane))
    with qtbot.assertNotEmitted(pane.model.modelReset):
        session.tag(session.codebook.named("event").id, [(18, 25)])
    assert len(rows(pane)) == before + 1
    assert "Uruguay" in labels(pane)[1]


def test_what_was_undone_is_marked(pane, session):
    session.undo()
    assert labels(pane)[1].startswith("Undo:")
    assert (rows(pane)[2].state, rows(pane)[2].in_force) == ("undone", False)
    session.redo()
    assert rows(pane)[3].in_force


def test_an_own_change_can_be_taken_back(qtbot, pane, session):
    taken = rows(pane)[1].change
    pane.view.setCurrentIndex(pane.model.index(1))
    pane.revert_requested.connect(session.revert)
    with qtbot.waitSignal(pane.revert_requested) as asked:
        qtbot.mouseClick(pane.revert_tool, Qt.MouseButton.LeftButton)
    assert asked.args == [taken.id]
    assert rows(pane)[2].state == "taken back"
    assert session.annotations == []


def test_what_is_no_longer_in_force_cannot_be_taken_back(pane, session):
    session.undo()
    pane.view.setCurrentIndex(pane.model.index(2))
    assert not pane.revert_tool.isEnabled()
    assert not next(a for a in pane.menu().actions() if a.text() == "Take back").isEnabled()


def test_what_a_revert_had_to_keep_is_named(pane, session):
    annotation = session.annotations[0]
    session.set_note(annotation.id, "first")
    change = rows(pane)[1].change
    session.set_note(annotation.id, "second")
    session.revert(change.id)
    assert rows(pane)[1].state == "kept later edits: note"


def test_a_click_jumps_to_what_was_touched(qtbot, pane, session):
    place = pane.view.visualRect(pane.model.index(1)).center()
    with qtbot.waitSignal(pane.jump_requested) as asked:
        qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert asked.args == [session.annotations[0].id]


def test_what_is_gone_is_said_and_not_jumped_to(qtbot, pane, session):
    session.delete([session.annotations[0].id])
    pane.focus_first()
    with qtbot.waitSignal(session.told), qtbot.assertNotEmitted(pane.jump_requested):
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)


def test_arrows_pass_over_the_headings_and_escape_leaves(qtbot, pane):
    pane.focus_first()
    assert pane.view.currentIndex().row() == 1
    qtbot.keyClick(pane.view, Qt.Key.Key_Up)
    assert pane.view.currentIndex().row() == 1
    with qtbot.waitSignal(pane.leave_requested):
        qtbot.keyClick(pane.view, Qt.Key.Key_Escape)


def test_a_hidden_history_reads_nothing_until_it_shows(qtbot, pane, session):
    pane.hide()
    before = len(rows(pane))
    session.tag(session.codebook.named("event").id, [(18, 25)])
    assert len(rows(pane)) == before
    pane.show()
    assert len(rows(pane)) == before + 1


def test_older_changes_are_fetched_as_one_scrolls(pane, session):
    annotation = session.annotations[0].id
    pane.hide()
    for i in range(210):
        session.set_note(annotation, f"note {i}")
    pane.show()
    assert len(rows(pane)) == 201
    pane.view.scrollToBottom()
    pane.model.fetchMore(pane.view.rootIndex())
    assert len(rows(pane)) > 211
    assert [row.heading for row in rows(pane) if row.heading] == ["Today"]
