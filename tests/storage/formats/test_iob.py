"""Tags of tokens: each scheme gives back its chunks, and is told from the others."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seqeval.metrics.sequence_labeling import get_entities

from storage.formats.corpus import ForeignSpan
from storage.formats.iob import chunks, encode, scheme_of, split
from storage.formats.spacing import joined, whole, words_and_spaces
from storage.formats.tokens import tokeniser
from tests.strategies import texts

WORDS = tuple((2 * n, 2 * n + 1) for n in range(12))
marks = st.lists(
    st.tuples(st.integers(0, 11), st.integers(0, 3), st.sampled_from("AB")), max_size=6
)


def flat(drawn: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Keep marks that do not overlap, in order, as first and last word and label."""
    kept: list[tuple[int, int, str]] = []
    for first, more, label in sorted(drawn):
        last = min(11, first + more)
        if not kept or first > kept[-1][1]:
            kept.append((first, last, label))
    return kept


@given(marks, st.sampled_from(["IOB1", "IOB2", "BILUO"]))
@settings(max_examples=150)
def test_each_scheme_gives_back_the_chunks(drawn, scheme: str) -> None:
    wanted = flat(drawn)
    spans = [ForeignSpan(((WORDS[a][0], WORDS[b][1]),), label) for a, b, label in wanted]
    assert chunks(encode(WORDS, spans, scheme)) == wanted


@given(marks)
def test_seqeval_finds_the_same_chunks(drawn) -> None:
    wanted = flat(drawn)
    spans = [ForeignSpan(((WORDS[a][0], WORDS[b][1]),), label) for a, b, label in wanted]
    found = get_entities(encode(WORDS, spans))
    assert [(first, last, label) for label, first, last in found] == wanted


@pytest.mark.parametrize(
    ("tags", "scheme"),
    [("O B-A I-A", "IOB2"), ("I-A O B-A", "IOB1"), ("U-A O", "BILUO"), ("O S-A", "BILUO")],
)
def test_a_scheme_is_told_by_its_tags(tags: str, scheme: str) -> None:
    assert scheme_of([tags.split()]) == scheme


def test_a_tag_may_have_dashes_in_its_label() -> None:
    assert split("B-ORG-CORP") == ("B", "ORG-CORP")
    with pytest.raises(ValueError, match="no tag"):
        split("ORG")


@given(texts(min_size=1), st.sampled_from(["whitespace", "characters", "spacy"]))
@settings(max_examples=80, deadline=None)
def test_whole_tokens_give_back_the_text(text: str, kind: str) -> None:
    tokens = whole(text, tokeniser(kind)(text, "en"))
    assert joined(*words_and_spaces(text, tokens)) == (text, tokens)
