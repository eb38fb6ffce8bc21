"""The numbers and marks of lists in an OpenDocument text, which are drawn and not written.

After OASIS OpenDocument 1.3, part 3, sections 5.3 and 16.30.
"""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from storage.documents.symbol_fonts import with_marks
from storage.documents.word_numbering import counted_as
from storage.documents.xml_tree import local, value_of

_KINDS = {
    "1": "decimal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
}


class ListMarks:
    """Counts the items of lists by their styles; lists are entered and left in their order."""

    def __init__(self, roots: Iterable[etree._Element | None]) -> None:
        self._levels: dict[tuple[str, int], etree._Element] = {}
        for root in roots:
            for style in () if root is None else root.iter():
                if local(style) == "list-style":
                    name = value_of(style, "name")
                    self._levels |= {
                        (name, _number(value_of(each, "level"))): each
                        for each in style
                        if local(each).startswith("list-level-style-")
                    }
        self._styles: list[str] = []
        self._counts: list[int | None] = []
        self._last: dict[str, int | None] = {}

    def enter(self, element: etree._Element) -> None:
        """Begin a list, also one within a list."""
        style = value_of(element, "style-name") or (self._styles[-1] if self._styles else "")
        goes_on = value_of(element, "continue-numbering") == "true" or value_of(
            element, "continue-list"
        )
        self._styles.append(style)
        self._counts.append(self._last.get(style) if goes_on else None)

    def leave(self) -> None:
        """End the list that was begun last."""
        style, count = self._styles.pop(), self._counts.pop()
        if not self._styles:
            self._last[style] = count

    def mark(self, item: etree._Element) -> str:
        """Return what stands before an item of the list begun last, or nothing."""
        depth = len(self._styles)
        level = self._levels.get((self._styles[-1], depth))
        if level is None:
            return ""
        if local(level).endswith("bullet"):
            sign = with_marks(value_of(level, "bullet-char")) or "•"
            return ("•" if "\ue000" <= sign[0] <= "\uf8ff" else sign) + "\t"
        said, before = value_of(item, "start-value"), self._counts[-1]
        first = _number(value_of(level, "start-value") or "1")
        self._counts[-1] = _number(said) if said else first if before is None else before + 1
        shown = max(1, min(depth, _number(value_of(level, "display-levels") or "1")))
        numbers = [self._written(at) for at in range(depth - shown, depth)]
        text = ".".join(filter(None, numbers))
        if not value_of(level, "num-format") or not text:
            return ""
        return f"{value_of(level, 'num-prefix')}{text}{value_of(level, 'num-suffix')}\t"

    def _written(self, at: int) -> str:
        level, count = self._levels.get((self._styles[-1], at + 1)), self._counts[at]
        kind = "" if level is None else _KINDS.get(value_of(level, "num-format"), "")
        return counted_as(1 if count is None else count, kind) if kind else ""


def _number(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 7 else 0
