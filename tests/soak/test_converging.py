"""Hundreds of histories in up to five copies end equal; see `tests.storage.merge.converging`."""

from __future__ import annotations

import random

import pytest

from tests.storage.merge.converging import converge


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(300))
def test_five_copies_end_equal(seed: int) -> None:
    chance = random.Random(seed)
    clocks = [chance.choice([0.0, -9.0, 3.0, 0.5]) for _ in range(chance.randrange(2, 6))]
    converge(clocks, seed, steps=120)
