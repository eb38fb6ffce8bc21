"""Parquet tables, read with pyarrow, which is an extra: `make formats` installs it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from storage.documents.containers import LARGEST_WHOLE
from storage.documents.reading import foreign_reader
from storage.documents.tables import Row, Table, column_names
from storage.errors import FormatError
from storage.formats.extras import library

_AT_ONCE = 100
_DEEPEST = 4


def open_parquet(data: bytes, file_name: str) -> Table:
    """Open a Parquet file. Raises FormatError if it is damaged, and if pyarrow is not installed."""
    parquet = library("pyarrow.parquet", "Parquet tables")
    pyarrow = library("pyarrow", "Parquet tables")
    with foreign_reader(file_name, "a Parquet table"):
        file = parquet.ParquetFile(io.BytesIO(data))
        _refuse_bomb(file.metadata, file_name)
        # Equal texts are stored once; unpacked for each row they could fill any memory.
        file = parquet.ParquetFile(io.BytesIO(data), read_dictionary=_texts(file.schema))
        names = list(_flat(file.schema_arrow.empty_table()).schema.names)
        batches = file.iter_batches(batch_size=_AT_ONCE)
    columns = column_names(names, file_name)

    def rows() -> Iterator[tuple[str, Row]]:
        number = 0
        while True:
            with foreign_reader(file_name, "a Parquet table"):
                batch = next(batches, None)
                held = iter(()) if batch is None else _rows_of(pyarrow, batch)
            if batch is None:
                return
            while True:
                with foreign_reader(file_name, "a Parquet table"):
                    row = next(held, None)
                if row is None:
                    break
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
    """Yield the rows one at a time: a batch of large cells is never whole in memory."""
    table = _flat(pyarrow.Table.from_batches([batch]))
    columns = [column.chunk(0) for column in table.columns]
    return (tuple(column[n].as_py() for column in columns) for n in range(table.num_rows))


def _texts(schema: Any) -> list[str]:
    """Return the columns that hold texts or bytes."""
    columns = (schema.column(number) for number in range(len(schema)))
    return [
        str(column.path)
        for column in columns
        if column.physical_type == "BYTE_ARRAY"
        and column.logical_type.type in ("STRING", "NONE")
        and column.path == column.name  # Those within others cannot be read so.
    ]


def _refuse_bomb(metadata: Any, file_name: str) -> None:
    """Refuse a file of which one piece would unpack to more than a whole file may hold."""
    for group in range(metadata.num_row_groups):
        for number in range(metadata.num_columns):
            if metadata.row_group(group).column(number).total_uncompressed_size > LARGEST_WHOLE:
                raise FormatError(
                    f"{file_name} would unpack to more than {LARGEST_WHOLE >> 20:,} MB. It was not "
                    "imported; split it first."
                )
