"""An agreement in words and in columns, for a terminal and for the reports."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from domain.agreement.bootstrap import CONFIDENCE, FigureKey
from storage.agreement_study import Study, link_names

UNDEFINED = "–"
UNIT_NAMES = {"char": "characters", "token": "tokens"}
Grid = tuple[Sequence[str], Sequence[Sequence[str]]]
"""Headings, and rows of cells."""


def figure(value: Any, digits: int = 3) -> str:
    """Return a number as people read it; an undefined one is a dash."""
    if value is None:
        return UNDEFINED
    return f"{value:.{digits}f}" if isinstance(value, float) else f"{value:,}"


def signed(number: int) -> str:
    """Return a number with its sign, as print has it."""
    return f"{number:+,}".replace("-", "−")


def with_interval(found: Study, value: float | None, key: FigureKey) -> str:
    """Return a figure with its interval, if it has one."""
    interval = found.intervals.get(key)
    if value is None or interval is None:
        return figure(value)
    return f"{value:.3f} [{interval.low:.3f}, {interval.high:.3f}]"


def pair_grid(found: Study) -> Grid:
    """Return the figures of each pair of annotators."""
    heads = (
        *("A", "B", "tag", "in A", "in B"),
        *("exact P", "R", "F1", "overlap P", "R", "F1", "kappa"),
    )
    rows = [
        (
            *(*found.between(row.pair), found.tag_name(row.tag)),
            *(figure(row.exact.a), figure(row.exact.b)),
            *(figure(row.exact.precision), figure(row.exact.recall)),
            with_interval(found, row.exact.f1, (row.pair, row.tag, "exact")),
            *(figure(row.overlap.precision), figure(row.overlap.recall)),
            with_interval(found, row.overlap.f1, (row.pair, row.tag, "overlap")),
            with_interval(found, row.kappa, (row.pair, row.tag, "kappa")),
        )
        for row in found.pairs
    ]
    return heads, rows


def all_grid(found: Study) -> Grid:
    """Return the figures of all annotators together."""
    rows = [
        (
            found.tag_name(row.tag),
            with_interval(found, row.alpha, (None, row.tag, "alpha")),
            *(figure(row.documents), figure(row.units)),
            with_interval(found, row.fleiss, (None, row.tag, "fleiss")),
            *(figure(row.full_documents), figure(row.full_units)),
        )
        for row in found.everyone
    ]
    units = UNIT_NAMES[found.agreement.unit]
    return ("tag", "alpha", "documents", units, "Fleiss’ kappa", "documents", units), rows


def attribute_grid(found: Study) -> Grid:
    """Return the agreement on attribute values."""
    heads = ("A", "B", "tag", "attribute", "scale", "both", "one", "neither", "equal", "alpha")
    rows = [
        (
            *(*found.between(row.pair), found.tag_name(row.tag), row.attribute, row.level),
            *(figure(row.both), figure(row.one_sided), figure(row.neither)),
            *(figure(row.agreed), figure(row.alpha)),
        )
        for row in found.attributes()
        if row.both or row.one_sided
    ]
    return heads, rows


def link_grid(found: Study) -> Grid:
    """Return the agreement on relations."""
    heads = ("A", "B", "from", "relation", "in A", "in B", "exact F1", "overlap F1", "left out")
    rows = [
        (
            *(*found.between(row.pair), *link_names(found, row)),
            *(figure(row.exact.a), figure(row.exact.b), figure(row.exact.f1)),
            *(figure(row.overlap.f1), figure(row.left_out)),
        )
        for row in found.links()
        if row.exact.a or row.exact.b or row.left_out
    ]
    return heads, rows


def counted(found: Study) -> list[str]:
    """Return in sentences what the figures rest on and what they leave out."""
    gathered = found.agreement
    units = UNIT_NAMES[gathered.unit]
    said = [
        f"{_number(len(gathered.documents), 'document')} coded by at least two of these annotators "
        f"({figure(sum(d.units for d in gathered.documents))} {units})."
    ]
    if gathered.single:
        said.append(
            f"{_number(gathered.single, 'document')} more that only one of them coded: left out."
        )
    apart = [row.pair for row in found.pairs if row.tag is None and not row.documents]
    if apart and gathered.documents:
        pairs = "; ".join(" and ".join(found.between(pair)) for pair in apart)
        said.append(f"No document in common, so no figures: {pairs}.")
    if found.hidden:
        said.append(
            f"{_number(found.hidden, 'document')} that you are to code without seeing others’ "
            "layers: left out until you are done with them."
        )
    if len(found.versions) > 1:
        made = (
            f"{f'version {version}' if version else 'an unknown version'} ({number:,})"
            for version, number in found.versions.items()
        )
        said.append(f"These layers were made with several codebooks: {', '.join(made)}.")
    machines = [annotator.name for annotator in found.annotators if annotator.kind == "machine"]
    if machines:
        said.append(
            f"Made by machine: {', '.join(machines)}. Agreement with such a layer demonstrates, or "
            "judges the machine; it does not say how reliably people code."
        )
    unseen = sum(d.unseen for d in gathered.documents)
    if unseen:
        said.append(
            f"{_number(unseen, 'annotation')} on nothing but white space: in the F1 figures, but "
            "on no token, so not in kappa and alpha."
        )
    return said


def rules(found: Study) -> list[str]:
    """Return in sentences how each figure is reckoned."""
    units = UNIT_NAMES[found.agreement.unit]
    return [
        "A document counts for an annotator who has marked it done or tagged in it; done with "
        "nothing tagged counts as empty.",
        "Exact: equal tag and equal start and end of every fragment. Overlap: equal tag and at "
        "least one shared character; spans are paired one to one, as many as can be (maximum "
        "matching), identical ones and large overlaps first. A span counts once.",
        "The first annotator (A) stands for the truth: precision is matched / in B, recall matched "
        "/ in A, F1 = 2 matched / (in A + in B). All tags together are the sums over tags.",
        f"Kappa, Fleiss’ kappa and alpha count {units}. Of one tag, a unit is inside or outside a "
        "span of it; of all tags, its label is the set of its tags, of which the empty set is one. "
        "Spans on which people disagree about the place count with all their units.",
        *(
            [
                "A token is a run of letters, marks, digits or underscores, or any other single "
                "sign that is no space; it carries a tag if a span touches it."
            ]
            if found.agreement.unit == "token"
            else ["White space and punctuation are characters like all others."]
        ),
        "Kappa: Cohen (1960). Fleiss’ kappa: Fleiss (1971), only documents that all annotators "
        "coded. Alpha: Krippendorff (2004, 2011), nominal, documents that at least two coded.",
        "Tags against each other: annotations paired by overlap within their tag; of the rest, "
        "annotations of different tags that share at least half of the characters that either "
        "covers, one to one; what is left stands against nothing. Each annotation counts once.",
        "Differences of edges: of annotations paired by overlap, in characters, B minus A.",
        "Attributes: values of annotations paired by overlap, usual values and the entity’s "
        "included; pairs in which only one gave a value are counted apart and not in alpha. The "
        "scale is what the codebook says, else interval for numbers and whole dates, else nominal.",
        "Relations: equal type, from and to annotations that are identical (exact) or paired by "
        "overlap (overlap); relations that leave the document or the layer are left out.",
        f"Intervals, where given: {CONFIDENCE:.0%} percentile bootstrap over documents (Efron & "
        "Tibshirani 1993), fixed seed.",
        f"{UNDEFINED} is undefined: nothing to count, or only one label was ever used.",
    ]


def text_lines(found: Study) -> list[str]:
    """Return the main figures as people read them on a terminal."""
    names = ", ".join(annotator.name for annotator in found.annotators)
    lines = [f"Agreement of {names}", *counted(found)]
    for title, grid in (("Pairs", pair_grid(found)), ("All annotators", all_grid(found))):
        lines += ["", title, *_columns(grid)]
    return lines


def _columns(grid: Grid) -> list[str]:
    heads, rows = grid
    shown = [heads, *rows]
    widths = [max(map(len, column)) for column in zip(*shown, strict=True)]
    return [
        "  " + "  ".join(c.ljust(w) for c, w in zip(cells, widths, strict=True)).rstrip()
        for cells in shown
    ]


def _number(number: int, one: str) -> str:
    return f"{number:,} {one}{'' if number == 1 else 's'}"
