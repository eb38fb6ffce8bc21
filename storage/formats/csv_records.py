"""The records of a delimited text as spreadsheets write it; a wrong one does not hide the next.

Sources: RFC 4180; and, for empty cells at the end of rows that Excel does not write, the Stata FAQ
“How Excel writes empty cells” (it leaves such columns out for some rows at a time).
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

DELIMITERS = (",", ";", "\t")
LONGEST = 64 * 1024 * 1024
"""A cell may be as long as a text, and no record is longer than that (in characters)."""
_HEAD = 64  # Lines that the names of the columns may take up
_REREAD = 100_000  # Lines that may be read again in search of the next record
_NEAR = 3  # Rows on each side that tell how a program writes rows that end with empty cells


@dataclass(frozen=True, slots=True)
class Record:
    """The cells of a row and the line that it begins on (from 1), or what is wrong with it."""

    line: int
    cells: list[str]
    problem: str = ""


class Records:
    """Reads a text line by line: the names of the columns first, then the records, once."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = _Lines(lines)
        self.delimiter = DELIMITERS[0]

    def header(self, wanted: Collection[str]) -> list[str]:
        """Return the names of the columns, parted by what parts the wanted ones; [] for no text."""
        lines, found = self._lines, list[str]()
        for delimiter in reversed(DELIMITERS):
            lines.begin(_HEAD)
            reader = csv.reader(lines, delimiter=delimiter)
            while (cells := _next(reader)) is not None and not _is_header(cells):
                pass
            found = cells or []
            if set(wanted) <= {name.strip() for name in found}:
                self.delimiter = delimiter
                break
            lines.give_back(0)
        return found

    def records(self, width: int) -> Iterator[Record]:
        """Yield the rows of so many columns that are not empty; cells that are missing are ""."""
        for record in _judged(self._read(width), width):
            missing = width - len(record.cells)
            yield record if record.problem else replace(record, cells=record.cells + [""] * missing)

    def _read(self, width: int) -> Iterator[Record]:
        lines = self._lines
        reader = csv.reader(lines, delimiter=self.delimiter, strict=True)
        while True:
            lines.begin()
            first, problem, cells = lines.number + 1, "", list[str]()
            try:
                cells = _next(reader) or []
            except csv.Error as error:
                problem = f"its quotation marks are not those of a table ({error})"
            if not lines.taken:
                return
            while len(cells) > width and not cells[-1].strip():
                cells.pop()
            if problem or _is_filled(cells):
                yield Record(first, cells, self._problem(width, cells) or problem)

    def _problem(self, width: int, cells: list[str]) -> str:
        """Say what is wrong with the record read last, and go back to where the next one begins."""
        lines = self._lines
        if len(cells) != width and len(lines.taken) > 1:
            next_one = _next_record(lines.taken, self.delimiter, width)
            if next_one < len(lines.taken) and lines.give_back(next_one):
                return "a quotation mark in it is never closed"
        if len(cells) > width:
            return f"the row has more cells than there are columns ({len(cells)}, not {width})"
        if cells and len(cells) < width and not lines.taken[-1].endswith(("\n", "\r")):
            return "the file ends in the middle of the row"
        return ""


class _Lines:
    """The lines of a text, of which those of the current record can be given back."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = iter(lines)
        self._again = deque[str]()
        self._may_reread = _REREAD
        self._most = 0
        self._size = 0
        self.number = 0
        self.taken: list[str] = []

    def begin(self, most: int = 0) -> None:
        """Begin a record; it ends after so many lines, if that is said."""
        self.taken = []
        self._most = most
        self._size = 0

    def give_back(self, kept: int) -> bool:
        """Give back the lines of the record after the first ones; tell whether that was done."""
        back = self.taken[kept:]
        if len(back) > self._may_reread:
            return False
        self._may_reread -= len(back)
        self._again.extendleft(reversed(back))
        self.number -= len(back)
        del self.taken[kept:]
        return True

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        if self._size > LONGEST or len(self.taken) == (self._most or -1):
            raise StopIteration
        line = self._again.popleft() if self._again else next(self._lines)
        self.number += 1
        self.taken.append(line)
        self._size += len(line)
        return line


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    """Return the next record; the module's limit for cells is meant for broken files."""
    before = csv.field_size_limit(LONGEST)
    try:
        return next(reader, None)
    finally:
        csv.field_size_limit(before)


def _next_record(lines: list[str], delimiter: str, width: int) -> int:
    """Return which of these lines, after the first, is a whole record; their number for none."""
    for number, line in enumerate(lines[1:], start=1):
        try:
            cells = next(csv.reader([line], delimiter=delimiter, strict=True), [])
        except csv.Error:
            continue
        if len(cells) == width:
            return number
    return len(lines)


def _judged(records: Iterable[Record], width: int) -> Iterator[Record]:
    """Yield the records; one with too few cells is wrong, unless those around it are so too.

    Then a program left the empty cells at the end out. A row that stands alone lost a cell: its
    values would come in under the names of others.
    """

    def is_short(record: Record | None) -> bool:
        return record is not None and not record.problem and len(record.cells) < width

    nothing: list[Record | None] = [None] * _NEAR
    around = deque[Record | None](nothing, 2 * _NEAR + 1)
    for record in chain[Record | None](records, nothing):
        around.append(record)
        middle = around[_NEAR] if len(around) > 2 * _NEAR else None
        if middle is None:
            continue
        if is_short(middle) and sum(map(is_short, around)) < _NEAR:
            had = len(middle.cells)
            what = f"the row has fewer cells than there are columns ({had}, not {width})"
            middle = replace(middle, problem=what)
        yield middle


def _is_header(cells: list[str]) -> bool:
    # A line sep=; above the table tells Excel what parts the cells.
    return _is_filled(cells) and not "".join(cells[:2]).lower().startswith("sep=")


def _is_filled(cells: Iterable[str]) -> bool:
    return any(cell.strip() for cell in cells)
