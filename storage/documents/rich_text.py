"""Rich text (.rtf): the text without its formatting, with what its header says about it."""

from __future__ import annotations

import re
from collections.abc import Callable

from storage.documents.reading import (
    Extract,
    Hand,
    ReadingOptions,
    ReadText,
    as_read,
    foreign_reader,
)
from storage.errors import FormatError

HAND = Hand("application/rtf", "rich text", "1")
KIND = "Rich text"
_CODEPAGE = re.compile(rb"\\ansicpg(\d{1,5})")
_HEAD = 64 * 1024
_INFO = re.compile(r"\{\\(title|author|company|keywords) ([^{}]{0,2000})\}")
_CELL = re.compile(r"\\(?:nest)?cell(?![a-z])")
_LINE_ENDS = re.compile(r"[ \t]+(?=\n|$)")


def read(data: bytes, file_name: str, options: ReadingOptions) -> ReadText:
    """Read a rich text. `options.encoding` is that of its 8-bit letters. Raises FormatError."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise FormatError(f"{file_name} is not a rich text. It was not imported.")
    page = options.encoding or _code_page(data)
    with foreign_reader(file_name, "a rich text"):
        # Rich text is ASCII; what stands above it is in the code page that the header names.
        source = _CELL.sub(r"\\tab ", data.decode(page, "replace"))
        text = _without_marks(source, page)
        said = {
            name: _without_marks("{\\rtf1 " + value + "}", page)
            for name, value in _INFO.findall(source[:_HEAD])
        }
    extract = Extract(
        _joined(text).strip("\n"),
        said.get("title", ""),
        {"author": said.get("author", ""), "source": said.get("company", "")},
        undecodable=text.count("\ufffd"),
    )
    return as_read(extract, data, file_name, HAND, KIND)


def _without_marks(source: str, page: str) -> str:
    from striprtf.striprtf import rtf_to_text

    plain: Callable[..., str] = rtf_to_text
    return plain(source, encoding=page, errors="replace")


def _code_page(data: bytes) -> str:
    """Return the code page that the header names, else the one of Western Windows."""
    found = _CODEPAGE.search(data[:_HEAD])
    name = f"cp{found[1].decode()}" if found else "cp1252"
    try:
        "".encode(name)
    except LookupError:
        return "cp1252"
    return name


def _joined(text: str) -> str:
    """Return the text with pairs of surrogates, as rich text writes them, as one character."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _LINE_ENDS.sub("", whole.replace("\r\n", "\n"))
