"""Lines of a text file of another program, one by one, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from storage.formats.corpus import Problem

LONGEST = 1024 * 1024
_BOM = b"\xef\xbb\xbf"


def text_lines(path: Path, encoding: str | None) -> Iterator[tuple[str, str | Problem]]:
    """Yield the place of each line and the line without its end; or, as the last, what is wrong.

    Only LF ends a line (a CR before it goes with it): a token may hold any other character. Raises
    OSError.
    """
    used = encoding or "utf-8"
    with path.open("rb") as file:
        number = 0
        while data := file.readline(LONGEST + 1):
            number += 1
            where = f"{path.name}, line {number}"
            if len(data) > LONGEST:
                yield where, Problem(where, f"the line is longer than {LONGEST >> 20} MB")
                return
            if number == 1 and used == "utf-8":
                data = data.removeprefix(_BOM)
            try:
                line = data.decode(used)
            except (UnicodeDecodeError, LookupError):
                yield where, Problem(where, not_in(encoding))
                return
            yield where, line.removesuffix("\n").removesuffix("\r")


def not_in(encoding: str | None) -> str:
    """Return what to say of a text that is not in an encoding (UTF-8 where none was named)."""
    if encoding:
        return f"this is not {encoding}; name the encoding that it is in (--encoding)"
    return "this is not UTF-8; name the encoding that it is in (--encoding latin-1, cp1252, …)"
