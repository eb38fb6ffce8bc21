"""The words by which the history names what an action touched."""

from __future__ import annotations

from collections.abc import Sequence

from domain.annotation import Annotation

LONGEST = 40


def quoted(words: str, longest: int = LONGEST) -> str:
    """Return words in quotation marks, on one line, cut to `longest` characters."""
    flat = " ".join(words.split())
    return f"“{flat if len(flat) <= longest else flat[: longest - 1] + '…'}”"


def several(found: Sequence[Annotation]) -> str:
    """Return the words of one annotation, or how many there are."""
    return quoted(found[0].quote) if len(found) == 1 else f"{len(found)} annotations"
