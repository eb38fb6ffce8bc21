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
from domain.codebook import Attribute, Codebook, Tag


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
    cases = {
        pair: [case for case in cases_of(agreement, pair) if case.is_pair]
        for pair in agreement.pairs()
    }
    everybody: dict[PairKey | None, list[Case]] = dict(cases.items())
    if len(cases) > 1:
        everybody[None] = [case for some in cases.values() for case in some]
    return [
        _row(
            pair,
            codebook.tag(tag),
            attribute,
            level_of(attribute, said.get((tag, attribute.key))),
            some,
        )
        for tag in agreement.tags
        for attribute in codebook.tag(tag).attributes
        if not attribute.retired
        for pair, some in everybody.items()
    ]


def values_of(case: Case, attribute: str) -> tuple[Any, Any]:
    """Return the values that both gave an attribute (by key), None for none."""
    a = None if case.a is None else case.a.values.get(attribute)
    b = None if case.b is None else case.b.values.get(attribute)
    return a, b


def _row(
    pair: PairKey | None, tag: Tag, attribute: Attribute, level: Level, cases: Sequence[Case]
) -> AttributeRow:
    given = [
        values_of(case, attribute.key)
        for case in cases
        if case.a is not None and case.a.tag == tag.id
    ]
    whole = [(a, b) for a, b in given if a is not None and b is not None]
    neither = sum(a is None and b is None for a, b in given)
    equal = sum(a == b for a, b in whole)
    measured, level = _measured(whole, attribute, level)
    return AttributeRow(
        pair,
        tag.id,
        attribute.key,
        level,
        len(whole),
        len(given) - len(whole) - neither,
        neither,
        equal / len(whole) if whole else None,
        krippendorff_alpha(_units(measured), level, attribute.choices),
    )


def _measured(
    values: list[tuple[Any, Any]], attribute: Attribute, level: Level
) -> tuple[list[tuple[Any, Any]], Level]:
    """Return the values as points on their scale; those that have no place on it are names."""
    if level != "interval":
        return values, level
    place = _day if attribute.type == "date" else _number
    placed = [(place(a), place(b)) for a, b in values]
    if any(a is None or b is None for a, b in placed):
        return values, "nominal"
    return placed, level


def _units(values: Iterable[tuple[Any, Any]]) -> Iterable[tuple[Counts, int]]:
    return [(tuple(Counter(pair).items()), 1) for pair in values]


def _number(value: Any) -> float | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return float(value) if is_number else None


def _day(value: Any) -> float | None:
    """Return a whole date as a day on the calendar; a month, a year or an interval is none."""
    try:
        return float(date.fromisoformat(str(value)).toordinal())
    except ValueError:
        return None
