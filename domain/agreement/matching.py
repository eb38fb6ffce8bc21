"""Pairing the spans of two annotators one to one.

The rule: two spans may be paired if they share a code point; as many pairs as possible are made
(a maximum matching, so no other pairing has more); identical spans and large overlaps come first,
and give way only where that makes one more pair.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from domain.span import Fragment

Fragments = tuple[Fragment, ...]
Pair = tuple[int, int]


def pair_up(ours: Sequence[Fragments], theirs: Sequence[Fragments]) -> list[Pair]:
    """Return which of ours is paired with which of theirs, as numbers, in our order."""
    pairs = _identical(ours, theirs)
    if len(pairs) == min(len(ours), len(theirs)):
        return pairs
    shared = overlaps(ours, theirs)
    return matched(ranked(shared, ours, theirs))


def exact_pairs(ours: Iterable[object], theirs: Iterable[object]) -> int:
    """Return how many of ours have an equal among theirs, each of which counts once."""
    left: dict[object, int] = {}
    for each in theirs:
        left[each] = left.get(each, 0) + 1
    found = 0
    for each in ours:
        if left.get(each):
            left[each] -= 1
            found += 1
    return found


def overlaps(ours: Sequence[Fragments], theirs: Sequence[Fragments]) -> dict[Pair, int]:
    """Return how many code points each two that overlap share, by a sweep along the text."""
    pieces = sorted(
        (start, end, side, number)
        for side, spans in enumerate((ours, theirs))
        for number, fragments in enumerate(spans)
        for start, end in fragments
    )
    running: tuple[list[Pair], list[Pair]] = ([], [])
    shared: dict[Pair, int] = {}
    for start, end, side, number in pieces:
        others = running[1 - side]
        others[:] = [piece for piece in others if piece[0] > start]
        for behind, other in others:
            pair = (other, number) if side else (number, other)
            shared[pair] = shared.get(pair, 0) + min(end, behind) - start
        running[side].append((end, number))
    return shared


def ranked(
    shared: dict[Pair, int], ours: Sequence[Fragments], theirs: Sequence[Fragments]
) -> list[Pair]:
    """Return the pairs as they are to be tried: identical ones, then by overlap, then by edges."""

    def rank(pair: Pair) -> tuple[object, ...]:
        one, other = ours[pair[0]], theirs[pair[1]]
        off = abs(one[0][0] - other[0][0]) + abs(one[-1][1] - other[-1][1])
        return (one != other, -shared[pair], off, *sorted((one, other)), pair)

    return sorted(shared, key=rank)


def matched(pairs: Sequence[Pair]) -> list[Pair]:
    """Return a largest set of these pairs in which nothing occurs twice, the first ones preferred.

    Taken greedily, then enlarged by augmenting paths until there are none (C. Berge 1957: only then
    is it maximum).
    """
    theirs_of: dict[int, int] = {}
    ours_of: dict[int, int] = {}
    near: dict[int, list[int]] = {}
    for one, other in pairs:
        near.setdefault(one, []).append(other)
        if one not in theirs_of and other not in ours_of:
            theirs_of[one] = other
            ours_of[other] = one
    dead: set[int] = set()
    for one in near:
        if one not in theirs_of:
            _augment(one, near, theirs_of, ours_of, dead)
    return sorted(theirs_of.items())


def _augment(
    free: int,
    near: dict[int, list[int]],
    theirs_of: dict[int, int],
    ours_of: dict[int, int],
    dead: set[int],
) -> None:
    """Look for a path from a free one of ours to a free one of theirs, and swap along it.

    `dead` are those of theirs from which no path leads on; it grows where the search finds none.
    """
    came_from: dict[int, int] = {}
    queue = [free]
    for one in queue:
        for other in near[one]:
            if other in came_from or other in dead:
                continue
            came_from[other] = one
            if other not in ours_of:
                _swap(other, came_from, theirs_of, ours_of)
                return
            queue.append(ours_of[other])
    dead.update(came_from)


def _swap(
    end: int, came_from: dict[int, int], theirs_of: dict[int, int], ours_of: dict[int, int]
) -> None:
    """Pair everything anew along the path that ends at one of theirs that was free."""
    other: int | None = end
    while other is not None:
        one = came_from[other]
        before = theirs_of.get(one)
        theirs_of[one], ours_of[other] = other, one
        other = before


def _identical(ours: Sequence[Fragments], theirs: Sequence[Fragments]) -> list[Pair]:
    places: dict[Fragments, list[int]] = {}
    for number in range(len(theirs) - 1, -1, -1):
        places.setdefault(theirs[number], []).append(number)
    return [
        (number, left.pop())
        for number, fragments in enumerate(ours)
        if (left := places.get(fragments))
    ]
