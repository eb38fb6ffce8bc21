"""Spans: fragments in order, apart, none empty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.span import CONTEXT, Span, SpanError, without_blanks
from tests.strategies import spans, texts_with_spans

PAIRS = st.tuples(st.integers(0, 40), st.integers(1, 10)).map(lambda p: (p[0], p[0] + p[1]))


@given(st.lists(PAIRS, min_size=1, max_size=6))
def test_joining_fragments_covers_the_same_places(pairs: list[tuple[int, int]]) -> None:
    span = Span.of(pairs)
    covered = {at for start, end in pairs for at in range(start, end)}
    assert {at for start, end in span.fragments for at in range(start, end)} == covered
    assert (span.length, span.start, span.end) == (len(covered), min(covered), max(covered) + 1)


@given(st.lists(PAIRS, min_size=1, max_size=6))
def test_fragments_stand_in_order_and_apart(pairs: list[tuple[int, int]]) -> None:
    span = Span.of(pairs)
    assert all(a[1] < b[0] for a, b in zip(span.fragments, span.fragments[1:], strict=False))
    assert Span.of(reversed(span.fragments)) == span


@pytest.mark.parametrize("bad", [[], [(3, 3)], [(4, 3)], [(-1, 2)], [(0, 1), (5, 5)]])
def test_no_span_is_empty_reversed_or_negative(bad: list[tuple[int, int]]) -> None:
    with pytest.raises(SpanError):
        Span.of(bad)


@given(texts_with_spans())
def test_quotes_are_the_words_under_the_fragments(case: tuple[str, Span]) -> None:
    text, span = case
    assert span.quote(text) == " ".join(text[start:end] for start, end in span.fragments)
    before, after = span.context(text)
    assert (text[: span.start].endswith(before), text[span.end :].startswith(after)) == (True, True)
    assert (len(before), len(after)) == (
        min(CONTEXT, span.start),
        min(CONTEXT, len(text) - span.end),
    )


def test_a_span_outside_its_text_has_no_quote() -> None:
    with pytest.raises(SpanError, match="outside a text of 3 characters"):
        Span.single(1, 4).quotes("abc")


@given(spans(30), spans(30))
def test_overlap_is_sharing_a_place(one: Span, other: Span) -> None:
    places = [{at for s, e in span.fragments for at in range(s, e)} for span in (one, other)]
    assert one.overlaps(other) == other.overlaps(one) == bool(places[0] & places[1])


@given(st.text(alphabet="ab \n\u00a0\u2028", max_size=12), st.data())
def test_without_blanks_keeps_the_words_and_nothing_around_them(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    trimmed = without_blanks(text, [(start, end)])
    assert [text[s:e] for s, e in trimmed] == [text[start:end].strip()] * bool(trimmed)
    assert bool(trimmed) == bool(text[start:end].strip())
