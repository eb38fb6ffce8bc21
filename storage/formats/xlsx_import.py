"""Reading the sheet of annotations of a workbook back onto the documents that it was made from."""

from __future__ import annotations

from pathlib import Path

from storage.documents.workbook import open_sheet
from storage.errors import FormatError
from storage.formats.csv_import import NEEDED, check_columns, take_rows
from storage.formats.exporting import Progress, silent
from storage.formats.intake import Intake
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
    table = open_sheet(data, path.name, ANNOTATIONS, NEEDED)
    check_columns(path.name, table.columns)
    rows = []
    for where, row in table.rows:
        if isinstance(row, FormatError):
            raise row
        rows.append((where, {name: read(value) for name, value in row.items()}))
    take_rows(intake, rows, onto, progress)
