"""Tokens and stretches: whatever the text, nothing is lost and nothing counts twice."""

from __future__ import annotations

import regex
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.agreement.units import ABSENT, Tokens, profiles
from tests.domain.agreement.layers import LENGTH, MARKS, TAGS, drawn, labels
from tests.strategies import texts_with_spans


def test_tokens_are_words_and_single_signs():
    text = "García’s 4,5 % — e\u0301!"
    tokens = Tokens(text)
    pairs = zip(tokens._starts, tokens._ends, strict=True)
    assert [text[start:end] for start, end in pairs] == [
        *("García", "’", "s", "4", ",", "5", "%", "—", "e\u0301", "!"),
    ]


@settings(max_examples=80, deadline=None)
@given(texts_with_spans())
def test_a_span_touches_the_tokens_that_it_shares_a_character_with(drawn_text):
    text, span = drawn_text
    tokens = Tokens(text)
    places = list(zip(tokens._starts, tokens._ends, strict=True))
    inside = {at for start, end in places for at in range(start, end)}
    assert all(regex.fullmatch(r"\s", text[at]) for at in set(range(len(text))) - inside)
    assert sum(end - start for start, end in places) == len(inside)
    for start, end in span.fragments:
        slow = [at for at, (first, behind) in enumerate(places) if first < end and start < behind]
        assert list(range(*tokens.covered((start, end)))) == slow


@settings(max_examples=60, deadline=None)
@given(st.lists(st.none() | MARKS, min_size=2, max_size=3))
def test_profiles_are_what_walking_over_all_characters_gives(coded):
    numbers = {tag: at for at, tag in enumerate(TAGS)}
    layers = [None if marks is None else drawn(marks) for marks in coded]
    stretches = [
        None if one is None else [(numbers[m.tag], f) for m in one.marks for f in m.fragments]
        for one in layers
    ]
    slow: dict[tuple[int, ...], int] = {}
    walked = [None if one is None else labels(one) for one in layers]
    for at in range(LENGTH):
        profile = tuple(
            ABSENT if one is None else sum(1 << numbers[tag] for tag in one[at]) for one in walked
        )
        slow[profile] = slow.get(profile, 0) + 1
    assert profiles(LENGTH, stretches) == slow
