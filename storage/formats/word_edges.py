"""Which unit lets spans begin and end with words, for files that do not say what the words are.

A span that is counted in another unit than it is read in begins or ends inside a word behind the
first character that tells the units apart. That is no proof, as a quote is: a person is told. Only
where the format's own unit leads out of the text, or into a character, another one is taken.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

from storage.formats.corpus import ForeignSpan, Fragments
from storage.formats.offsets import OffsetError, Reading, Ruler

_ENOUGH = 2_000
# In these scripts words stand without a space between them, so no edge is inside one for sure.
_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "HANGUL")


class WordEdges:
    """Counts, for each way to read them, the spans that begin and end with words.

    Only spans count that stand elsewhere in one reading than in another.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self.counted = 0
        self.fitting: Counter[Reading] = Counter()
        self._lost: Counter[Reading] = Counter()

    def look(self, text: str, spans: Sequence[ForeignSpan]) -> None:
        """Take note of the spans of a text."""
        if text.isascii() and "\r\n" not in text:
            return
        rulers = [(reading, Ruler(text, reading)) for reading in self._readings]
        for span in spans:
            if self.counted >= _ENOUGH:
                return
            places = [(reading, _placed(ruler, span.fragments)) for reading, ruler in rulers]
            if len({place for _, place in places}) == 1:
                continue
            self.counted += 1
            for reading, place in places:
                self.fitting[reading] += place is not None and _has_words(text, place)
                self._lost[reading] += place is None

    @property
    def better(self) -> Reading | None:
        """Another reading than the first that plainly more spans fit, if there is one."""
        own = self._readings[0]
        best = max(self._readings, key=lambda reading: self.fitting[reading])
        gained = self.fitting[best] - self.fitting[own]
        return best if gained > 0 and gained * 10 >= self.counted else None

    @property
    def is_forced(self) -> bool:
        """Whether the better reading is to be taken: spans have no place in the first."""
        own, better = self._readings[0], self.better
        return better is not None and self._lost[better] < self._lost[own]


def _placed(ruler: Ruler, fragments: Fragments) -> Fragments | None:
    try:
        return ruler.place(fragments)
    except OffsetError:
        return None


def _has_words(text: str, place: Fragments) -> bool:
    return all(
        start < end
        and not (text[start].isspace() or text[end - 1].isspace())
        and not (_is_inside(text, start) or _is_inside(text, end))
        for start, end in place
    )


def _is_inside(text: str, at: int) -> bool:
    """Tell whether a position is inside a word."""
    if at in (0, len(text)):
        return False
    before, after = text[at - 1], text[at]
    if not (before.isalnum() and after.isalnum()):
        return unicodedata.combining(after) != 0
    return not any(unicodedata.name(c, "").startswith(_UNSPACED) for c in (before, after))
