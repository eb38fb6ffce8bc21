"""Counts as sentences have them."""

from __future__ import annotations


def counted(number: int, one: str, many: str = "") -> str:
    """Return “1 span”, “1,204 spans”."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"
