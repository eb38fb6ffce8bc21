"""A quantity at its place among the tokens, with what decides whether it is found unasked."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from domain.quantity.quantity import Quantity


class Sort(Enum):
    """How a quantity is put into words."""

    AMOUNT = "amount"
    RANGE = "range"
    SHARE = "share"
    RATIO = "ratio"
    RANK = "rank"
    VAGUE = "vague"


@dataclass(frozen=True, slots=True)
class Match:
    """Tokens `[start, end)` that say `quantity`; its number begins at token `core`.

    `weak` words ("half", "third", "many", "a") are a quantity only where something supports them.
    """

    start: int
    core: int
    end: int
    quantity: Quantity
    sort: Sort = Sort.AMOUNT
    said: bool = False
    weak: bool = False
