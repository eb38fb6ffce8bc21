"""One row of the benchmark table, and how the table is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One measurement: what `figure` counts (a ratio, or `unit`s) should not pass `budget`."""

    name: str
    workload: str
    ours: float
    baseline: float | None
    figure: float
    budget: float | None
    unit: str
    is_ratio: bool = True

    @property
    def within(self) -> bool:
        """Whether the figure keeps to its budget."""
        return self.budget is None or self.figure <= self.budget

    @property
    def verdict(self) -> str:
        """In a word how the row stands; rows without a budget only inform."""
        if self.budget is None:
            return ""
        return "ok" if self.within else "over"


def row(
    name: str, workload: str, ours: float, baseline: float, budget: float | None, unit: str = "ms"
) -> Row:
    """A row that is judged by how many times the baseline ours is."""
    return Row(name, workload, ours, baseline, ours / baseline if baseline else 0.0, budget, unit)


def difference(name: str, workload: str, ours: float, baseline: float, budget: float) -> Row:
    """A row in milliseconds that is judged by how much ours takes more than the baseline."""
    return Row(name, workload, ours, baseline, ours - baseline, budget, "ms", is_ratio=False)


def limit(name: str, workload: str, ours: float, budget: float | None, unit: str = "ms") -> Row:
    """A row that is judged by itself."""
    return Row(name, workload, ours, None, ours, budget, unit, is_ratio=False)


def printed(rows: Iterable[Row]) -> str:
    """The table as text, one line a row; `over` marks a budget that was passed."""
    lines = [
        f"{'':40}{'workload':10}{'ours':>10}{'baseline':>10} {'unit':6}{'figure':>10}{'budget':>9}"
    ]
    for item in rows:
        baseline = "" if item.baseline is None else f"{item.baseline:.2f}"
        sign = "×" if item.is_ratio else " "
        budget = "" if item.budget is None else f"{item.budget:.2f}{sign}"
        lines.append(
            f"{item.name:40}{item.workload:10}{item.ours:10.2f}{baseline:>10} {item.unit:6}"
            f"{item.figure:9.2f}{sign}{budget:>9}  {item.verdict}".rstrip()
        )
    return "\n".join(lines)
