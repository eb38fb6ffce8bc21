"""Lines of text on printed pages, put in reading order and flowed into paragraphs.

A page is cut as in the recursive X-Y cut (Nagy and Seth, 1984): rows that share a gutter are
columns, each read down before the next; what spans the gutter stands apart. Narrow columns are a
table, read row by row. Within a column, a line ends its paragraph where the next line's first word
would still have fitted, and at indents, gaps and changes of size.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_HYPHENS = ("-", "\u2010", "\u00ad")
_BULLET = re.compile(r"(?:[•▪◦‣·*–—-]|\(?\d{1,3}[.)]|\(?[a-zA-Z][.)])\s")
_HYPHENATED = re.compile(r"\b\w+[-\u2010]\w+\b")
_SENTENCE_ENDS = (".", "!", "?", ":", ";", "”", '"', "»", "’", ")")
_DEEPEST = 12
_FEWEST_LINES = 3
_JUSTIFIED = 0.3  # Of the lines of a column: how many end at one place.
_WIDEST_SPACE = 8.0  # Of the height of a justified line: of two words one stands at each end.
_SHORTEST_LINE = 12  # Characters: a column of shorter lines is one of a table.


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text and its box in points, from the lower left corner of the page.

    `starts` says that a line of the text starts with it, whatever stands before.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    starts: bool = False

    @property
    def height(self) -> float:
        """How high the box is."""
        return self.y1 - self.y0


Region = list[Line]
"""Lines that are read from top to bottom."""


def flowing_text(pages: Iterable[Sequence[Line]]) -> str:
    """Return the text of pages in reading order: lines joined, hyphenation undone."""
    regions = [region for page in pages for region in reading_order(page)]
    flow = _Flow({word for region in regions for line in region for word in _hyphenated(line)})
    for region in regions:
        flow.region(region)
    return "".join(flow.parts)


def reading_order(lines: Sequence[Line], depth: int = 0) -> Iterator[Region]:
    """Yield the regions of a page, or of a column, in the order in which they are read."""
    waiting: list[Region] = []
    for rows in _runs(rows_of(lines)):
        columns = _columns([line for row in rows for line in row])
        if len(columns) > 1 and _reads_down(columns) and depth < _DEEPEST:
            if waiting:
                yield _as_lines(waiting)
            waiting = []
            for column in columns:
                yield from reading_order(column, depth + 1)
        else:
            waiting += rows
    if waiting:
        yield _as_lines(waiting)


def rows_of(lines: Sequence[Line]) -> list[Region]:
    """Return the lines by rows: those whose middles overlap in height stand in one."""
    rows: list[Region] = []
    bottom = 0.0
    for line in sorted(lines, key=lambda line: (-line.y1, line.x0)):
        low, high = line.y0 + 0.25 * line.height, line.y1 - 0.25 * line.height
        if rows and high > bottom:
            rows[-1].append(line)
            bottom = min(bottom, low)
        else:
            rows.append([line])
            bottom = low
    return rows


def _runs(rows: list[Region]) -> Iterator[list[Region]]:
    """Yield runs of rows that share a gutter; a row that shares none is a run of its own."""
    run: list[Region] = []
    taken: list[tuple[float, float]] = []
    for row in rows:
        joined = _merged([*taken, *((line.x0, line.x1) for line in row)], _gutter(row))
        if run and len(joined) > 1 and not (len(row) == 1 and _is_apart(run[-1], row)):
            run.append(row)
            taken = joined
            continue
        if run:
            yield run
        run, taken = [row], _merged([(line.x0, line.x1) for line in row], _gutter(row))
    if run:
        yield run


def _is_apart(above: Region, row: Region) -> bool:
    """Tell whether a row stands well below the one above, as the foot of a page does."""
    gap = min(line.y0 for line in above) - max(line.y1 for line in row)
    return gap > 2.5 * max(line.height for line in row)


def _gutter(lines: Sequence[Line]) -> float:
    """Return the least width of a gutter between columns of such lines."""
    return 0.5 * median(line.height for line in lines)


def _merged(spans: Iterable[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    """Return the intervals that `spans` cover; those less than `gap` apart are one."""
    result: list[tuple[float, float]] = []
    for start, end in sorted(spans):
        if result and start < result[-1][1] + gap:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return result


def _columns(lines: Region) -> list[Region]:
    """Return the lines by columns, from left to right."""
    spans = _merged([(line.x0, line.x1) for line in lines], _gutter(lines))
    columns: list[Region] = [[] for _ in spans]
    for line in lines:
        at = next(n for n, (start, end) in enumerate(spans) if start <= line.x0 <= end)
        columns[at].append(line)
    return columns


def _reads_down(columns: list[Region]) -> bool:
    """Tell columns of a text from those of a table, whose lines are few or short."""
    return all(
        len(column) >= _FEWEST_LINES and median(len(line.text) for line in column) >= _SHORTEST_LINE
        for column in columns
    )


def _as_lines(rows: list[Region]) -> Region:
    """Return rows as lines; where a column is justified, its wide gaps part words, not cells."""
    ends = Counter(round(row[0].x1) for row in rows if len(row) == 1)
    edge, count = max(ends.items(), key=lambda item: item[1], default=(0, 0))
    is_justified = count >= max(_FEWEST_LINES, _JUSTIFIED * len(rows))
    return [_one_line(row, edge if is_justified else None) for row in rows]


def _one_line(row: Region, edge: int | None = None) -> Line:
    """Return a row as one line: cells are parted by tabs, a bullet or number by a space.

    `edge` is where the lines of a justified column end.
    """
    if len(row) == 1:
        return row[0]
    cells = sorted(row, key=lambda line: line.x0)
    low, high = min(c.y0 for c in cells), max(c.y1 for c in cells)
    right = max(c.x1 for c in cells)
    widest = max(cell.x0 - before.x1 for before, cell in pairwise(cells))
    if edge is not None and abs(right - edge) <= 1 and widest < _WIDEST_SPACE * (high - low):
        return Line(" ".join(cell.text for cell in cells), cells[0].x0, low, right, high)
    text = cells[0].text
    for before, cell in pairwise(cells):
        is_bullet = before is cells[0] and _BULLET.fullmatch(before.text + " ")
        text += (" " if is_bullet else "\t") + cell.text
    return Line(text, cells[0].x0, low, right, high, starts=True)


def _hyphenated(line: Line) -> list[str]:
    return [word.casefold() for word in _HYPHENATED.findall(line.text)]


class _Flow:
    """Joins lines to paragraphs; `compounds` are words that the text hyphenates within lines."""

    def __init__(self, compounds: set[str]) -> None:
        self.parts: list[str] = []
        self._compounds = compounds
        self._full: Line | None = None  # The last line, if it fills its column.

    def region(self, lines: Region) -> None:
        """Add the lines of a region."""
        left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
        gaps = [a.y0 - b.y1 for a, b in pairwise(lines)]
        # Of a few lines the gaps do not say what is usual; lines set wide are one height apart.
        usual = min(median(gaps or [0.0]), 1.3 * median(line.height for line in lines))
        # Verses and addresses: no line goes on in small letters.
        apart = not any(line.text[0].islower() for line in lines)
        before: Line | None = None
        for line in lines:
            if before is None:
                self._continue(line, left)
            elif mark := _parted(before, line, (left, right), usual) or "\n" * apart:
                self.parts += (mark, line.text)
            else:
                self._join(line.text)
            before = line
        is_full = before is not None and len(lines) >= _FEWEST_LINES and before.x1 > right - 1
        self._full = before if is_full else None

    def _continue(self, line: Line, left: float) -> None:
        """Add the first line of a column: the sentence may have begun in the one before."""
        if not self.parts:
            self.parts.append(line.text)
        elif not self.parts[-1].endswith(_SENTENCE_ENDS) and self._goes_on(line, left):
            self._join(line.text)
        else:
            self.parts += ("\n\n", line.text)

    def _goes_on(self, line: Line, left: float) -> bool:
        """Tell whether the first line of a column continues the last one of the column before."""
        if line.text[0].islower():
            return True
        full = self._full
        is_like_it = full is not None and abs(full.height - line.height) < 0.1 * line.height
        return is_like_it and line.x0 < left + 0.3 * line.height and not _BULLET.match(line.text)

    def _join(self, text: str) -> None:
        before = self.parts[-1]
        if before.endswith(_HYPHENS) and before[-2:-1].isalnum():
            if text[0].islower() and not self._is_compound(before, text):
                self.parts[-1] = before[:-1]
            self.parts.append(text)
        elif before.endswith(("—", "\u200b")) or (_is_wide(before[-1]) and _is_wide(text[0])):
            self.parts.append(text)
        else:
            self.parts += (" ", text)

    def _is_compound(self, before: str, text: str) -> bool:
        word = re.split(r"[^\w-]", before)[-1] + re.split(r"[^\w-]", text, maxsplit=1)[0]
        return not before.endswith("\u00ad") and word.casefold() in self._compounds


def _parted(before: Line, line: Line, edges: tuple[float, float], usual: float) -> str:
    """Return what parts two lines: nothing if they are of one paragraph, else line ends."""
    left, right = edges
    height = min(before.height, line.height)
    if before.y0 - line.y1 > usual + 0.5 * height:
        return "\n\n"
    if max(before.height, line.height) > 1.25 * height:
        return "\n\n"
    if before.text.endswith(_HYPHENS) and line.text[0].islower():
        return ""  # Half a word: it was the other half that did not fit.
    if line.starts or "\t" in before.text or _BULLET.match(line.text):
        return "\n"
    first = line.text.partition(" ")[0]
    letter = (line.x1 - line.x0) / len(line.text)
    if before.x1 + letter * (len(first) + 1) < right - 0.5 * letter:
        return "\n"
    indented = line.x0 > before.x0 + 0.8 * height and before.x0 < left + 0.5 * height
    return "\n" if indented and not _BULLET.match(before.text) else ""


def _is_wide(letter: str) -> bool:
    """Tell whether a letter is of a script that is written without spaces."""
    return "\u2e80" <= letter <= "\uabff" or "\uf900" <= letter <= "\uffef"
