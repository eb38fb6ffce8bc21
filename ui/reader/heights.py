"""The heights of paragraphs and their running sums, cheap to change one at a time."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate

_BITS = 8
_CHUNK = 1 << _BITS


class Heights:
    """Integer heights in pixels; sums per chunk of 256 keep every operation short."""

    def __init__(self, heights: Iterable[int]) -> None:
        self._heights = array("q", heights)
        count = len(self._heights)
        self._sums = [sum(self._heights[i : i + _CHUNK]) for i in range(0, count, _CHUNK)]
        self._tops = [0]
        self._dirty = True

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, number: int) -> int:
        return self._heights[number]

    def __setitem__(self, number: int, height: int) -> None:
        self._sums[number >> _BITS] += height - self._heights[number]
        self._heights[number] = height
        self._dirty = True

    @property
    def total(self) -> int:
        """The sum of all heights."""
        return self._chunk_tops()[-1]

    def top(self, number: int) -> int:
        """The sum of the heights before a paragraph."""
        chunk = number >> _BITS
        return self._chunk_tops()[chunk] + sum(self._heights[chunk << _BITS : number])

    def at(self, y: float) -> int:
        """The number of the paragraph at a height, the nearest one outside."""
        tops = self._chunk_tops()
        chunk = max(0, min(bisect_right(tops, y) - 1, len(self._sums) - 1))
        first = chunk << _BITS
        inner = list(accumulate(self._heights[first : first + _CHUNK], initial=tops[chunk]))
        inner.pop()
        return first + max(0, bisect_right(inner, y) - 1)

    def _chunk_tops(self) -> list[int]:
        if self._dirty:
            self._tops = list(accumulate(self._sums, initial=0))
            self._dirty = False
        return self._tops
