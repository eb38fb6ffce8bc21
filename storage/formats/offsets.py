"""Units that other programs count in, and what their offsets are in code points of a text."""

from __future__ import annotations

import bisect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from domain.text import canonicalise
from storage.formats.codec import Unit
from storage.formats.corpus import Fragments

BOM = "\ufeff"
_WORDS: dict[Unit, str] = {
    "codepoints": "code points",
    "utf16": "UTF-16 units",
    "bytes": "UTF-8 bytes",
}


def edge(given: Any) -> Any:
    """Return an offset of a file as the whole number that it is; anything else as it stands.

    A table of numbers with gaps makes fractions of them all: 3.0.
    """
    return int(given) if type(given) is float and given.is_integer() else given


@dataclass(frozen=True, slots=True)
class Reading:
    """A way to count: the unit, a BOM that is counted against the text, line ends as 1 or 2.

    `bom` 0 counts the text as it is; +1 counts a BOM that the text has not, -1 leaves one out that
    it has. `newline` 0 counts the text as it is, 1 a CR LF of the text as one, 2 its LF as two.
    """

    unit: Unit
    bom: int = 0
    newline: int = 0

    @property
    def words(self) -> str:
        """The reading as people say it."""
        said = _WORDS[self.unit]
        if self.bom:
            said += ", a byte order mark counted" if self.bom > 0 else ", byte order mark left out"
        if self.newline:
            said += f", each line end as {'one' if self.newline == 1 else 'two'}"
        return said


class OffsetError(ValueError):
    """An offset that lies outside the text or inside a character."""


class Ruler:
    """Turns offsets of a reading into code points of one text."""

    def __init__(self, text: str, reading: Reading) -> None:
        self._length = len(text)
        self._edges: list[int] | None = None
        plain = reading.bom == 0 and reading.newline == 0
        if plain and (reading.unit == "codepoints" or text.isascii()):
            return
        width = {BOM: _width(BOM, reading.unit)}
        widths = [width.get(c) or width.setdefault(c, _width(c, reading.unit)) for c in text]
        if reading.bom < 0 and text.startswith(BOM):
            widths[0] = 0
        for at in _line_feeds(text, reading.newline):
            widths[at] = 0 if reading.newline == 1 else widths[at] + 1
        begin = _width(BOM, reading.unit) if reading.bom > 0 else 0
        self._edges = list(accumulate(widths, initial=begin))

    def place(self, fragments: Fragments) -> Fragments:
        """Return the fragments in code points; raise OffsetError if one is no stretch of it."""
        placed = tuple((self._at(start), self._at(end)) for start, end in fragments)
        for start, end in placed:
            if start > end:
                raise OffsetError(f"{start} lies behind {end}")
        return placed

    def _at(self, offset: int) -> int:
        if self._edges is None:
            if not 0 <= offset <= self._length:
                raise OffsetError(f"{offset} lies outside the text, which ends at {self._length}")
            return offset
        # The last edge of that value: what is not counted belongs to what stands before it.
        found = bisect.bisect_right(self._edges, offset) - 1
        if found < 0 or self._edges[found] != offset:
            where = "inside a character" if 0 <= offset < self._edges[-1] else "outside the text"
            raise OffsetError(f"{offset} lies {where}")
        return found


def counted_in(unit: Unit, text: str, edges: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return edges that count code points of `text` as they are counted in another unit."""
    found = list(edges)
    if unit == "codepoints" or text.isascii():
        return found
    counted = list(accumulate((_width(character, unit) for character in text), initial=0))
    return [(counted[start], counted[end]) for start, end in found]


def _width(character: str, unit: Unit) -> int:
    if unit == "codepoints":
        return 1
    if unit == "utf16":
        return 2 if character > "\uffff" else 1
    return len(character.encode("utf-8", "surrogatepass"))


def _line_feeds(text: str, newline: int) -> Iterator[int]:
    """Yield where the LFs stand that are not counted as they are."""
    if newline:
        for at, character in enumerate(text):
            after_return = at > 0 and text[at - 1] == "\r"
            if character == "\n" and after_return == (newline == 1):
                yield at


def same_words(found: str, said: str) -> bool:
    """Tell whether a quote is the words of the text: line ends may be written in another way."""
    if found == said:
        return True
    found, said = canonicalise(found).text, canonicalise(said).text
    return found == said or _spaced(found) == _spaced(said)


def _spaced(text: str) -> str:
    """A quote on one line has a space for each line end and tab."""
    return text.replace("\n", " ").replace("\t", " ")
