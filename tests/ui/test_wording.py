"""Moments, sizes and counts read as people write them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from ui import wording

NOW = datetime(2026, 5, 3, 14, 5).astimezone()


@pytest.mark.parametrize(
    ("before", "words"),
    [(0, "today, 14:05"), (1, "yesterday, 14:05"), (30, "3 Apr 2026, 14:05")],
)
def test_a_moment_reads_as_a_day_and_a_time(before, words):
    assert wording.moment(NOW - timedelta(days=before), NOW) == words


def test_a_moment_that_is_none_is_shown_as_it_stands():
    assert wording.moment("some time ago") == "some time ago"


@pytest.mark.parametrize(
    ("count", "words"),
    [(1, "1 byte"), (812, "812 bytes"), (1400, "1.4 kB"), (369_000, "369 kB"), (2.5e9, "2.5 GB")],
)
def test_a_size_reads_in_the_unit_that_fits(count, words):
    assert wording.size(int(count)) == words


def test_one_is_singular_and_many_plural():
    assert wording.counted(1, "span") == "1 span"
    assert wording.counted(1204, "entity", "entities") == "1,204 entities"


@pytest.mark.parametrize(
    ("seconds", "words"), [(40, "40 s"), (720, "12 min"), (3900, "1 h 05 min")]
)
def test_a_stretch_of_time_reads_in_hours_and_minutes(seconds, words):
    assert wording.duration(seconds) == words
