"""One row of the benchmark table, and how the table is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement; `ratio` is ours over the baseline and should not pass `budget`."""

    name: str
    workload: str
    ours: float
    baseline: float
    ratio: float
    budget: float | None
    unit: str

    @property
    def within(self) -> bool:
        """Whether the ratio keeps to its budget."""
        return self.budget is None or self.ratio <= self.budget


def row(
    name: str, workload: str, ours: float, baseline: float, budget: float | None, unit: str = "ms"
) -> Row:
    """A row with its ratio worked out."""
    return Row(name, workload, ours, baseline, ours / baseline if baseline else 0.0, budget, unit)


def printed(rows: Iterable[Row]) -> str:
    """The table as text, one line a row; `over` marks a budget that was passed."""
    lines = [f"{'':38}{'workload':10}{'ours':>10}{'baseline':>10}{'ratio':>8}{'budget':>8}"]
    for item in rows:
        budget = "" if item.budget is None else f"{item.budget:.2f}"
        lines.append(
            f"{item.name:38}{item.workload:10}{item.ours:10.2f}{item.baseline:10.2f}"
            f"{item.ratio:8.2f}{budget:>8} {item.unit}{'' if item.within else '   over'}"
        )
    return "\n".join(lines)
