"""Dividing documents into parts: stratified by tag, near-duplicates kept together, drawn by seed.

The method is iterative stratification (Sechidis, Tsoumakas and Vlahavas, 2011, “On the
stratification of multi-label data”): what is rarest is dealt out first, to the part that lacks it
most.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Lot(Generic[Key]):
    """Documents that must stay together, and how often each label stands in them."""

    members: tuple[Key, ...]
    labels: Mapping[str, int]


def deal(
    lots: Sequence[Lot[Key]],
    shares: Mapping[str, int],
    seed: int,
    fixed: Mapping[Key, str] | None = None,
) -> dict[Key, str]:
    """Return the part of each member; `shares` are in any unit, a part with none stays empty.

    `fixed` members keep their part, and draw those that must stay with them after them.
    """
    fixed = fixed or {}
    parts = [part for part, share in shares.items() if share > 0]
    dealing = _Dealing(lots, {part: shares[part] for part in parts}, random.Random(seed))
    found: dict[Key, str] = {}
    free = []
    for lot in lots:
        known = next((fixed[m] for m in lot.members if fixed.get(m) in shares), None)
        if known is None:
            free.append(lot)
            continue
        dealing.put(lot, known)
        found |= {m: fixed.get(m, known) for m in lot.members}
    for lot in dealing.in_order(free):
        part = dealing.part_for(lot)
        dealing.put(lot, part)
        found |= dict.fromkeys(lot.members, part)
    return found


class _Dealing(Generic[Key]):
    """What each part still wants of documents and of labels."""

    def __init__(
        self, lots: Sequence[Lot[Key]], shares: Mapping[str, int], chance: random.Random
    ) -> None:
        self._parts = list(shares)
        self._chance = chance
        whole = sum(shares.values())
        self._labels: Counter[str] = Counter()
        documents = 0
        for lot in lots:
            documents += len(lot.members)
            self._labels.update(lot.labels)
        self._documents = {part: documents * share / whole for part, share in shares.items()}
        self._wanted = {
            part: {label: number * share / whole for label, number in self._labels.items()}
            for part, share in shares.items()
        }

    def in_order(self, lots: Sequence[Lot[Key]]) -> list[Lot[Key]]:
        """Return the lots with the rarest label first, large ones first, else as chance has it."""
        shuffled = list(lots)
        self._chance.shuffle(shuffled)
        return sorted(
            shuffled,
            key=lambda lot: (
                min((self._labels[label] for label in lot.labels), default=1 << 60),
                -len(lot.members),
            ),
        )

    def part_for(self, lot: Lot[Key]) -> str:
        """Return the part that lacks the lot's rarest label most, then documents."""
        rarest = min(lot.labels, key=lambda label: (self._labels[label], label), default=None)

        def want(part: str) -> tuple[float, float]:
            of_label = 0.0 if rarest is None else self._wanted[part][rarest]
            documents = self._documents[part]
            # A part that has all its documents takes no more for the sake of a label.
            return (of_label if documents > 0 else -1.0, documents)

        return max(self._parts, key=want)

    def put(self, lot: Lot[Key], part: str) -> None:
        """Take note that a lot went to a part."""
        if part not in self._wanted:
            return
        self._documents[part] -= len(lot.members)
        for label, number in lot.labels.items():
            self._wanted[part][label] -= number
