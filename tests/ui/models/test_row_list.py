"""Rows one below the other, and under headings."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt

from ui.models.row_list import ROW, HeadedList


class Words(HeadedList[str]):
    """Words, of which those in capitals are headings."""

    def load(self, *words: str) -> None:
        self._replace(words)

    def _is_heading(self, row: str) -> bool:
        return row.isupper()

    def _said(self, row: str, role: int) -> str | None:
        return f"said: {row}" if role == Qt.ItemDataRole.DisplayRole else None


def test_a_row_gives_what_it_stands_for_and_what_it_says(qapp):
    words = Words()
    words.load("one", "two")
    assert words.rowCount() == 2
    assert words.index(1).data(ROW) == "two"
    assert words.index(1).data() == "said: two"
    assert words.data(QModelIndex(), ROW) is None


def test_a_heading_is_shown_but_cannot_be_chosen(qapp):
    words = Words()
    words.load("NUMBERS", "one")
    heading, row = words.index(0), words.index(1)
    assert heading.data(ROW) == "NUMBERS"
    assert (words.row_at(heading), words.row_at(row)) == (None, "one")
    assert not heading.flags() & Qt.ItemFlag.ItemIsSelectable
    assert row.flags() & Qt.ItemFlag.ItemIsSelectable


def test_other_rows_are_told_as_a_whole(qtbot):
    words = Words()
    with qtbot.waitSignal(words.modelReset):
        words.load("one")
