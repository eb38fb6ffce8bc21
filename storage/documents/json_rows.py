"""Rows in JSON: one object a line, one after another, or in an array; objects within are columns.

What Python writes beyond JSON (NaN, numbers of any length) is read as well.
"""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

import orjson

from storage.documents.decoding import decode
from storage.documents.tables import MOST_COLUMNS, SAMPLE, Row, Table
from storage.errors import FormatError

_DEEPEST = 4
_LARGEST_WHOLE = 64 * 1024 * 1024
_WHITE = " \t\r\n"

Placed = Iterator[tuple[str, Row | FormatError]]


def open_json(data: bytes, file_name: str, encoding: str | None = None) -> Table:
    """Open rows of JSON given as bytes. Raises FormatError if there are none."""
    found = decode(data, file_name, encoding=encoding)
    if found.encoding != "utf-8":
        data = found.text.encode("utf-8", "surrogatepass")
    data = data.removeprefix(b"\xef\xbb\xbf")
    whole = _whole(data)
    columns: dict[str, None] = {}
    first: FormatError | None = None
    for _, row in islice(_rows(data, whole, file_name), SAMPLE + 1):
        if isinstance(row, FormatError):
            first = first or row
        else:
            columns |= dict.fromkeys(row)
    if not columns:
        raise first or FormatError(f"{file_name} holds no table. It was not imported.")
    if len(columns) > MOST_COLUMNS:
        raise FormatError(
            f"{file_name} has more than {MOST_COLUMNS:,} columns. It was not imported."
        )
    return Table(tuple(columns), _rows(data, whole, file_name), found.encoding)


def _rows(data: bytes, whole: list[Any] | None, file_name: str) -> Placed:
    if whole is None:
        yield from _lines(data, file_name)
        return
    for number, value in enumerate(whole, start=1):
        where = f"{file_name}, row {number}"
        yield where, _flat(value) if isinstance(value, dict) else _no_object(where)


def _lines(data: bytes, file_name: str) -> Placed:
    for number, line in enumerate(io.BytesIO(data), start=1):
        if not line.strip():
            continue
        where = f"{file_name}, line {number}"
        try:
            value = _loads(line)
        except (ValueError, RecursionError) as error:
            yield where, FormatError(f"{where}: this is not JSON ({error}). It was not imported.")
        else:
            yield where, _flat(value) if isinstance(value, dict) else _no_object(where)


def _no_object(where: str) -> FormatError:
    return FormatError(f"{where}: this is not a JSON object. It was not imported.")


def _loads(data: bytes) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        return json.loads(data)


def _whole(data: bytes) -> list[Any] | None:
    """Return the rows of a file that is not one object a line, else None."""
    head = data.lstrip()
    line, _, rest = head.partition(b"\n")
    if head.startswith(b"{") and rest.strip() and _is_object(line):
        return None
    if not head.startswith((b"[", b"{")) or len(data) > _LARGEST_WHOLE:
        return None
    try:
        values = list(_values(data.decode("utf-8", "surrogatepass")))
    except (ValueError, RecursionError):
        return None  # The lines will say where it breaks off.
    if len(values) != 1:
        return values
    held = values[0] if isinstance(values[0], list) else _listed(values[0])
    return held if any(isinstance(value, dict) for value in held) else None


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(_loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _values(text: str) -> Iterator[Any]:
    """Yield values that stand one after another."""
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        if text[at] in _WHITE:
            at += 1
        else:
            value, at = decoder.raw_decode(text, at)
            yield value


def _listed(value: Any) -> list[Any]:
    """Return the objects that an object lists under one of its names, else the object alone."""
    lists = [held for held in value.values() if _are_objects(held)]
    return lists[0] if len(lists) == 1 and not _is_text(value) else [value]


def _are_objects(held: Any) -> bool:
    return isinstance(held, list) and bool(held) and all(isinstance(v, dict) for v in held)


def _is_text(value: dict[str, Any]) -> bool:
    return any(isinstance(v, str) and len(v) > 200 for v in value.values())


def _flat(value: dict[str, Any], above: str = "", depth: int = 1) -> Row:
    """Return an object with the objects in it as columns of their own, named “outer.inner”."""
    row: Row = {}
    for key, held in value.items():
        name = above + key.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
        if isinstance(held, dict) and held and depth < _DEEPEST:
            row |= _flat(held, f"{name}.", depth + 1)
        else:
            row[name] = held
    return row
