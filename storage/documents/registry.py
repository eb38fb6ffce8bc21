"""The kinds of source text that can be read; a new kind is a module and an entry here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from storage.documents import plain_text
from storage.documents.plain_text import ReadText
from storage.errors import FormatError

Reader = Callable[[bytes, str], ReadText]
LARGEST = 512 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A kind of source text: the suffixes of its files (lower case) and who reads them."""

    key: str
    title: str
    suffixes: tuple[str, ...]
    read: Reader


KINDS = (DocumentKind("text", "Plain text", (".txt", ".text", ".md"), plain_text.read_plain_text),)


def kind_of(path: Path) -> DocumentKind:
    """Return the kind that a file's suffix names; plain text if it names none."""
    suffix = path.suffix.lower()
    return next((kind for kind in KINDS if suffix in kind.suffixes), KINDS[0])


def read_document(path: Path, *, encoding: str | None = None) -> ReadText:
    """Read a source text from a file; `encoding` forces one. Raises FormatError."""
    data = bytes_of(path)
    if encoding is not None:
        return plain_text.read_plain_text(data, path.name, encoding=encoding)
    return kind_of(path).read(data, path.name)


def bytes_of(path: Path) -> bytes:
    """Return what a file holds; raise FormatError if it cannot be read or is far too large."""
    try:
        size = path.stat().st_size
        if size > LARGEST:
            raise FormatError(
                f"{path} is larger than {LARGEST >> 20} MB. It was not imported; split it first."
            )
        return path.read_bytes()
    except OSError as error:
        raise FormatError(
            f"{path} could not be read: {error.strerror}. Nothing was imported."
        ) from error
