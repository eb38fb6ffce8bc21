"""Texts that are nearly the same: wire copies with another headline, a lead cut, an ending gone.

A text is the set of its shingles, the runs of five words (Broder, 1997, "On the resemblance and
containment of documents"). Of the hashes of a text's shingles the smallest 128 are kept: a bottom-k
sketch, from which the resemblance |A ∩ B| / |A ∪ B| of two texts is estimated without bias (Cohen
and Kaplan, 2007), with a standard error of at most 0.045.

Two texts count as near copies if their resemblance is at least 0.5, or if 0.9 of the shorter one
stands in the longer one and they resemble each other by at least 0.4. One word changed in every
thirteen leaves a resemblance of 0.5; two agencies on the same event hardly pass 0.1.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Generic, TypeVar
from zlib import crc32

SHINGLE = 5
KEPT = 128
RESEMBLANCE = 0.5
CONTAINED = 0.9
CONTAINED_RESEMBLANCE = 0.4
_INDEXED = 16  # Near copies share about half of their smallest hashes, so a few find them.
FEWEST_SHINGLES = 16  # Shorter texts are alike too easily: by a greeting or a caption.
# A shingle that so many kept texts have is of what all pages of a site share.
_COMMONPLACE = 100
_WORD = re.compile(r"\w+")

Key = TypeVar("Key", bound=Hashable)


class _WordNumbers(dict[str, int]):
    """Words with their hashes, each computed once: the same in every process."""

    def __missing__(self, word: str) -> int:
        number = self[word] = crc32(word.encode("utf-8", "replace"))
        return number


@dataclass(frozen=True, slots=True)
class Sketch:
    """The smallest hashes of a text's shingles in ascending order, and how many shingles it has."""

    hashes: array[int]
    shingles: int

    @property
    def is_telling(self) -> bool:
        """Whether the text is long enough to be compared."""
        return self.shingles >= FEWEST_SHINGLES


class Sketcher:
    """Makes sketches; one for many texts, since their words are hashed once."""

    def __init__(self) -> None:
        self._numbers = _WordNumbers()

    def sketch(self, text: str) -> Sketch:
        """Return the sketch of a text: case and punctuation do not count."""
        numbers = list(map(self._numbers.__getitem__, _WORD.findall(text.casefold())))
        runs = zip(*(numbers[first:] for first in range(SHINGLE)), strict=False)
        # Hashes of tuples of small whole numbers are the same in every process.
        hashes = sorted(set(map(hash, runs)))
        return Sketch(array("q", hashes[:KEPT]), len(hashes))


def resemblance(one: Sketch, other: Sketch) -> float:
    """Return the estimated share of shingles that two texts have in common, from 0 to 1."""
    if not one.hashes or not other.hashes:
        return 0.0
    either = sorted({*one.hashes, *other.hashes})[:KEPT]
    both = {*one.hashes} & {*other.hashes}
    return sum(value in both for value in either) / len(either)


def are_near(one: Sketch, other: Sketch) -> bool:
    """Tell whether two texts count as near copies."""
    alike = resemblance(one, other)
    if alike >= RESEMBLANCE:
        return True
    shared = alike / (1 + alike) * (one.shingles + other.shingles)
    shorter = max(1, min(one.shingles, other.shingles))
    return alike >= CONTAINED_RESEMBLANCE and shared >= CONTAINED * shorter


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
