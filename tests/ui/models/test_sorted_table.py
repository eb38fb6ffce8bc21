"""Rows that stay in order by their keys, under titles."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from ui.models.sorted_table import SortedTable
from ui.models.titled_table import LEFT, RIGHT

ROWS = st.lists(st.tuples(st.integers(0, 5), st.sampled_from("abcdef")), max_size=20)


class Numbers(SortedTable[tuple[int, str]]):
    """Numbers with names; the even ones are listed."""

    titles = ("Name", "Number")
    numbers = frozenset((1,))

    def _key(self, row):
        return row

    def _holds(self, row):
        return row[0] % 2 == 0

    def listed(self):
        return [self._at(place) for place in range(self.rowCount())]


@given(ROWS, st.sets(st.sampled_from("abcdef")), st.booleans())
def test_the_latest_of_each_row_stands_where_it_belongs(rows, gone, descending):
    table = Numbers()
    table.descending = descending
    for row in rows:
        table.put(row)
    for name in gone:
        table.discard(name)
    there = {name: number for number, name in rows if name not in gone}
    wanted = sorted(((n, name) for name, n in there.items() if n % 2 == 0), reverse=descending)
    assert table.listed() == wanted
    assert table.total() == len(there)
    assert [table.row_of(name) for _, name in wanted] == list(range(len(wanted)))
    assert all(table.row_of(name) == -1 for name in gone)


def test_putting_a_row_again_changes_it_in_its_place(qtbot):
    table = Numbers()
    table.put((2, "a"))
    with qtbot.waitSignal(table.dataChanged), qtbot.assertNotEmitted(table.rowsInserted):
        table.put((2, "a"))


def test_a_title_stands_at_the_side_of_its_cells(qapp):
    table, across = Numbers(), Qt.Orientation.Horizontal
    said = [table.headerData(at, across) for at in range(table.columnCount())]
    sides = [table.headerData(at, across, Qt.ItemDataRole.TextAlignmentRole) for at in (0, 1)]
    assert (said, sides) == (["Name", "Number"], [LEFT, RIGHT])
    assert table.headerData(0, Qt.Orientation.Vertical) is None
