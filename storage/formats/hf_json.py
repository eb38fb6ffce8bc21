"""Datasets of Hugging Face in JSON Lines: a row a line, the names of the tags in the card."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from storage.formats.codec import Codec, ReadOptions, Writing
from storage.formats.corpus import ForeignDocument, Problem
from storage.formats.hf_names import given, names_beside
from storage.formats.hf_reading import TAGS, TOKENS, document_of
from storage.formats.hf_rows import CARRIES, PARTS, card_header, row_of, tag_names
from storage.formats.json_records import first_value, json_values
from storage.formats.jsonl_lines import encode_line

_TELLING = tuple(f'"{key}"'.encode() for key in (TAGS[0], TOKENS[2]))


def read(path: Path, options: ReadOptions) -> Iterator[ForeignDocument | Problem]:
    """Yield the rows of a file; names of tags that are not given come from the card beside it."""
    names = given(options.labels) or names_beside(path)
    for record in _records(path):
        if isinstance(record, Problem):
            yield record
        else:
            yield document_of(*record, names)


def _records(path: Path) -> Iterator[tuple[str, Any] | Problem]:
    yield from json_values(path, "row", partial(_rows, path.name))


def _rows(name: str, value: Any) -> Iterator[tuple[str, Any] | Problem]:
    """Yield the rows of a value: a list, one below “data”, or a list for each part."""
    if isinstance(value, dict) and "data" not in value and _is_of_parts(value):
        for part, rows in value.items():
            yield from ((f"{name}, {part}, row {n}", row) for n, row in enumerate(rows, 1))
        return
    rows = value.get("data", [value]) if isinstance(value, dict) else value
    if not isinstance(rows, list):
        yield Problem(name, "this is not a list of rows")
        return
    for number, row in enumerate(rows, 1):
        yield f"{name}, row {number}", row


def _is_of_parts(value: dict[str, Any]) -> bool:
    """Tell whether an object is one list of rows for each part (train, test, …)."""
    return bool(value) and all(
        isinstance(rows, list) and all(isinstance(row, dict) for row in rows)
        for rows in value.values()
    )


def write(path: Path, documents: Iterable[ForeignDocument], writing: Writing) -> None:
    """Write a row for each document."""
    numbers = {name: number for number, name in enumerate(tag_names(writing.labels))}
    with path.open("wb") as file:
        for document in documents:
            file.write(encode_line(row_of(document, numbers)))


def looks_like(path: Path, head: bytes) -> bool:
    """Tell whether the first row of a file has tokens with tags."""
    first = first_value(head)
    if isinstance(first, list) and first:
        first = first[0]
    if isinstance(first, dict) and first.keys() & set(TOKENS):
        tokens = next((first[key] for key in TOKENS if isinstance(first.get(key), list)), None)
        are_words = tokens is not None and all(isinstance(token, str) for token in tokens)
        return are_words and any(isinstance(first.get(key), list) for key in TAGS)
    return path.suffix.lower() == ".json" and any(key in head for key in _TELLING)


CODEC = Codec(
    carries=CARRIES,
    suffixes=(".jsonl", ".json"),
    read=read,
    write=write,
    looks_like=looks_like,
    in_folder=True,
    parts=PARTS,
    card_header=card_header,
)
