"""Rich text (.rtf): the text without its formatting, with what its header says about it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from storage.documents.reading import (
    Extract,
    Hand,
    ReadingOptions,
    ReadText,
    as_read,
    headline_of,
)
from storage.documents.rtf_reader import RtfReader
from storage.errors import FormatError

HAND = Hand("application/rtf", "rich text", "2")
KIND = "Rich text"
_LINE_ENDS = re.compile(r"[ \t]+(?=\n|$)")


def read(data: bytes, file_name: str, options: ReadingOptions) -> ReadText:
    """Read a rich text. `options.encoding` is that of its 8-bit letters. Raises FormatError."""
    if not data.lstrip().startswith(b"{\\rtf"):
        raise FormatError(f"{file_name} is not a rich text. It was not imported.")
    reader = RtfReader(data, options.encoding, with_notes=options.notes)
    reader.read()
    body = _joined(reader.body).strip("\n")
    notes = (_joined(note) for note in reader.notes)
    lines = [body, *(f"[{n}] {' '.join(note.split())}" for n, note in enumerate(notes, start=1))]
    if options.headers:
        lines = [*_each_once(reader.headers), *lines, *_each_once(reader.footers)]
    text = "\n".join(lines)
    said = {name: _joined(held).strip() for name, held in reader.said.items()}
    extract = Extract(
        text,
        said.get("title", "") or headline_of(body),
        {"author": said.get("author", ""), "source": said.get("company", "")},
        tuple(_remarks(reader, options)),
        undecodable=text.count("\ufffd"),
    )
    return as_read(extract, data, file_name, HAND, KIND)


def _remarks(reader: RtfReader, options: ReadingOptions) -> Iterator[str]:
    if reader.has_deleted:
        yield "text that tracked changes delete was left out."
    if reader.has_hidden:
        yield "text that is formatted as hidden was left out."
    if reader.has_comments:
        yield "its comments were left out."
    around = "".join(part for held in (*reader.headers, *reader.footers) for part in held)
    if not options.headers and any(map(str.isalpha, around)):
        yield "its headers and footers were left out."


def _each_once(held: Iterable[list[str]]) -> Iterable[str]:
    return dict.fromkeys(text for part in held if (text := _joined(part).strip()))


def _joined(parts: Iterable[str]) -> str:
    """Return the text with pairs of surrogates, as rich text writes them, as one character."""
    whole = "".join(parts).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _LINE_ENDS.sub("", whole)
