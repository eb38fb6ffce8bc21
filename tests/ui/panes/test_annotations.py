"""The table of annotations."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from tests.ui.support import Painted
from ui.models.annotation_columns import COLUMNS
from ui.panes.annotations import AnnotationsPane


def column(order: str) -> int:
    return next(at for at, column in enumerate(COLUMNS) if column.order == order)


def listed(pane: AnnotationsPane, order: str = "quote") -> list[str]:
    table = pane.view.table
    return [table.index(row, column(order)).data() for row in range(table.rowCount())]


def cell(pane: AnnotationsPane, row: int, order: str = "quote"):
    return pane.view.visualRect(pane.view.table.index(row, column(order))).center()


@pytest.fixture
def tagged(tag) -> list[str]:
    """Tag three spans of the first document, one of them twice as wide, and one of the second."""
    return [tag("actor", 0, 11), tag("event", 12, 36), tag("actor", 18, 25), tag("event", 4, 17, 1)]


@pytest.fixture
def pane(shown, session, theme, tagged, ids):
    session.refresh()
    session.open_document(ids[0])
    pane = shown(AnnotationsPane(session, theme))
    yield pane
    pane.stop()


def test_annotations_stand_in_reading_order(pane):
    assert listed(pane) == ["Alan García", "asked Uruguay for asylum", "Uruguay"]
    assert listed(pane, "place") == ["0–11", "12–36", "18–25"]


@pytest.mark.parametrize("order", [column.order for column in COLUMNS])
def test_every_column_sorts_both_ways(pane, order):
    keys = {}
    for direction in (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder):
        pane.view.sortByColumn(column(order), direction)
        pane.view.horizontalHeader().setSortIndicator(column(order), direction)
        table = pane.view.table
        found = [table.annotation_at(row) for row in range(3)]
        keys[direction] = [COLUMNS[column(order)].key(a, table.names) for a in found]
    ascending, descending = keys.values()
    assert ascending == sorted(ascending)
    assert descending == sorted(descending, reverse=True)


def test_a_click_on_a_heading_sorts(qtbot, pane):
    header = pane.view.horizontalHeader()
    x = header.sectionViewportPosition(column("quote")) + 10
    place = header.viewport().rect().center()
    place.setX(x)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert listed(pane) == ["Alan García", "asked Uruguay for asylum", "Uruguay"]
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert listed(pane) == ["Uruguay", "asked Uruguay for asylum", "Alan García"]


def test_a_click_jumps_to_the_text(qtbot, pane, tagged):
    with qtbot.waitSignal(pane.jump_requested) as asked:
        qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=cell(pane, 1))
    assert asked.args == [tagged[1]]


def test_arrows_and_enter_jump_to_the_text(qtbot, pane, tagged):
    pane.focus_first()
    qtbot.keyClick(pane.view, Qt.Key.Key_Down)
    with qtbot.waitSignal(pane.jump_requested) as asked:
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert asked.args == [tagged[1]]


def test_gathering_rows_with_ctrl_does_not_jump(qtbot, pane, tagged):
    pane.focus_first()
    with qtbot.assertNotEmitted(pane.jump_requested):
        qtbot.mouseClick(
            pane.view.viewport(),
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.ControlModifier,
            cell(pane, 2),
        )
    assert [a.id for a in pane.view.chosen()] == [tagged[0], tagged[2]]


def test_delete_asks_for_the_chosen_rows_of_ones_own(qtbot, pane, session, tag, tagged, colleague):
    tag("stance", 0, 5, by=colleague)
    session.refresh()
    session.show_layers([colleague.id])
    pane.view.selectAll()
    pane.view.setFocus()
    with qtbot.waitSignal(pane.delete_requested) as asked:
        qtbot.keyClick(pane.view, Qt.Key.Key_Delete)
    assert sorted(asked.args[0]) == sorted(tagged[:3])


def test_the_table_follows_the_span_at_hand_without_taking_the_keys(qtbot, pane, session, tagged):
    pane.filter.setFocus()
    session.set_current(tagged[2])
    assert [a.id for a in pane.view.chosen()] == [tagged[2]]
    assert pane.filter.hasFocus()


def test_a_new_tag_is_put_in_its_place_without_a_new_reading(qtbot, pane, session):
    with qtbot.assertNotEmitted(pane.view.table.modelReset):
        session.tag(session.codebook.named("stance").id, [(26, 36)])
        assert listed(pane)[-1] == "for asylum"
        session.undo()
    assert len(listed(pane)) == 3


def test_the_headings_are_not_painted_for_a_row(qtbot, pane, session, tagged):
    headings, rows = (
        Painted(view.viewport()) for view in (pane.view.horizontalHeader(), pane.view)
    )
    session.set_current(tagged[2])
    qtbot.waitUntil(lambda: bool(rows.areas))
    session.set_current(tagged[0])
    assert headings.areas == []


def test_each_column_of_each_row_can_be_seen(pane, session, tagged, qtbot):
    session.set_note(tagged[0], "Who?")
    picture = pane.view.viewport().grab().toImage()
    ground = pane.theme.colours.panel.rgb()
    for order in ("tag", "quote", "place", "modified"):
        area = pane.view.visualRect(pane.view.table.index(0, column(order))).adjusted(2, 2, -2, -4)
        seen = {
            picture.pixel(x, y)
            for x in range(area.left(), area.right())
            for y in range(area.top(), area.bottom())
        }
        assert seen - {ground}, order


def test_a_moved_edge_and_a_note_show_at_once(pane, session, tagged):
    session.set_span(tagged[0], [(5, 11)])
    session.set_note(tagged[2], "the country")
    assert listed(pane) == ["García", "asked Uruguay for asylum", "Uruguay"]
    assert listed(pane, "note") == ["", "", "the country"]


def test_the_filter_looks_into_quotes_notes_and_tags(qtbot, pane, session, tagged):
    session.set_note(tagged[0], "Also spoke to URUGUAY")
    qtbot.keyClicks(pane.filter, "uruguay")
    qtbot.waitUntil(lambda: pane.count.text() == "3")
    pane.filter.clear()
    qtbot.keyClicks(pane.filter, "EVENT")
    qtbot.waitUntil(lambda: listed(pane) == ["asked Uruguay for asylum"])
    assert pane.count.text() == "1 of 3"


def test_escape_clears_the_filter_and_then_leaves(qtbot, pane):
    pane.filter.setFocus()
    qtbot.keyClicks(pane.filter, "zzz")
    qtbot.waitUntil(lambda: not pane.shows_content)
    qtbot.keyClick(pane.filter, Qt.Key.Key_Escape)
    assert len(listed(pane)) == 3
    with qtbot.waitSignal(pane.leave_requested):
        qtbot.keyClick(pane.filter, Qt.Key.Key_Escape)


def test_chips_keep_to_some_tags(qtbot, pane):
    chip = next(chip for chip in pane.tags._chips if chip.text() == "actor")
    assert chip.isVisible()
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert listed(pane) == ["Alan García", "Uruguay"]
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    assert len(listed(pane)) == 3


def test_where_chips_do_not_fit_one_menu_holds_them(pane, qtbot):
    pane.resize(440, 300)
    qtbot.waitUntil(lambda: pane.tags._more.isVisible())
    assert not any(chip.isVisible() for chip in pane.tags._chips)
    pane.tags._menu.actions()[0].trigger()
    assert listed(pane) == ["Alan García", "Uruguay"]


def test_the_whole_project_is_listed_with_its_documents(qtbot, pane, tagged):
    pane.scope.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(listed(pane)) == 4)
    assert listed(pane, "document") == ["Peru", "Peru", "Peru", "Harbour"]
    pane.view.horizontalHeader().setSortIndicator(column("quote"), Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: listed(pane)[-1] == "Alan García")
    pane.filter.setText("council")
    pane._narrow()
    qtbot.waitUntil(lambda: listed(pane) == ["council votes"])


@pytest.mark.parametrize("order", [column.order for column in COLUMNS])
def test_every_column_sorts_the_whole_project(qtbot, pane, order):
    pane.scope.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(listed(pane)) == 4)
    with qtbot.waitSignal(pane._index.ready) as told:
        pane.view.horizontalHeader().setSortIndicator(column(order), Qt.SortOrder.DescendingOrder)
    assert len(told.args[0]) == 4


def test_a_change_reaches_the_whole_projects_table(qtbot, pane, session, tagged):
    pane.scope.setCurrentIndex(1)
    qtbot.waitUntil(lambda: len(listed(pane)) == 4)
    session.delete([tagged[0]])
    qtbot.waitUntil(lambda: len(listed(pane)) == 3)


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Show in the article", "jump_requested"),
        ("Mark as unsure", "unsure_requested"),
        ("Delete", "delete_requested"),
    ],
)
def test_the_menu_asks_for_what_was_chosen(qtbot, pane, tagged, text, signal):
    pane.view.selectRow(0)
    menu = pane.menu()
    with qtbot.waitSignal(getattr(pane, signal)) as asked:
        next(action for action in menu.actions() if action.text() == text).trigger()
    assert asked.args[0] in (tagged[0], [tagged[0]])


def test_the_menu_retags(qtbot, pane, session, tagged):
    pane.view.selectRow(1)
    menu = pane.menu()
    retag = next(a for a in menu.actions() if a.text() == "Retag as").menu()
    with qtbot.waitSignal(pane.retag_requested) as asked:
        retag.actions()[1].trigger()
    assert asked.args == [[tagged[1]], session.codebook.active[1].id]


def test_a_colleagues_row_can_only_be_copied(pane, session, tag, colleague):
    tag("stance", 30, 36, by=colleague)
    session.refresh()
    session.show_layers([colleague.id])
    pane.view.selectRow(3)
    enabled = {a.text() for a in pane.menu().actions() if a.isEnabled() and a.text()}
    assert enabled == {"Show in the article", "Copy to my layer"}
    assert listed(pane, "annotator") == ["Ann", "Ann", "Ann", "Bea"]


def test_without_an_article_the_table_says_so(pane, session):
    session.open_document(None)
    assert pane.message.words.startswith("No article is open")


def test_what_is_missing_is_named(pane, session):
    stance = session.codebook.named("stance")
    session.tag(stance.id, [(26, 36)])
    index = pane.view.table.index(3, column("incomplete"))
    assert index.data() == "incomplete"
    assert all(name in index.data(Qt.ItemDataRole.ToolTipRole) for name in stance.missing({}))


def test_several_chosen_rows_are_told_and_one_ends_it(pane, qtbot):
    with qtbot.waitSignal(pane.several_chosen) as told:
        pane.view.selectAll()
    assert len(told.args[0]) > 1
    with qtbot.waitSignal(pane.several_chosen) as told:
        pane.view.selectRow(0)
    assert told.args[0] == []


def test_what_only_others_tagged_is_told_with_the_key_that_shows_it(
    shown, session, theme, tag, ids, colleague
):
    tag("actor", 0, 11, by=colleague)
    pane = shown(AnnotationsPane(session, theme))
    session.open_document(ids[0])
    assert "1 annotation of others: Ctrl+L shows them." in pane.message.words
    pane.stop()
