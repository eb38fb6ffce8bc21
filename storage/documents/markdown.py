"""Markdown: the text as it was written, marks and all, titled by its heading or front matter."""

from __future__ import annotations

import re
from dataclasses import replace

from storage.documents.plain_text import read_plain_text
from storage.documents.reading import ReadingOptions, ReadText

KIND = "Markdown"
_FRONT = re.compile(r"\A\ufeff?---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PAIR = re.compile(r"^([A-Za-z_][\w-]{0,40}):[ \t]+(\S.{0,2000})$", re.MULTILINE)
_HEADING = re.compile(
    r"^ {0,3}#{1,3}[ \t]+(\S.*?)[ \t#]*$|^(\S[^\n]{0,200})\n=+[ \t]*$", re.MULTILINE
)
_NAMES = {
    **dict.fromkeys(("author", "authors"), "author"),
    **dict.fromkeys(("date", "published"), "published"),
    **dict.fromkeys(("source", "site", "publisher"), "source"),
    **dict.fromkeys(("url", "link", "canonical"), "url"),
    **dict.fromkeys(("lang", "language"), "language"),
}
_HEAD = 20_000


def read(data: bytes, file_name: str, options: ReadingOptions) -> ReadText:
    """Read a Markdown file; nothing of its text is changed. Raises FormatError."""
    found = read_plain_text(data, file_name, encoding=options.encoding)
    document = found.document
    front = _FRONT.match(document.text)
    said = {
        key.casefold(): _plain(value) for key, value in _PAIR.findall(front[1] if front else "")
    }
    heading = _HEADING.search(document.text[:_HEAD], front.end() if front else 0)
    title = said.get("title") or (heading and (heading[1] or heading[2])) or document.title
    details = {_NAMES[key]: value for key, value in said.items() if key in _NAMES}
    original = document.original and replace(
        document.original, media_type="text/markdown", reader="Markdown"
    )
    named = replace(document, title=" ".join(title.split()), details=details, original=original)
    return replace(found, document=named, kind=KIND)


def _plain(value: str) -> str:
    """Return a value of the front matter without its quotes."""
    value = value.strip()
    quoted = len(value) > 1 and value[0] == value[-1] and value[0] in "\"'"
    return value[1:-1] if quoted else value
