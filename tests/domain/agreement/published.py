"""The published examples that the measures are checked against."""

from __future__ import annotations

from collections import Counter

# J. Cohen (1960): two judges, proportions (Table 1, in per cent) and frequencies (Table 2).
COHEN_1 = ((25, 13, 12), (12, 2, 16), (3, 15, 2))
COHEN_2 = ((88, 14, 18), (10, 40, 10), (2, 6, 12))
# J. L. Fleiss (1971), Table 1: 30 patients, each diagnosed by six psychiatrists.
FLEISS = (
    "444444 222555 233335 555555 222444 113333 333355 113334 114444 555555 "
    "144444 124444 222333 144444 224445 333335 111455 111112 224444 133555 "
    "555555 244444 224555 114444 144445 222224 111155 224444 133333 555555"
)
# K. Krippendorff (2011), section D: four observers, twelve units, some missing.
KRIPPENDORFF = ("12332141 2***", "123322412 5*3", "*33323422 51*", "12332441 251*")
# Three coders with much missing, as it stands in the encyclopedias.
THREE_CODERS = ("*****341211 33*3", "1*21 33 43*******", "**21344*2113 3*4")


def counts(columns: list[str]) -> list[tuple[tuple[tuple[int, int], ...], int]]:
    """Return each unit's values with how many gave them; a star is a missing one."""
    return [
        (tuple(Counter(int(value) for value in column if value != "*").items()), 1)
        for column in columns
    ]


def units(rows: tuple[str, ...]) -> list[tuple[tuple[tuple[int, int], ...], int]]:
    """Return the units of rows that hold one observer each."""
    plain = [row.replace(" ", "") for row in rows]
    return counts(["".join(column) for column in zip(*plain, strict=True)])


def table(rows: tuple[tuple[int, ...], ...]) -> dict[tuple[int, int], int]:
    """Return a matrix as counts by the labels of both."""
    return {(i, j): n for i, row in enumerate(rows) for j, n in enumerate(row)}
