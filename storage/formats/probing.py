"""Which unit the offsets of a file are in: its quotes tell, or else where words begin and end."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from storage.formats.codec import UNITS, Unit
from storage.formats.corpus import ForeignDocument, ForeignSpan
from storage.formats.offsets import BOM, OffsetError, Reading, Ruler, same_words
from storage.formats.word_edges import WordEdges

_ENOUGH = 2_000


@dataclass(frozen=True, slots=True)
class Fit:
    """Which reading a file is taken in, and how many of its quotes fit it.

    `others` are readings that fit as many quotes, and so mean the same in this file or cannot be
    told apart; `wanted` says that a person chose the unit. `doubt` says what speaks for another one
    where there are no quotes, or why it was taken.
    """

    reading: Reading
    matched: int
    quotes: int
    others: tuple[Reading, ...] = ()
    wanted: bool = False
    doubt: str = ""

    @property
    def sentence(self) -> str:
        """What was found, for people."""
        words = self.reading.words
        if self.wanted:
            return f"Offsets are read as {words}, as asked: {self._counted}."
        if not self.quotes:
            said = f"The file carries no quotes to check its offsets with; they are read as {words}"
            return self.doubt or f"{said}, which is what the format counts in."
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
        self._edges = WordEdges([r for r in self._readings if not r.bom and r.newline < 2])
        self._matched: Counter[Reading] = Counter()
        self._everywhere = 0
        self._quotes = 0

    def look(self, document: ForeignDocument) -> None:
        """Take note of which readings the quotes of a document fit."""
        text = document.text
        quoted = [span for span in document.spans if span.quote is not None]
        if text is None:
            return
        if not quoted:
            self._edges.look(text, document.spans)
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
        if not self._quotes and self._wanted is None and (better := self._edges.better):
            return self._doubted(better)
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

    def _doubted(self, better: Reading) -> Fit:
        """Return the format's own reading with a warning, or the better one where it must be."""
        own, edges = self._readings[0], self._edges
        words = f"{edges.fitting[better]:,} of {edges.counted:,}"
        said = "The file carries no quotes to check its offsets with; "
        if edges.is_forced:
            said += f"read as {own.words}, which is what the format counts in, they lead nowhere: "
            return Fit(better, 0, 0, doubt=f"{said}they are read as {better.words}.")
        said += f"they are read as {own.words}, which is what the format counts in. But as "
        said += f"{better.words}, {words} spans that differ would be whole words, and so only "
        said += f"{edges.fitting[own]:,} are: look at some, and choose the unit if they are wrong "
        return Fit(own, 0, 0, doubt=f"{said}(--offsets {better.unit}).")


def _is_different(text: str, reading: Reading) -> bool:
    """Tell whether the reading counts this text in another way than as it is."""
    return (
        reading.bom > 0
        or (reading.bom < 0 and text.startswith(BOM))
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
