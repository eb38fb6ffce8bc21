"""Tables of texts, a document a row: CSV, TSV, workbooks, JSON Lines, Parquet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import PurePath
from typing import Any

import orjson

from domain.table_columns import Columns, guess_columns
from storage.documents.reading import Extract, Hand, ReadText, as_read
from storage.errors import FormatError

HAND = Hand("application/json", "table row", "1")
KIND = "Table row"
LARGEST = 256 * 1024 * 1024
LARGEST_CELL = 64 * 1024 * 1024
MOST_COLUMNS = 2_000
SAMPLE = 200
_LARGEST_SAMPLE = 64 * 1024 * 1024
_OLE = b"\xd0\xcf\x11\xe0"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its columns in order, its rows with their places in the file, to be read once.

    A row that is none is the error that says why; the next rows are read all the same.

    `encoding` is that of a text; `remarks` say what of the file is not in the table.
    """

    columns: tuple[str, ...]
    rows: Iterator[tuple[str, Row | FormatError]]
    encoding: str = ""
    remarks: tuple[str, ...] = ()

    @property
    def all_remarks(self) -> tuple[str, ...]:
        """What is to be said of the table, also of its encoding if it is not UTF-8."""
        if not self.encoding or self.encoding.startswith("utf"):
            return self.remarks
        return (f"the table is not in UTF-8; it was read as {self.encoding}.", *self.remarks)


def open_table(data: bytes, file_name: str, encoding: str | None = None) -> Table:
    """Open a table given as bytes; what it holds decides, then the suffix. Raises FormatError."""
    suffix = PurePath(file_name).suffix.lower()
    if len(data) > LARGEST:
        raise FormatError(
            f"{file_name} is larger than {LARGEST >> 20} MB. It was not imported; split it first."
        )
    if data.startswith(b"PK\x03\x04"):
        from storage.documents.workbook import open_workbook

        return open_workbook(data, file_name)
    if data.startswith(b"PAR1"):
        from storage.documents.parquet import open_parquet

        return open_parquet(data, file_name)
    if data.startswith(_OLE):
        raise FormatError(
            f"{file_name} is protected with a password, or an old workbook (.xls). It was not "
            "imported; save it as .xlsx without a password and import that."
        )
    if suffix in (".xlsx", ".xlsm", ".parquet") and data:
        raise FormatError(
            f"{file_name} is not a {suffix} table; it is damaged, locked or something else. "
            "It was not imported; fetch the file again."
        )
    if suffix in (".jsonl", ".ndjson", ".json") or _begins_like_json(data):
        from storage.documents.json_rows import open_json

        return open_json(data, file_name, encoding)
    from storage.documents.delimited import open_delimited

    return open_delimited(data, file_name, encoding, suffix)


def _begins_like_json(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"{", b'[{"', b"[\n"))


def sample_of(table: Table) -> list[tuple[str, Row | FormatError]]:
    """Return the first rows of a table: fewer, where they are large."""
    sample: list[tuple[str, Row | FormatError]] = []
    room = _LARGEST_SAMPLE
    for where, row in islice(table.rows, SAMPLE):
        sample.append((where, row))
        if not isinstance(row, FormatError):
            room -= sum(len(cell) for cell in row.values() if isinstance(cell, str | bytes))
        if room < 0:
            break
    return sample


def guessed(names: Sequence[str], sample: Sequence[Row], file_name: str) -> Columns:
    """Return a guess at the columns of a table by its names and first rows.

    Raises FormatError if no column looks like a text.
    """
    if not sample:
        raise FormatError(
            f"{file_name} has columns ({_some(names)}) but no rows. Nothing was read."
        )
    found = guess_columns(names, sample)
    if found is None:
        raise FormatError(
            f"{file_name}: none of its columns ({_some(names)}) looks like a text. "
            "It was not imported; say which column holds it."
        )
    return found


