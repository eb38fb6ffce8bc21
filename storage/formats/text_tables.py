"""Telling tables of texts from our tables of annotations, which have the same suffixes."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from pathlib import Path

from domain.table_columns import guess_columns
from storage.documents.tables import LARGEST, Row, Table, open_table
from storage.errors import FormatError
from storage.formats.table_rows import NEEDED

_MOST_READ = 4 * 1024 * 1024
_ROWS = 30
_KEYS_OF_LINES = frozenset(
    ("header", "annotations", "spans", "entities", "label", "labels", "tokens", "relations")
)


def is_of_texts(path: Path, *, unless: Collection[str] = ()) -> bool:
    """Tell whether a table surely holds texts: it has a column of them, and no annotations.

    With one of the columns `unless` it does not. What cannot be read is none.
    """
    try:
        columns, sample = _looked_at(path)
    except (FormatError, OSError):
        return False
    if _is_annotated(columns) or not set(unless).isdisjoint(columns):
        return False
    return guess_columns(columns, sample) is not None


def is_of_annotations(path: Path) -> bool:
    """Tell whether a table says where annotations stand. What cannot be read does not."""
    try:
        return _is_annotated(_looked_at(path)[0])
    except (FormatError, OSError):
        return False


def _is_annotated(columns: Sequence[str]) -> bool:
    # One such column is a coincidence: articles may have tags.
    return len(NEEDED.intersection(columns)) > 1 or not _KEYS_OF_LINES.isdisjoint(columns)


def _looked_at(path: Path) -> tuple[tuple[str, ...], list[Row]]:
    with _opened(path) as table:
        rows = islice(table.rows, _ROWS)
        return table.columns, [row for _, row in rows if not isinstance(row, FormatError)]


@contextlib.contextmanager
def _opened(path: Path) -> Iterator[Table]:
    with path.open("rb") as file:
        if path.suffix.lower() != ".xlsx":
            yield open_table(file.read(_MOST_READ), path.name)
            return
        # A workbook can only be opened whole.
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise FormatError(f"{path.name} is too large to be looked at.")
    from storage.documents.workbook import open_sheet, open_workbook

    ours = open_sheet(data, path.name, "annotations", NEEDED)
    yield ours if len(NEEDED & set(ours.columns)) > 1 else open_workbook(data, path.name)
