"""Finding again, in another version of a text, the words that a span stands on.

By quote, context and position, as the Web Annotation model selects text (W3C Recommendation 2017,
TextQuoteSelector and TextPositionSelector): the same place with the same surroundings, else the
only place with these words, else the place whose surroundings fit best, else none.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from domain.span import CONTEXT, Fragment, Span

How = Literal["exact", "unique", "context", "lost"]

ENOUGH = 0.25
"""The share of the surroundings that must be the same where words stand more than once."""
_LONG = 12  # Words of this length in one place only need no surroundings to be known again.


@dataclass(frozen=True, slots=True)
class Placed:
    """Where a span stands in another text (None if it could not be placed), and how that is known.

    `score` is the share of its surroundings that are the same there, from 0 to 1.
    """

    span: Span | None
    how: How
    score: float


LOST = Placed(None, "lost", 0.0)


def place(span: Span, source: str, target: str) -> Placed:
    """Return where a span of `source` stands in `target`; positions are code points of each.

    Its fragments keep their words and their order; one that cannot be placed loses the whole span.
    """
    found: list[tuple[Fragment, How, float]] = []
    at = 0
    for fragment in span.fragments:
        placed = _fragment(fragment, source, target, at)
        if placed is None:
            return LOST
        found.append(placed)
        at = placed[0][1]
    ways: tuple[How, ...] = ("context", "unique", "exact")
    weakest = next(way for way in ways if any(how == way for _, how, _ in found))
    return Placed(Span(tuple(f for f, _, _ in found)), weakest, min(score for *_, score in found))


def _fragment(
    fragment: Fragment, source: str, target: str, at: int
) -> tuple[Fragment, How, float] | None:
    start, end = fragment
    quote = source[start:end]
    places = [place for place in _occurrences(quote, target) if place >= at]
    if not places:
        return None
    scores = {place: similarity(source, start, target, place, len(quote)) for place in places}
    if scores.get(start) == 1.0 and _is_alone(fragment, source, target, scores):
        return fragment, "exact", 1.0
    same = _occurrences(quote, source)
    best = max(scores.values())
    first = places[0]
    if len(places) == len(same) == 1 and (best > 0 or len(quote) >= _LONG):
        return (first, first + len(quote)), "unique", best
    chosen = [place for place in places if scores[place] == best]
    if best < ENOUGH:
        return None
    if len(chosen) == 1:
        return (chosen[0], chosen[0] + len(quote)), "context", best
    # Equal surroundings: as many of them in both texts are the same ones, in the same order.
    alike = [p for p in same if similarity(source, start, source, p, len(quote)) == 1.0]
    if len(alike) != len(chosen):
        return None
    found = chosen[alike.index(start)]
    return (found, found + len(quote)), "context", best


def _is_alone(fragment: Fragment, source: str, target: str, scores: dict[int, float]) -> bool:
    """Tell whether no other place fits as well, or the texts are the same up to here."""
    others = sum(score == 1.0 for score in scores.values())
    return others == 1 or source[: fragment[1]] == target[: fragment[1]]


def _occurrences(quote: str, text: str) -> list[int]:
    found = []
    at = text.find(quote)
    while at >= 0:
        found.append(at)
        at = text.find(quote, at + 1)
    return found


def similarity(source: str, start: int, target: str, at: int, length: int) -> float:
    """Return the share of 32 code points before and after that two places have in common.

    Counted outwards from the words, up to the first difference; the edge of a text is a difference
    unless both texts end there.
    """
    before = source[max(0, start - CONTEXT) : start]
    after = source[start + length : start + length + CONTEXT]
    other_before = target[max(0, at - CONTEXT) : at]
    other_after = target[at + length : at + length + CONTEXT]
    same = _common(before[::-1], other_before[::-1]) + _common(after, other_after)
    most = max(len(before), len(other_before)) + max(len(after), len(other_after))
    return 1.0 if most == 0 else same / most


def _common(one: str, other: str) -> int:
    length = min(len(one), len(other))
    return next((at for at in range(length) if one[at] != other[at]), length)
