"""Finds text in the canonical text: whatever its case, composed or decomposed, exact offsets."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator

from ui.reader.positions import Span

# A run that may fold to another length, with the letter before it that it may combine with.
_RUN = re.compile("[\x00-\x7f]?[^\x00-\x7f]+")


class Finder:
    """Searches one text; folding is done once, when the first search needs it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._folded: str | None = None
        # Clusters that folded to another length: where they start and end, folded and as stored.
        self._folded_starts: list[int] = []
        self._odd: list[tuple[int, int, int, int]] = []

    def find_all(self, needle: str, limit: int | None = None) -> list[Span]:
        """The places of a needle, not overlapping, in code points; at most `limit` of them."""
        wanted = folded(needle)
        if not wanted:
            return []
        spans: list[Span] = []
        for span in self._matches(wanted):
            if limit is not None and len(spans) >= limit:
                break
            spans.append(span)
        return spans

    def _matches(self, wanted: str) -> Iterator[Span]:
        text = self._fold()
        at = text.find(wanted)
        while at >= 0:
            start, end = self._stored(at), self._stored(at + len(wanted))
            whole = start is not None and end is not None
            if start is not None and end is not None:
                yield start, end
            at = text.find(wanted, at + (len(wanted) if whole else 1))

    def _fold(self) -> str:
        if self._folded is None:
            self._folded = self._build()
        return self._folded

    def _build(self) -> str:
        text = self._text
        if text.isascii():
            return text.lower()
        parts: list[str] = []
        size = 0
        done = 0
        for run in _RUN.finditer(text):
            plain = text[done : run.start()].lower()
            parts.append(plain)
            size += len(plain)
            done = run.end()
            for start, end in _clusters(run.group()):
                piece = folded(run.group()[start:end])
                if end - start != 1 or len(piece) != 1:
                    stored = run.start()
                    self._odd.append((size, size + len(piece), stored + start, stored + end))
                parts.append(piece)
                size += len(piece)
        parts.append(text[done:].lower())
        self._folded_starts = [odd[0] for odd in self._odd]
        return "".join(parts)

    def _stored(self, position: int) -> int | None:
        """The stored position of a folded one, or None inside a cluster."""
        number = bisect_right(self._folded_starts, position) - 1
        if number < 0:
            return position
        folded_start, folded_end, start, end = self._odd[number]
        if position == folded_start:
            return start
        return end + position - folded_end if position >= folded_end else None


def find_all(text: str, needle: str, limit: int | None = None) -> list[Span]:
    """The places of a needle in a text; use a `Finder` to search the same text again."""
    return Finder(text).find_all(needle, limit)


def folded(text: str) -> str:
    """The text without distinctions of case and of composed and decomposed letters."""
    if text.isascii():
        return text.lower()
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFD", decomposed.casefold())


def _clusters(run: str) -> Iterator[Span]:
    """The pieces of a run that fold on their own: a character and the marks that combine."""
    start = 0
    for place in range(1, len(run)):
        if not unicodedata.combining(run[place]):
            yield start, place
            start = place
    if run:
        yield start, len(run)
