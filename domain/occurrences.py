"""Where words occur again in a text: whole graphemes, whole words, canonical equivalents.

Graphemes and words end where Unicode says (UAX #29), with one exception: an apostrophe parts words,
so that “Peru” is found in “Peru's” and “Iran” in “l'Iran”.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

import regex

_GRAPHEME = regex.compile(r"\X")
_WORD_EDGE = regex.compile(r"\b", regex.WORD)
# What Python takes for white space: the separators that `\s` leaves out are among it.
_SPACE = r"[\s\x1c-\x1f]+"
_MARKS = r"\p{M}*+"
_APOSTROPHES = "'\u2019"
# No character below joins its neighbours, but for a line end of two.
_FIRST_JOINING = "\u0300"


@dataclass(frozen=True, slots=True)
class Matching:
    """What counts as the same words.

    `diacritics` says whether they make a difference, among the marks that letters of Latin, Greek
    and Cyrillic carry; composed or not never makes one, nor does the kind of white space.
    """

    whole_words: bool = True
    case: bool = True
    diacritics: bool = True


class Finder:
    """Finds phrases in one text after another; those of white space or marks alone are left out."""

    def __init__(self, phrases: Iterable[str], matching: Matching) -> None:
        self._matching = matching
        self._bases = _Bases(match_case=matching.case)
        found = {same_key(phrase, matching): phrase.strip() for phrase in phrases}
        self._wanted = [
            (key, regex.compile(pattern))
            for key, phrase in found.items()
            if (pattern := _pattern(phrase, self._bases))
        ]

    def places(self, text: str) -> list[tuple[int, int]]:
        """Return the places `[start, end)` (code points) in order, the leftmost longest first.

        No two overlap, none splits a grapheme, and none begins with a mark that no letter carries.
        """
        # One letter stands for one character, so positions stay what they are.
        plain = text.translate(self._bases)
        edges = _Edges(text, whole_words=self._matching.whole_words)
        found = {
            place
            for key, pattern in self._wanted
            for place in (m.span() for m in pattern.finditer(plain, overlapped=True))
            if edges.fit(*place) and same_key(text[slice(*place)], self._matching) == key
        }
        return list(_leftmost_longest(found))


def same_key(words: str, matching: Matching) -> str:
    """Return what two writings of the same words have in common."""
    apart = unicodedata.normalize("NFD", " ".join(words.split()))
    letters = (c for c in apart if matching.diacritics or not "\u0300" <= c <= "\u036f")
    return "".join(letters if matching.case else map(_folded, letters))


class _Bases(dict[int, str]):
    """For each character the letter it is built on, as `str.translate` asks for it."""

    def __init__(self, *, match_case: bool) -> None:
        super().__init__()
        self._match_case = match_case

    def __missing__(self, code: int) -> str:
        character = chr(code)
        whole = _is_syllable(character)
        base = character if whole else unicodedata.normalize("NFD", character)[0]
        self[code] = base = base if self._match_case else _folded(base)
        return base


class _Edges:
    """Tells where graphemes and words of a text end, looking no further than it has to."""

    def __init__(self, text: str, *, whole_words: bool) -> None:
        self._text = text
        self._whole_words = whole_words
        self._lines: dict[int, frozenset[int]] = {}

    def fit(self, start: int, end: int) -> bool:
        """Tell whether a stretch may begin and end there."""
        return all(self._parts_graphemes(at) for at in (start, end)) and (
            not self._whole_words or all(self._parts_words(at) for at in (start, end))
        )

    def _parts_graphemes(self, at: int) -> bool:
        text = self._text
        if at in (0, len(text)):
            return True
        before, after = text[at - 1], text[at]
        if before < _FIRST_JOINING and after < _FIRST_JOINING:
            return (before, after) != ("\r", "\n")
        line = text.rfind("\n", 0, at) + 1
        if line not in self._lines:
            end = text.find("\n", line)
            stop = len(text) if end < 0 else end
            starts = (m.start() for m in _GRAPHEME.finditer(text, line, stop))
            self._lines[line] = frozenset((*starts, stop))
        return at in self._lines[line]

    def _parts_words(self, at: int) -> bool:
        near = self._text[max(0, at - 1) : at + 1]
        return any(c in _APOSTROPHES for c in near) or bool(_WORD_EDGE.match(self._text, at))


def _leftmost_longest(places: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    last = 0
    for start, end in sorted(places, key=_by_start_and_length):
        if start >= last:
            yield start, end
            last = end


def _by_start_and_length(place: tuple[int, int]) -> tuple[int, int]:
    return place[0], -place[1]


def _pattern(phrase: str, bases: _Bases) -> str:
    """Return a pattern over the letters that words are built on; empty if there is no letter.

    It takes in whatever marks follow a letter: whether they are the right ones is seen later.
    """
    words = [_word_pattern(word, bases) for word in phrase.split()]
    return (_SPACE + _MARKS).join(words) if any(words) else ""


def _word_pattern(word: str, bases: _Bases) -> str:
    composed = unicodedata.normalize("NFC", word)
    return "".join(_letter_pattern(c, bases) + _MARKS for c in composed if not _is_mark(c))


def _letter_pattern(character: str, bases: _Bases) -> str:
    if not _is_syllable(character):
        return str(regex.escape(bases[ord(character)]))
    # A Korean syllable stands in one, two or three characters.
    apart = unicodedata.normalize("NFD", character)
    half = unicodedata.normalize("NFC", apart[:2])
    return f"(?:{character}|{half}{apart[2:]}|{apart})"


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M"


def _is_syllable(character: str) -> bool:
    return "\uac00" <= character <= "\ud7a3"


@cache
def _folded(character: str) -> str:
    """Return a character without its case; it stays one character."""
    folded = character.casefold()
    if len(folded) > 1:
        folded = character.lower()
    return character if _is_mark(character) or len(folded) > 1 else folded
