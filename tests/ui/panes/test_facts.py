"""The facts of a layer, in three tables."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from domain.facts import FactRow, FactTable
from storage.facts import read_facts
from storage.formats.importing import import_files
from storage.sample import WORKED
from tests.ui.conftest import SEED
from ui.models.fact_model import FactModel
from ui.models.titled_table import UNSORTED
from ui.panes.facts import FactsPane

STANCES, TIMELINE, STATISTICS = range(3)


@pytest.fixture
def worked(empty_project, me):
    """Give the project of a person whose layer is the worked example."""
    import_files(empty_project, [SEED])
    import_files(empty_project, [WORKED], annotator=me.name, onto=SEED.name)
    return empty_project


@pytest.fixture
def pane(qtbot, shown, worked, session, theme):
    pane = shown(FactsPane(session, theme))
    read(qtbot, pane)
    yield pane
    pane.stop()


@pytest.fixture
def project(empty_project):
    return empty_project


def read(qtbot, pane: FactsPane) -> None:
    qtbot.waitUntil(lambda: not pane.is_reading)


def column(pane: FactsPane, at: int) -> list[str]:
    model = pane.view.facts
    return [model.index(row, at).data() for row in range(model.rowCount())]


def test_the_three_tables_show_what_follows_from_the_tags(pane):
    said = []
    for at in (STANCES, TIMELINE, STATISTICS):
        pane.tables.setCurrentIndex(at)
        said.append((pane.tables.tabText(at), pane.count.text()))
    assert said == [
        *(("Stances", "18 stances"), ("Timeline", "13 events"), ("Statistics", "3 statistics")),
    ]


def test_a_click_on_a_row_asks_for_its_place_in_the_article(qtbot, pane):
    pane.tables.setCurrentIndex(TIMELINE)
    index = pane.view.facts.index(3, 1)
    centre = pane.view.visualRect(index).center()
    with qtbot.waitSignal(pane.jump_requested) as asked:
        qtbot.mouseClick(pane.view.viewport(), Qt.MouseButton.LeftButton, pos=centre)
    assert index.data() == "Formation of the Lima Group"
    found = pane._session.project.annotations.get(asked.args[0])
    assert found.quote == "formation"


def test_enter_asks_for_the_place_of_the_chosen_row(qtbot, pane):
    pane.focus_first()
    with qtbot.waitSignal(pane.jump_requested) as asked:
        qtbot.keyClick(pane.view, Qt.Key.Key_Return)
    assert asked.args == [pane.view.chosen()]


def test_a_click_on_a_header_sorts_and_the_third_takes_it_back(qtbot, pane):
    pane.tables.setCurrentIndex(STATISTICS)
    own = column(pane, 0)
    header = pane.view.horizontalHeader()
    places = []
    for _ in range(3):
        middle = header.sectionViewportPosition(0) + header.sectionSize(0) // 2
        place = header.rect().center()
        place.setX(middle)
        qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
        places.append(column(pane, 0))
    assert places == [sorted(own, key=str.casefold), sorted(own, key=str.casefold)[::-1], own]


def test_the_chosen_row_stays_chosen_when_the_order_changes(pane):
    pane.view.selectRow(5)
    chosen = pane.view.chosen()
    pane.view.horizontalHeader().setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert pane.view.chosen() == chosen


def test_an_export_is_asked_for_with_the_rows_as_they_are_shown(qtbot, pane):
    pane.view.horizontalHeader().setSortIndicator(0, Qt.SortOrder.AscendingOrder)
    with qtbot.waitSignal(pane.export_requested) as asked:
        qtbot.mouseClick(pane.export_tool, Qt.MouseButton.LeftButton)
    (table,) = asked.args
    assert table.key == "stance_rows"
    assert [row.cells[0] for row in table.rows] == column(pane, 0)


def test_a_deleted_stance_leaves_the_table(qtbot, pane, session, worked):
    gone = pane.view.facts.annotation_at(pane.view.facts.index(0, 0))
    session.open_document(worked.documents.ids()[0])
    session.delete([gone])
    qtbot.waitUntil(lambda: pane.count.text() == "16 stances")
    assert pane.view.facts.rows_of(gone) == []


def test_nothing_is_read_while_the_pane_is_hidden(qtbot, pane, session, worked):
    pane.hide()
    gone = pane.view.facts.annotation_at(pane.view.facts.index(0, 0))
    session.open_document(worked.documents.ids()[0])
    session.delete([gone])
    assert not pane.is_reading
    pane.show()
    qtbot.waitUntil(lambda: pane.count.text() == "16 stances")


def test_the_row_of_the_span_at_hand_is_chosen(pane, session, worked):
    session.open_document(worked.documents.ids()[0])
    last = pane.view.facts.annotation_at(pane.view.facts.index(17, 0))
    session.set_current(last)
    assert pane.view.chosen() == last


def test_only_layers_that_are_shown_can_be_chosen(qtbot, pane, session, colleague):
    assert not pane.layer.isVisibleTo(pane)
    session.show_layers([colleague.id])
    assert [pane.layer.itemText(at) for at in range(pane.layer.count())] == ["Ann", "Bea"]
    pane.layer.setCurrentIndex(1)
    qtbot.waitUntil(lambda: not pane.shows_content)
    assert pane.message.words.startswith("No stances yet\n")
    assert "Bea" in pane.message.words
    assert not pane.export_tool.isEnabled()


def test_a_layer_that_is_hidden_again_gives_way_to_ones_own(qtbot, pane, session, colleague):
    session.show_layers([colleague.id])
    pane.layer.setCurrentIndex(1)
    read(qtbot, pane)
    session.show_layers([])
    qtbot.waitUntil(lambda: pane.count.text() == "18 stances")
    assert pane.layer.currentText() == "Ann"


def test_numbers_sort_by_value_words_by_letter_and_what_is_empty_stands_last(qapp):
    cells = (10, None, "b", 9, "", "A")
    rows = tuple(FactRow((value,)) for value in cells)
    model = FactModel(FactTable("t", "T", ("value_min",), rows))
    model.sort(0)
    assert [row.cells[0] for row in model.table.rows] == [9, 10, "A", "b", None, ""]
    model.sort(0, Qt.SortOrder.DescendingOrder)
    assert [row.cells[0] for row in model.table.rows] == ["b", "A", 10, 9, None, ""]
    model.sort(UNSORTED)
    assert [row.cells[0] for row in model.table.rows] == list(cells)


def test_a_column_of_numbers_stands_to_the_right_from_the_first_reading(pane):
    pane.tables.setCurrentIndex(STATISTICS)
    model = pane.view.facts
    at = model.table.columns.index("value_min")
    alignment = model.headerData(at, Qt.Orientation.Horizontal, Qt.ItemDataRole.TextAlignmentRole)
    assert alignment & Qt.AlignmentFlag.AlignRight
    assert model.headerData(at, Qt.Orientation.Horizontal) == "Value min"


def test_what_changes_while_facts_are_read_is_read_after_them(qtbot, pane, session, worked):
    session.open_document(worked.documents.ids()[0])
    gone = pane.view.facts.annotation_at(pane.view.facts.index(0, 0))
    read_before = read_facts(worked, session.annotator.id)
    session.delete([gone])
    pane._take(read_before)
    qtbot.waitUntil(lambda: pane.count.text() == "16 stances", timeout=2_000)
