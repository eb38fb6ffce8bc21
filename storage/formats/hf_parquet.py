"""Datasets of Hugging Face in Parquet: rows in columns, the names of the tags in the metadata."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from storage.formats.codec import Codec, ReadOptions, Writing
from storage.formats.corpus import ForeignDocument, Problem
from storage.formats.extras import library
from storage.formats.hf_names import Names, given, names_beside, names_in_features, names_of
from storage.formats.hf_reading import SPANS, TAGS, TOKENS, document_of
from storage.formats.hf_rows import CARRIES, PARTS, card_header, features, row_of, tag_names
from storage.formats.tally import refuse

_WHAT = "Parquet files"
_AT_ONCE = 500
_FOOT = 64 * 1024
_LARGEST_GROUP = 512 * 1024 * 1024
_LARGEST_ROW = 1024 * 1024
_METADATA = b"huggingface"


def read(path: Path, options: ReadOptions) -> Iterator[ForeignDocument | Problem]:
    """Yield the rows of a file; raise FormatError if it is none, or its tags have no names."""
    arrow, parquet = library("pyarrow", _WHAT), library("pyarrow.parquet", _WHAT)
    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            names = given(options.labels) or _names(file.schema_arrow.metadata)
            names = names or names_beside(path)
            _check_names(arrow, path, file.schema_arrow, names)
            _check_cells(path, file.metadata)
            for batch in file.iter_batches(batch_size=_AT_ONCE):
                for row in batch.to_pylist():
                    number += 1
                    yield document_of(f"{path.name}, row {number}", row, names)
    except (arrow.ArrowException, OSError, UnicodeDecodeError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        # Arrow says of broken bytes that they are an error of input, without a number.
        refuse(path.name, f"this is no whole Parquet file ({str(error).splitlines()[0]})")


def _names(metadata: dict[bytes, bytes] | None) -> Names:
    """Return the names of numbers that `datasets` left in the metadata, if any."""
    try:
        return names_in_features(
            json.loads((metadata or {}).get(_METADATA, b"{}"))["info"]["features"]
        )
    except (ValueError, KeyError, TypeError, RecursionError):
        # Metadata of another make say nothing of tags.
        return {}


def _check_cells(path: Path, metadata: Any) -> None:
    """Refuse a file with a cell so large that reading it would fill the memory."""
    for at in range(metadata.num_row_groups):
        # Of the whole group: to look at its columns may end the program where they are damaged.
        group = metadata.row_group(at)
        if group.total_byte_size > max(_LARGEST_GROUP, _LARGEST_ROW * group.num_rows):
            refuse(path.name, f"its rows hold more than {_LARGEST_ROW >> 20} MB each")


def _check_names(arrow: Any, path: Path, schema: Any, names: Names) -> None:
    """Refuse a file whose only tags are numbers without names."""
    types = {name: schema.field(name).type for name in (*TAGS, *SPANS) if name in schema.names}
    lists = {name: kind for name, kind in types.items() if hasattr(kind, "value_type")}
    column = next((name for name in TAGS if name in lists), None)
    if column is None or types.keys() & set(SPANS) or names_of(names, column):
        return
    if not arrow.types.is_integer(lists[column].value_type):
        return
    refuse(
        path.name,
        f"its “{column}” are numbers, and the file does not say what they mean; give the names of "
        "the tags in their order (--labels O,B-PER,I-PER,…)",
    )


def write(path: Path, documents: Iterable[ForeignDocument], writing: Writing) -> None:
    """Write a row for each document, some hundred in memory at a time."""
    arrow, parquet = library("pyarrow", _WHAT), library("pyarrow.parquet", _WHAT)
    schema = _schema(arrow, writing)
    numbers = {name: number for number, name in enumerate(tag_names(writing.labels))}
    rows = (row_of(document, numbers) for document in documents)
    with parquet.ParquetWriter(path, schema) as file:
        while batch := list(islice(rows, _AT_ONCE)):
            file.write_table(arrow.Table.from_pylist(batch, schema=schema))


def _schema(arrow: Any, writing: Writing) -> Any:
    def kind(feature: Any) -> Any:
        if isinstance(feature, list):
            return arrow.list_(arrow.struct([(k, kind(v)) for k, v in feature[0].items()]))
        if feature["_type"] == "Sequence":
            return arrow.list_(kind(feature["feature"]))
        return arrow.string() if feature.get("dtype") == "string" else arrow.int64()

    found = features(writing.labels)
    held = json.dumps({"info": {"features": found}})
    fields = [(name, kind(feature)) for name, feature in found.items()]
    return arrow.schema(fields, metadata={_METADATA: held.encode()})


def looks_like(path: Path, head: bytes) -> bool:
    """Tell whether a Parquet file has a column of tags or of spans."""
    if not head.startswith(b"PAR1"):
        return False
    with path.open("rb") as file:
        # The names of the columns stand at the end of the file.
        file.seek(max(0, path.stat().st_size - _FOOT))
        foot = file.read()
    if not any(name.encode() in foot for name in (*TAGS, *SPANS)):
        return False
    arrow, parquet = library("pyarrow", _WHAT), library("pyarrow.parquet", _WHAT)
    try:
        schema = parquet.read_schema(path)
    except (arrow.ArrowException, OSError, UnicodeDecodeError):
        return True  # Who reads it says what is wrong.
    return (_has_lists(schema, TOKENS) and _has_lists(schema, TAGS)) or _has_objects(arrow, schema)


def _has_lists(schema: Any, names: tuple[str, ...]) -> bool:
    return any(
        name in schema.names and hasattr(schema.field(name).type, "value_field") for name in names
    )


def _has_objects(arrow: Any, schema: Any) -> bool:
    """Tell whether spans are objects: a column of that name may hold words as well."""
    types = [schema.field(name).type for name in SPANS if name in schema.names]
    return any(arrow.types.is_struct(getattr(kind, "value_type", kind)) for kind in types)


CODEC = Codec(
    carries=CARRIES,
    suffixes=(".parquet",),
    read=read,
    write=write,
    looks_like=looks_like,
    needs=("pyarrow",),
    in_folder=True,
    parts=PARTS,
    card_header=card_header,
)
