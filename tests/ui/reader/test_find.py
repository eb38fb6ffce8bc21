"""Finding is blind to case and composition and exact in its offsets."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.reader.find import Finder, find_all, folded

letters = st.sampled_from(
    ["a", "B", "é", "e\u0301", "ß", "İ", "Å", "한", "各", "😀", " ", "\n", "ǆ"]
)
texts = st.lists(letters, max_size=20).map("".join)


@given(texts, texts)
def test_whatever_is_found_folds_to_what_was_asked_for(before: str, needle: str) -> None:
    text = before + needle + "z" + before
    for start, end in find_all(text, needle):
        assert folded(text[start:end]) == folded(needle)


@given(texts, texts, st.sampled_from(["NFC", "NFD"]))
def test_what_stands_in_the_text_is_found(before: str, needle: str, form: str) -> None:
    asked = unicodedata.normalize(form, needle.strip())
    if asked:
        spans = Finder(before + "|" + needle.strip() + "|").find_all(asked)
        assert (len(before) + 1, len(before) + 1 + len(needle.strip())) in spans or any(
            start <= len(before) + 1 < end for start, end in spans
        )


@pytest.mark.parametrize(
    ("text", "needle", "expected"),
    [
        ("Peru and PERU", "peru", [(0, 4), (9, 13)]),
        ("cafe\u0301 CAFÉ", "café", [(0, 5), (6, 10)]),
        ("cafe\u0301", "cafe", []),
        ("STRASSE Straße", "straße", [(0, 7), (8, 14)]),
        ("one\ntwo", "ONE\nTWO", [(0, 7)]),
        ("😀 Ola 😀 ola", "ola", [(2, 5), (8, 11)]),
        ("aaaa", "aa", [(0, 2), (2, 4)]),
        ("anything", "", []),
    ],
)
def test_find_gives_exact_offsets(text: str, needle: str, expected: list[tuple[int, int]]) -> None:
    assert find_all(text, needle) == expected


def test_find_stops_at_the_limit() -> None:
    assert len(find_all("a a a a a", "a", limit=2)) == 2
