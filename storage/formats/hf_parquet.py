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
from storage.formats.hf_rows import (
    CARRIES,
    PARTS,
    TAGS,
    card_header,
    document_of,
    features,
    row_of,
    tag_names,
)
from storage.formats.tally import refuse

_WHAT = "Parquet files"
_AT_ONCE = 500
_FOOT = 64 * 1024
_METADATA = b"huggingface"


def read(path: Path, options: ReadOptions) -> Iterator[ForeignDocument | Problem]:
    """Yield the rows of a file; raise FormatError if it is none, or its tags have no names."""
    arrow, parquet = library("pyarrow", _WHAT), library("pyarrow.parquet", _WHAT)
    number = 0
    try:
        with parquet.ParquetFile(path) as file:
            names = options.labels or _names(file.schema_arrow.metadata)
            _check_names(path, file.schema_arrow, names)
            for batch in file.iter_batches(batch_size=_AT_ONCE):
                for row in batch.to_pylist():
                    number += 1
                    yield document_of(f"{path.name}, row {number}", row, names)
    except (arrow.ArrowException, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise
        # Arrow says of broken bytes that they are an error of input, without a number.
        refuse(path.name, f"this is no whole Parquet file ({str(error).splitlines()[0]})")


def _names(metadata: dict[bytes, bytes] | None) -> tuple[str, ...]:
    """Return the names of the tags that `datasets` left in the metadata, if any."""
    try:
        found = json.loads((metadata or {}).get(_METADATA, b"{}"))["info"]["features"]
        for column in TAGS:
            feature = found.get(column, {}).get("feature", {})
            if "names" in feature:
                return tuple(map(str, feature["names"]))
    except (ValueError, KeyError, TypeError, AttributeError):
        # Metadata of another make say nothing of tags.
        return ()
    return ()


def _check_names(path: Path, schema: Any, names: tuple[str, ...]) -> None:
    column = next((name for name in TAGS if name in schema.names), None)
    if column is None or names or "int" not in str(schema.field(column).type):
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
    """Tell whether a Parquet file has a column of tags."""
    if not head.startswith(b"PAR1"):
        return False
    with path.open("rb") as file:
        # The names of the columns stand at the end of the file.
        file.seek(max(0, path.stat().st_size - _FOOT))
        return b"ner_tags" in file.read()


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
