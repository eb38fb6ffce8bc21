"""The units that are coded, characters or tokens, and which tags each annotator gave to each.

Documents are never walked unit by unit: stretches that everyone coded alike are counted at once.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any, Literal

from domain.span import Fragment

Unit = Literal["char", "token"]
UNITS: tuple[Unit, ...] = ("char", "token")
ABSENT = -1
"""The label of an annotator who has not coded the document."""

Profile = tuple[int, ...]
"""The labels that the annotators, in their order, gave to a unit: each the set of its tags, a bit
for each tag in the order of the codebook (0: no tag), or ABSENT."""


@cache
def _token() -> Any:
    import regex

    return regex.compile(r"[\w\p{M}]+|[^\s\w]")


class Tokens:
    """The tokens of a text: runs of letters, marks, digits and underscores, else single signs.

    White space belongs to no token. A token carries a tag if the span covers any part of it.
    """

    def __init__(self, text: str) -> None:
        places = [match.span() for match in _token().finditer(text)]
        self._starts = [start for start, _ in places]
        self._ends = [end for _, end in places]

    def __len__(self) -> int:
        return len(self._starts)

    def covered(self, fragment: Fragment) -> Fragment:
        """Return which tokens `[first, behind)` a fragment (code points) touches."""
        start, end = fragment
        first = bisect_right(self._ends, start)
        return first, max(first, bisect_left(self._starts, end))


def profiles(
    length: int, coded: Sequence[Iterable[tuple[int, Fragment]] | None]
) -> Counter[Profile]:
    """Count the units of a document by the labels that all annotators gave them.

    `length` is the document's in units. `coded` holds for each annotator the stretches they tagged,
    as (number of the tag, [first, behind) in units), in any order and overlapping as they may; None
    for an annotator who has not coded the document.
    """
    events: list[tuple[int, int, int, int]] = []
    for annotator, stretches in enumerate(coded):
        for tag, (start, end) in stretches or ():
            if start < end:
                events.append((start, 1, annotator, tag))
                events.append((end, -1, annotator, tag))
    events.sort()
    labels = [ABSENT if stretches is None else 0 for stretches in coded]
    found: Counter[Profile] = Counter()
    depth: dict[tuple[int, int], int] = {}
    reached = 0
    for place, step, annotator, tag in events:
        if place > reached:
            found[tuple(labels)] += place - reached
            reached = place
        key = (annotator, tag)
        depth[key] = deep = depth.get(key, 0) + step
        if deep == (step > 0):  # The first one opened, or the last one closed.
            labels[annotator] ^= 1 << tag
    if length > reached:
        found[tuple(labels)] += length - reached
    return found


def pair_table(
    counts: Mapping[Profile, int], a: int, b: int, tag: int | None
) -> dict[tuple[int, int], int]:
    """Return how many units two annotators (by number) gave which labels, where both coded.

    With a `tag` (by number) the labels are 1 (inside) and 0; without one they are sets of tags.
    """
    table: dict[tuple[int, int], int] = {}
    for profile, units in counts.items():
        one, other = profile[a], profile[b]
        if one == ABSENT or other == ABSENT:
            continue
        key = (one, other) if tag is None else (one >> tag & 1, other >> tag & 1)
        table[key] = table.get(key, 0) + units
    return table


def rated(counts: Mapping[Profile, int], tag: int | None) -> dict[tuple[tuple[int, int], ...], int]:
    """Return how many units got which labels from how many: ((label, how many), …), sorted.

    Annotators who have not coded a document are left out of its units; labels as in `pair_table`.
    """
    found: dict[tuple[tuple[int, int], ...], int] = {}
    for profile, units in counts.items():
        labels = Counter(
            label if tag is None else label >> tag & 1 for label in profile if label != ABSENT
        )
        key = tuple(sorted(labels.items()))
        found[key] = found.get(key, 0) + units
    return found
