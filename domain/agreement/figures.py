"""The figures, read from the sums: for pairs of annotators, for all of them, for each document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.agreement.coefficients import cohen_kappa, fleiss_kappa, krippendorff_alpha
from domain.agreement.gathering import Agreement, DocumentCounts, PairKey
from domain.agreement.relations import LinkCounts, LinkKind
from domain.agreement.spans import Case, SpanCounts
from domain.agreement.units import ABSENT, Profile, pair_table, rated
from domain.ids import DocumentId


@dataclass(frozen=True, slots=True)
class Share:
    """How much of one layer is found in the other: `a` and `b` count what either holds.

    The first annotator stands for the truth, the second is judged: precision is matched / b,
    recall matched / a, F1 their harmonic mean 2 matched / (a + b), which is the same for both
    directions. None where nothing stands below the line.
    """

    a: int
    b: int
    matched: int

    @property
    def precision(self) -> float | None:
        """The share of the second annotator's that the first has too."""
        return self.matched / self.b if self.b else None

    @property
    def recall(self) -> float | None:
        """The share of the first annotator's that the second has too."""
        return self.matched / self.a if self.a else None

    @property
    def f1(self) -> float | None:
        """Twice what is matched, of all that both have."""
        return 2 * self.matched / (self.a + self.b) if self.a + self.b else None

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return {
            "matched": self.matched,
            "precision": self.precision,
            "recall": self.recall,
            "f1": self.f1,
        }


@dataclass(frozen=True, slots=True)
class PairRow:
    """Two annotators (by number) and a tag (by id; None: all tags together).

    `documents` and `units` are what both coded; `kappa` is Cohen's on units. Of one tag a unit is
    inside or outside; of all together its label is the set of its tags, "none" being one of them.
    """

    pair: PairKey
    tag: str | None
    documents: int
    units: int
    exact: Share
    overlap: Share
    kappa: float | None


@dataclass(frozen=True, slots=True)
class AllRow:
    """All annotators and a tag (by id; None: all tags together); labels as in PairRow.

    Alpha takes every unit that at least two coded (`units`, in `documents`); Fleiss' kappa only
    those that all coded (`full_units`, in `full_documents`).
    """

    tag: str | None
    documents: int
    units: int
    alpha: float | None
    full_documents: int
    full_units: int
    fleiss: float | None


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One document in the eyes of two annotators, all tags together."""

    document: DocumentId
    title: str
    row: PairRow


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Relations of a kind (None: all kinds together) that two annotators made."""

    pair: PairKey
    kind: LinkKind | None
    exact: Share
    overlap: Share
    left_out: int


def pair_rows(agreement: Agreement) -> list[PairRow]:
    """Return for each pair of annotators a row of all tags and one of each tag."""
    return [
        row
        for pair in agreement.pairs()
        for row in _rows_of(pair, agreement.of_pair(pair), (None, *agreement.tags), agreement)
    ]


def document_rows(agreement: Agreement, pair: PairKey) -> list[DocumentRow]:
    """Return for each document that both annotators coded its row of all tags."""
    return [
        DocumentRow(one.document, one.title, row)
        for one in agreement.of_pair(pair)
        for row in _rows_of(pair, [one], (None,), agreement)
    ]


def all_rows(agreement: Agreement) -> list[AllRow]:
    """Return a row of all tags and one of each tag, over all annotators."""
    together = summed(agreement.documents)
    full = {profile: n for profile, n in together.items() if ABSENT not in profile}
    everyone = len(agreement.annotators)
    documents = len(agreement.documents)
    full_documents = sum(len(d.coders) == everyone for d in agreement.documents)
    return [
        AllRow(
            tag,
            documents,
            sum(together.values()),
            krippendorff_alpha(rated(together, number).items()),
            full_documents,
            sum(full.values()),
            fleiss_kappa(rated(full, number).items()),
        )
        for number, tag in _numbered(agreement)
    ]


def link_rows(agreement: Agreement) -> list[LinkRow]:
    """Return for each pair of annotators a row of all relations and one of each kind."""
    found = []
    for pair in agreement.pairs():
        sums: dict[LinkKind | None, LinkCounts] = {None: LinkCounts()}
        for document in agreement.of_pair(pair):
            seen = document.links.get(pair)
            for kind, counts in seen.counts.items() if seen else ():
                sums[kind] = sums.get(kind, LinkCounts()).plus(counts)
                sums[None] = sums[None].plus(counts)
        found += [
            LinkRow(*(pair, kind, Share(n.a, n.b, n.exact), Share(n.a, n.b, n.overlap), n.left_out))
            for kind, n in sums.items()
        ]
    return found


def confusion(agreement: Agreement, pair: PairKey) -> dict[tuple[str | None, str | None], int]:
    """Return how many annotations stand against each other, by (tag of a, tag of b).

    Each annotation of either annotator is counted once (`spans` has the rules); None stands for
    nothing. Rows sum to what the first annotator made, columns to the second's.
    """
    return dict(
        Counter(
            (None if case.a is None else case.a.tag, None if case.b is None else case.b.tag)
            for case in cases_of(agreement, pair)
        )
    )


def boundaries(
    agreement: Agreement, pair: PairKey, tag: str | None = None
) -> tuple[Counter[int], Counter[int]]:
    """Return how often starts and ends differ by how many code points, second minus first.

    Counts annotations paired by overlap (of a tag if one is given), identical ones among them.
    """
    starts: Counter[int] = Counter()
    ends: Counter[int] = Counter()
    for case in cases_of(agreement, pair):
        a, b = case
        if a is not None and b is not None and a.tag == b.tag and tag in (None, a.tag):
            starts[b.start - a.start] += 1
            ends[b.end - a.end] += 1
    return starts, ends


def cases_of(agreement: Agreement, pair: PairKey) -> Iterable[Case]:
    """Yield the cases of two annotators, document by document."""
    for document in agreement.of_pair(pair):
        yield from document.cases[pair]


def summed(documents: Iterable[DocumentCounts]) -> Counter[Profile]:
    """Return how many units of these documents got which labels."""
    found: Counter[Profile] = Counter()
    for document in documents:
        for profile, units in document.profiles.items():
            found[profile] += units
    return found


def span_sums(documents: Iterable[DocumentCounts], pair: PairKey) -> dict[str | None, SpanCounts]:
    """Return the counts of annotations over documents, by tag and (None) of all tags."""
    sums: dict[str | None, SpanCounts] = {None: SpanCounts()}
    for document in documents:
        for tag, counts in document.spans[pair].items():
            sums[tag] = sums.get(tag, SpanCounts()).plus(counts)
            sums[None] = sums[None].plus(counts)
    return sums


def _rows_of(
    pair: PairKey,
    documents: Sequence[DocumentCounts],
    tags: Sequence[str | None],
    agreement: Agreement,
) -> list[PairRow]:
    together = summed(documents)
    sums = span_sums(documents, pair)
    numbers: Mapping[str | None, int | None] = {tag: n for n, tag in _numbered(agreement)}
    rows = []
    for tag in tags:
        table = pair_table(together, *pair, numbers[tag])
        spans = sums.get(tag, SpanCounts())
        rows.append(
            PairRow(
                pair,
                tag,
                len(documents),
                sum(table.values()),
                Share(spans.a, spans.b, spans.exact),
                Share(spans.a, spans.b, spans.overlap),
                cohen_kappa(table),
            )
        )
    return rows


def _numbered(agreement: Agreement) -> list[tuple[int | None, str | None]]:
    return [(None, None), *enumerate(agreement.tags)]
