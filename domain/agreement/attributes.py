"""Agreement on the attribute values of annotations that two annotators both made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.agreement.coefficients import Counts, Level, krippendorff_alpha
from domain.agreement.figures import cases_of
from domain.agreement.gathering import Agreement, PairKey
from domain.agreement.spans import Case
from domain.codebook import Attribute, Codebook


@dataclass(frozen=True, slots=True)
class AttributeRow:
    """One attribute of a tag; `pair` None: the pairs of annotations of all annotators together.

    `both` counts the pairs in which both gave a value, which is what `agreed` (share of equal
    values) and `alpha` rest on; `one_sided` those in which only one did, `neither` the rest.
    """

    pair: PairKey | None
    tag: str
    attribute: str
    level: Level
    both: int
    one_sided: int
    neither: int
    agreed: float | None
    alpha: float | None


def level_of(attribute: Attribute, given: Level | None = None) -> Level:
    """Return the scale that an attribute's values are on.

    `given` is what the codebook says (an attribute's “scale”); without it numbers and dates are
    interval, all else nominal: that choices stand in an order is not for a program to guess.
    """
    if given is not None:
        return given
    return "interval" if attribute.type in ("number", "date") else "nominal"


def attribute_rows(
    agreement: Agreement,
    codebook: Codebook,
    levels: Mapping[tuple[str, str], Level] | None = None,
) -> list[AttributeRow]:
    """Return for each attribute a row of each pair of annotators, and one of all if they are more.

    Counts annotations of one tag that are paired by overlap. `levels` are the scales that the
    codebook names, by tag and attribute key.
    """
    said = levels or {}
    everybody: dict[PairKey | None, dict[str, list[Case]]] = {
        pair: _paired(cases_of(agreement, pair)) for pair in agreement.pairs()
    }
    if len(everybody) > 1:
        everybody[None] = _paired(
            c for pair in agreement.pairs() for c in cases_of(agreement, pair)
        )
    return [
        _row(
            pair,
            tag,
            attribute,
            level_of(attribute, said.get((tag, attribute.key))),
            paired.get(tag, ()),
        )
        for tag in agreement.tags
        for attribute in codebook.tag(tag).attributes
        if not attribute.retired
        for pair, paired in everybody.items()
    ]


def _paired(cases: Iterable[Case]) -> dict[str, list[Case]]:
    """Return the cases in which both have an annotation of one tag, by tag."""
    found: dict[str, list[Case]] = {}
    for case in cases:
        if case.a is not None and case.b is not None and case.a.tag == case.b.tag:
            found.setdefault(case.a.tag, []).append(case)
    return found


def values_of(case: Case, attribute: str) -> tuple[Any, Any]:
    """Return the values that both gave an attribute (by key), None for none."""
    a = None if case.a is None else case.a.values.get(attribute)
    b = None if case.b is None else case.b.values.get(attribute)
    return a, b


def _row(
    pair: PairKey | None, tag: str, attribute: Attribute, level: Level, cases: Sequence[Case]
) -> AttributeRow:
    given = Counter(values_of(case, attribute.key) for case in cases)
    whole = {pair: n for pair, n in given.items() if None not in pair}
    both, neither = sum(whole.values()), given[None, None]
    equal = sum(n for (a, b), n in whole.items() if a == b)
    units, level = _measured(whole, attribute, level)
    return AttributeRow(
        pair,
        tag,
        attribute.key,
        level,
        both,
        len(cases) - both - neither,
        neither,
        equal / both if both else None,
        krippendorff_alpha(units, level, attribute.choices),
    )


def _measured(
    values: Mapping[tuple[Any, Any], int], attribute: Attribute, level: Level
) -> tuple[list[tuple[Counts, int]], Level]:
    """Return the units with values as points on their scale; without a place on it, as names."""
    if level == "interval":
        place = _day if attribute.type == "date" else _number
        placed = [((place(a), place(b)), n) for (a, b), n in values.items()]
        if all(a is not None and b is not None for (a, b), _ in placed):
            return [(_unit(a, b), n) for (a, b), n in placed], level
        level = "nominal"
    return [(_unit(a, b), n) for (a, b), n in values.items()], level


def _unit(a: Any, b: Any) -> Counts:
    return ((a, 2),) if a == b else ((a, 1), (b, 1))


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else None


def _day(value: Any) -> float | None:
    """Return a whole date as a day on the calendar; a month, a year or an interval is none."""
    try:
        return float(date.fromisoformat(str(value)).toordinal())
    except ValueError:
        return None
