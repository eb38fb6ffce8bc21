"""A span is found again by its words and what stands around them, or said to be lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.anchoring import place
from domain.span import Span
from tests.strategies import texts, texts_with_spans

TEXT = "Peru's president said that the president of Chile had said too much. He left."


def span_of(text: str, words: str, nth: int = 0) -> Span:
    at = -1
    for _ in range(nth + 1):
        at = text.index(words, at + 1)
    return Span.single(at, at + len(words))


@given(texts_with_spans())
def test_in_the_same_text_a_span_stays_where_it_is(pair: tuple[str, Span]) -> None:
    text, span = pair
    assert place(span, text, text).span == span


@given(texts_with_spans(), texts())
def test_wherever_it_is_placed_the_words_are_the_same(pair: tuple[str, Span], other: str) -> None:
    text, span = pair
    placed = place(span, text, other)
    if placed.span is not None:
        assert placed.span.quotes(other) == span.quotes(text)
    else:
        assert placed.how == "lost"


@given(texts_with_spans(), st.text("xyz", min_size=40, max_size=60))
def test_words_added_before_only_move_what_stands_in_one_place(
    pair: tuple[str, Span], added: str
) -> None:
    text, span = pair
    placed = place(span, text, added + text)
    if placed.span is not None and all(text.count(quote) == 1 for quote in span.quotes(text)):
        moved = tuple((s + len(added), e + len(added)) for s, e in span.fragments)
        assert placed.span.fragments == moved or any(q in added for q in span.quotes(text))


@pytest.mark.parametrize(("nth", "how"), [(0, "context"), (1, "context")])
def test_words_that_stand_twice_are_told_apart_by_what_is_around_them(nth: int, how: str) -> None:
    other = "LIMA (Reuters) - " + TEXT
    placed = place(span_of(TEXT, "president", nth), TEXT, other)
    assert (placed.span, placed.how) == (span_of(other, "president", nth), how)


def test_words_that_stand_once_are_found_wherever_they_moved() -> None:
    other = "He left. In Chile they said: Peru's president spoke."
    placed = place(span_of(TEXT, "Chile"), TEXT, other)
    assert (placed.span, placed.how) in ((span_of(other, "Chile"), "unique"), (None, "lost"))
    found = place(span_of(TEXT, "Peru's president"), TEXT, other)
    assert (found.span, found.how) == (span_of(other, "Peru's president"), "unique")


def test_the_edge_that_was_deleted_does_not_pass_for_the_other() -> None:
    other = TEXT.replace("the president of Chile", "Chile")
    assert place(span_of(TEXT, "president", 1), TEXT, other).span is None


def test_words_that_are_gone_are_lost() -> None:
    assert place(span_of(TEXT, "Chile"), TEXT, TEXT.replace("Chile", "Bolivia")).how == "lost"


def test_a_span_of_two_pieces_keeps_both_or_is_lost() -> None:
    span = Span.of([*span_of(TEXT, "said").fragments, *span_of(TEXT, "too much").fragments])
    other = "Update: " + TEXT
    placed = place(span, TEXT, other)
    assert placed.span is not None
    assert placed.span.quotes(other) == ("said", "too much")
    assert place(span, TEXT, other.replace("too much", "a lot")).span is None


def test_a_refrain_keeps_its_order() -> None:
    verse = "la la la, and so it went on for ever and ever, as it always does.\n"
    text, other = verse * 4, "Title\n" + verse * 4
    for nth in range(1, 3):
        placed = place(span_of(text, "went", nth), text, other)
        assert placed.span == span_of(other, "went", nth)
