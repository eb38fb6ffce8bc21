"""The chance-corrected measures, from counts of units; exact integers until the last division.

A measure is None where it is undefined: nothing was counted, or chance alone would give perfect
agreement because only one label was ever used.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from math import fsum
from typing import Any, Literal

Level = Literal["nominal", "ordinal", "interval"]
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval")
Counts = Sequence[tuple[Hashable, int]]
"""The values that one unit was given, each with how many gave it."""


def cohen_kappa(table: Mapping[tuple[Any, Any], int]) -> float | None:
    """Return Cohen's kappa of two annotators: (p_o - p_e) / (1 - p_e).

    `table` counts units by (label of the first, label of the second). p_o is the share of units
    with equal labels, p_e the sum over labels of the product of both annotators' shares of it.
    Source: J. Cohen, "A coefficient of agreement for nominal scales", Educational and Psychological
    Measurement 20 (1960) 37-46, formula 1.
    """
    units = sum(table.values())
    rows: dict[Hashable, int] = {}
    columns: dict[Hashable, int] = {}
    agreed = 0
    for (one, other), count in table.items():
        rows[one] = rows.get(one, 0) + count
        columns[other] = columns.get(other, 0) + count
        if one == other:
            agreed += count
    expected = sum(count * columns.get(label, 0) for label, count in rows.items())
    return _ratio(units * agreed - expected, units * units - expected)


def fleiss_kappa(units: Iterable[tuple[Counts, int]]) -> float | None:
    """Return Fleiss' kappa of n annotators who all judged every unit: (P - P_e) / (1 - P_e).

    `units` are (values with how many gave each, number of such units). P is the mean over units of
    the share of agreeing pairs of annotators, P_e the sum over labels of the square of its share of
    all judgements.
    Source: J. L. Fleiss, "Measuring nominal scale agreement among many raters", Psychological
    Bulletin 76 (1971) 378-382, formulas 2 to 7. Raises ValueError if units have different numbers
    of judgements.
    """
    used: dict[Hashable, int] = {}
    judges: set[int] = set()
    total = pairs = 0
    for counts, weight in units:
        judges.add(sum(n for _, n in counts))
        total += weight
        for value, n in counts:
            used[value] = used.get(value, 0) + n * weight
            pairs += n * (n - 1) * weight
    if len(judges) > 1:
        raise ValueError("Fleiss' kappa needs the same number of judgements of every unit")
    n = judges.pop() if judges else 0
    if n < 2:
        return None
    # P = pairs / (N n (n-1)) and P_e = squares / (N n)²: both over their common denominator.
    squares = sum(count * count for count in used.values())
    observed = pairs * total * n
    expected = squares * (n - 1)
    return _ratio(observed - expected, (total * n) ** 2 * (n - 1) - expected)


def krippendorff_alpha(
    units: Iterable[tuple[Counts, int]], level: Level = "nominal", order: Sequence[Any] = ()
) -> float | None:
    """Return Krippendorff's alpha, 1 - D_o / D_e, for any number of annotators, some missing.

    `units` are (values with how many gave each, number of such units); units with fewer than two
    values pair with nothing and are left out. With n the number of values that can be paired, o_ck
    the coincidences (each pair of a unit with m values weighs 1 / (m - 1)) and n_c their sums:
    alpha = 1 - (n - 1) Σ o_ck δ²_ck / Σ n_c n_k δ²_ck. δ² is 1 for different values (nominal),
    (c - k)² (interval), or the square of Σ_{g=c..k} n_g - (n_c + n_k) / 2 (ordinal, ranked by
    `order`, else by size), which is the difference of the two values' mean ranks.
    Source: K. Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011), and Content
    Analysis (2nd ed. 2004) ch. 11. No code of the GPL package of that name was used.
    """
    kept = [(counts, weight) for counts, weight in units if sum(n for _, n in counts) > 1]
    used: dict[Any, int] = {}
    for counts, weight in kept:
        for value, n in counts:
            used[value] = used.get(value, 0) + n * weight
    total = sum(used.values())
    if len(used) < 2:
        return None
    if level == "nominal":
        disagreed = fsum(
            weight * (m * m - sum(n * n for _, n in counts)) / (m - 1)
            for counts, weight in kept
            if (m := sum(n for _, n in counts))
        )
        return 1 - (total - 1) * disagreed / (total * total - sum(n * n for n in used.values()))
    place = _places(used, level, order)
    observed = fsum(
        weight
        * _squares([(place[value], n) for value, n in counts])
        / (sum(n for _, n in counts) - 1)
        for counts, weight in kept
    )
    expected = _squares([(place[value], n) for value, n in used.items()])
    return 1 - (total - 1) * observed / expected if expected else None


def _places(used: Mapping[Any, int], level: Level, order: Sequence[Any]) -> dict[Any, float]:
    """Return where each value stands on the line: at itself, or at its mean rank."""
    if level == "interval":
        # Around their middle, so that large numbers that differ little lose no digits.
        middle = fsum(value * n for value, n in used.items()) / sum(used.values())
        return {value: value - middle for value in used}
    known = {value: at for at, value in enumerate(order)}
    ranked = sorted(used, key=lambda v: (0, known[v]) if v in known else (1, v))
    places: dict[Any, float] = {}
    below = 0
    for value in ranked:
        places[value] = below + used[value] / 2
        below += used[value]
    return places


def _squares(placed: Sequence[tuple[float, int]]) -> float:
    """Return Σ n_c n_k (c - k)² over ordered pairs, as 2 (n Σ n_c c² - (Σ n_c c)²)."""
    count = sum(n for _, n in placed)
    mean = fsum(place * n for place, n in placed) / count
    return 2 * count * fsum(n * (place - mean) ** 2 for place, n in placed)


def _ratio(above: int, below: int) -> float | None:
    return above / below if below else None
