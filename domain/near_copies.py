"""Texts that are nearly the same: wire copies with another headline, a lead cut, an ending gone.

A text is the set of its stretches: runs of forty letters (bytes in UTF-8) that begin with a word of
six or more, one after the other without overlap, so that what tells texts apart is sampled and
copies fall into step again behind whatever was changed. (Shingles after Broder, 1997, "On the
resemblance and containment of documents", chosen by content after Manber, 1994, "Finding similar
files in a large file system".) Of the hashes of these stretches the smallest 128 are kept: a
bottom-k sketch, from which the resemblance |A ∩ B| / |A ∪ B| of two texts is estimated without bias
(Cohen and Kaplan, 2007); texts of up to some 1,000 words are compared by all their stretches.

Two texts count as near copies if their resemblance is at least a third: if they have half of their
text in common. One word changed in every forty passes, and so does an article cut to half;
articles of two agencies on the same event have nearly nothing in common.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar
from zlib import crc32

KEPT = 128
RESEMBLANCE = 1 / 3
_INDEXED = 16  # Near copies share about half of their smallest hashes, so a few find them.
# Shorter texts, of some 60 words, are alike too easily: by a greeting or a caption.
FEWEST = 6
# A stretch that so many kept texts have is of what all pages of a site share.
_COMMONPLACE = 100
_STRETCH = re.compile(rb"(?<![^ ])[^ ]{6}.{34}")
_MARKS = re.compile("[\u00a0\u00ab\u00bb\u2000-\u206f\u3000-\u303f\uff00-\uff1f]")
_SPACED = bytes(n if n > 0x7F or chr(n).isalnum() else 0x20 for n in range(256))

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Sketch:
    """The smallest hashes of a text's stretches in ascending order, and how many it has."""

    hashes: array[int]
    stretches: int

    @property
    def is_telling(self) -> bool:
        """Whether the text is long enough to be compared."""
        return self.stretches >= FEWEST


def sketch(text: str) -> Sketch:
    """Return the sketch of a text: case, punctuation and the breaking of lines do not count."""
    folded = text.casefold()
    if not folded.isascii():
        folded = _MARKS.sub(" ", folded)
    plain = folded.encode("utf-8", "replace").translate(_SPACED)
    while b"  " in plain:
        plain = plain.replace(b"  ", b" ")
    hashes = sorted(set(map(crc32, _STRETCH.findall(plain))))
    return Sketch(array("q", hashes[:KEPT]), len(hashes))


def resemblance(one: Sketch, other: Sketch) -> float:
    """Return the estimated share of stretches that two texts have in common, from 0 to 1."""
    if not one.hashes or not other.hashes:
        return 0.0
    either = sorted({*one.hashes, *other.hashes})[:KEPT]
    both = {*one.hashes} & {*other.hashes}
    return sum(value in both for value in either) / len(either)


def are_near(one: Sketch, other: Sketch) -> bool:
    """Tell whether two texts count as near copies."""
    return resemblance(one, other) >= RESEMBLANCE


class NearCopies(Generic[Key]):
    """Texts that were seen, to find for a new one the one that it nearly is."""

    def __init__(self) -> None:
        self._sketches: dict[Key, Sketch] = {}
        self._holders: dict[int, list[Key]] = {}

    def find(self, sketch: Sketch) -> Key | None:
        """Return the seen text that this is a near copy of and resembles most, or None."""
        if not sketch.is_telling:
            return None
        shared: Counter[Key] = Counter()
        for value in sketch.hashes[:_INDEXED]:
            holders = self._holders.get(value)
            if holders and len(holders) <= _COMMONPLACE:
                shared.update(holders)
        near = [key for key in shared if are_near(sketch, self._sketches[key])]
        return max(near, key=lambda key: resemblance(sketch, self._sketches[key]), default=None)

    def add(self, key: Key, sketch: Sketch) -> None:
        """Take note of a text."""
        if not sketch.is_telling:
            return
        self._sketches[key] = sketch
        for value in sketch.hashes[:_INDEXED]:
            self._holders.setdefault(value, []).append(key)
