"""What is typed is read as the value it means, and what means none is kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codebook import Attribute, is_partial_date
from domain.quantity import CONTINENTAL, ENGLISH, SPACED
from domain.typed import Writing, meaning, read_typed

SHARE = Attribute("5", "share", "share", "number")
DATE = Attribute("4", "date", "date", "date")
UNIT = Attribute("6", "unit", "unit")


@pytest.mark.parametrize(
    ("typed", "numbers", "value"),
    [
        ("", ENGLISH, None),
        (" 12 ", ENGLISH, 12),
        ("1.5", ENGLISH, 1.5),
        ("half", ENGLISH, "half"),
        ("nan", ENGLISH, "nan"),
        ("1,5", ENGLISH, "1,5"),
        ("1,234.5", ENGLISH, 1234.5),
        ("-1,234", ENGLISH, -1234),
        ("1.234,5", CONTINENTAL, 1234.5),
        ("1 234,5", SPACED, 1234.5),
        ("1.234", CONTINENTAL, 1.234),
    ],
)
def test_a_number_is_taken_where_one_is_typed(typed, numbers, value) -> None:
    assert read_typed(SHARE, typed, Writing("", numbers)) == value


@pytest.mark.parametrize(
    ("typed", "language", "value"),
    [
        ("2006", "en", "2006"),
        ("2019-01/2019-03", "en", "2019-01/2019-03"),
        ("23 Jan 2019", "en", "2019-01-23"),
        ("23. Januar 2019", "de", "2019-01-23"),
        ("23 January", "en", "23 January"),
        ("yesterday", "en", "yesterday"),
        ("2019-02-31", "en", "2019-02-31"),
    ],
)
def test_a_date_may_be_typed_in_words(typed, language, value) -> None:
    assert read_typed(DATE, typed, Writing(language)) == value


@given(st.text())
def test_nothing_that_is_typed_is_lost(typed) -> None:
    kept = read_typed(DATE, typed)
    assert (kept or "") == typed.strip() or is_partial_date(kept)
    assert (read_typed(UNIT, typed) or "") == typed.strip()


@pytest.mark.parametrize(
    ("attribute", "value", "words"),
    [
        (DATE, "2019-01-23", "23 January 2019"),
        (DATE, "2006", ""),
        (DATE, "soon", ""),
        (SHARE, 500000, "500,000"),
        (SHARE, 12, ""),
        (UNIT, "km", ""),
    ],
)
def test_a_value_says_how_it_reads_where_that_helps(attribute, value, words) -> None:
    assert meaning(attribute, value) == words
