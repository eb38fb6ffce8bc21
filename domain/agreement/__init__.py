"""How well annotators agree: figures that can be checked by hand, each with what it counts.

`units` cuts documents into characters or tokens, `coefficients` holds the chance-corrected
measures, `matching` pairs spans one to one, `spans` compares two layers of a document, `gathering`
adds documents up, `figures` reads the sums, `values` and `relations` look at what hangs on the
spans, `bootstrap` gives intervals. Whatever is undefined is None.

Measures that judge where spans begin and end by themselves (Krippendorff's unitizing alpha of 1995
and 2016, gamma of Mathet et al. 2015) would stand beside `figures` and read the same sums' cases.
"""

from domain.agreement.figures import AllRow, PairRow, Share, all_rows, document_rows, pair_rows
from domain.agreement.gathering import Agreement, DocumentCounts, Gatherer
from domain.agreement.spans import Case, Kind
from domain.agreement.units import UNITS, Unit
from domain.agreement.values import Layer, Link, Mark, Page

__all__ = [
    "UNITS",
    "Agreement",
    "AllRow",
    "Case",
    "DocumentCounts",
    "Gatherer",
    "Kind",
    "Layer",
    "Link",
    "Mark",
    "Page",
    "PairRow",
    "Share",
    "Unit",
    "all_rows",
    "document_rows",
    "pair_rows",
]
