"""Whether two annotators relate the same annotations in the same way."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from domain.agreement.matching import exact_pairs
from domain.agreement.spans import Case
from domain.agreement.values import Layer, Link, Mark
from domain.ids import AnnotationId

LinkKind = tuple[str, str]
"""The tag (id) that a relation starts from, and its type (key)."""


class LinkCounts(NamedTuple):
    """How many relations of a kind both have, how many match, how many were left out.

    *exact*: type equal, both ends identical (tag and fragments); *overlap*: type equal, both ends
    paired by overlap (`spans`). Left out are relations with an end in another document or layer.
    """

    a: int = 0
    b: int = 0
    exact: int = 0
    overlap: int = 0
    left_out: int = 0

    def plus(self, other: LinkCounts) -> LinkCounts:
        """Return the sums."""
        return LinkCounts(*(one + more for one, more in zip(self, other, strict=True)))


class LinkCase(NamedTuple):
    """A relation of the first annotator and its match by overlap; None where there is none."""

    kind: LinkKind
    a: tuple[Mark, Mark] | None
    b: tuple[Mark, Mark] | None

    @property
    def is_exact(self) -> bool:
        """Whether both lead from and to identical annotations."""
        if self.a is None or self.b is None:
            return False
        return all(m.fragments == n.fragments for m, n in zip(self.a, self.b, strict=True))


class LinksSeen(NamedTuple):
    """What comparing the relations of two layers of a document gave."""

    counts: dict[LinkKind, LinkCounts]
    cases: list[LinkCase]


def compare_links(ours: Layer, theirs: Layer, cases: Sequence[Case]) -> LinksSeen:
    """Return the counts of each kind of relation of two layers of one document, and all cases."""
    partner = {
        case.a.id: case.b.id
        for case in cases
        if case.a is not None and case.b is not None and case.a.tag == case.b.tag
    }
    marks = {m.id: m for m in ours.marks}, {m.id: m for m in theirs.marks}
    one, left = _sorted_out(ours.links, marks[0])
    other, also = _sorted_out(theirs.links, marks[1])
    found = LinksSeen({}, [])
    for kind in dict.fromkeys((*one, *other, *left, *also)):
        a, b = one.get(kind, []), other.get(kind, [])
        seen = list(_side_by_side(kind, a, b, partner, marks))
        found.cases.extend(seen)
        found.counts[kind] = LinkCounts(
            len(a),
            len(b),
            exact_pairs(_placed(a, marks[0]), _placed(b, marks[1])),
            sum(case.a is not None and case.b is not None for case in seen),
            left.get(kind, 0) + also.get(kind, 0),
        )
    return found


def _side_by_side(
    kind: LinkKind,
    ours: Sequence[Link],
    theirs: Sequence[Link],
    partner: Mapping[AnnotationId, AnnotationId],
    marks: tuple[Mapping[AnnotationId, Mark], Mapping[AnnotationId, Mark]],
) -> Iterator[LinkCase]:
    """Yield each relation of either, matched where both ends are partners; none counts twice."""
    free = Counter((link.source, link.target) for link in theirs)
    for link in ours:
        ends = partner.get(link.source), partner.get(link.target)
        mine = marks[0][link.source], marks[0][link.target]
        if ends[0] is not None and ends[1] is not None and free[ends[0], ends[1]]:
            free[ends[0], ends[1]] -= 1
            yield LinkCase(kind, mine, (marks[1][ends[0]], marks[1][ends[1]]))
        else:
            yield LinkCase(kind, mine, None)
    for source, target in free.elements():
        yield LinkCase(kind, None, (marks[1][source], marks[1][target]))


def _sorted_out(
    links: Sequence[Link], marks: Mapping[AnnotationId, Mark]
) -> tuple[dict[LinkKind, list[Link]], dict[LinkKind, int]]:
    """Return the relations within the layer by kind, and how many of each kind lead out of it."""
    kept: dict[LinkKind, list[Link]] = {}
    left: dict[LinkKind, int] = {}
    for link in links:
        kind = (marks[link.source].tag, link.type)
        if link.target in marks:
            kept.setdefault(kind, []).append(link)
        else:
            left[kind] = left.get(kind, 0) + 1
    return kept, left


def _placed(links: Sequence[Link], marks: Mapping[AnnotationId, Mark]) -> list[object]:
    return [
        tuple((marks[end].tag, marks[end].fragments) for end in (link.source, link.target))
        for link in links
    ]
