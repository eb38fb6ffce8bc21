"""Lanes keep overlapping marks apart."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.reader.lanes import assign_lanes
from ui.reader.marks import Mark

spans = st.lists(
    st.tuples(st.integers(0, 60), st.integers(1, 40)).map(lambda p: (p[0], p[0] + p[1])),
    max_size=25,
)


@given(spans)
def test_marks_in_one_lane_never_overlap(given_spans: list[tuple[int, int]]) -> None:
    entries = [(s, e, Mark(str(n), ((s, e),), "", "")) for n, (s, e) in enumerate(given_spans)]
    lanes = assign_lanes(entries)
    for start, end, mark in entries:
        for other_start, other_end, other in entries:
            if other is not mark and lanes[other.id] == lanes[mark.id]:
                assert end <= other_start or other_end <= start


def test_the_inner_mark_lies_next_to_the_words() -> None:
    outer, inner = Mark("outer", ((0, 50),), "", ""), Mark("inner", ((10, 20),), "", "")
    assert assign_lanes([(0, 50, outer), (10, 20, inner)]) == {"inner": 0, "outer": 1}


def test_identical_marks_get_lanes_of_their_own() -> None:
    twins = [(3, 9, Mark(name, ((3, 9),), "", "")) for name in "abcde"]
    assert sorted(assign_lanes(twins).values()) == [0, 1, 2, 3, 4]


def test_the_fragments_of_a_mark_share_a_lane() -> None:
    split = Mark("split", ((0, 5), (20, 25)), "", "")
    between = Mark("between", ((8, 12),), "", "")
    lanes = assign_lanes([(0, 5, split), (8, 12, between), (20, 25, split)])
    assert lanes == {"between": 0, "split": 1}
