"""Parquet tables, read with pyarrow, which is an extra: `make formats` installs it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from storage.documents.reading import foreign_reader
from storage.documents.tables import Row, Table, column_names
from storage.formats.extras import library

_AT_ONCE = 1_000
_DEEPEST = 4


def open_parquet(data: bytes, file_name: str) -> Table:
    """Open a Parquet file. Raises FormatError if it is damaged, and if pyarrow is not installed."""
    parquet = library("pyarrow.parquet", "Parquet tables")
    pyarrow = library("pyarrow", "Parquet tables")
    with foreign_reader(file_name, "a Parquet table"):
        file = parquet.ParquetFile(io.BytesIO(data))
        names = list(_flat(file.schema_arrow.empty_table()).schema.names)
        batches = file.iter_batches(batch_size=_AT_ONCE)
    columns = column_names(names, file_name)

    def rows() -> Iterator[tuple[str, Row]]:
        number = 0
        while True:
            with foreign_reader(file_name, "a Parquet table"):
                batch = next(batches, None)
                held = [] if batch is None else _rows_of(pyarrow, batch)
            if batch is None:
                return
            for row in held:
                number += 1
                yield f"{file_name}, row {number}", dict(zip(columns, row, strict=True))

    return Table(columns, rows())


def _flat(table: Any) -> Any:
    """Return a table with the objects in its columns as columns of their own, “outer.inner”."""
    for _ in range(_DEEPEST):
        if not any(
            kind.num_fields and str(kind).startswith("struct") for kind in table.schema.types
        ):
            break
        table = table.flatten()
    return table


def _rows_of(pyarrow: Any, batch: Any) -> Iterator[tuple[Any, ...]]:
    table = _flat(pyarrow.Table.from_batches([batch]))
    return zip(*(column.to_pylist() for column in table.columns), strict=True)
