"""Two layers of a document side by side: which annotations are the same, moved, retagged, alone.

The rules, in this order:
- *same*: equal tag and equal fragments;
- *moved*: equal tag, overlapping, edges differ; within a tag spans are paired one to one and as
  many as can be (`matching`);
- *retagged*: of what is left, spans of different tags on mostly the same words: they share at least
  half of the code points that either covers; again one to one and as many as can be;
- *missing*: all the rest, each annotation by itself: only one of the two made it.
So each annotation of either layer stands in exactly one case.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from domain.agreement.matching import (
    Fragments,
    Pair,
    exact_pairs,
    matched,
    overlaps,
    pair_up,
    ranked,
)
from domain.agreement.values import Layer, Mark


class Kind(StrEnum):
    """How two annotators' annotations of one passage stand to each other."""

    SAME = "same"
    MOVED = "moved"
    RETAGGED = "retagged"
    MISSING = "missing"


class Case(NamedTuple):
    """An annotation of the first annotator and one of the second; None where there is none."""

    a: Mark | None
    b: Mark | None

    @property
    def kind(self) -> Kind:
        """How the two stand to each other."""
        if self.a is None or self.b is None:
            return Kind.MISSING
        if self.a.tag != self.b.tag:
            return Kind.RETAGGED
        return Kind.SAME if self.a.fragments == self.b.fragments else Kind.MOVED

    @property
    def is_pair(self) -> bool:
        """Whether both have an annotation of one tag here."""
        return self.a is not None and self.b is not None and self.a.tag == self.b.tag

    @property
    def start(self) -> int:
        """Where it begins in the text (code points)."""
        first, other = self.a or self.b, self.b or self.a
        assert first is not None
        assert other is not None
        return min(first.fragments[0][0], other.fragments[0][0])


class SpanCounts(NamedTuple):
    """How many annotations of a tag both have, and how many pair exactly and by overlap."""

    a: int = 0
    b: int = 0
    exact: int = 0
    overlap: int = 0

    def plus(self, other: SpanCounts) -> SpanCounts:
        """Return the sums."""
        return SpanCounts(
            self.a + other.a,
            self.b + other.b,
            self.exact + other.exact,
            self.overlap + other.overlap,
        )


def by_tag(layer: Layer) -> dict[str, list[Mark]]:
    """Return the annotations of a layer by tag."""
    found: dict[str, list[Mark]] = {}
    for mark in layer.marks:
        found.setdefault(mark.tag, []).append(mark)
    return found


def compare(
    ours: Mapping[str, Sequence[Mark]], theirs: Mapping[str, Sequence[Mark]]
) -> tuple[dict[str, SpanCounts], list[Case]]:
    """Return the counts of each tag that occurs, and all cases in reading order, of two layers."""
    counts: dict[str, SpanCounts] = {}
    cases: list[Case] = []
    left: tuple[list[Mark], list[Mark]] = ([], [])
    for tag in dict.fromkeys((*ours, *theirs)):
        one, other = ours.get(tag, ()), theirs.get(tag, ())
        places = [m.fragments for m in one], [m.fragments for m in other]
        pairs = _either_way(*places)
        exact = exact_pairs(*places)
        counts[tag] = SpanCounts(len(one), len(other), exact, len(pairs))
        cases += [Case(one[i], other[j]) for i, j in pairs]
        _leave(left[0], one, {i for i, _ in pairs})
        _leave(left[1], other, {j for _, j in pairs})
    return counts, sorted([*cases, *_across(*left)], key=_start)


def _either_way(ours: list[Fragments], theirs: list[Fragments]) -> list[Pair]:
    """Pair spans so that it does not matter who is called the first."""
    if theirs < ours:
        return [(i, j) for j, i in pair_up(theirs, ours)]
    return pair_up(ours, theirs)


def _across(ours: list[Mark], theirs: list[Mark]) -> list[Case]:
    """Return the cases of what found no partner of its own tag."""
    if not ours or not theirs:
        return [*(Case(mark, None) for mark in ours), *(Case(None, mark) for mark in theirs)]
    swapped = [m.fragments for m in theirs] < [m.fragments for m in ours]
    first, second = (theirs, ours) if swapped else (ours, theirs)
    pairs = _mostly_shared(first, second)
    if swapped:
        pairs = [(i, j) for j, i in pairs]
    alone: tuple[list[Mark], list[Mark]] = ([], [])
    _leave(alone[0], ours, {i for i, _ in pairs})
    _leave(alone[1], theirs, {j for _, j in pairs})
    return [
        *(Case(ours[i], theirs[j]) for i, j in pairs),
        *(Case(mark, None) for mark in alone[0]),
        *(Case(None, mark) for mark in alone[1]),
    ]


def _mostly_shared(first: list[Mark], second: list[Mark]) -> list[Pair]:
    places = [m.fragments for m in first], [m.fragments for m in second]
    close = {
        (i, j): shared
        for (i, j), shared in overlaps(*places).items()
        # What is left of one tag on both sides shares nothing, else it had been paired.
        if 2 * shared >= _length(places[0][i]) + _length(places[1][j]) - shared
    }
    return matched(ranked(close, *places))


def _start(case: Case) -> int:
    return case.start


def _length(fragments: Fragments) -> int:
    return sum(end - start for start, end in fragments)


def _leave(to: list[Mark], marks: Sequence[Mark], taken: set[int]) -> None:
    if len(taken) < len(marks):
        to += [mark for number, mark in enumerate(marks) if number not in taken]
