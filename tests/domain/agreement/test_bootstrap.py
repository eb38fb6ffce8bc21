"""Intervals by resampling documents."""

from __future__ import annotations

import random

import pytest

from domain.agreement import Layer, all_rows, pair_rows
from domain.agreement.bootstrap import intervals
from tests.domain.agreement.layers import TAGS, gather, layer


def silent(done: int, total: int) -> None:
    """Report to nobody."""


def some(chance: random.Random) -> dict[str, Layer]:
    ours = [(chance.choice(TAGS), at, at + 2) for at in range(0, 16, 3)]
    theirs = [(tag, at, end) for tag, at, end in ours if chance.random() < 0.8]
    return {"a": layer(*ours), "b": layer(*theirs), "c": layer(*ours)}


@pytest.fixture(scope="module")
def found():
    chance = random.Random(3)
    return gather(*(some(chance) for _ in range(40)))


def test_every_figure_lies_in_its_interval(found):
    ranges = intervals(found, silent)
    for row in pair_rows(found):
        values = {"exact": row.exact.f1, "overlap": row.overlap.f1, "kappa": row.kappa}
        for measure, value in values.items():
            interval = ranges[row.pair, row.tag, measure]
            assert interval.low - 1e-9 <= value <= interval.high + 1e-9
            assert (interval.used, interval.low < interval.high) == (1000, row.pair != (0, 2))
    for row in all_rows(found):
        for measure, value in (("alpha", row.alpha), ("fleiss", row.fleiss)):
            interval = ranges[None, row.tag, measure]
            assert interval.low < value < interval.high


def test_the_same_seed_gives_the_same_intervals(found):
    one, other = (intervals(found, silent, replicates=60, seed=5) for _ in range(2))
    assert one == other
    assert one != intervals(found, silent, replicates=60, seed=6)


def test_one_replicate_of_every_document_once_is_the_figure_itself(found, monkeypatch):
    import numpy as np

    class Whole:
        def multinomial(self, count, shares, size):
            return np.ones((size, count))

    monkeypatch.setattr(np.random, "default_rng", lambda seed: Whole())
    ranges = intervals(found, silent, replicates=1)
    for row in pair_rows(found):
        assert ranges[row.pair, row.tag, "kappa"].low == pytest.approx(row.kappa)
        assert ranges[row.pair, row.tag, "exact"].low == pytest.approx(row.exact.f1)
    for row in all_rows(found):
        assert ranges[None, row.tag, "alpha"].low == pytest.approx(row.alpha)
        assert ranges[None, row.tag, "fleiss"].low == pytest.approx(row.fleiss)


def test_one_document_has_no_interval():
    assert intervals(gather(some(random.Random(1))), silent) == {}


def test_a_figure_that_is_mostly_undefined_has_no_interval():
    empty = {"a": Layer(), "b": Layer()}
    assert intervals(gather(empty, empty), silent) == {}


def test_reporting_may_end_the_reckoning(found):
    def stop(done: int, total: int) -> None:
        if done:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        intervals(found, stop)
