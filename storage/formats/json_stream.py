"""The members of a JSON list, one after the other, so that a large file takes little memory."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

_CHUNK = 4 * 1024 * 1024
# A whole string, or one that goes on behind what was read, or what nests and divides values.
_MARK = re.compile(rb'"[^"\\]*(?:\\.[^"\\]*)*"|"|[\[\]{},]', re.DOTALL)
_BOM = b"\xef\xbb\xbf"


class StreamError(ValueError):
    """What is wrong with the list."""


def is_list(path: Path) -> bool:
    """Tell whether a file begins as a JSON list does. Raises OSError."""
    with path.open("rb") as file:
        return file.read(1024).removeprefix(_BOM).lstrip().startswith(b"[")


def members(path: Path, longest: int, chunk: int = _CHUNK) -> Iterator[bytes]:
    """Yield the bytes of each member of the list that a file is; none is longer than `longest`.

    Only the brackets of the list are looked at: whether a member is JSON, its reader finds out.
    Raises StreamError, OSError.
    """
    with path.open("rb") as file:
        held = file.read(chunk).removeprefix(_BOM).lstrip()
        if not held.startswith(b"["):
            raise StreamError("this is not a list")
        scanner = _Scanner(held[1:])
        while not scanner.is_done:
            yield from scanner.found()
            if scanner.waiting > longest:
                raise StreamError(f"a record is longer than {longest >> 20} MB")
            scanner.feed(file.read(chunk))


class _Scanner:
    """Divides what it is fed at the commas of the outermost list."""

    def __init__(self, held: bytes) -> None:
        self.is_done = False
        self._held = held
        self._at = 0
        self._depth = 0

    @property
    def waiting(self) -> int:
        """How many bytes are no whole member yet."""
        return len(self._held)

    def feed(self, more: bytes) -> None:
        """Take more bytes; raise StreamError if they are wanted and there are none."""
        if not (more or self.is_done):
            raise StreamError("the file ends too early")
        self._held += more

    def found(self) -> Iterator[bytes]:
        """Yield the members that are whole, and forget them."""
        begin = 0
        while (mark := _MARK.search(self._held, self._at)) is not None and mark[0] != b'"':
            self._at = mark.end()
            if self._ends(mark[0]):
                member = self._held[begin : mark.start()].strip()
                self.is_done = mark[0] != b","
                # Nothing stands in an empty list; elsewhere the reader says that it is no value.
                if member or not self.is_done:
                    yield member
                begin = self._at
                if self.is_done:
                    return
        at = len(self._held) if mark is None else mark.start()
        self._held, self._at = self._held[begin:], at - begin

    def _ends(self, mark: bytes) -> bool:
        """Take note of a mark; tell whether a member of the outermost list ends at it."""
        if mark in b"[{":
            self._depth += 1
        elif self._depth == 0:
            return mark in b",]}"
        elif mark in b"]}":
            self._depth -= 1
        return False
