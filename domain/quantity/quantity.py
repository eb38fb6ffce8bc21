"""Quantities as values, in the vocabulary of the codebook's statistics."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["count", "share", "money", "rate", "rank", "duration", "index", "other"]
Modifier = Literal[
    "exact",
    "approx",
    "more_than",
    "less_than",
    "at_least",
    "at_most",
    "range",
    "mean",
    "median",
    "vague",
]
PERCENT = "%"
_LARGEST_WHOLE = 2**53


@dataclass(frozen=True, slots=True)
class Quantity:
    """How much words say; an exact value stands in `value_min` alone, shares count in percent.

    Both values are None if the words name no number ("several"); `unit` may be empty.
    """

    value_min: float | None = None
    value_max: float | None = None
    unit: str = ""
    modifier: Modifier = "exact"
    kind: Kind = "count"


def plain(value: Decimal) -> float:
    """Return `value` as an int if it is whole and a float holds it exactly, else as a float."""
    if value == value.to_integral_value() and abs(value) <= _LARGEST_WHOLE:
        return int(value)
    return float(value)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    """Return the share in percent, rounded to two decimals; `whole` is not 0."""
    return (part * 100 / whole).quantize(Decimal("0.01"))
