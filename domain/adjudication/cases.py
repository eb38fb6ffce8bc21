"""Which annotations of several people belong together, and what they differ in.

Two annotations of different people may belong together if they share a code point and have the same
tag, or if they cover mostly the same (Jaccard index of at least one half) whatever their tags. The
best pairs are joined first (same tag, then most in common, then in reading order), and a case never
takes two annotations of one person.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from domain.adjudication.decision import Decision, GoldCase, Kind
from domain.annotation import Annotation, Relation
from domain.ids import AnnotationId, AnnotatorId
from domain.review import content_key

_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Annotations:
    """What the cases of one document are made from.

    `counted` are the annotators whose silence means something there: done, or tagged something.
    `resolved` maps merged tags and entities to what they stand for.
    """

    layers: Sequence[Annotation]
    counted: Sequence[AnnotatorId]
    relations: Sequence[Relation] = ()
    gold: Sequence[Annotation] = ()
    decisions: Sequence[Decision] = ()
    resolved: Mapping[str, str] = field(default_factory=dict)


def build_cases(given: Annotations) -> list[GoldCase]:
    """Return the cases of a document: disagreements first, most consequential first, then agreed.

    Within a kind they stand in reading order.
    """
    groups = _groups(given)
    home = {member.id: at for at, group in enumerate(groups) for member in group}
    links = _links(given.relations, home)
    gold = {annotation.id: annotation for annotation in given.gold}
    cases = [_case(group, given, links, gold) for group in groups]
    used = {case.gold.id for case in cases if case.gold is not None}
    alone = (GoldCase((), gold=a) for a in given.gold if a.id not in used)
    return sorted([*cases, *alone], key=_order)


def decided_anew(
    cases: Sequence[GoldCase], decisions: Sequence[Decision], gold: Sequence[Annotation]
) -> list[GoldCase]:
    """Return cases whose members stand as they did, with what is decided and gold by now.

    It gives what `build_cases` would, without working out again who belongs together.
    """
    by_source = {source: d for d in reversed(decisions) for source in d.source_ids}
    by_id = {annotation.id: annotation for annotation in gold}
    found = [_renewed(case, by_source, by_id) for case in cases if case.members]
    used = {case.gold.id for case in found if case.gold is not None}
    alone = (GoldCase((), gold=a) for a in gold if a.id not in used)
    return sorted([*found, *alone], key=_order)


def _renewed(
    case: GoldCase,
    by_source: Mapping[AnnotationId, Decision],
    gold: Mapping[AnnotationId, Annotation],
) -> GoldCase:
    known = (by_source.get(member.id) for member in case.members)
    decision = next((each for each in known if each is not None), None)
    made = (
        None if decision is None or decision.annotation is None else gold.get(decision.annotation)
    )
    if decision == case.decision and made == case.gold:
        return case
    return replace(case, decision=decision, gold=made)


def _order(case: GoldCase) -> tuple[int, int, int, str]:
    span = case.annotation.span
    return case.rank, span.start, -span.end, case.key


def _case(
    group: Sequence[Annotation],
    given: Annotations,
    links: Mapping[AnnotationId, frozenset[tuple[str, int]]],
    gold: Mapping[AnnotationId, Annotation],
) -> GoldCase:
    have = {member.annotator for member in group}
    missing = tuple(who for who in given.counted if who not in have)
    ids = {member.id for member in group}
    decision = next((d for d in given.decisions if not ids.isdisjoint(d.source_ids)), None)
    made = (
        None if decision is None or decision.annotation is None else gold.get(decision.annotation)
    )
    kinds = tuple(_kinds(group, missing, links, given.resolved))
    return GoldCase(tuple(group), missing, kinds, decision, made)


def _kinds(
    group: Sequence[Annotation],
    missing: Sequence[AnnotatorId],
    links: Mapping[AnnotationId, frozenset[tuple[str, int]]],
    resolved: Mapping[str, str],
) -> Iterator[Kind]:
    keys = [content_key(member, resolved) for member in group]
    if missing:
        yield "missed"
    if len({key[0] for key in keys}) > 1:
        yield "tag"
    if len({key[1] for key in keys}) > 1:
        yield "boundary"
    if len({key[2] for key in keys}) > 1:
        yield "attribute"
    if len({links.get(member.id, frozenset()) for member in group}) > 1:
        yield "relation"


def _links(
    relations: Iterable[Relation], home: Mapping[AnnotationId, int]
) -> dict[AnnotationId, frozenset[tuple[str, int]]]:
    """Return for each annotation the types of its relations with the cases that they lead to."""
    found: dict[AnnotationId, set[tuple[str, int]]] = {}
    for relation in relations:
        if relation.source in home and relation.target in home:
            led = (relation.type, home[relation.target])
            found.setdefault(relation.source, set()).add(led)
    return {source: frozenset(led) for source, led in found.items()}


def _groups(given: Annotations) -> list[list[Annotation]]:
    ordered = sorted(given.layers, key=lambda a: (a.span.start, -a.span.end, a.id))
    rank = {who: at for at, who in enumerate(given.counted)}
    group_of = {annotation.id: [annotation] for annotation in ordered}
    for one, two in _best_pairs(ordered, given.resolved):
        first, second = group_of[one.id], group_of[two.id]
        people = {a.annotator for a in first}
        if first is second or any(a.annotator in people for a in second):
            continue
        first.extend(second)
        for annotation in second:
            group_of[annotation.id] = first
    unique = {id(group): group for group in group_of.values()}
    return [
        sorted(g, key=lambda a: (rank.get(a.annotator, len(rank)), a.id)) for g in unique.values()
    ]


def _best_pairs(
    ordered: Sequence[Annotation], resolved: Mapping[str, str]
) -> list[tuple[Annotation, Annotation]]:
    scored = []
    for one, two in _overlapping(ordered):
        if one.annotator == two.annotator:
            continue
        common = _jaccard(one, two)
        same = resolved.get(one.tag, one.tag) == resolved.get(two.tag, two.tag)
        if common > 0 and (same or common >= _MOSTLY):
            place = (one.span.start, one.span.end, *sorted((one.id, two.id)))
            scored.append(((not same, -common, place), one, two))
    return [(one, two) for _, one, two in sorted(scored, key=lambda entry: entry[0])]


def _overlapping(ordered: Sequence[Annotation]) -> Iterator[tuple[Annotation, Annotation]]:
    """Yield the pairs whose outer edges overlap; `ordered` is in reading order."""
    open_ones: list[Annotation] = []
    for annotation in ordered:
        open_ones = [other for other in open_ones if other.span.end > annotation.span.start]
        for other in open_ones:
            yield other, annotation
        open_ones.append(annotation)


def _jaccard(one: Annotation, two: Annotation) -> float:
    """Return how much of what two annotations cover they share: 0 nothing, 1 all."""
    shared = sum(
        max(0, min(end, other_end) - max(start, other_start))
        for start, end in one.span.fragments
        for other_start, other_end in two.span.fragments
    )
    return shared / (one.span.length + two.span.length - shared)


def majority(case: GoldCase, resolved: Mapping[str, str]) -> Annotation | None:
    """Return the member whose content more than half of all counted annotators have, or None."""
    people = len(case.members) + len(case.missing)
    for one in case.members:
        key = content_key(one, resolved)
        if 2 * sum(content_key(other, resolved) == key for other in case.members) > people:
            return one
    return None
