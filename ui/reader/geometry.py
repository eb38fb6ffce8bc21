"""Where the marks of one line are drawn: fills, underline lanes, brackets and labels."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise

from PySide6.QtCore import QRectF
from PySide6.QtGui import QTextLayout, QTextLine

from ui.reader.marks import Mark
from ui.reader.metrics import Metrics

# Lanes start this far below the letters.
_LANE_OFFSET = 2


@dataclass(slots=True)
class Paragraph:
    """A laid-out paragraph; `base` is its Qt position, `x` and `y` its place on the page."""

    number: int
    base: int
    length: int
    layout: QTextLayout
    bidi: bool
    x: float = 0.0
    y: float = 0.0


@dataclass(frozen=True, slots=True)
class Piece:
    """One fragment of a mark on one line, in Qt positions relative to the paragraph."""

    start: int
    end: int
    starts_here: bool
    ends_here: bool
    first: bool
    mark: Mark


@dataclass(slots=True)
class Drawn:
    """One piece with its horizontal extents; `start_x` and `end_x` are where it begins and ends."""

    piece: Piece
    extents: list[tuple[float, float]]
    start_x: float
    end_x: float
    rtl: bool
    lane_y: int = 0
    thickness: int = 2


@dataclass(slots=True)
class Label:
    """A label above a line; `x` is its left edge, `text` may be shortened."""

    x: float
    text: str
    mark: Mark
    width: float = 0.0


@dataclass(slots=True)
class LinePicture:
    """All that is drawn for the marks of one line; outer pieces first."""

    drawn: list[Drawn] = field(default_factory=list)
    joins: list[tuple[float, float, int, Mark]] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)


def extents(line: QTextLine, start: int, end: int, bidi: bool) -> list[tuple[float, float]]:
    """The visual extents, left to right, of [start, end) on a line (paragraph-relative)."""
    first = line.textStart()
    last = first + line.textLength()
    start, end = max(start, first), min(end, last)
    if start >= end:
        return []
    if not bidi:
        left, right = cursor_x(line, start), cursor_x(line, end)
        if end == last:
            right = min(right, max(left, line.naturalTextRect().right()))
        return [(min(left, right), max(left, right))]
    return _merged(
        [(rect.left(), rect.right()) for rect, _ in _runs(line, start, end) if rect.width() > 0]
    )


def cursor_x(line: QTextLine, position: int) -> float:
    """Where a caret stands on a line; wrong at the borders of bidirectional runs."""
    # The stubs promise one number; what comes is (x, position).
    place: object = line.cursorToX(position)
    x = place[0] if isinstance(place, tuple) else place
    return float(x) if isinstance(x, (int, float)) else 0.0


def _runs(line: QTextLine, start: int, end: int) -> list[tuple[QRectF, bool]]:
    """The visual runs of a range with their direction (cursorToX fails at their borders)."""
    return [(run.boundingRect(), run.isRightToLeft()) for run in line.glyphRuns(start, end - start)]


def _merged(pieces: list[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for left, right in sorted(pieces):
        if merged and left <= merged[-1][1] + 0.75:
            merged[-1] = (merged[-1][0], max(merged[-1][1], right))
        else:
            merged.append((left, right))
    return merged


def place(line: QTextLine, piece: Piece, bidi: bool) -> Drawn | None:
    """A piece with its extents and its logical ends, or None if it shows nothing."""
    spans = extents(line, piece.start, piece.end, bidi)
    if not spans:
        return None
    start_x, end_x, rtl = spans[0][0], spans[-1][1], False
    if bidi:
        first = line.textStart()
        begin = max(piece.start, first)
        stop = min(piece.end, first + line.textLength())
        runs = _runs(line, begin, begin + 1)
        if runs:
            rtl = runs[0][1]
            start_x = runs[0][0].right() if rtl else runs[0][0].left()
        runs = _runs(line, stop - 1, stop)
        if runs:
            end_x = runs[-1][0].left() if runs[-1][1] else runs[-1][0].right()
    return Drawn(piece, spans, start_x, end_x, rtl)


def set_lanes(drawn: list[Drawn], lanes: dict[str, int], metrics: Metrics) -> None:
    """Gives each piece its height below the text; beyond four lanes they move together."""
    if not drawn:
        return
    depth = 1 + max(lanes[item.piece.mark.id] for item in drawn)
    room = metrics.gap_bottom - 1 - _LANE_OFFSET
    pitch = min(float(metrics.lane_pitch), room / depth)
    thickness = max(1, min(metrics.stroke, int(pitch) - 1))
    top = metrics.gap_top + metrics.text_height + _LANE_OFFSET
    for item in drawn:
        item.lane_y = top + int(lanes[item.piece.mark.id] * pitch)
        item.thickness = thickness


def joins(drawn: list[Drawn]) -> list[tuple[float, float, int, Mark]]:
    """The hint lines between neighbouring fragments of one mark: left, right, height, mark."""
    by_mark: dict[str, list[Drawn]] = {}
    for item in drawn:
        if len(item.piece.mark.fragments) > 1:
            by_mark.setdefault(item.piece.mark.id, []).append(item)
    found: list[tuple[float, float, int, Mark]] = []
    for items in by_mark.values():
        spans = sorted(extent for item in items for extent in item.extents)
        for (_, left), (right, _) in pairwise(spans):
            if right - left > 2:
                found.append((left, right, items[0].lane_y, items[0].piece.mark))
    return found
