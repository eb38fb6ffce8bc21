"""Confidence intervals by resampling documents: the percentile bootstrap.

Documents, not units or spans, are drawn with replacement, because what stands in one document is
not independent; every figure is then reckoned from the drawn documents' sums. Source: B. Efron and
R. J. Tibshirani, An Introduction to the Bootstrap (1993), ch. 13.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from domain.agreement.gathering import Agreement, PairKey
from domain.agreement.spans import SpanCounts
from domain.agreement.units import pair_table, rated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

REPLICATES = 1000
SEED = 20_260_101
CONFIDENCE = 0.95

Measure = Literal["exact", "overlap", "kappa", "alpha", "fleiss"]
FigureKey = tuple[PairKey | None, str | None, Measure]
"""Which figure: of two annotators or (None) of all, of a tag or (None) of all tags, and which."""
Progress = Callable[[int, int], object]


@dataclass(frozen=True, slots=True)
class Interval:
    """Where the figure lies in 95 % of the samples; `used` counts those in which it is defined."""

    low: float
    high: float
    used: int


def intervals(
    agreement: Agreement,
    progress: Progress,
    *,
    replicates: int = REPLICATES,
    seed: int = SEED,
) -> dict[FigureKey, Interval]:
    """Return the interval of each figure that has one; the same seed gives the same intervals.

    A figure has none if it rests on fewer than two documents, or if it is undefined in more than
    half of the samples. `progress(done, total)` counts groups of figures; what it raises ends the
    reckoning.
    """
    import numpy as np

    count = len(agreement.documents)
    if count < 2:
        return {}
    chance = np.random.default_rng(seed)
    # How often each document is in each sample: the same samples for all figures.
    drawn = chance.multinomial(count, np.full(count, 1 / count), size=replicates).astype(np.float64)
    found: dict[FigureKey, Interval] = {}
    groups = [(pair, tag) for pair in (*agreement.pairs(), None) for tag in (None, *agreement.tags)]
    for done, (pair, tag) in enumerate(groups):
        progress(done, len(groups))
        columns = _Columns(count)
        number = None if tag is None else agreement.tags.index(tag)
        if pair is None:
            figures = _of_all(agreement, columns, number)
        else:
            figures = _of_pair(agreement, columns, pair, tag, number)
        # One group at a time: all sums of many tags and annotators would fill the memory.
        sums = _Sums(drawn @ columns.matrix(), columns)
        with np.errstate(divide="ignore", invalid="ignore"):
            for measure, figure in figures.items():
                interval = _interval(figure(sums))
                if interval is not None:
                    found[pair, tag, measure] = interval
    progress(len(groups), len(groups))
    return found


class _Columns:
    """What each document adds to each sum, a column for each sum."""

    def __init__(self, documents: int) -> None:
        self._documents = documents
        self.places: dict[Hashable, int] = {}
        self._cells: list[tuple[int, int, float]] = []

    def add(self, document: int, key: Hashable, value: float) -> None:
        """Add to a sum."""
        self._cells.append((document, self.places.setdefault(key, len(self.places)), value))

    def matrix(self) -> Array:
        """Return all as documents × sums."""
        import numpy as np

        table = np.zeros((self._documents, max(1, len(self.places))))
        for document, place, value in self._cells:
            table[document, place] += value
        return table


class _Sums:
    """The sums over each drawn sample, by their keys; one that nothing was added to is zero."""

    def __init__(self, table: Array, columns: _Columns) -> None:
        self._table = table
        self._places = columns.places

    def of(self, key: Hashable) -> Any:
        place = self._places.get(key)
        return self._table[:, place] if place is not None else self._table[:, 0] * 0

    def labels(self, key: str) -> list[Any]:
        """Return the labels that occur in a sum by labels."""
        return [place[1] for place in self._places if isinstance(place, tuple) and place[0] == key]


Figure = Callable[[_Sums], Any]


def _of_pair(
    agreement: Agreement, columns: _Columns, pair: PairKey, tag: str | None, number: int | None
) -> dict[Measure, Figure]:
    """Fill in what documents add to the figures of two annotators; say how those follow."""
    documents = [(at, one) for at, one in enumerate(agreement.documents) if pair in one.spans]
    if len(documents) < 2:
        return {}
    for at, document in documents:
        _add_spans(columns, at, document.spans[pair], tag)
        for (one, other), units in pair_table(document.profiles, *pair, number).items():
            columns.add(at, "units", units)
            columns.add(at, "agreed", units * (one == other))
            columns.add(at, ("first", one), units)
            columns.add(at, ("second", other), units)
    return {"exact": partial(_f1, "exact"), "overlap": partial(_f1, "overlap"), "kappa": _kappa}


def _of_all(agreement: Agreement, columns: _Columns, number: int | None) -> dict[Measure, Figure]:
    """Fill in what documents add to the figures of all annotators; say how those follow."""
    everyone = len(agreement.annotators)
    full = 0
    for at, document in enumerate(agreement.documents):
        whole = len(document.coders) == everyone
        full += whole
        for counts, units in rated(document.profiles, number).items():
            m = sum(n for _, n in counts)
            pairs = sum(n * (n - 1) for _, n in counts)
            columns.add(at, "disagreed", units * (m * (m - 1) - pairs) / (m - 1))
            for label, n in counts:
                columns.add(at, ("used", label), n * units)
            if whole:
                columns.add(at, "units", units)
                columns.add(at, "pairs", pairs * units)
                for label, n in counts:
                    columns.add(at, ("full", label), n * units)
    figures: dict[Measure, Figure] = {"alpha": _alpha}
    if full > 1:
        figures["fleiss"] = partial(_fleiss, everyone)
    return figures


def _add_spans(
    columns: _Columns, at: int, spans: Mapping[str, SpanCounts], tag: str | None
) -> None:
    some = spans.values() if tag is None else (spans.get(tag, SpanCounts()),)
    for counts in some:
        columns.add(at, "both", counts.a + counts.b)
        columns.add(at, "exact", counts.exact)
        columns.add(at, "overlap", counts.overlap)


# The formulas of `coefficients` and `figures`, on the sums of all samples at once.


def _f1(kind: str, sums: _Sums) -> Any:
    return 2 * sums.of(kind) / sums.of("both")


def _kappa(sums: _Sums) -> Any:
    units = sums.of("units")
    expected = sum(
        sums.of(("first", label)) * sums.of(("second", label)) for label in sums.labels("first")
    )
    return (units * sums.of("agreed") - expected) / (units * units - expected)


def _alpha(sums: _Sums) -> Any:
    used = [sums.of(("used", label)) for label in sums.labels("used")]
    total = sum(used)
    expected = total * total - sum(n * n for n in used)
    return 1 - (total - 1) * sums.of("disagreed") / expected


def _fleiss(judges: int, sums: _Sums) -> Any:
    total = sums.of("units")
    squares = sum(sums.of(("full", label)) ** 2 for label in sums.labels("full"))
    expected = squares * (judges - 1)
    above = sums.of("pairs") * total * judges - expected
    return above / ((total * judges) ** 2 * (judges - 1) - expected)


def _interval(values: Any) -> Interval | None:
    import numpy as np

    defined = values[np.isfinite(values)]
    if 2 * len(defined) < len(values) or not len(defined):
        return None
    edge = (1 - CONFIDENCE) / 2
    low, high = np.quantile(defined, (edge, 1 - edge))
    return Interval(float(low), float(high), len(defined))
