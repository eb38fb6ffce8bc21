"""Plain text of any encoding, read into a canonical document that keeps its original bytes."""

from __future__ import annotations

from storage.documents.decoding import decode
from storage.documents.reading import Extract, Hand, ReadingOptions, ReadText, as_read, title_of
from storage.errors import FormatError

__all__ = ["ReadText", "read", "read_plain_text", "refuse_binary", "refuse_magic", "title_of"]

HAND = Hand("text/plain", "plain text", "1")
LARGEST = 64 * 1024 * 1024
_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive or an office document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"SQLite format 3\x00", "a database"),
    (b"\x1f\x8b", "a compressed file"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\x7fELF", "a program"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"PAR1", "a Parquet table"),
)
_MARKS = tuple(mark for mark, _ in _MAGIC)
_CONTROLS = bytes((*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_FEW_CONTROLS = 8
_CONTROL_SHARE = 0.02


def read(data: bytes, file_name: str, options: ReadingOptions) -> ReadText:
    """Read the bytes of a text file. Raises FormatError for an empty and for a binary file."""
    return read_plain_text(data, file_name, encoding=options.encoding)


def read_plain_text(data: bytes, file_name: str, *, encoding: str | None = None) -> ReadText:
    """Read the bytes of a text file; `encoding` forces one, else it is found out.

    Raises FormatError for an empty file, a binary one, and an unknown encoding.
    """
    refuse_magic(data, file_name)
    if len(data) > LARGEST:
        raise FormatError(
            f"{file_name} holds more than {LARGEST >> 20} MB of text. It was not imported; "
            "split it first."
        )
    found = decode(data, file_name, encoding=encoding)
    refuse_binary(found.text, file_name)
    extract = Extract(found.text, encoding=found.encoding, undecodable=found.undecodable)
    return as_read(extract, data, file_name, HAND, "Plain text")


def refuse_magic(data: bytes, file_name: str) -> None:
    """Raise FormatError if a file begins like one of another kind."""
    if data.startswith(_MARKS):
        what = next(what for mark, what in _MAGIC if data.startswith(mark))
        raise FormatError(
            f"{file_name} is {what}, not plain text. It was not imported; "
            "save its text as .txt and import that."
        )


def refuse_binary(text: str, file_name: str) -> None:
    """Raise FormatError if what was decoded is no text."""
    plain = text.encode("utf-8", "replace")
    controls = len(plain) - len(plain.translate(None, _CONTROLS))
    if controls >= _FEW_CONTROLS and controls > len(text) * _CONTROL_SHARE:
        raise FormatError(
            f"{file_name} is not a text: it is full of control characters. It was not imported; "
            "save its text as .txt and import that."
        )
