"""Who agrees and who disagrees: the actor networks of Discourse Network Analyzer.

With a binary qualifier (favor, against) and an actor × concept matrix X for each of its levels,
whose cells are 1 where the actor took that position on the concept at least once:

    congruence = X_favor · X_favorᵀ + X_against · X_againstᵀ
    conflict   = X_favor · X_againstᵀ + X_against · X_favorᵀ

(Leifeld, Discourse Network Analysis: Policy Debates as Dynamic Networks, in The Oxford Handbook of
Political Networks, 2017; `dna` manual, one-mode networks, aggregations "congruence" and
"conflict", no normalisation, duplicates ignored.) The diagonal is left out. An actor who took both
sides of a concept agrees and disagrees with others on it. Mixed, neutral and unclear positions take
no side and count in neither network.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import combinations, product

Statement = tuple[str | None, str | None, str | None]
Tie = tuple[str, str, int]
FAVOR = "favor"
AGAINST = "against"
_Sides = dict[str, dict[str, set[str]]]


def congruence(statements: Iterable[Statement]) -> list[Tie]:
    """Return for each pair of holders on how many topics they take the same side.

    A statement is holder, position, topic; one that leaves any of them open counts for nothing. The
    names of a pair are in alphabetical order (code points), and so are the pairs.
    """
    found: Counter[tuple[str, str]] = Counter()
    for sides in _sides(statements).values():
        for holders in sides.values():
            found.update(combinations(sorted(holders), 2))
    return _ties(found)


def conflict(statements: Iterable[Statement]) -> list[Tie]:
    """Return for each pair of holders how often they take opposite sides of a topic."""
    found: Counter[tuple[str, str]] = Counter()
    for sides in _sides(statements).values():
        for one, other in product(sides[FAVOR], sides[AGAINST]):
            if one != other:
                found[min(one, other), max(one, other)] += 1
    return _ties(found)


def _sides(statements: Iterable[Statement]) -> _Sides:
    found: _Sides = {}
    for holder, position, topic in statements:
        if holder is not None and topic is not None and position in (FAVOR, AGAINST):
            sides = found.setdefault(topic, {FAVOR: set(), AGAINST: set()})
            sides[position].add(holder)
    return found


def _ties(found: Counter[tuple[str, str]]) -> list[Tie]:
    return [(one, other, weight) for (one, other), weight in sorted(found.items())]
