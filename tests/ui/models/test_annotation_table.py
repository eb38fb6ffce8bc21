"""Annotations as a table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt

from domain.annotation import Annotation
from domain.codebook import Codebook, Tag
from domain.span import Span
from ui.models.annotation_columns import COLUMNS, Names
from ui.models.annotation_table import DocumentAnnotations

NAMES = Names(Codebook("", "", (Tag("t", "actor", "actor"), Tag("u", "event", "event"))))
STARTS = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 20), st.booleans()), max_size=30)


def annotation(number: int, start: int) -> Annotation:
    return Annotation(
        id=f"a{number}",
        document="d",
        annotator="me",
        tag="tu"[number % 2],
        span=Span.single(start, start + 1 + number),
        quotes=(f"q{start}",),
    )


def listed(table: DocumentAnnotations) -> list[str]:
    return [table.annotation_at(row).id for row in range(table.rowCount())]


@given(STARTS, st.integers(0, len(COLUMNS) - 1), st.booleans())
def test_putting_one_by_one_ends_as_reading_all_at_once(steps, column, descending):
    order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
    one_by_one, at_once = DocumentAnnotations(NAMES), DocumentAnnotations(NAMES)
    there = {}
    one_by_one.sort(column, order)
    for number, start, stays in steps:
        made = annotation(number, start)
        there[made.id] = made
        one_by_one.put(made)
        if not stays:
            one_by_one.discard(made.id)
            del there[made.id]
    at_once.load(there.values(), NAMES)
    at_once.sort(column, order)
    assert listed(one_by_one) == listed(at_once)
    assert [one_by_one.row_of(i) for i in listed(at_once)] == list(range(len(there)))


@pytest.mark.parametrize("start", [0, 50_000, 99_999])
def test_a_put_touches_one_row(qtbot, start):
    table = DocumentAnnotations(NAMES)
    table.load((annotation(number, number * 10) for number in range(100)), NAMES)
    with qtbot.waitSignal(table.rowsInserted) as told, qtbot.assertNotEmitted(table.modelReset):
        table.put(annotation(1_000, start))
    assert told.args[1] == told.args[2] == table.row_of("a1000")
