"""The mapping file of a table: JSON that says which column holds what of a document."""

from __future__ import annotations

from pathlib import Path

import orjson

from domain.table_columns import Columns, columns_from_json
from storage.documents.registry import bytes_of
from storage.errors import FormatError


def read_columns(path: Path) -> Columns | None:
    """Return the columns under “columns” in a mapping file, or None if it says nothing of them.

    Raises FormatError if the file cannot be read or names what there is not.
    """
    try:
        held = orjson.loads(bytes_of(path))
        given = held["columns"] if isinstance(held, dict) and "columns" in held else None
        return None if given is None else columns_from_json(given)
    except ValueError as error:
        raise FormatError(
            f"{path.name} is no mapping: {error}. Nothing was imported; correct the file."
        ) from error
