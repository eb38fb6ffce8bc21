"""Records of JSON files of other programs, one by one; what is wrong with one is no end of all."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from storage.formats.corpus import Problem
from storage.formats.json_stream import StreamError, is_list, members
from storage.formats.jsonl_lines import decode_line

LONGEST_LINE = 64 * 1024 * 1024
LARGEST_FILE = 128 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"


def json_lines(path: Path) -> Iterator[tuple[str, Any] | Problem]:
    """Yield the place and the value of each line that is not blank, or what is wrong with it.

    A line of more than 64 MB is passed over, so that no file can fill the memory. Raises OSError.
    """
    with path.open("rb") as file:
        for number, line in whole_lines(file, LONGEST_LINE):
            where = f"{path.name}, line {number}"
            if line is None:
                yield Problem(where, f"the line is longer than {LONGEST_LINE >> 20} MB")
            elif line.strip():
                yield _value(where, line)


def json_file(path: Path) -> tuple[str, Any] | Problem:
    """Return the value of a file that is one JSON value, or what is wrong with it."""
    if path.stat().st_size > LARGEST_FILE:
        return Problem(
            path.name, f"the file is larger than {LARGEST_FILE >> 20} MB; split it first"
        )
    return _value(path.name, path.read_bytes().removeprefix(_BOM))


def json_members(path: Path, what: str) -> Iterator[tuple[str, Any] | Problem]:
    """Yield place and value of each member of a list (`what` it is), or of a file that is none.

    A large list is read one member after the other. Raises OSError.
    """
    if is_large(path) and is_list(path):
        yield from _streamed(path, what)
        return
    found = json_file(path)
    if isinstance(found, Problem) or not isinstance(found[1], list):
        yield found
    else:
        yield from ((f"{path.name}, {what} {n}", value) for n, value in enumerate(found[1], 1))


def json_values(
    path: Path, what: str, members_of: Callable[[Any], Iterator[tuple[str, Any] | Problem]]
) -> Iterator[tuple[str, Any] | Problem]:
    """Yield the values of lines, of a list too large to hold, or what a whole file's value holds.

    `what` a member is called; `members_of` finds the members in the value of a whole file.
    """
    if path.suffix.lower() != ".json":
        yield from json_lines(path)
        return
    if is_large(path) and is_list(path):
        yield from json_members(path, what)
        return
    found = json_file(path)
    # Many such files end in .json and are JSON Lines all the same.
    yield from json_lines(path) if isinstance(found, Problem) else members_of(found[1])


def is_large(path: Path) -> bool:
    """Tell whether a file is too large to be parsed whole."""
    return path.stat().st_size > LARGEST_FILE


def _streamed(path: Path, what: str) -> Iterator[tuple[str, Any] | Problem]:
    number = 0
    try:
        for member in members(path, LONGEST_LINE):
            number += 1
            yield _value(f"{path.name}, {what} {number}", member)
    except StreamError as error:
        yield Problem(f"{path.name}, {what} {number + 1}", str(error))


def first_value(head: bytes) -> Any:
    """Return the JSON value of the first line of a file, None if there is none."""
    line = head.removeprefix(_BOM).lstrip().split(b"\n", 1)[0]
    try:
        return decode_line(line)
    except (ValueError, RecursionError):
        return None


def _value(where: str, data: bytes) -> tuple[str, Any] | Problem:
    try:
        return where, decode_line(data)
    except UnicodeDecodeError:
        return Problem(where, "this is not UTF-8; save it as UTF-8")
    except json.JSONDecodeError as error:
        return Problem(where, f"this is not JSON ({error})")
    except (ValueError, RecursionError) as error:
        return Problem(where, f"this is not JSON that can be read ({error})")


def whole_lines(file: BinaryIO, longest: int) -> Iterator[tuple[int, bytes | None]]:
    """Yield the number of each line and the line; None for one that is longer than `longest`."""
    number = 0
    while line := file.readline(longest + 1):
        number += 1
        if len(line) > longest and not line.endswith(b"\n"):
            while (rest := file.readline(longest)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        else:
            yield number, line.removeprefix(_BOM) if number == 1 else line
