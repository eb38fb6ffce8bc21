"""Spans: one or more fragments of a text, in code points, half open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

CONTEXT = 32
JOINER = " "

Fragment = tuple[int, int]


class SpanError(ValueError):
    """A span that is empty, reversed, or outside its text."""


@dataclass(frozen=True, slots=True)
class Span:
    """Fragments `[start, end)` in code points: sorted, disjoint, none empty.

    Two fragments may touch only if they were made apart; `Span.of` joins what touches or overlaps.
    """

    fragments: tuple[Fragment, ...]

    @classmethod
    def of(cls, fragments: Iterable[Fragment]) -> Span:
        """Return the span that covers the given fragments, sorted and joined.

        Raises SpanError if there is none, or if one is empty, reversed or negative.
        """
        joined: list[Fragment] = []
        for start, end in sorted(fragments):
            if not 0 <= start < end:
                raise SpanError(f"a fragment from {start} to {end} is not a stretch of text")
            if joined and start <= joined[-1][1]:
                joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
            else:
                joined.append((start, end))
        if not joined:
            raise SpanError("a span needs at least one fragment")
        return cls(tuple(joined))

    @classmethod
    def single(cls, start: int, end: int) -> Span:
        """Return the span of one fragment."""
        return cls.of([(start, end)])

    @property
    def start(self) -> int:
        """Where the first fragment begins."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """Where the last fragment ends (exclusive)."""
        return self.fragments[-1][1]

    @property
    def length(self) -> int:
        """How many code points the fragments cover together."""
        return sum(end - start for start, end in self.fragments)

    def quotes(self, text: str) -> tuple[str, ...]:
        """Return the words under each fragment; raise SpanError if one lies outside `text`."""
        if self.end > len(text):
            raise SpanError(f"a span to {self.end} lies outside a text of {len(text)} characters")
        return tuple(text[start:end] for start, end in self.fragments)

    def quote(self, text: str) -> str:
        """Return the words under the span, fragments joined by one space."""
        return JOINER.join(self.quotes(text))

    def context(self, text: str) -> tuple[str, str]:
        """Return up to 32 code points before and after the span."""
        return text[max(0, self.start - CONTEXT) : self.start], text[self.end : self.end + CONTEXT]

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share a code point."""
        return any(a < d and c < b for a, b in self.fragments for c, d in other.fragments)


def without_blanks(text: str, fragments: Iterable[Fragment]) -> tuple[Fragment, ...]:
    """Return fragments without the blanks at their ends; what is nothing but blanks is left out.

    A line's end is easily selected along with its words, and no trainer wants it in a span.
    """
    trimmed = []
    for start, end in fragments:
        words = text[start:end]
        begin = start + len(words) - len(words.lstrip())
        close = end - len(words) + len(words.rstrip())
        if begin < close:
            trimmed.append((begin, close))
    return tuple(trimmed)
