"""What repeats at the head and foot of printed pages: names of journals and chapters, numbers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from storage.documents.page_layout import Line, rows_of

_FEWEST_PAGES = 3  # Or both, if there are two.
_SHARE = 0.3  # Left and right pages differ, and so do chapters.
_MOST_ROWS = 3
_GAP = 0.9  # Of the height of the row: more than lies between the lines of a text.
_STEP = 8.0  # Points: how far apart the same words may stand on two pages.
_NUMBER = re.compile(r"\d+|\b[ivxlc]+\b")

Key = tuple[str, int]


def without_furniture(pages: Sequence[Sequence[Line]]) -> tuple[list[list[Line]], bool]:
    """Return the pages without what repeats above and below their text, and whether anything does.

    Rows at the edge of a page go if they stand apart from its text, and if nearly the same words,
    but for numbers, stand at the same height of other pages.
    """
    edges = [edge for page in map(rows_of, pages) for edge in (_edge(page), _edge(page[::-1]))]
    seen = Counter(key for edge in edges for key in {k for line in edge for k in _keys(line)})
    enough = max(min(_FEWEST_PAGES, max(2, len(pages))), _SHARE * len(pages))
    gone = {
        id(line)
        for edge in edges
        if all(max(seen[key] for key in _keys(line)) >= enough for line in edge)
        for line in edge
    }
    kept = [[line for line in page if id(line) not in gone] for page in pages]
    return kept, bool(gone)


def _edge(rows: list[list[Line]]) -> list[Line]:
    """Return the lines from one edge of a page to the first wide gap; none if it has none."""
    found: list[Line] = []
    for row, inner in pairwise(rows[: _MOST_ROWS + 1]):
        found += row
        high, low = (row, inner) if row[0].y0 > inner[0].y0 else (inner, row)
        gap = min(line.y0 for line in high) - max(line.y1 for line in low)
        if gap > _GAP * max(line.height for line in row):
            return found
    return []


def _keys(line: Line) -> tuple[Key, Key]:
    """Return what a line is told by; near a step of the height two lines share one of two keys."""
    words = _NUMBER.sub("#", line.text.casefold())
    return (words, 2 * round(line.y0 / _STEP)), (words, 2 * round(line.y0 / _STEP + 0.5) + 1)
