"""Any histories, exchanged in any order and any number of times, end in one project."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.storage.merge.converging import converge

CLOCKS = st.lists(st.sampled_from([0.0, -9.0, 3.0, 0.5]), min_size=2, max_size=4)


@settings(max_examples=6, deadline=None)
@given(clocks=CLOCKS, seed=st.integers(0, 2**32))
def test_copies_end_equal(clocks: list[float], seed: int) -> None:
    converge(clocks, seed, steps=30)
