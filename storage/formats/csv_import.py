"""Reading our CSV back onto the documents that it was made from, also after a spreadsheet had it.

Excel writes the separator of the person's country, and tabs and UTF-16 as “Unicode text”.
"""

from __future__ import annotations

import codecs
import io
import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from storage.documents.decoding import beginning, shown_encoding
from storage.errors import FormatError
from storage.formats.csv_cells import plain
from storage.formats.csv_records import LONGEST, Record, Records
from storage.formats.exporting import Progress, silent
from storage.formats.intake import Intake
from storage.formats.table_rows import NEEDED, AnnotationTable, Row, check_columns, take_rows
from storage.formats.tally import RecordError, refuse

_OWNERS = frozenset(("document", "document_id"))
_HEAD = 64 * 1024
_UNREADABLE = "\udcff"  # Stands for bytes that mean nothing; no text that was decoded has it.
_MARKING = "glossator.mark"
_NOT_UTF_8 = "neither in UTF-8 nor in UTF-16; save the table as “CSV UTF-8”"


def import_csv(
    intake: Intake, path: Path, *, onto: str | None = None, progress: Progress = silent
) -> None:
    """Take in one annotation a row, onto the document named by `onto` or by the row itself.

    The documents must be in the project. `progress` counts bytes. Raises FormatError.
    """
    try:
        with path.open("rb") as file:
            _take(intake, path, file, onto, progress)
    except OSError as error:
        raise FormatError(
            f"{path} could not be read: {error.strerror}. Nothing was imported."
        ) from error


def is_annotated(head: bytes) -> bool:
    """Tell by its first bytes whether a text is our table, under whatever name it was saved."""
    lines = io.StringIO(beginning(head), newline="")
    names = {name.strip() for name in Records(lines).header(NEEDED)}
    return names >= NEEDED and bool(names & _OWNERS)


def _take(intake: Intake, path: Path, file: BinaryIO, onto: str | None, progress: Progress) -> None:
    encoding, mark = _encoding(intake, path, file.read(_HEAD))
    file.seek(mark)
    size = os.fstat(file.fileno()).st_size
    # Kept apart from `file`, whose place tells how far the reading is.
    text = io.TextIOWrapper(file, encoding, errors=_MARKING, newline="")
    try:
        records = Records(iter(lambda: text.readline(LONGEST), ""))
        wrong = f"not in {intake.encoding}" if intake.encoding else _NOT_UTF_8
        columns = _columns(path.name, records.header(NEEDED), wrong)

        def rows() -> Iterator[tuple[str, Row | RecordError]]:
            for record in records.records(len(columns)):
                progress(file.tell(), size)
                where = f"{path.name}, line {record.line}"
                yield where, _row(where, columns, record, wrong)

        # Where a comma parts the digits, spreadsheets part the cells with a semicolon.
        has_commas = records.delimiter == ";"
        take_rows(intake, AnnotationTable(path.name, columns, rows(), has_commas), onto)
        progress(size, size)
    finally:
        text.detach()


def _encoding(intake: Intake, path: Path, head: bytes) -> tuple[str, int]:
    """Return the encoding that the bytes show, else the one that was said, and where to begin."""
    found = shown_encoding(head)
    if found is not None or not intake.encoding:
        return found or ("utf-8", 0)
    try:
        return codecs.lookup(intake.encoding).name, 0
    except LookupError as error:
        raise FormatError(
            f"There is no encoding “{intake.encoding}”. {path.name} was not imported."
        ) from error


def _columns(where: str, names: Iterable[str], wrong: str) -> tuple[str, ...]:
    """Return the names of the columns, without empty ones at the end."""
    found = [name.strip() for name in names]
    while found and not found[-1]:
        found.pop()
    check_columns(where, found)
    if any(_UNREADABLE in name for name in found):
        refuse(where, f"the names of its columns are {wrong}")
    for name, number in Counter(found).items():
        if name and number > 1:
            refuse(where, f"it has {number} columns called {name}")
    return tuple(found)


def _row(where: str, columns: Iterable[str], record: Record, wrong: str) -> Row | RecordError:
    if record.problem:
        return RecordError(where, record.problem)
    if any(_UNREADABLE in cell for cell in record.cells):
        return RecordError(where, f"it is {wrong}")
    filled = zip(columns, record.cells, strict=True)
    return {name: plain(cell) for name, cell in filled if cell}


def _mark(error: UnicodeError) -> tuple[str, int]:
    """Decode bytes that mean nothing as a mark, so that only their row is wrong."""
    assert isinstance(error, UnicodeDecodeError)
    return _UNREADABLE, error.end


codecs.register_error(_MARKING, _mark)
