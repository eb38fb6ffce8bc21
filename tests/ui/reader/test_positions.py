"""Code points and Qt positions agree, and boundaries split nothing."""

from __future__ import annotations

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument

from ui.reader.positions import TextMap, display_copy

PIECES = [
    "a", "word ", "Zoë’s ", "e\u0301", "😀", "👩‍👩‍👧‍👦", "👍🏽", "🇫🇷🇩🇪", "❤\ufe0f", "𝒜", "كتب ",
    "שלום ", "政府", "カタカナ", "\n", "\r\n", "\r", "\u0085", "\u2028", "\u2029", "\0",
    "\ufeff", "\ufffe", "\u00a0", "\t", "\ufffc", "\ufdd0", "\ufdd1", "\ud800", "\udc00", ". ",
    "“40%” ", "\u200d", "e\u0323\u0302", "\u0915\u0301",
]  # fmt: skip
nasty = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3)), max_size=30).map("".join)


@given(nasty)
def test_the_document_is_as_long_as_the_text(text: str) -> None:
    document = QTextDocument()
    document.setPlainText(display_copy(text))
    length = len(text.encode("utf-16-le", "surrogatepass")) // 2
    assert document.characterCount() - 1 == length == TextMap(text).qt_length


@given(nasty)
def test_the_document_has_the_paragraphs_that_the_map_counts(text: str) -> None:
    document = QTextDocument()
    document.setPlainText(display_copy(text))
    assert document.blockCount() == len(TextMap(text).paragraph_lengths)


@given(nasty)
def test_positions_survive_the_way_to_qt_and_back(text: str) -> None:
    text_map = TextMap(text)
    for position in range(len(text) + 1):
        qt_position = text_map.to_qt(position)
        assert qt_position == len(text[:position].encode("utf-16-le", "surrogatepass")) // 2
        assert text_map.to_code_point(qt_position) == position


def test_a_position_inside_a_surrogate_pair_means_its_character() -> None:
    text_map = TextMap("a😀b")
    assert text_map.to_code_point(2) == 1


@given(nasty, st.integers(0, 60), st.integers(0, 60))
def test_a_selection_never_splits_a_grapheme(text: str, start: int, end: int) -> None:
    text_map = TextMap(text)
    for chosen in (text_map.exact(start, end), text_map.snap(start, end)):
        for edge in chosen:
            assert text_map.floor(edge) == edge == text_map.ceil(edge)


@given(st.lists(st.sampled_from(PIECES[:13]), max_size=12).map("".join))
def test_the_caret_stops_where_unicode_says_that_graphemes_end(text: str) -> None:
    text_map = TextMap(text)
    stops = [0]
    while stops[-1] < len(text):
        stops.append(text_map.next_boundary(stops[-1], "character", forward=True))
    expected = [0, *(match.end() for match in regex.finditer(r"\X", text))]
    assert stops == expected


@given(nasty, st.sampled_from(["character", "word", "sentence", "paragraph"]), st.booleans())
def test_walking_always_reaches_the_end_of_the_text(text: str, unit: str, forward: bool) -> None:
    text_map = TextMap(text)
    position, goal = (0, len(text)) if forward else (len(text), 0)
    for _ in range(len(text) + 1):
        if position == goal:
            break
        after = text_map.next_boundary(position, unit, forward)  # type: ignore[arg-type]
        assert (after > position) is forward
        position = after
    assert position == goal


@given(nasty, st.integers(0, 60), st.integers(0, 60))
def test_snapping_leaves_no_space_at_the_edges(text: str, start: int, end: int) -> None:
    text_map = TextMap(text)
    low, high = text_map.snap(start, end)
    assert text[low:high] == text[low:high].strip()


@pytest.mark.parametrize(
    ("dragged", "expected"),
    [
        ("im", "Lima"),
        ("e Lima Gr", "the Lima Group"),
        ("Group, (", "Group"),
        ("(40%).", "40%"),
        ("0", "40%"[:2]),
        (", ", ","),
    ],
)
def test_a_selection_snaps_to_whole_words(dragged: str, expected: str) -> None:
    text = "the Lima Group, (40%)."
    start = text.index(dragged)
    low, high = TextMap(text).snap(start, start + len(dragged))
    assert text[low:high] == expected


def test_a_word_in_chinese_is_not_the_whole_sentence() -> None:
    text_map = TextMap("记者报道说，政府星期二批准了新的计划。")
    start, end = text_map.word_at(6)
    assert end - start < 4


def test_a_sentence_has_no_space_around_it() -> None:
    text = "One is here. Two is there. Three."
    start, end = TextMap(text).sentence_at(15)
    assert text[start:end] == "Two is there."


def test_a_bom_at_the_start_of_a_line_moves_no_boundary() -> None:
    text = "a\n\ufeffword here"
    assert text[slice(*TextMap(text).word_at(9))] == "here"


def test_flags_after_an_emoji_are_not_parted() -> None:
    assert TextMap("😀🇫🇷🇩🇪").exact(2, 2) == (1, 1)
