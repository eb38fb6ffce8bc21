"""The small labels above the starts of marks: placed so that none covers another."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRectF

from ui.reader.geometry import Drawn, Label
from ui.reader.marks import Mark

_GAP = 5.0
_SHORTEST_CUT = 3
_RING = 7.0

Wording = Callable[[Mark], str]
Measure = Callable[[str], float]


def place_labels(
    drawn: list[Drawn], wording: Wording, measure: Measure, edge: float
) -> list[Label]:
    """Labels for the pieces that start on a line, shortened where they would collide.

    `edge` is the right edge that no label may cross, in pixels from the column's left edge.
    """
    wanted: list[tuple[float, str, Mark]] = []
    for item in drawn:
        if not (item.piece.first and item.piece.starts_here):
            continue
        text = wording(item.piece.mark)
        width = measure(text) + ring_width(item.piece.mark)
        left = item.start_x - width if item.rtl else item.start_x
        wanted.append((max(0.0, min(left, edge - width)), text, item.piece.mark))
    wanted.sort(key=_by_place)
    labels: list[Label] = []
    cursor = 0.0
    for number, (left, text, mark) in enumerate(wanted):
        left = max(left, cursor)
        if left >= edge:
            break
        room = _room(wanted, number, left, edge) - ring_width(mark)
        shown = shortened(text, room, measure)
        label = Label(left, shown, mark, measure(shown) + ring_width(mark))
        labels.append(label)
        cursor = left + label.width + _GAP
    return labels


def place_hints(
    drawn: list[Drawn], hints: Mapping[str, str], measure: Measure, height: float
) -> list[tuple[QRectF, str]]:
    """Boxes for the hints of the pieces that start on a line, each beside the one it would cover.

    `measure` gives the width of a box, `height` its height, in pixels.
    """
    wanted: list[tuple[float, str, Mark]] = []
    for item in drawn:
        mark = item.piece.mark
        if mark.id in hints and item.piece.first and item.piece.starts_here:
            width = measure(hints[mark.id])
            wanted.append((item.start_x - (width if item.rtl else 0), hints[mark.id], mark))
    placed: list[tuple[QRectF, str]] = []
    cursor = 0.0
    for left, hint, _ in sorted(wanted, key=_by_place):
        box = QRectF(max(left - 1, cursor), 0, measure(hint), height)
        placed.append((box, hint))
        cursor = box.right() + 1
    return placed


def ring_width(mark: Mark) -> float:
    """The room that the ring of an incomplete mark takes before its label."""
    return _RING if mark.incomplete else 0.0


def shortened(text: str, room: float, measure: Measure) -> str:
    """The text, or as much of it as fits with an ellipsis, or its first letter."""
    if measure(text) <= room:
        return text
    for length in range(len(text) - 1, _SHORTEST_CUT - 1, -1):
        cut = text[:length].rstrip() + "…"
        if measure(cut) <= room:
            return cut
    return text[:1]


def _by_place(wanted: tuple[float, str, Mark]) -> tuple[float, int, str]:
    # Of several that start together the outer comes first, as it is read first.
    return wanted[0], -wanted[2].size, wanted[2].id


def _room(wanted: list[tuple[float, str, Mark]], number: int, left: float, edge: float) -> float:
    """How far a label may reach before it takes the place of those after it."""
    if number + 1 == len(wanted):
        return edge - left
    return max(0.0, wanted[number + 1][0] - _GAP - left)
