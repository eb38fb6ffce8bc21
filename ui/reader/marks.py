"""What the reading view is told: marks, and how the page looks; offsets are code points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtGui import QColor


@dataclass(frozen=True, slots=True)
class Mark:
    """One annotation as the page shows it; `fragments` are half open, sorted and disjoint."""

    id: str
    fragments: tuple[tuple[int, int], ...]
    tag: str
    label: str
    own: bool = True
    incomplete: bool = False

    @property
    def start(self) -> int:
        """Where the first fragment starts, in code points."""
        return self.fragments[0][0]

    @property
    def end(self) -> int:
        """Where the last fragment ends, in code points."""
        return self.fragments[-1][1]

    @property
    def size(self) -> int:
        """How many code points the fragments cover."""
        return sum(end - start for start, end in self.fragments)


@dataclass(frozen=True, slots=True)
class TagStyle:
    """How a tag is drawn; `stroke` is "solid", "dashed", "dotted" or "double"."""

    ink: QColor
    tint: QColor
    stroke: str


@dataclass(frozen=True)
class ReaderStyle:
    """Colours and fonts of the page; `column_chars` is the width of the text column."""

    page: QColor
    text: QColor
    muted: QColor
    selection: QColor
    caret: QColor
    find: QColor
    find_current: QColor
    current: QColor
    text_family: str
    text_points: float
    label_family: str
    tags: Mapping[str, TagStyle]
    fallback: TagStyle
    column_chars: int = 70

    def tag(self, name: str) -> TagStyle:
        """The style of a tag, or the fallback for one that has none."""
        return self.tags.get(name, self.fallback)
