"""Workbooks (.xlsx): the sheets that hold texts; formulas give the value last computed."""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any

from domain.table_columns import guess_columns
from storage.documents.containers import open_archive
from storage.documents.reading import foreign_reader
from storage.documents.tables import Row, Table, cell_text, column_names
from storage.errors import FormatError

BEYOND = ""
"""No column is called so."""
_DTD = b"<!DOCTYPE"
_LOOKED_AT = 30  # Rows of a sheet.
_MOST_ABOVE = 8
_SHOWN = 5
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")


def open_workbook(data: bytes, file_name: str) -> Table:
    """Open a workbook: its first sheet of texts, and the sheets with the same columns after it.

    Sheets that are hidden come last. Raises FormatError for a damaged or hostile workbook and one
    without a table.
    """
    _check_parts(data, file_name)
    with foreign_reader(file_name, "a workbook", "openpyxl"):
        # Imported here: it takes time to load.
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = sorted(book.worksheets, key=lambda sheet: sheet.sheet_state != "visible")
    found = [table for sheet in sheets if (table := _table_of(sheet, file_name)) is not None]
    first = next((table for table in found if table.is_of_texts), found[0] if found else None)
    if first is None:
        raise FormatError(f"{file_name} holds no table. It was not imported.")
    alike = [first, *(t for t in found if t.columns == first.columns and t is not first)]
    rows = chain.from_iterable(_placed(table, first, file_name) for table in alike)
    return Table(first.columns, rows, remarks=tuple(_remarks(alike, found)))


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """A sheet with its columns, and how many rows stand above them."""

    title: str
    columns: tuple[str, ...]
    above: int
    is_of_texts: bool
    sheet: Any


def _table_of(sheet: Any, file_name: str) -> _Sheet | None:
    rows = [cells for _, cells in islice(_rows(sheet, file_name), _LOOKED_AT)]
    if not rows:
        return None
    # The name of the report stands above its columns, in a cell of its own.
    wide = [number for number, cells in enumerate(rows) if len(_filled(cells)) > 1]
    above = wide[0] if len(wide) > 1 and wide[0] <= _MOST_ABOVE else 0
    columns = column_names(rows[above], file_name)
    sample = [dict(zip(columns, cells, strict=False)) for cells in rows[above + 1 :]]
    is_of_texts = guess_columns(columns, sample) is not None
    return _Sheet(str(sheet.title), columns, above, is_of_texts, sheet)


def _remarks(alike: list[_Sheet], found: list[_Sheet]) -> Iterator[str]:
    if len(alike) > 1:
        yield f"its sheets {_titles(alike)} have the same columns, so all of them were read."
    if others := [table for table in found if table not in alike]:
        yield f"only “{alike[0].title}” was read, not its other sheets ({_titles(others)})."
    if any(table.above for table in alike):
        yield "the rows above the names of the columns were left out."


def _placed(table: _Sheet, first: _Sheet, file_name: str) -> Iterator[tuple[str, Row]]:
    rows = islice(_rows(table.sheet, file_name), table.above + 1, None)
    for where, row in _named(rows, table.columns):
        place = where if table is first else where.replace(", row", f", “{table.title}”, row")
        yield place, {name: _unescaped(cell) for name, cell in row.items()}


def _filled(cells: tuple[Any, ...]) -> list[Any]:
    return [cell for cell in cells if cell_text(cell).strip()]


def _titles(tables: list[_Sheet]) -> str:
    names = [f"“{table.title}”" for table in tables[:_SHOWN]]
    more = len(tables) - len(names)
    return ", ".join(names) + f" and {more} more" * bool(more)


def _unescaped(cell: Any) -> Any:
    """Return a text with the characters that Excel writes as “_x000D_” (ECMA-376, ST_Xstring)."""
    if not isinstance(cell, str) or "_x" not in cell:
        return cell
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), cell)


def open_sheet(data: bytes, file_name: str, name: str, columns: Collection[str]) -> Table:
    """Open the sheet of that name, else the first one that has these columns, else the first table.

    What a row has beyond the last column stands under the name `BEYOND`. Raises FormatError for a
    damaged or hostile workbook and one without a table.
    """
    _check_parts(data, file_name)
    with foreign_reader(file_name, "a workbook", "openpyxl"):
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = list(book.worksheets)
    found: Table | None = None
    for sheet in sorted(sheets, key=lambda sheet: str(sheet.title) != name):
        rows = _rows(sheet, file_name)
        header = next(rows, None)
        if header is None:
            continue
        named = column_names(header[1], file_name)
        table = Table(named, _named(rows, named, BEYOND))
        if str(sheet.title) == name or set(columns) <= set(named):
            return table
        found = found or table
    if found is None:
        raise FormatError(f"{file_name} holds no table. It was not imported.")
    return found


def _rows(sheet: Any, file_name: str) -> Iterator[tuple[str, tuple[Any, ...]]]:
    """Yield the rows of a sheet that are not empty, each with its place."""
    with foreign_reader(file_name, "a workbook", "openpyxl"):
        sheet.reset_dimensions()  # What the file says of its size may be anything.
        rows = enumerate(sheet.iter_rows(values_only=True), start=1)
    while True:
        with foreign_reader(file_name, "a workbook", "openpyxl"):
            number, cells = next(rows, (0, ()))
        if not number:
            return
        if any(cell_text(cell).strip() for cell in cells):
            yield f"{file_name}, row {number}", cells


def _named(
    rows: Iterator[tuple[str, tuple[Any, ...]]], columns: tuple[str, ...], beyond: str | None = None
) -> Iterator[tuple[str, Row]]:
    for where, cells in rows:
        row = dict(zip(columns, cells, strict=False))
        if beyond is not None and any(cell_text(cell).strip() for cell in cells[len(columns) :]):
            row[beyond] = cells[len(columns) :]
        yield where, row


def _check_parts(data: bytes, file_name: str) -> None:
    """Refuse what unpacks without end, and declared entities, which no workbook needs."""
    with open_archive(data, file_name) as archive:
        for name in archive.names:
            if name.endswith((".xml", ".rels")) and _DTD in archive.read(name):
                raise FormatError(
                    f"{file_name}: “{name}” declares XML entities, as files do that mean harm. "
                    "It was not imported."
                )
