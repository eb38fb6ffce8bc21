"""The list of documents."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from domain.document import State
from storage.adding import NewDocument, add_documents
from storage.repositories.documents import Original
from tests.ui.support import Painted
from ui.models.document_list import INCOMPLETE, PAGE, Listing
from ui.models.row_list import ROW
from ui.panes.documents import DocumentsPane
from ui.session import Session


@pytest.fixture
def pane(shown, session, theme) -> DocumentsPane:
    return shown(DocumentsPane(session, theme), 240, 500)


def titles(pane: DocumentsPane) -> list[str]:
    return [pane.model.index(row).data() for row in range(pane.model.rowCount())]


def centre(pane: DocumentsPane, row: int):
    return pane.view.visualRect(pane.model.index(row)).center()


def test_documents_stand_in_the_order_of_their_arrival(pane):
    assert titles(pane) == ["Peru", "Harbour", "Élections"]


def test_documents_of_one_title_are_told_apart_by_their_files(pane, session):
    for name in ("a.html", "b.rtf"):
        original = Original(name.encode(), name, "text/plain", "utf-8", "test", "1")
        add_documents(session.project, [NewDocument("Report", name, original=original)], None)
    pane.view.model().reload()
    model = pane.view.model()
    tips = [model.index(row).data(Qt.ItemDataRole.ToolTipRole) for row in range(model.rowCount())]
    assert [tip for tip in tips if tip.startswith("Report")] == ["Report\na.html", "Report\nb.rtf"]


def test_a_click_asks_to_open_a_document(qtbot, pane, ids):
    with qtbot.waitSignal(pane.open_requested) as asked:
        qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=centre(pane, 1))
    assert asked.args == [ids[1]]


def test_arrows_and_enter_open_a_document(qtbot, pane, ids):
    pane.focus_first()
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(pane.open_requested) as asked:
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert asked.args == [ids[1]]


def test_enter_on_the_open_document_leads_into_the_article(qtbot, pane, session, ids):
    session.open_document(ids[2])
    with qtbot.waitSignal(pane.leave_requested), qtbot.assertNotEmitted(pane.open_requested):
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)


def test_the_list_follows_the_open_document(pane, session, ids):
    session.open_document(ids[2])
    assert pane.chosen() == ids[2]


def test_escape_clears_the_filter_and_then_leaves(qtbot, pane):
    pane.filter.setFocus()
    qtbot.keyClicks(pane.filter, "harb")
    qtbot.waitUntil(lambda: titles(pane) == ["Harbour"])
    qtbot.keyClick(pane.filter, Qt.Key.Key_Escape)
    assert (titles(pane), pane.filter.text()) == (["Peru", "Harbour", "Élections"], "")
    with qtbot.waitSignal(pane.leave_requested):
        qtbot.keyClick(pane.view, Qt.Key.Key_Escape)


def test_down_in_the_filter_leads_to_what_is_listed(qtbot, pane, ids):
    pane.filter.setFocus()
    qtbot.keyClicks(pane.filter, "harb")
    qtbot.keyClick(pane.filter, Qt.Key.Key_Down)
    assert (pane.view.hasFocus(), pane.chosen()) == (True, ids[1])


def test_a_filter_that_fits_nothing_says_so_and_can_be_undone(qtbot, pane):
    qtbot.keyClicks(pane.filter, "zzz")
    qtbot.waitUntil(lambda: not pane.shows_content)
    assert "No document fits" in pane.message.words
    qtbot.mouseClick(pane.message.button, Qt.MouseButton.LeftButton)
    assert len(titles(pane)) == 3


@pytest.mark.parametrize(
    ("listing", "expected"),
    [
        (Listing("title"), ["Harbour", "Peru", "Élections"]),
        (Listing("published"), ["Élections", "Harbour", "Peru"]),
        (Listing("number", descending=True), ["Élections", "Harbour", "Peru"]),
        (Listing(state=State.DONE), ["Harbour"]),
    ],
    ids=["title", "date", "last first", "done only"],
)
def test_the_list_can_be_arranged(pane, done, listing, expected):
    pane.arrange(listing)
    assert titles(pane) == expected


def test_the_menu_of_the_list_arranges_it(pane, done):
    entry = next(a for a in pane._arrange_menu.actions() if a.text() == "Done")
    entry.trigger()
    assert titles(pane) == ["Harbour"]
    assert pane._filter_tool.isChecked()


def test_a_change_refreshes_the_row_and_the_progress_but_not_the_choice(pane, session, ids):
    pane.view.setCurrentIndex(pane.model.index(2))
    session.set_state(ids[1], State.DONE)
    assert pane.model.index(1).data(ROW).state is State.DONE
    assert pane.progress.words.text() == "1 of 3 done"
    assert pane.chosen() == ids[2]


def test_tagging_counts_and_begins_the_document(pane, session, ids):
    session.open_document(ids[0])
    session.tag(session.codebook.active[0].id, [(0, 11)])
    row = pane.model.index(0).data(ROW)
    assert (row.annotations, row.state) == (1, State.IN_PROGRESS)


def test_the_count_of_a_row_follows_each_action_as_the_file_has_it(pane, session, ids):
    session.open_document(ids[0])
    one = session.tag(session.codebook.active[0].id, [(0, 11)])
    session.tag(session.codebook.active[1].id, [(0, 11)])
    for step in (
        lambda: session.retag([one], session.codebook.active[2].id),
        lambda: session.set_note(one, "Who?"),
        lambda: session.delete([one]),
        session.undo,
        session.undo,
        session.redo,
        session.undo,
        session.undo,
        session.undo,
    ):
        step()
        stored = session.project.documents.row(ids[0], session.annotator.id)
        assert pane.model.index(0).data(ROW) == stored


def test_tagging_reads_no_count_and_paints_one_row(pane, session, ids, qtbot):
    session.open_document(ids[0])
    session.tag(session.codebook.active[0].id, [(0, 11)])
    qtbot.wait(1)
    statements, painted = [], Painted(pane.view.viewport())
    session.project.connection.set_trace_callback(statements.append)
    session.tag(session.codebook.active[1].id, [(0, 11)])
    session.project.connection.set_trace_callback(None)
    assert not [s for s in statements if "count(*) FROM annotation" in s]
    qtbot.waitUntil(lambda: bool(painted.areas))
    row = pane.view.visualRect(pane.model.index(0))
    assert all(row.contains(area) for area in painted.areas)


def test_a_removed_document_leaves_the_list_and_the_keys_go_on_from_there(pane, session, ids):
    pane.view.setCurrentIndex(pane.model.index(1))
    session.remove_document(ids[1])
    assert (titles(pane), pane.chosen()) == (["Peru", "Élections"], ids[2])
    session.undo()
    assert len(titles(pane)) == 3


@pytest.mark.parametrize(
    ("text", "signal", "expected"),
    [
        ("Open", "open_requested", []),
        ("Mark as done", "state_requested", [State.DONE]),
        ("Skip with a reason…", "skip_requested", []),
        ("Note…", "note_requested", []),
        ("Remove from the project", "remove_requested", []),
    ],
)
def test_the_menu_asks_for_what_was_chosen(qtbot, pane, ids, text, signal, expected):
    pane.view.setCurrentIndex(pane.model.index(1))
    menu = pane.menu()
    with qtbot.waitSignal(getattr(pane, signal)) as asked:
        next(action for action in menu.actions() if action.text() == text).trigger()
    assert asked.args == [ids[1], *expected]


def test_thousands_of_documents_are_fetched_as_they_are_needed(project, me, shown, theme):
    add_documents(project, [NewDocument(f"T{i}", f"Text {i}.") for i in range(1_000)], me.id)
    session = Session(project, me)
    pane = shown(DocumentsPane(session, theme), 240, 500)
    assert pane.model.rowCount() == PAGE
    session.open_document(project.documents.ids()[900])
    assert (pane.model.rowCount(), pane.view.currentIndex().row()) == (1_003, 900)


def test_an_empty_project_offers_to_import(qtbot, empty_project, me, shown, theme):
    pane = shown(DocumentsPane(Session(empty_project, me), theme), 240, 500)
    assert pane.message.words.startswith("No documents yet")
    with qtbot.waitSignal(pane.import_requested):
        qtbot.mouseClick(pane.message.button, Qt.MouseButton.LeftButton)


def test_the_list_says_how_many_are_incomplete_and_follows(pane, session, tag, ids):
    tag("stance", 0, 4, document=1)
    made = tag("stance", 0, 4)
    tag("actor", 5, 9)
    pane.model.load()
    session.open_document(ids[0])
    lacking = [pane.model.index(row).data(INCOMPLETE) for row in range(3)]
    assert lacking == [1, 1, 0]
    session.set_attributes([made], {"position": "favor", "holder_kind": "author", "topic": "x"})
    assert pane.model.index(0).data(INCOMPLETE) == 0
    session.undo()
    assert pane.model.index(0).data(INCOMPLETE) == 1
    assert "1 incomplete" in pane.model.index(0).data(Qt.ItemDataRole.AccessibleTextRole)
