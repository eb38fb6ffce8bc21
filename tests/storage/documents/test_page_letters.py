"""The letters of a printed line are read in their order, whatever the direction of their script."""

from __future__ import annotations

import pytest

from storage.documents.page_letters import reads_leftwards, text_of


def seen(text: str) -> list[tuple[str, float]]:
    """The letters as they stand from left to right."""
    return [(letter, 5.0 * n) for n, letter in enumerate(text)]


def test_letters_that_are_read_rightwards_stay_as_they_are() -> None:
    assert text_of(seen("Plain, 4 %")) == "Plain, 4 %"


@pytest.mark.parametrize(
    ("shown", "read"),
    [
        ("םלוע םולש", "שלום עולם"),
        (".(2020) 4.5% םולש", "שלום 4.5% (2020)."),
        ("New York םולש", "שלום New York"),
        ("٢٠٢٠ " + "سلام"[::-1], "سلام ٢٠٢٠"),
    ],
)
def test_letters_that_are_read_leftwards_are_turned(shown: str, read: str) -> None:
    assert text_of(seen(shown), leftwards=True) == read


def test_words_within_a_line_of_another_direction_are_turned_as_a_whole() -> None:
    assert text_of(seen("Hello םלוע םולש, he said")) == "Hello שלום עולם, he said"


def test_letters_that_are_drawn_in_their_order_are_not_turned_again() -> None:
    drawn = [(letter, -5.0 * n) for n, letter in enumerate("שלום")]
    assert text_of(drawn) == "שלום"


def test_joined_letters_are_taken_apart() -> None:
    assert text_of(seen("o\ufb03ce \ufb01nd \uf0b7")) == "office find •"
    assert text_of([("\ufefb", 5.0), ("\ufeb3", 10.0)]) == "سلا"


def test_the_direction_of_a_page_is_that_of_most_of_its_letters() -> None:
    assert reads_leftwards(["שלום עולם", "2020"])
    assert not reads_leftwards(["Hello שלום", "the rest"])
