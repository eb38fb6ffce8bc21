"""Workbooks (.xlsx): the first sheet that holds a table; formulas give the value last computed."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from typing import Any

from storage.documents.containers import open_archive
from storage.documents.reading import foreign_reader
from storage.documents.tables import Row, Table, cell_text, column_names
from storage.errors import FormatError

_DTD = b"<!DOCTYPE"
_HEAD = 4096


def open_workbook(data: bytes, file_name: str) -> Table:
    """Open a workbook. Raises FormatError for a damaged or hostile one and one without a table."""
    _check_parts(data, file_name)
    with foreign_reader(file_name, "a workbook", "openpyxl"):
        # Imported here: it takes time to load.
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheets = list(book.worksheets)
    others = []
    table: Table | None = None
    for sheet in sheets:
        rows = _rows(sheet, file_name)
        header = None if table else next(rows, None)
        if header is not None:
            columns = column_names(header[1], file_name)
            table = Table(columns, _named(rows, columns))
        else:
            others.append(str(sheet.title))
    if table is None:
        raise FormatError(f"{file_name} holds no table. It was not imported.")
    if not others:
        return table
    remark = f"only the first sheet was read; there are {', '.join(others)} besides."
    return Table(table.columns, table.rows, remarks=(remark,))


def open_sheet(data: bytes, file_name: str, name: str, columns: Collection[str]) -> Table:
    """Open the sheet of that name, else the first one that has these columns, else the first table.

    Raises FormatError for a damaged or hostile workbook and one without a table.
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
        table = Table(named, _named(rows, named))
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
    rows: Iterator[tuple[str, tuple[Any, ...]]], columns: tuple[str, ...]
) -> Iterator[tuple[str, Row]]:
    for where, cells in rows:
        yield where, dict(zip(columns, cells, strict=False))


def _check_parts(data: bytes, file_name: str) -> None:
    """Refuse what unpacks without end, and declared entities, which no workbook needs."""
    with open_archive(data, file_name) as archive:
        for name in archive.names:
            if name.endswith((".xml", ".rels")) and _DTD in archive.read(name)[:_HEAD]:
                raise FormatError(
                    f"{file_name}: “{name}” declares XML entities, as files do that mean harm. "
                    "It was not imported."
                )
