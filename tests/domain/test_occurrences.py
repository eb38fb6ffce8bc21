"""Words are found again wherever they stand, whole, and however they are encoded."""

from __future__ import annotations

import time
import unicodedata

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from domain.occurrences import Finder, Matching, same_key
from tests.strategies import texts

STRICT = Matching()
LOOSE = Matching(whole_words=False)
PIECES = (
    *("a", "A", "e\u0301", "\u00e9", "e", "ss", "\u00df", " ", "\n", "'", "\u2019", "-", ".", "3"),
    *("\u0323", "\u200d", "\u1100", "\u1161", "\uac00", "\u11a8", "\U0001f1f5\U0001f1ea"),
    *("\U0001f468\u200d\U0001f469", "\u65e5", "\u0e20\u0e32", "\r", "\r\n", "\u212b", "\u00e5"),
)
words = st.lists(st.sampled_from(PIECES), min_size=1, max_size=5).map("".join)
articles = st.lists(st.one_of(st.sampled_from(PIECES), words), max_size=12).map("".join)
matchings = st.builds(Matching, st.booleans(), st.booleans(), st.booleans())


def found(text: str, *phrases: str, matching: Matching = STRICT) -> list[str]:
    return [text[start:end] for start, end in Finder(phrases, matching).places(text)]


def brute_force(text: str, phrases: list[str], matching: Matching) -> list[tuple[int, int]]:
    """Try every stretch of the text, the leftmost and longest first."""
    graphemes = {0, len(text), *(m.start() for m in regex.finditer(r"\X", text))}
    edges = {m.start() for m in regex.finditer(r"(?w)\b", text)}
    edges |= {at + n for at, c in enumerate(text) if c in "'\u2019" for n in (0, 1)}
    ends = sorted(graphemes & edges if matching.whole_words else graphemes)
    keys = {same_key(p, matching) for p in phrases if any(has_base(c) for c in p)}
    chosen, last = [], 0
    for start in ends:
        for end in reversed(ends):
            words = text[start:end]
            fits = start >= last and end > start and words == words.strip() and has_base(words[0])
            if fits and same_key(words, matching) in keys:
                chosen.append((start, end))
                last = end
    return chosen


def has_base(character: str) -> bool:
    return not character.isspace() and unicodedata.category(character)[0] != "M"


@given(articles, st.lists(words, min_size=1, max_size=3), matchings)
def test_what_is_found_is_what_trying_every_stretch_finds(text, phrases, matching):
    assert Finder(phrases, matching).places(text) == brute_force(text, phrases, matching)


def test_a_mark_that_no_letter_carries_is_not_part_of_what_is_found():
    finder = Finder(["a"], Matching(whole_words=False, diacritics=False))
    assert finder.places("\u0323a\n\u0323a") == [(1, 2), (4, 5)]


@given(texts(min_size=1), st.data(), matchings)
def test_a_stretch_of_whole_graphemes_is_found_again(text, data, matching):
    edges = [m.start() for m in regex.finditer(r"\X", text)] + [len(text)]
    start, end = sorted(data.draw(st.tuples(st.sampled_from(edges), st.sampled_from(edges))))
    loose = Matching(False, matching.case, matching.diacritics)
    places = Finder([text[start:end]], loose).places(text)
    assert places == brute_force(text, [text[start:end]], loose)


def test_whole_words_end_at_apostrophes_but_not_inside_a_word_or_a_figure():
    assert len(found("Peru's Peruvian and Peru, l\u2019Peru", "Peru")) == 3
    assert found("13 3.5 3,000 3", "3") == ["3"]
    assert len(found("Peruvian Peru", "Peru", matching=LOOSE)) == 2


@pytest.mark.parametrize(("case", "hits"), [(True, ["Maduro"]), (False, ["Maduro", "MADURO"])])
def test_case_matters_if_it_was_said_to(case, hits):
    assert found("Maduro, MADURO", "Maduro", matching=Matching(case=case)) == hits


@pytest.mark.parametrize("written", ["Garc\u00eda", "Garci\u0301a"])
def test_composed_or_not_is_the_same_and_a_missing_accent_is_not(written):
    text = "Garc\u00eda, Garci\u0301a, Garcia"
    assert found(text, written) == ["Garc\u00eda", "Garci\u0301a"]
    assert len(found(text, written, matching=Matching(diacritics=False))) == 3


def test_the_longest_of_several_names_that_begin_together_is_taken():
    text = "Alan Garc\u00eda P\u00e9rez met Garc\u00eda"
    assert found(text, "Garc\u00eda", "Alan Garc\u00eda", "Alan Garc\u00eda P\u00e9rez") == [
        "Alan Garc\u00eda P\u00e9rez",
        "Garc\u00eda",
    ]


def test_a_name_is_found_across_the_end_of_a_line():
    assert found("New\n  York", "New York") == ["New\n  York"]


def test_a_part_of_an_emoji_or_of_a_flag_is_not_found():
    family, flag = "\U0001f468\u200d\U0001f469", "\U0001f1f5\U0001f1ea"
    assert found(family, "\U0001f468", matching=LOOSE) == []
    assert found(flag, flag[0], matching=LOOSE) == []


@pytest.mark.parametrize("phrase", ["", " \n", "\u0301"])
def test_nothing_but_white_space_or_marks_finds_nothing(phrase):
    assert found("a e\u0301 \u0301", phrase, matching=LOOSE) == []


def test_a_megabyte_is_looked_through_in_a_moment():
    text = "President Nicol\u00e1s Maduro\u2019s “regime” said so in Caracas. " * 20_000
    begun = time.process_time()
    assert len(found(text, "Nicolás Maduro", "Caracas")) == 40_000
    assert time.process_time() - begun < 10
