"""Which underline lane each mark of a paragraph gets: inner marks next to the words."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable

from ui.reader.index import Entry


def assign_lanes(entries: Iterable[Entry]) -> dict[str, int]:
    """The lane of each mark (by id, 0 next to the words); marks in one lane never overlap."""
    extents: dict[str, tuple[int, int]] = {}
    for start, end, mark in entries:
        old = extents.get(mark.id)
        extents[mark.id] = (min(old[0], start), max(old[1], end)) if old else (start, end)
    lanes: list[list[tuple[int, int]]] = []
    chosen: dict[str, int] = {}
    for mark_id, extent in sorted(extents.items(), key=_shortest_first):
        lane = next((i for i, taken in enumerate(lanes) if _is_free(taken, extent)), len(lanes))
        if lane == len(lanes):
            lanes.append([])
        insort(lanes[lane], extent)
        chosen[mark_id] = lane
    return chosen


def _shortest_first(item: tuple[str, tuple[int, int]]) -> tuple[int, int]:
    start, end = item[1]
    return end - start, start


def _is_free(taken: list[tuple[int, int]], extent: tuple[int, int]) -> bool:
    """Whether an extent overlaps none of a lane's extents, which are sorted and disjoint."""
    place = bisect_left(taken, extent)
    if place < len(taken) and taken[place][0] < extent[1]:
        return False
    return place == 0 or taken[place - 1][1] <= extent[0]
