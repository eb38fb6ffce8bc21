"""Units that other programs count in, and which of them fits the quotes that a file carries."""

from __future__ import annotations

import bisect
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate

from domain.text import canonicalise
from storage.formats.codec import UNITS, Unit
from storage.formats.corpus import ForeignDocument, ForeignSpan, Fragments

_BOM = "\ufeff"
_ENOUGH = 2_000
_WORDS: dict[Unit, str] = {
    "codepoints": "code points",
    "utf16": "UTF-16 units",
    "bytes": "UTF-8 bytes",
}


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
        width = {_BOM: _width(_BOM, reading.unit)}
        widths = [width.get(c) or width.setdefault(c, _width(c, reading.unit)) for c in text]
        if reading.bom < 0 and text.startswith(_BOM):
            widths[0] = 0
        for at in _line_feeds(text, reading.newline):
            widths[at] = 0 if reading.newline == 1 else widths[at] + 1
        begin = _width(_BOM, reading.unit) if reading.bom > 0 else 0
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


@dataclass(frozen=True, slots=True)
class Fit:
    """Which reading a file is taken in, and how many of its quotes fit it.

    `others` are readings that fit as many quotes, and so mean the same in this file or cannot be
    told apart; `wanted` says that a person chose the unit.
    """

    reading: Reading
    matched: int
    quotes: int
    others: tuple[Reading, ...] = ()
    wanted: bool = False

    @property
    def sentence(self) -> str:
        """What was found, for people."""
        words = self.reading.words
        if self.wanted:
            return f"Offsets are read as {words}, as asked: {self._counted}."
        if not self.quotes:
            return (
                f"The file carries no quotes to check its offsets with; they are read as {words}, "
                "which is what the format counts in."
            )
        if self.matched < self.quotes:
            return (
                f"Offsets fit best as {words}, but only {self._counted}: "
                "a document with one that does not cannot come in."
            )
        same = " No character tells the units apart here." if self.others else ""
        return f"Offsets fit best as {words}: {self._counted}.{same}"

    @property
    def _counted(self) -> str:
        return f"{self.matched:,} of {self.quotes:,} quotes match"


class Probe:
    """Tries the readings on the quotes of a file's documents, one document after the other."""

    def __init__(self, unit: Unit, wanted: Unit | None = None) -> None:
        self._wanted = wanted
        first = wanted or unit
        self._units = [first] if wanted else [first, *(u for u in UNITS if u != first)]
        self._readings = [
            Reading(unit, bom, newline)
            for bom, newline in ((0, 0), (0, 1), (0, 2), (1, 0), (-1, 0), (1, 2), (-1, 1))
            for unit in self._units
        ]
        self._matched: Counter[Reading] = Counter()
        self._everywhere = 0
        self._quotes = 0

    def look(self, document: ForeignDocument) -> None:
        """Take note of which readings the quotes of a document fit."""
        text = document.text
        quoted = [span for span in document.spans if span.quote is not None]
        if text is None or not quoted:
            return
        self._quotes += len(quoted)
        usual = _matches(text, quoted, self._readings[0])
        # Where every quote fits as it is, ways to count that differ are not worth a try for long.
        is_clear = usual == len(quoted) and self._quotes > _ENOUGH
        by_unit = {
            unit: usual
            if unit == self._units[0] or text.isascii()
            else _matches(text, quoted, Reading(unit))
            for unit in self._units
        }
        for reading in self._readings:
            if not _is_different(text, reading):
                self._matched[reading] += by_unit[reading.unit]
            elif not is_clear:
                self._matched[reading] += _matches(text, quoted, reading)

    def fit(self) -> Fit:
        """Return the reading that fits best; the format's own unit where several fit alike."""
        best = max(self._readings, key=lambda reading: self._matched[reading])
        matched = self._matched[best]
        others = tuple(
            Reading(unit)
            for unit in self._units
            if unit != best.unit
            and not (best.bom or best.newline)
            and self._matched[Reading(unit)] == matched
        )
        return Fit(best, matched, self._quotes, others, self._wanted is not None)


def _is_different(text: str, reading: Reading) -> bool:
    """Tell whether the reading counts this text in another way than as it is."""
    return (
        reading.bom > 0
        or (reading.bom < 0 and text.startswith(_BOM))
        or (reading.newline == 1 and "\r\n" in text)
        or (reading.newline == 2 and "\n" in text)
    )


def _matches(text: str, quoted: list[ForeignSpan], reading: Reading) -> int:
    ruler = Ruler(text, reading)
    return sum(_matches_one(text, span, ruler) for span in quoted)


def _matches_one(text: str, span: ForeignSpan, ruler: Ruler) -> bool:
    try:
        placed = ruler.place(span.fragments)
    except OffsetError:
        return False
    words = " ".join(text[start:end] for start, end in placed)
    return same_words(words, span.quote or "")
