from __future__ import annotations

import math
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.quantity import (
    CONTINENTAL,
    ENGLISH,
    NUMBER_LOCALES,
    SPACED,
    SWISS,
    Quantity,
    locale_for,
    read_quantity,
)
from tests.domain.quantity.cases import NOT_READ, READ
from tests.strategies import raw_texts

_WORDS = [words for words, *_ in READ] + NOT_READ
_PHRASES = st.lists(st.one_of(st.sampled_from(_WORDS), raw_texts(max_size=3)), max_size=4)
NOISE = st.one_of(raw_texts(), _PHRASES.map(" ".join), _PHRASES.map("".join))


@pytest.mark.parametrize(("words", "low", "high", "unit", "modifier", "kind"), READ)
def test_words_say_what_the_worked_case_says(words, low, high, unit, modifier, kind):
    assert read_quantity(words) == Quantity(low, high, unit, modifier, kind)


@pytest.mark.parametrize("words", NOT_READ)
def test_words_without_one_clear_quantity_say_none(words):
    assert read_quantity(words) is None


@pytest.mark.parametrize(
    ("words", "locale", "value"),
    [
        ("1,234.5", ENGLISH, 1234.5),
        ("1.234,5", CONTINENTAL, 1234.5),
        ("1 234,5", SPACED, 1234.5),
        ("1\u202f234,5", SPACED, 1234.5),
        ("1\u00a0234\u00a0567", SPACED, 1234567),
        ("1'234.5", SWISS, 1234.5),
        ("1’234’567", SWISS, 1234567),
        ("1.234", CONTINENTAL, 1234),
        ("1.234", ENGLISH, 1.234),
        ("1\u2009234", ENGLISH, 1234),
        ("1,00,000", ENGLISH, 100000),
        ("3,5 Millionen", CONTINENTAL, 3500000),
        ("12,5 millones", CONTINENTAL, 12500000),
    ],
)
def test_a_number_is_read_as_the_documents_locale_writes_it(words, locale, value):
    read = read_quantity(words, locale=locale)
    assert (read and read.value_min) == value


@pytest.mark.parametrize(
    ("words", "locale"), [("1.234,5", ENGLISH), ("1,234.5", CONTINENTAL), ("1'234", ENGLISH)]
)
def test_a_number_that_the_locale_does_not_write_says_none(words, locale):
    assert read_quantity(words, locale=locale) is None


@pytest.mark.parametrize(
    ("language", "locale"),
    [("en", ENGLISH), ("de", CONTINENTAL), ("de-CH", SWISS), ("fr_FR", SPACED), ("", ENGLISH)],
)
def test_a_language_proposes_its_usual_locale(language, locale):
    assert locale_for(language) is locale


@pytest.mark.parametrize(
    ("before", "words", "after", "expected"),
    [
        ("rose to about ", "40", " percent of all", Quantity(40, None, "%", "approx", "share")),
        ("", "3.5", " billion in all", Quantity(3500000000)),
        ("costs $", "40", ".", Quantity(40, None, "USD", "exact", "money")),
        ("", "3,000", " people left", Quantity(3000, None, "persons")),
        ("between 5 and ", "10", " percent", Quantity(10, None, "%", "exact", "share")),
        ("", "5", " to 10 percent", Quantity(5)),
    ],
)
def test_what_stands_around_the_words_only_completes_their_number(before, words, after, expected):
    assert read_quantity(words, before=before, after=after) == expected


@given(NOISE, raw_texts(max_size=3), raw_texts(max_size=3), st.sampled_from([*NUMBER_LOCALES]))
@example("1e999", "", "", ENGLISH.name)
@example("1 × 10^999999999", "", "", ENGLISH.name)
@example("0 in 0", "", "", ENGLISH.name)
@example("1/0", "", "", ENGLISH.name)
def test_no_text_raises_and_values_are_finite_and_in_order(words, before, after, name):
    read = read_quantity(words, before=before, after=after, locale=NUMBER_LOCALES[name])
    values = [v for v in (read.value_min, read.value_max) if v is not None] if read else []
    assert all(math.isfinite(value) for value in values)
    assert values == sorted(values)
    assert all(isinstance(value, int) or value % 1 or abs(value) > 2**53 for value in values)


@given(st.text(st.characters(exclude_categories=["Nd", "Nl", "No"]), max_size=40))
def test_text_without_digits_or_number_words_names_no_value(text):
    number_words = (
        r"one|two|three|four|five|six|seven|eight|nine|ten|most|half|maj|min|fold|ion|\ban?\b"
    )
    if not re.search(number_words, text, re.IGNORECASE):
        read = read_quantity(text)
        assert read is None or read.value_min is None


@given(st.integers(0, 10**15))
def test_an_integer_in_digits_says_itself(number):
    assert read_quantity(f"{number:,}") == Quantity(number)


@given(st.decimals(0, 10**6, places=3, allow_nan=False))
def test_locales_agree_on_one_number(number):
    written = f"{number:,}"
    swapped = written.translate(str.maketrans(",.", ".,"))
    spaced = written.replace(",", " ").replace(".", ",")
    english = read_quantity(written)
    assert english == read_quantity(swapped, locale=CONTINENTAL)
    assert english == read_quantity(spaced, locale=SPACED)