def check_columns(names: Sequence[str], columns: Columns, file_name: str) -> None:
    """Raise FormatError if a table with these columns lacks one that is wanted."""
    if missing := columns.missing(names):
        raise FormatError(
            f"{file_name} has no column {_some(missing)} (it has {_some(names)}). "
            "It was not imported; choose its columns."
        )


def read_row(
    where: str, row: Mapping[str, Any], columns: Columns, names: Sequence[str], file_name: str
) -> ReadText:
    """Return the document that a row holds; its original is the row as JSON.

    Raises FormatError, naming the place, for a row without text.
    """
    said = {role: _joined(row.get(column), role) for role, column in columns.named().items()}
    names = (*names, *(name for name in row if name not in names))
    text = said.pop("text")
    if len(text) > LARGEST_CELL:
        raise FormatError(
            f"{where}: the column “{columns.text}” holds more than {LARGEST_CELL >> 20} MB. "
            "It was not imported; split it first."
        )
    if not text.strip():
        raise FormatError(f"{where}: the column “{columns.text}” is empty. It was not imported.")
    rest = {name: value for name in columns.rest(names) if (value := _kept(row.get(name))) != ""}
    title = said.pop("title", "")
    # A column may bear the name of a field of ours that another column was chosen for.
    details = {**{(k if k not in said else f"{k} (column)"): v for k, v in rest.items()}, **said}
    kept = orjson.dumps({k: cell_text(v) for k, v in row.items()})
    number = where.rpartition(" ")[2]
    named = f"{PurePath(file_name).stem} {number}{PurePath(file_name).suffix}"
    return as_read(Extract(text, title, details), kept, named, HAND, KIND)


def cell_text(value: Any) -> str:
    """Return a cell as text: dates as ISO 8601, whole numbers without a point."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return value.date().isoformat() if midnight else value.isoformat(sep=" ")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value != value:  # Not a number: how tables write nothing.
        return ""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, dict | list):
        return _json(value)
    return _sound(str(value))


def _joined(value: Any, role: str) -> str:
    """Return a cell as a field of a document: the paragraphs or names that it lists, joined."""
    if isinstance(value, list) and not any(isinstance(held, dict | list) for held in value):
        texts = (cell_text(held) for held in value)
        return ("\n\n" if role == "text" else ", ").join(filter(None, texts))
    return cell_text(value)


def _kept(value: Any) -> Any:
    """Return a cell as metadata keeps it: numbers and yes or no as such, all else as text."""
    if isinstance(value, bool) or (isinstance(value, int) and abs(value) < 2**53):
        return value
    return cell_text(value)


def _json(value: Any) -> str:
    try:
        return orjson.dumps(value, default=cell_text).decode()
    except (TypeError, orjson.JSONEncodeError):
        return _sound(str(value))


def _sound(text: str) -> str:
    """Return a text without lone surrogates, which no UTF-8 can hold."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def column_names(header: Sequence[Any], file_name: str) -> tuple[str, ...]:
    """Return the names of columns, each once: an empty one is called by its number."""
    cells = [cell_text(cell).strip().lstrip("\ufeff") for cell in header]
    while cells and not cells[-1]:
        cells.pop()
    if not cells:
        raise FormatError(f"{file_name} has no names of columns. It was not imported.")
    if len(cells) > MOST_COLUMNS:
        raise FormatError(
            f"{file_name} has more than {MOST_COLUMNS:,} columns. It was not imported."
        )
    names: dict[str, None] = {}
    for number, cell in enumerate(cells, start=1):
        name, again = cell or f"column {number}", 2
        while name in names:
            name, again = f"{cell or 'column'} ({again})", again + 1
        names[name] = None
    return tuple(names)


def _some(names: Sequence[str]) -> str:
    shown = ", ".join(f"“{name[:40]}”" for name in names[:6])
    return f"{shown} and {len(names) - 6} more" if len(names) > 6 else shown
