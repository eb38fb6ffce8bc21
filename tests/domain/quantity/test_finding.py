from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.quantity import (
    ENGLISH,
    NUMBER_LOCALES,
    SPACED,
    Quantity,
    find_quantities,
    read_quantity,
)
from tests.domain.quantity.cases import FOUND
from tests.domain.quantity.test_reading import NOISE

SEED = Path(__file__).parents[3] / "seeds" / "000_86a8afdfea60329a.txt"
# The example annotator's statistics. Left out are the units that were taken from the context:
# "states" of "several", "persons" of the half a million.
SEED_STATISTICS = [
    (85, 92, "several", Quantity(None, None, "", "vague", "count")),
    (1969, 1993, "well over half a million", Quantity(500000, None, "", "more_than", "count")),
    (2141, 2145, "Most", Quantity(50, 100, "%", "vague", "share")),
]
MEGABYTE = 1_000_000


def unmarked(marked: str) -> tuple[str, list[str]]:
    text = re.sub(r"[\[\]]", "", marked)
    return text.replace("⟦", "[").replace("⟧", "]"), re.findall(r"\[([^\]]*)\]", marked)


@pytest.mark.parametrize("marked", FOUND)
def test_a_text_holds_the_quantities_that_are_marked(marked):
    text, expected = unmarked(marked)
    assert [text[start:end] for start, end, _ in find_quantities(text)] == expected


def test_the_seed_article_holds_the_statistics_of_the_example_annotator():
    text = SEED.read_text(encoding="utf-8")
    found = [(start, end, text[start:end], q) for start, end, q in find_quantities(text)]
    assert found == SEED_STATISTICS


@pytest.mark.parametrize(("start", "end", "words", "expected"), SEED_STATISTICS)
def test_the_words_of_a_seed_statistic_alone_say_its_values(start, end, words, expected):
    assert read_quantity(words) == expected


@given(NOISE, st.sampled_from([*NUMBER_LOCALES]))
def test_found_quantities_are_in_order_apart_and_trimmed(text, name):
    edge = 0
    for start, end, _ in find_quantities(text, NUMBER_LOCALES[name]):
        assert edge <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip()
        edge = end


@pytest.mark.parametrize("marked", FOUND)
def test_reading_a_found_quantity_in_its_place_says_the_same(marked):
    text, _ = unmarked(marked)
    for start, end, quantity in find_quantities(text):
        read = read_quantity(text[start:end], before=text[:start], after=text[end:])
        assert read == quantity


def test_places_are_code_points_beyond_the_basic_plane():
    text = "\U0001f600\U0001f600 about 40 %"
    assert [place[:2] for place in find_quantities(text)] == [(3, 13)]


@pytest.mark.parametrize(
    "piece",
    ["1", "111 ", "1 ", "1,", "12,34,", " ", "\n", "1-", "a ", "hundred ", "$", "1/1/", "[1,"],
)
@pytest.mark.parametrize("locale", [ENGLISH, SPACED], ids=lambda locale: locale.name)
def test_time_grows_with_the_length_of_the_text_only(piece, locale):
    def seconds(length: int) -> float:
        text = (piece * length)[:length]
        start = time.process_time()
        find_quantities(text, locale)
        return time.process_time() - start

    short = min(seconds(10_000) for _ in range(3))
    assert seconds(80_000) < 8 * 4 * max(short, 0.002)


@pytest.mark.parametrize("piece", ["1234567890", "    ", "1234567890      ", "12 "])
def test_a_megabyte_of_digits_and_spaces_is_read_in_seconds(piece):
    text = (piece * MEGABYTE)[:MEGABYTE]
    start = time.process_time()
    find_quantities(text)
    assert time.process_time() - start < 60
