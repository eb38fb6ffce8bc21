"""Parquet tables, read with pyarrow, which is an extra: `make formats` installs it."""

from __future__ import annotations

import io
from collections.abc import Iterator

from storage.documents.reading import foreign_reader
from storage.documents.tables import Row, Table, column_names
from storage.formats.extras import library

_AT_ONCE = 1_000


def open_parquet(data: bytes, file_name: str) -> Table:
    """Open a Parquet file. Raises FormatError if it is damaged, and if pyarrow is not installed."""
    parquet = library("pyarrow.parquet", "Parquet tables")
    with foreign_reader(file_name, "a Parquet table"):
        file = parquet.ParquetFile(io.BytesIO(data))
        names = list(file.schema_arrow.names)
        batches = file.iter_batches(batch_size=_AT_ONCE)
    columns = column_names(names, file_name)

    def rows() -> Iterator[tuple[str, Row]]:
        number = 0
        while True:
            with foreign_reader(file_name, "a Parquet table"):
                batch = next(batches, None)
                held = [] if batch is None else batch.to_pylist()
            if batch is None:
                return
            for row in held:
                number += 1
                yield f"{file_name}, row {number}", dict(zip(columns, row.values(), strict=False))

    return Table(columns, rows())
