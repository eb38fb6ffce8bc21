"""The index finds what a look at every mark finds."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.reader.index import MarkIndex
from ui.reader.marks import Mark

fragments = st.tuples(st.integers(0, 200_000), st.integers(0, 90_000)).map(
    lambda pair: (pair[0], pair[0] + pair[1])
)
marks = st.lists(fragments, max_size=30).map(
    lambda spans: [Mark(str(n), (span,), "actor", "actor") for n, span in enumerate(spans)]
)


@given(marks, fragments, st.sets(st.integers(0, 29)))
def test_the_index_finds_what_a_look_at_every_mark_finds(
    given_marks: list[Mark], window: tuple[int, int], gone: set[int]
) -> None:
    index = MarkIndex(given_marks)
    for number in gone:
        index.remove(str(number))
    low, high = window
    expected = {
        mark.id
        for mark in given_marks
        if int(mark.id) not in gone
        and mark.start < mark.end
        and mark.start < high
        and mark.end > low
        and low < high
    }
    found = [entry[2].id for entry in index.touching(low, high)]
    assert set(found) == expected
    assert len(found) == len(expected)


def test_a_mark_put_again_is_replaced() -> None:
    index = MarkIndex([Mark("a", ((0, 5),), "actor", "actor")])
    index.put(Mark("a", ((7, 9),), "event", "event"))
    assert index.at(2) == []
    assert [mark.tag for mark in index.at(8)] == ["event"]


def test_the_innermost_mark_comes_first() -> None:
    index = MarkIndex(
        [Mark("outer", ((0, 90),), "stance", ""), Mark("inner", ((10, 20),), "actor", "")]
    )
    assert [mark.id for mark in index.at(12)] == ["inner", "outer"]


def test_a_mark_is_found_in_each_of_its_fragments_and_not_between() -> None:
    index = MarkIndex([Mark("a", ((0, 5), (5000, 5010)), "event", "")])
    assert [len(index.at(place)) for place in (2, 300, 5003)] == [1, 0, 1]
