"""The canonical text: fixed once at import, and what every offset counts in (code points)."""

from __future__ import annotations

import bisect
import hashlib
import re
from dataclasses import dataclass

REPLACEMENT = "\ufffd"
_CHANGED = re.compile("\r\n?|[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class CanonicalText:
    """A text as it is stored, and what was changed to make it so.

    `replaced` counts the NULs and lone surrogates that became U+FFFD; `newlines` the line ends that
    were not a plain LF. `shifts` lists the code-point positions of the raw text behind each CR of a
    CR LF pair, which is where an offset moves by one.
    """

    text: str
    replaced: int = 0
    newlines: int = 0
    shifts: tuple[int, ...] = ()

    @property
    def sha256(self) -> str:
        """The hash of the text in UTF-8, in lower-case hexadecimal."""
        return text_sha256(self.text)

    def offset(self, raw: int) -> int:
        """Return where an offset into the raw text (code points) lies in the canonical text."""
        return raw - bisect.bisect_right(self.shifts, raw)


def canonicalise(raw: str) -> CanonicalText:
    """Return the canonical form of a decoded text.

    CR LF and CR become LF, NUL and lone surrogates become U+FFFD; nothing else is touched: no
    Unicode normalisation, no trimming, and a U+FEFF that the decoder left in stays.
    """
    if is_canonical(raw):
        return CanonicalText(raw)
    shifts: list[int] = []
    replaced = newlines = 0

    def replace(match: re.Match[str]) -> str:
        nonlocal replaced, newlines
        if match[0][0] != "\r":
            replaced += 1
            return REPLACEMENT
        newlines += 1
        if len(match[0]) == 2:
            shifts.append(match.start() + 1)
        return "\n"

    text = _CHANGED.sub(replace, raw)
    return CanonicalText(text, replaced, newlines, tuple(shifts))


def is_canonical(text: str) -> bool:
    """Tell whether `text` is its own canonical form."""
    if "\r" in text or "\x00" in text:
        return False
    try:  # Far quicker than looking at each character for a lone surrogate.
        return text.isascii() or bool(text.encode("utf-8")) or not text
    except UnicodeEncodeError:
        return False


def on_one_line(name: str) -> str:
    """Return a name as it can be shown and stored: its white space single spaces, and U+FFFD for
    what no text can hold, as in names of files that are not in UTF-8."""
    return canonicalise(" ".join(name.split())).text


def text_sha256(text: str) -> str:
    """Return the SHA-256 of a canonical text in UTF-8, in lower-case hexadecimal."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
