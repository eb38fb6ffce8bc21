"""Running sums of heights agree with adding up."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from ui.reader.heights import Heights


@given(
    st.lists(st.integers(1, 99), min_size=1, max_size=900),
    st.lists(st.tuples(st.integers(0, 899), st.integers(1, 500)), max_size=20),
    st.integers(0, 900),
)
def test_tops_agree_with_adding_up(
    heights: list[int], changes: list[tuple[int, int]], number: int
) -> None:
    sums = Heights(heights)
    for place, height in changes:
        if place < len(heights):
            heights[place] = sums[place] = height
    number = min(number, len(heights) - 1)
    top = sum(heights[:number])
    assert sums.total == sum(heights)
    assert sums.top(number) == top
    assert sums.at(top) == sums.at(top + heights[number] - 1) == number


def test_a_height_outside_means_the_nearest_paragraph() -> None:
    sums = Heights([10, 10, 10])
    assert (sums.at(-50), sums.at(999)) == (0, 2)
