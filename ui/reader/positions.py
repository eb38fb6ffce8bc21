"""Where code points meet Qt: the only module that knows UTF-16 positions and text boundaries."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import accumulate, pairwise
from typing import Literal

from PySide6.QtCore import QTextBoundaryFinder

Unit = Literal["character", "word", "sentence", "paragraph"]
Edge = Literal["start", "end"]
Span = tuple[int, int]

_KINDS = {
    "character": QTextBoundaryFinder.BoundaryType.Grapheme,
    "word": QTextBoundaryFinder.BoundaryType.Word,
    "sentence": QTextBoundaryFinder.BoundaryType.Sentence,
}
# What Qt would drop, split a block at, or take for an embedded object; each one unit for one unit.
_SHOWN_AS = {
    "\0": "\u2400",
    "\u2029": "\u2424",
    "\ufdd0": "\ufffd",
    "\ufdd1": "\ufffd",
    "\ufffc": "\ufffd",
}
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_NEWLINE = re.compile("\n")
_SURROGATE = re.compile("[\ud800-\udfff]")
# Punctuation that belongs to the figure or name it touches.
_KEPT_AT_EDGES = frozenset("%‰@#&")
_MARKS = frozenset(("Mn", "Me", "Mc"))
_CACHED_PARAGRAPHS = 8


def display_copy(text: str) -> str:
    """The text with as many UTF-16 units, and nothing in it that Qt drops, merges or swaps."""
    shown = text
    for odd, harmless in _SHOWN_AS.items():
        if odd in shown:
            shown = shown.replace(odd, harmless)
    if "\r" in shown:
        shown = shown.replace("\r\n", "\u200b\n").replace("\r", "\n")
    if shown[:1] in ("\ufeff", "\ufffe"):
        shown = "\u2060" + shown[1:]
    # Looked for first: a substitution copies the text, and so would trying to encode it.
    return _SURROGATE.sub("\ufffd", shown) if _SURROGATE.search(shown) else shown


def _line_lengths(text: str) -> list[int]:
    """How long the lines are; found without a copy of each, which would hold memory."""
    starts = [0, *(match.end() for match in _NEWLINE.finditer(text)), len(text) + 1]
    return [after - start - 1 for start, after in pairwise(starts)]


class TextMap:
    """One text: code points to and from Qt positions, and its boundaries in code points."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.shown = display_copy(text)
        astral = [] if text.isascii() else [m.start() for m in _ASTRAL.finditer(text)]
        self._astral = astral
        self._astral_qt = [position + i for i, position in enumerate(astral)]
        self.paragraph_lengths = _line_lengths(self.shown)
        self._starts = [0, *accumulate(length + 1 for length in self.paragraph_lengths)]
        self._starts.pop()
        self._finders: dict[tuple[str, int], QTextBoundaryFinder] = {}

    @property
    def qt_length(self) -> int:
        """How many UTF-16 units the text has."""
        return len(self.text) + len(self._astral)

    def to_qt(self, position: int) -> int:
        """The Qt position of a code point position."""
        return position + bisect_left(self._astral, position)

    def to_code_point(self, qt_position: int) -> int:
        """The code point position of a Qt position; inside a pair, the start of the character."""
        return qt_position - bisect_left(self._astral_qt, qt_position)

    def clamp(self, position: int) -> int:
        """The nearest position that the text has."""
        return max(0, min(position, len(self.text)))

    def paragraph_at(self, position: int) -> Span:
        """The paragraph at a position, without its newline."""
        number = self._paragraph_number(position)
        start = self._starts[number]
        return start, start + self.paragraph_lengths[number]

    def floor(self, position: int) -> int:
        """The grapheme boundary at or before a position."""
        return self._segment("character", self.clamp(position))[0]

    def ceil(self, position: int) -> int:
        """The grapheme boundary at or after a position."""
        position = self.clamp(position)
        start, end = self._segment("character", position)
        return position if position == start else end

    def word_at(self, position: int) -> Span:
        """The word at a position; (position, position) on a space or a punctuation mark."""
        position = self.clamp(position)
        start, end = self._segment("word", position)
        if start < end and self._is_word(start, end):
            return self.floor(start), self.ceil(end)
        return position, position

    def sentence_at(self, position: int) -> Span:
        """The sentence at a position without the white space around it."""
        return self._stripped(*self._segment("sentence", self.clamp(position)))

    def unit_at(self, position: int, unit: Unit) -> Span:
        """The grapheme, word, sentence or paragraph at a position."""
        if unit == "character":
            return self._segment("character", self.clamp(position))
        if unit == "word":
            return self.word_at(position)
        if unit == "sentence":
            return self.sentence_at(position)
        return self._stripped(*self.paragraph_at(position))

    def exact(self, start: int, end: int) -> Span:
        """The range widened so that it splits no grapheme."""
        start, end = sorted((self.clamp(start), self.clamp(end)))
        if start == end:
            return self.floor(start), self.floor(start)
        return self.floor(start), self.ceil(end)

    def snap(self, start: int, end: int) -> Span:
        """The range widened to whole words, no space or punctuation at its edges."""
        start, end = self.exact(start, end)
        if start == end:
            return start, end
        first, last = self.word_at(start), self.word_at(end - 1)
        wide_start = min(start, first[0])
        wide_end = max(end, last[1])
        trimmed = self._trimmed(wide_start, wide_end)
        if trimmed[0] < trimmed[1]:
            return trimmed
        stripped = self._stripped(start, end)
        return stripped if stripped[0] < stripped[1] else (start, start)

    def next_boundary(
        self, position: int, unit: Unit, forward: bool, edge: Edge | None = None
    ) -> int:
        """The next boundary; unless told, forward finds ends of units and backward starts."""
        position = self.clamp(position)
        if unit == "character":
            return self._next_grapheme(position, forward)
        wanted = edge or ("end" if forward else "start")
        for start, end in self._units(position, unit, forward):
            found = start if wanted == "start" else end
            if (found > position) if forward else (found < position):
                return found
        return len(self.text) if forward else 0

    def _next_grapheme(self, position: int, forward: bool) -> int:
        if forward:
            if position >= len(self.text):
                return len(self.text)
            end = self._segment("character", position)[1]
            return end if end > position else position + 1
        if position <= 0:
            return 0
        start = self.floor(position - 1)
        return start if start < position else position - 1

    def _units(self, position: int, unit: Unit, forward: bool) -> Iterator[Span]:
        """Words, sentences or paragraphs from a position outwards, nearest first."""
        number = self._paragraph_number(position)
        step = 1 if forward else -1
        while 0 <= number < len(self._starts):
            base = self._starts[number]
            if unit == "paragraph":
                yield self._stripped(base, base + self.paragraph_lengths[number])
            else:
                for start, end in self._segments(number, unit, position, forward):
                    if unit == "sentence":
                        yield self._stripped(start, end)
                    elif self._is_word(start, end):
                        yield start, end
            number += step

    def _segments(self, number: int, unit: Unit, position: int, forward: bool) -> Iterator[Span]:
        """The segments of one paragraph from the one at a position outwards."""
        base = self._starts[number]
        end_of_paragraph = base + self.paragraph_lengths[number]
        at = max(base, min(position, end_of_paragraph))
        while base <= at <= end_of_paragraph:
            start, end = self._segment(unit, at, number)
            if start == end and forward:
                return
            yield start, end
            at = end if forward else start - 1

    def _segment(self, unit: Unit, position: int, number: int | None = None) -> Span:
        """The segment that holds a position; empty at the end of a paragraph."""
        if number is None:
            number = self._paragraph_number(position)
        stop = self._starts[number] + self.paragraph_lengths[number]
        if position >= stop:
            return position, position
        if unit != "character":
            return self._raw_segment(unit, position, number)
        base, text = self._starts[number], self.text
        start, end = self._raw_grapheme(position, number)
        # Qt also parts some marks from the letters that they belong to.
        while start > base and _extends(text[start]):
            start = self._raw_grapheme(start - 1, number)[0]
        while end < stop and _extends(text[end]):
            end = self._raw_grapheme(end, number)[1]
        return start, end

    def _raw_segment(self, unit: Unit, position: int, number: int) -> Span:
        finder = self._finder(unit, number)
        qt_base = self.to_qt(self._starts[number])
        finder.setPosition(self.to_qt(position) - qt_base)
        end = finder.toNextBoundary()
        finder.setPosition(self.to_qt(position) - qt_base)
        start = finder.position() if finder.isAtBoundary() else finder.toPreviousBoundary()
        code_start = self.to_code_point(qt_base + max(0, start))
        # Qt can find a boundary inside a surrogate pair, or none at all.
        return code_start, max(position + 1, self.to_code_point(qt_base + max(0, end)))

    def _raw_grapheme(self, position: int, number: int) -> Span:
        """A grapheme after Qt, but flags counted here: Qt pairs them wrongly after an emoji."""
        text = self.text
        if not _is_regional(text[position]):
            return self._raw_segment("character", position, number)
        base, stop = self._starts[number], self._starts[number] + self.paragraph_lengths[number]
        run = position
        while run > base and _is_regional(text[run - 1]):
            run -= 1
        start = position - (position - run) % 2
        paired = start + 1 < stop and _is_regional(text[start + 1])
        return start, start + 2 if paired else start + 1

    def _finder(self, unit: Unit, number: int) -> QTextBoundaryFinder:
        key = (unit, number)
        finder = self._finders.get(key)
        if finder is None:
            if len(self._finders) >= _CACHED_PARAGRAPHS:
                self._finders.clear()
            start = self._starts[number]
            line = self.shown[start : start + self.paragraph_lengths[number]]
            # A line may begin with a BOM, which must not be dropped here either.
            finder = QTextBoundaryFinder(_KINDS[unit], display_copy(line))
            self._finders[key] = finder
        return finder

    def _paragraph_number(self, position: int) -> int:
        return bisect_right(self._starts, position) - 1

    def _is_word(self, start: int, end: int) -> bool:
        return any(not _is_noise(char) for char in self.text[start:end])

    def _stripped(self, start: int, end: int) -> Span:
        piece = self.text[start:end]
        left = len(piece) - len(piece.lstrip())
        right = len(piece) - len(piece.rstrip())
        if left == len(piece):
            return start, start
        return self.floor(start + left), self.ceil(end - right)

    def _trimmed(self, start: int, end: int) -> Span:
        while start < end and _is_noise(self.text[start]):
            start = min(end, self._next_grapheme(start, forward=True))
        while start < end:
            before = self._next_grapheme(end, forward=False)
            if before < start or not _is_noise(self.text[before]):
                break
            end = before
        return start, end


def _is_regional(char: str) -> bool:
    """Whether a character is one of the letters that flags are made of."""
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _extends(char: str) -> bool:
    """Whether a character never stands apart from the one before it."""
    return char == "\u200d" or (not char.isascii() and unicodedata.category(char) in _MARKS)


def _is_noise(char: str) -> bool:
    """Whether a character is space, control or punctuation that a word selection leaves out."""
    return unicodedata.category(char)[0] in "ZCP" and char not in _KEPT_AT_EDGES
