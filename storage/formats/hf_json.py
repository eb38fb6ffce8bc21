"""Datasets of Hugging Face in JSON Lines: a row a line, the names of the tags in the card."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from storage.formats.codec import Codec, ReadOptions, Writing
from storage.formats.corpus import ForeignDocument, Problem
from storage.formats.hf_rows import CARRIES, PARTS, card_header, document_of, row_of, tag_names
from storage.formats.json_records import first_value, json_file, json_lines
from storage.formats.jsonl_lines import encode_line
from storage.formats.outputs import CARD

_NAME = re.compile(r"^\s*['\"]?(\d+)['\"]?\s*:\s*(.+?)\s*$")


def read(path: Path, options: ReadOptions) -> Iterator[ForeignDocument | Problem]:
    """Yield the rows of a file; names of tags that are not given come from the card beside it."""
    names = options.labels or _names_of_card(path)
    for record in _records(path):
        if isinstance(record, Problem):
            yield record
        else:
            yield document_of(*record, names)


def _records(path: Path) -> Iterator[tuple[str, Any] | Problem]:
    if path.suffix.lower() != ".json":
        yield from json_lines(path)
        return
    found = json_file(path)
    if isinstance(found, Problem):
        # Many datasets end in .json and are JSON Lines all the same.
        yield from json_lines(path)
        return
    value = found[1]
    rows = value.get("data", [value]) if isinstance(value, dict) else value
    if not isinstance(rows, list):
        yield Problem(path.name, "this is not a list of rows")
        return
    for number, row in enumerate(rows, 1):
        yield f"{path.name}, row {number}", row


def _names_of_card(path: Path) -> tuple[str, ...]:
    """Return the names of the tags from the YAML of the dataset card, none if there is no card."""
    for folder in (path.parent, path.parent.parent):
        try:
            lines = (folder / CARD).read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            continue
        return tuple(_listed(lines))
    return ()


def _listed(lines: list[str]) -> Iterator[str]:
    """Yield the names that stand below the first `names:` of a class label."""
    is_below = False
    for line in lines:
        if line.strip() == "names:":
            is_below = True
        elif is_below:
            found = _NAME.match(line)
            if found is None:
                return
            yield _unquoted(found[2])


def _unquoted(text: str) -> str:
    if text.startswith('"'):
        try:
            return str(json.loads(text))
        except ValueError:
            return text
    return text[1:-1].replace("''", "'") if text.startswith("'") else text


def write(path: Path, documents: Iterable[ForeignDocument], writing: Writing) -> None:
    """Write a row for each document."""
    numbers = {name: number for number, name in enumerate(tag_names(writing.labels))}
    with path.open("wb") as file:
        for document in documents:
            file.write(encode_line(row_of(document, numbers)))


def looks_like(path: Path, head: bytes) -> bool:
    """Tell whether the first row of a file has tokens with tags."""
    del path
    first = first_value(head)
    return isinstance(first, dict) and {"tokens", "ner_tags"} <= first.keys()


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
