"""Reading the sheet of annotations of a workbook back onto the documents that it was made from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from storage.documents.workbook import BEYOND, open_sheet
from storage.errors import FormatError
from storage.formats.exporting import Progress, silent
from storage.formats.intake import Intake
from storage.formats.table_rows import NEEDED, AnnotationTable, Row, take_rows
from storage.formats.tally import RecordError
from storage.formats.xlsx_cells import read
from storage.formats.xlsx_export import ANNOTATIONS

_LARGEST = 256 * 1024 * 1024


def import_xlsx(
    intake: Intake, path: Path, *, onto: str | None = None, progress: Progress = silent
) -> None:
    """Take in one annotation a row of the sheet “annotations”, else of the first that has them.

    The documents must be in the project. `progress` counts rows. Raises FormatError.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise FormatError(
                f"{path.name} is larger than {_LARGEST >> 20} MB. Nothing was imported; "
                "split it first."
            )
        data = path.read_bytes()
    except OSError as error:
        raise FormatError(
            f"{path} could not be read: {error.strerror}. Nothing was imported."
        ) from error
    sheet = open_sheet(data, path.name, ANNOTATIONS, NEEDED)
    rows = [(where, _row(where, cells)) for where, cells in sheet.rows]

    def counted() -> Iterator[tuple[str, Row | RecordError]]:
        for number, row in enumerate(rows):
            progress(number, len(rows))
            yield row

    take_rows(intake, AnnotationTable(path.name, sheet.columns, counted()), onto)
    progress(len(rows), len(rows))


def _row(where: str, cells: Mapping[str, Any] | FormatError) -> Row | RecordError:
    """Return the cells that are not empty, as texts."""
    assert not isinstance(cells, FormatError)
    if BEYOND in cells:
        return RecordError(where, "the row has more cells than there are columns")
    return {name: text for name, cell in cells.items() if (text := read(cell))}
