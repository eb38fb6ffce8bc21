"""Delimited texts (.csv, .tsv): RFC 4180, and what programs write that does not follow it.

Excel's first line “sep=;”, quotation marks escaped by a backslash, tab-separated texts that quote
nothing. A row whose quotation marks do not pair is told of; it does not swallow the rows after it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import Any, TypedDict

from storage.documents.decoding import decode
from storage.documents.plain_text import refuse_binary
from storage.documents.tables import LARGEST_CELL, Row, Table, column_names
from storage.documents.web_page import looks_like_html
from storage.errors import FormatError

_DELIMITERS = (",", ";", "\t", "|", "^", "~", "\x01", "\x1f", "¦")
_SNIFFED = 1_000  # Lines.
_SAID = re.compile(r'\A"?sep=([^\n"])"?[ \t]*(?:\n|\Z)', re.IGNORECASE)
_LOOKED_AT = 20  # Rows.
_MOST_ABOVE = 8  # Lines above a table: its name, its date, an empty line.
_LONGEST_NAME = 80  # Characters: a longer name of a column reads like a text.


class _Form(TypedDict, total=False):
    """How the cells are written, in the words of the module csv."""

    delimiter: str
    escapechar: str
    doublequote: bool


Record = tuple[str, list[str] | FormatError]


def open_delimited(data: bytes, file_name: str, encoding: str | None, suffix: str) -> Table:
    """Open a delimited text given as bytes. Raises FormatError if it is no table."""
    if looks_like_html(data):
        raise FormatError(
            f"{file_name} is a web page, not a table. It was not imported; "
            "save it as .csv or .xlsx and import that."
        )
    found = decode(data, file_name, encoding=encoding)
    refuse_binary(found.text, file_name)
    # NULs and lone CRs are refused by the module, and mean no more than what they become here.
    text = found.text.replace("\x00", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    lines, said = text.split("\n"), _SAID.match(text)
    delimiter, above = (said[1], 1) if said else _found(lines, suffix)
    lines = lines[above:]
    records = (
        _bare(lines, above, file_name)
        if delimiter == "\t" and _quotes_nothing(lines)
        else _records(lines, _form(lines, delimiter), above, file_name)
    )
    header = next(records, None)
    if header is None:
        raise FormatError(f"{file_name} holds no table. It was not imported.")
    if isinstance(header[1], FormatError):
        raise header[1]
    first = list(islice(records, _LOOKED_AT))
    records = chain(first, records)
    names = ["", *header[1]] if _has_row_names(header[1], first) else header[1]
    columns = column_names(names, file_name)
    rows, skipped = _named(records, columns, delimiter), 0 if said else above
    return Table(columns, rows, found.encoding, _remarks(header[1], found.undecodable, skipped))


def _has_row_names(header: Sequence[str], first: Sequence[Record]) -> bool:
    """Tell whether each row begins with its number, as R writes them: without a column."""
    rows = [cells for _, cells in first if not isinstance(cells, FormatError)]
    numbers = [row[0].strip() for row in rows]
    counted = [str(number) for number in range(1, len(rows) + 1)]
    return bool(rows) and numbers == counted and {len(row) for row in rows} == {len(header) + 1}


def _remarks(header: Sequence[str], undecodable: int, skipped: int) -> tuple[str, ...]:
    said = []
    if skipped:
        said.append("the lines above the names of its columns were left out.")
    if any(len(name) > _LONGEST_NAME for name in header):
        said.append("its first row reads like a text, but was taken for the names of its columns.")
    if undecodable:
        said.append(f"{undecodable} of its bytes mean nothing in its encoding; each is now �.")
    return tuple(said)


def _records(lines: Sequence[str], form: _Form, above: int, file_name: str) -> Iterator[Record]:
    """Yield the records, those without any text left out.

    `above` counts the lines of the file that stand before these.
    """
    start, width = 0, 0
    while start < len(lines):
        reader = csv.reader(_from(lines, start), strict=True, **form)
        before = 0
        while True:
            try:
                row = _next(reader)
            except csv.Error:
                break
            if row is None:
                return
            width = width or len(row)
            if any(cell.strip() for cell in row):
                yield f"{file_name}, line {above + start + reader.line_num}", row
            before = reader.line_num
        start += before
        where = f"{file_name}, line {above + start + 1}"
        repaired = _repaired(lines[start], form["delimiter"])
        yield (where, repaired if len(repaired) == (width or len(repaired)) else _unpaired(where))
        start += 1


def _from(lines: Sequence[str], start: int) -> Iterator[str]:
    return (f"{lines[number]}\n" for number in range(start, len(lines)))


def _next(reader: Any) -> list[str] | None:
    before = csv.field_size_limit(LARGEST_CELL)
    try:
        row: list[str] | None = next(reader, None)
        return row
    finally:
        csv.field_size_limit(before)


def _repaired(line: str, delimiter: str) -> list[str]:
    """Return the cells of a line in which a quotation mark ends a cell only before a delimiter."""
    cells, rest = [], line
    sign = re.escape(delimiter)
    quoted = re.compile(rf'"(.*?)"(?={sign}|$)')
    while True:
        found = quoted.match(rest)
        cell, end = (found[1], found.end()) if found else (rest.partition(delimiter)[0], -1)
        end = len(cell) if end < 0 else end
        cells.append(cell.replace('""', '"') if found else cell)
        if end >= len(rest):
            return cells
        rest = rest[end + 1 :]


def _unpaired(where: str) -> FormatError:
    return FormatError(
        f"{where}: its quotation marks do not pair, so it cannot be told where its cells end. "
        "It was not imported; correct this line."
    )


def _quotes_nothing(lines: Sequence[str]) -> bool:
    """Tell whether each line has as many tabs as the first: no cell goes on in the next line."""
    tabs = lines[0].count("\t")
    return tabs > 0 and all(line.count("\t") == tabs for line in lines if line)


def _bare(lines: Sequence[str], above: int, file_name: str) -> Iterator[Record]:
    for number, line in enumerate(lines, start=above + 1):
        if line.strip():
            yield f"{file_name}, line {number}", [_unquoted(cell) for cell in line.split("\t")]


def _unquoted(cell: str) -> str:
    inner = cell[1:-1].replace('""', "")
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inner:
        return cell[1:-1].replace('""', '"')
    return cell


def _named(
    records: Iterator[Record], columns: tuple[str, ...], delimiter: str
) -> Iterator[tuple[str, Row | FormatError]]:
    for where, cells in records:
        if isinstance(cells, FormatError):
            yield where, cells
        elif len(columns) == 1:
            yield where, {columns[0]: delimiter.join(cells)}
        elif any(cell.strip() for cell in cells[len(columns) :]):
            yield (
                where,
                FormatError(
                    f"{where}: it has more cells ({len(cells)}) than there are columns "
                    f"({len(columns)}). It was not imported; put cells that hold “{delimiter}” in "
                    "quotation marks."
                ),
            )
        else:
            yield where, dict(zip(columns, cells, strict=False))


def _form(lines: Sequence[str], delimiter: str) -> _Form:
    """Return how quotation marks within cells are written: doubled, or behind a backslash."""
    usual = _Form(delimiter=delimiter)
    escaped = _Form(delimiter=delimiter, escapechar="\\", doublequote=False)
    if not any('\\"' in line for line in lines) or _fits(lines, usual):
        return usual
    return escaped if _fits(lines, escaped) else usual


def _fits(lines: Sequence[str], form: _Form) -> bool:
    reader = csv.reader(_from(lines, 0), strict=True, **form)
    try:
        while _next(reader) is not None:
            pass
    except csv.Error:
        return False
    return True


def _found(lines: Sequence[str], suffix: str) -> tuple[str, int]:
    """Return the sign that parts the cells, and how many lines stand above the table."""
    if suffix in (".tsv", ".tab"):
        return "\t", 0
    sign, _ = _delimiter(lines)
    for above in range(1, 0 if sign else min(_MOST_ABOVE, len(lines))):
        other, rows = _delimiter(lines[above : above + _SNIFFED])
        if len(rows) > 1 and len({len(row) for row in rows}) == 1 and _are_names(rows[0]):
            return other, above
    return sign or ",", 0


def _are_names(header: Sequence[str]) -> bool:
    return len(header) > 2 and all(0 < len(cell.strip()) <= _LONGEST_NAME / 2 for cell in header)


def _delimiter(lines: Sequence[str]) -> tuple[str, list[list[str]]]:
    """Return the sign that parts the header and fits the rows, and the first rows; or nothing."""
    best, most = ("", list[list[str]]()), 0.0
    for sign in _DELIMITERS:
        reader = csv.reader(_from(lines[:_SNIFFED], 0), delimiter=sign)
        try:
            rows = [row for row in islice(reader, 20) if any(cell.strip() for cell in row)]
        except csv.Error:
            continue
        if rows and len(rows[0]) > 1:
            alike = sum(len(row) == len(rows[0]) for row in rows) / len(rows)
            if alike * min(len(rows[0]), 20) > most:
                best, most = (sign, rows), alike * min(len(rows[0]), 20)
    return best
