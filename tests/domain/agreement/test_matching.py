"""Spans are paired one to one, as many as can be."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.agreement.matching import exact_pairs, overlaps, pair_up
from tests.strategies import spans

SOME = st.lists(spans(14, 2).map(lambda span: span.fragments), max_size=5)


def of(*places: tuple[int, int]) -> list[tuple[tuple[int, int], ...]]:
    return [(place,) for place in places]


def test_a_span_counts_once_however_many_overlap_it():
    assert len(pair_up(of((0, 100)), of((0, 10), (20, 30), (40, 50)))) == 1


def test_identical_spans_go_together():
    assert pair_up(of((0, 10), (2, 8)), of((2, 8), (0, 10))) == [(0, 1), (1, 0)]


def test_identical_ones_give_way_only_for_one_more_pair():
    assert sorted(pair_up(of((0, 10), (8, 12)), of((0, 10), (0, 2)))) == [(0, 1), (1, 0)]


def test_the_largest_overlap_is_preferred():
    assert pair_up(of((0, 10)), of((9, 20), (1, 12))) == [(0, 1)]


def test_what_only_touches_does_not_overlap():
    assert pair_up(of((0, 5)), of((5, 9))) == []


def test_fragments_add_up():
    assert overlaps([((0, 4), (6, 10))], [((2, 8),)]) == {(0, 0): 4}


def test_equal_ones_count_as_often_as_both_have_them():
    assert exact_pairs("aab", "abb") == 2


@settings(max_examples=80, deadline=None)
@given(SOME, SOME)
def test_no_pairing_has_more_pairs(ours, theirs):
    shared = overlaps(ours, theirs)
    found = pair_up(ours, theirs)
    assert set(found) <= shared.keys() | {(i, j) for i, j in found if ours[i] == theirs[j]}
    assert len({i for i, _ in found}) == len({j for _, j in found}) == len(found)
    short, long = sorted((range(len(ours)), range(len(theirs))), key=len)
    turned = len(ours) > len(theirs)
    most = max(
        sum((pair[::-1] if turned else pair) in shared for pair in zip(short, order, strict=False))
        for order in permutations(long)
    )
    assert len(found) == most


@settings(max_examples=60, deadline=None)
@given(SOME, SOME)
def test_overlaps_are_what_counting_characters_gives(ours, theirs):
    def covered(fragments):
        return {at for start, end in fragments for at in range(start, end)}

    slow = {
        (i, j): common
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
        if (common := len(covered(one) & covered(other)))
    }
    assert overlaps(ours, theirs) == slow
