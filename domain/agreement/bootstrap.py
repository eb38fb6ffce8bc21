"""Confidence intervals by resampling documents: the percentile bootstrap.

Documents, not units or spans, are drawn with replacement, because what stands in one document is
not independent; every figure is then reckoned from the drawn documents' sums. Source: B. Efron and
R. J. Tibshirani, An Introduction to the Bootstrap (1993), ch. 13.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from domain.agreement.gathering import Agreement, DocumentCounts, PairKey
from domain.agreement.spans import SpanCounts
from domain.agreement.units import ABSENT, pair_table, rated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Array = NDArray[np.float64]

REPLICATES = 1000
SEED = 20_260_101
CONFIDENCE = 0.95
_AT_ONCE = 50

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
    half of the samples. `progress(done, total)` counts samples; what it raises ends the reckoning.
    """
    import numpy as np

    count = len(agreement.documents)
    if count < 2:
        return {}
    columns = _Columns(count)
    figures = _figures(agreement, columns)
    table = columns.matrix()
    chance = np.random.default_rng(seed)
    sums = []
    for done in range(0, replicates, _AT_ONCE):
        progress(done, replicates)
        some = min(_AT_ONCE, replicates - done)
        drawn = chance.multinomial(count, np.full(count, 1 / count), size=some)
        sums.append(drawn.astype(np.float64) @ table)
    progress(replicates, replicates)
    drawn_sums = _Sums(np.concatenate(sums), columns)
    with np.errstate(divide="ignore", invalid="ignore"):
        found = {key: _interval(figure(drawn_sums)) for key, figure in figures.items()}
    return {key: interval for key, interval in found.items() if interval is not None}


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

    def labels(self, key: Hashable) -> list[Any]:
        """Return the labels that occur in a sum by labels."""
        return [place[1] for place in self._places if isinstance(place, tuple) and place[0] == key]


Figure = Callable[[_Sums], Any]


def _figures(agreement: Agreement, columns: _Columns) -> dict[FigureKey, Figure]:
    """Fill the columns, and return how each figure follows from their sums."""
    numbers: Mapping[str | None, int | None] = {
        None: None,
        **{tag: number for number, tag in enumerate(agreement.tags)},
    }
    figures: dict[FigureKey, Figure] = {}
    for tag, number in numbers.items():
        for pair in agreement.pairs():
            documents = [
                (at, one) for at, one in enumerate(agreement.documents) if pair in one.spans
            ]
            if len(documents) < 2:
                continue
            name = (pair, tag)
            for at, document in documents:
                _add_spans(columns, at, name, document)
                _add_units(columns, at, name, pair_table(document.profiles, *pair, number))
            figures[pair, tag, "exact"] = _F1(name, "exact")
            figures[pair, tag, "overlap"] = _F1(name, "overlap")
            figures[pair, tag, "kappa"] = _Kappa(name)
        for at, document in enumerate(agreement.documents):
            _add_rated(columns, at, tag, document, number)
        figures[None, tag, "alpha"] = _Alpha(tag)
        full = sum(len(d.coders) == len(agreement.annotators) for d in agreement.documents)
        if full > 1:
            figures[None, tag, "fleiss"] = _Fleiss(tag, len(agreement.annotators))
    return figures


def _add_spans(
    columns: _Columns, at: int, name: tuple[PairKey, str | None], document: DocumentCounts
) -> None:
    pair, tag = name
    spans = document.spans[pair]
    some = spans.values() if tag is None else (spans.get(tag, SpanCounts()),)
    for counts in some:
        columns.add(at, (name, "both"), counts.a + counts.b)
        columns.add(at, (name, "exact"), counts.exact)
        columns.add(at, (name, "overlap"), counts.overlap)


def _add_units(
    columns: _Columns, at: int, name: Hashable, table: Mapping[tuple[int, int], int]
) -> None:
    for (one, other), units in table.items():
        columns.add(at, (name, "units"), units)
        columns.add(at, (name, "agreed"), units * (one == other))
        columns.add(at, ((name, "first"), one), units)
        columns.add(at, ((name, "second"), other), units)


def _add_rated(
    columns: _Columns, at: int, tag: str | None, document: DocumentCounts, number: int | None
) -> None:
    whole = all(ABSENT not in profile for profile in document.profiles)
    for counts, units in rated(document.profiles, number).items():
        m = sum(n for _, n in counts)
        pairs = sum(n * (n - 1) for _, n in counts)
        columns.add(at, ("alpha", tag), units * (m * (m - 1) - pairs) / (m - 1))
        for label, n in counts:
            columns.add(at, (("values", tag), label), n * units)
        if whole:
            columns.add(at, ("full", tag), units)
            columns.add(at, ("pairs", tag), pairs * units)
            for label, n in counts:
                columns.add(at, (("full", tag), label), n * units)


@dataclass(frozen=True, slots=True)
class _F1:
    name: Hashable
    kind: str

    def __call__(self, sums: _Sums) -> Any:
        return 2 * sums.of((self.name, self.kind)) / sums.of((self.name, "both"))


@dataclass(frozen=True, slots=True)
class _Kappa:
    name: Hashable

    def __call__(self, sums: _Sums) -> Any:
        first, second = (self.name, "first"), (self.name, "second")
        units = sums.of((self.name, "units"))
        expected = sum(
            sums.of((first, label)) * sums.of((second, label)) for label in sums.labels(first)
        )
        return (units * sums.of((self.name, "agreed")) - expected) / (units * units - expected)


@dataclass(frozen=True, slots=True)
class _Alpha:
    tag: str | None

    def __call__(self, sums: _Sums) -> Any:
        key = ("values", self.tag)
        used = [sums.of((key, label)) for label in sums.labels(key)]
        total = sum(used)
        expected = total * total - sum(n * n for n in used)
        return 1 - (total - 1) * sums.of(("alpha", self.tag)) / expected


@dataclass(frozen=True, slots=True)
class _Fleiss:
    tag: str | None
    judges: int

    def __call__(self, sums: _Sums) -> Any:
        n, key = self.judges, ("full", self.tag)
        total = sums.of(key)
        squares = sum(sums.of((key, label)) ** 2 for label in sums.labels(key))
        expected = squares * (n - 1)
        above = sums.of(("pairs", self.tag)) * total * n - expected
        return above / ((total * n) ** 2 * (n - 1) - expected)


def _interval(values: Any) -> Interval | None:
    import numpy as np

    defined = values[np.isfinite(values)]
    if 2 * len(defined) < len(values) or not len(defined):
        return None
    edge = (1 - CONFIDENCE) / 2
    low, high = np.quantile(defined, (edge, 1 - edge))
    return Interval(float(low), float(high), len(defined))
