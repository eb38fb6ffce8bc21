"""The annotations behind a figure, listed: what differs first, then what agrees."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any

from domain.agreement import Case, DocumentCounts, Kind
from domain.agreement.attributes import values_of
from domain.agreement.gathering import PairKey
from domain.agreement.relations import LinkCase
from domain.agreement.values import Mark
from domain.facts import FactRow, FactTable
from storage.agreement_study import Behind, Study
from storage.agreement_text import signed

MOST = 2_000
"""As many cases are listed at most; the title says how many there are."""
_WHO = ("annotator_a", "annotator_b")
_PLACE = ("start", "document")
_SPANS = ("case", "tag_a", "words_a", "tag_b", "words_b", *_PLACE)
_VALUES = ("case", "value_a", "value_b", "words", *_PLACE)
_LINKS = ("case", "relation", "from_a", "to_a", "from_b", "to_b", *_PLACE)
_Found = tuple[PairKey, DocumentCounts, Any]
"""Two annotators, a document, and a Case or LinkCase of them there."""


def cases_behind(found: Study, behind: Behind) -> FactTable:
    """Return the cases that a figure rests on; each row stands for an annotation to go to."""
    columns, differing, alike, cells = _listed(found, behind)
    title = f"{len(differing):,} that differ, {len(alike):,} that agree"
    if len(differing) + len(alike) > MOST:
        title += f" (the first {MOST:,} are listed)"
    listed = [*differing[:MOST], *alike[: max(0, MOST - len(differing))]]
    if behind.pair is None:
        columns = (*_WHO, *columns)
    # Words are put together only for what is listed: of many thousands nobody reads all.
    rows = (cells(found, behind, *one) for one in listed)
    return FactTable("cases", title, columns, tuple(rows))


def _listed(
    found: Study, behind: Behind
) -> tuple[tuple[str, ...], list[_Found], list[_Found], Callable[..., FactRow]]:
    """Return the columns, what differs, what agrees, and what puts a row together."""
    if behind.relations:
        links = _links(found, behind)
        return _LINKS, *_apart(links, _link_differs), _link_row
    cases = _cases(found, behind)
    if behind.attribute is not None:
        key = behind.attribute
        given = (one for one in cases if values_of(one[2], key) != (None, None))
        paired = (one for one in given if one[2].is_pair)
        return _VALUES, *_apart(paired, partial(_value_differs, key)), _value_row
    return _SPANS, *_apart(cases, _span_differs), _span_row


def _apart(
    some: Iterable[_Found], differs: Callable[[Any], bool]
) -> tuple[list[_Found], list[_Found]]:
    """Return what differs, and what does not."""
    sides: tuple[list[_Found], list[_Found]] = ([], [])
    for one in some:
        sides[not differs(one[2])].append(one)
    return sides


def _span_differs(case: Case) -> bool:
    return case.kind is not Kind.SAME


def _value_differs(attribute: str, case: Case) -> bool:
    a, b = values_of(case, attribute)
    return bool(a != b)


def _link_differs(link: LinkCase) -> bool:
    return not link.is_exact


def _span_row(
    found: Study, behind: Behind, pair: PairKey, document: DocumentCounts, case: Case
) -> FactRow:
    one = case.a or case.b
    assert one is not None
    cells = (
        *(*_who(found, behind, pair), said(found, pair, case), *_side(found, case.a)),
        *(*_side(found, case.b), one.start, document.title),
    )
    return FactRow(cells, one.id)


def _value_row(
    found: Study, behind: Behind, pair: PairKey, document: DocumentCounts, case: Case
) -> FactRow:
    assert case.a is not None
    a, b = values_of(case, behind.attribute or "")
    word = "equal" if a == b else "differ" if None not in (a, b) else "one value only"
    cells = (
        *(*_who(found, behind, pair), word, found.value(a), found.value(b)),
        *(_words(case.a), case.a.start, document.title),
    )
    return FactRow(cells, case.a.id)


def _link_row(
    found: Study, behind: Behind, pair: PairKey, document: DocumentCounts, link: LinkCase
) -> FactRow:
    first = link.a or link.b
    assert first is not None
    cells = (
        *(*_who(found, behind, pair), _link_word(found, pair, link), link.kind[1]),
        *(*_ends(link.a), *_ends(link.b), first[0].start, document.title),
    )
    return FactRow(cells, first[0].id)


def _links(found: Study, behind: Behind) -> Iterator[_Found]:
    for pair, document in _documents(found, behind):
        seen = document.links.get(pair)
        for link in seen.cases if seen else ():
            if behind.relation in (None, link.kind):
                yield pair, document, link


def said(found: Study, pair: PairKey, case: Case) -> str:
    """Return in a few words how the two annotations of a case stand to each other."""
    if case.a is None or case.b is None:
        return f"only {found.name(pair[case.a is None])}"
    if case.kind is Kind.RETAGGED:
        return "tag differs"
    if case.kind is Kind.SAME:
        return "same"
    start, end = case.b.start - case.a.start, case.b.end - case.a.end
    edges = [f"{name} {signed(off)}" for name, off in (("start", start), ("end", end)) if off]
    return ", ".join(edges) or "fragments differ"


def _cases(found: Study, behind: Behind) -> Iterator[tuple[PairKey, DocumentCounts, Case]]:
    for pair, document in _documents(found, behind):
        for case in document.cases[pair]:
            if _counts(case, behind):
                yield pair, document, case


def _documents(found: Study, behind: Behind) -> Iterator[tuple[PairKey, DocumentCounts]]:
    pairs = found.agreement.pairs() if behind.pair is None else [behind.pair]
    for pair in pairs:
        for document in found.agreement.of_pair(pair):
            if behind.document in (None, document.document):
                yield pair, document


def _counts(case: Case, behind: Behind) -> bool:
    if behind.tag is None and behind.cell is None and behind.edge is None:
        return True
    tags = tuple(None if mark is None else mark.tag for mark in case)
    if behind.tag is not None and behind.tag not in tags:
        return False
    if behind.cell is not None and tags != behind.cell:
        return False
    return behind.edge is None or _has_edge(case, *behind.edge)


def _has_edge(case: Case, edge: str, off: int) -> bool:
    a, b = case
    if a is None or b is None or a.tag != b.tag:
        return False
    return off == (b.start - a.start if edge == "start" else b.end - a.end)


def _who(found: Study, behind: Behind, pair: PairKey) -> tuple[str, ...]:
    """Return the names of both where the figure is not that of one pair alone."""
    return found.between(pair) if behind.pair is None else ()


def _side(found: Study, mark: Mark | None) -> tuple[str, str]:
    return ("", "") if mark is None else (found.tag_name(mark.tag), _words(mark))


def _ends(link: Sequence[Mark] | None) -> tuple[str, str]:
    return ("", "") if link is None else (_words(link[0]), _words(link[1]))


def _link_word(found: Study, pair: PairKey, link: LinkCase) -> str:
    if link.a is None or link.b is None:
        return f"only {found.name(pair[link.a is None])}"
    return "same" if link.is_exact else "edges differ"


def _words(mark: Mark) -> str:
    return " ".join(mark.quote.split())
