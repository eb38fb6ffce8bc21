"""Moments as people read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from ui.models.times import ago, day_name, exact, moment, short

NOW = datetime(2019, 1, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("passed", "words"),
    [(20, "just now"), (300, "5 min ago"), (3_599, "59 min ago"), (3_600, "11:00")],
)
def test_the_last_hour_is_told_in_minutes_and_before_that_the_time(passed, words):
    assert ago(NOW - timedelta(seconds=passed), NOW) == words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2019, 1, 23), "Today"),
        (date(2019, 1, 22), "Yesterday"),
        (date(2019, 1, 20), "Sunday, 20 January"),
        (date(2018, 12, 4), "Tuesday, 4 December 2018"),
    ],
)
def test_a_day_is_a_heading(day, words):
    assert day_name(day, NOW.date()) == words


def test_what_cannot_be_read_is_shown_as_it_is():
    assert (moment("long ago"), short("long ago", NOW), exact("long ago")) == (
        *(None, "long ago", "long ago"),
    )
