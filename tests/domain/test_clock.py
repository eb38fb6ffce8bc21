"""The clock: stamps never go back, whatever the wall clock does."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.clock import FAR_FUTURE_MS, ZERO, Clock, Stamp, is_stamp, milliseconds_of

WALLS = st.lists(st.integers(0, 2**47), min_size=1, max_size=60)


@given(WALLS)
def test_stamps_only_rise_whatever_the_wall_clock_says(walls: list[int]) -> None:
    readings = iter(walls)
    clock = Clock(wall=lambda: next(readings))
    stamps = [clock.tick() for _ in walls]
    assert stamps == sorted(set(stamps))
    assert all(map(is_stamp, stamps))


@given(WALLS, WALLS)
def test_a_stamp_after_seeing_another_is_later_than_it(mine: list[int], theirs: list[int]) -> None:
    my_walls, their_walls = iter(mine), iter(theirs)
    me = Clock(wall=lambda: next(my_walls))
    they = Clock(wall=lambda: next(their_walls))
    for _ in range(min(len(mine), len(theirs))):
        seen = they.tick()
        me.observe(seen)
        assert me.tick() > seen


def test_a_wall_clock_set_back_only_counts_on() -> None:
    readings = iter([1000, 900, 900, 1001])
    clock = Clock(wall=lambda: next(readings), node="a" * 16)
    stamps = [clock.tick() for _ in range(4)]
    assert [milliseconds_of(s) for s in stamps] == [1000, 1000, 1000, 1001]
    assert [s[13:17] for s in stamps] == ["0000", "0001", "0002", "0000"]


def test_a_full_counter_borrows_a_millisecond() -> None:
    clock = Clock(Stamp(f"{1000:012x}-ffff-{'0' * 16}"), wall=lambda: 1000)
    stamp = clock.tick()
    assert (milliseconds_of(stamp), stamp[13:17]) == (1001, "0000")


def test_a_clock_goes_on_from_the_last_stamp_of_the_file() -> None:
    last = Clock(wall=lambda: 5000).tick()
    assert Clock(last, wall=lambda: 10).tick() > last > ZERO


def test_each_opening_is_a_node_of_its_own() -> None:
    assert Clock().node != Clock().node
    assert len(Clock().node) == 16


def test_a_month_ahead_is_far_future() -> None:
    clock = Clock(wall=lambda: 1000)
    ahead = Clock(wall=lambda: 1000 + FAR_FUTURE_MS)
    assert not clock.is_far_future(ahead.tick())
    assert clock.is_far_future(Clock(wall=lambda: 1001 + FAR_FUTURE_MS).tick())


def test_other_text_is_no_stamp() -> None:
    assert is_stamp(ZERO)
    assert not any(map(is_stamp, ("", "x", ZERO[:-1], ZERO.replace("0", "G"), ZERO + "-0")))
