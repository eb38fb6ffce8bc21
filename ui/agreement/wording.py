"""How the window names what a figure rests on."""

from __future__ import annotations

from domain.agreement.gathering import PairKey
from storage.agreement_study import NOTHING, Behind, Study
from storage.agreement_text import signed

NOBODY = (
    "Nobody to compare with yet",
    "Agreement needs two annotators who have marked a document as done, or tagged in it. Merge a "
    "colleague’s file, or import their annotations.",
)
TOO_FEW = ("Choose two annotators or more", "Agreement compares the layers of people.")
NOWHERE = (
    "No document in common",
    "No chosen document has been coded by two of these annotators: marked as done, or tagged in.",
)


def about(found: Study, behind: Behind) -> str:
    """Return in a few words what the listed cases stand behind."""
    said = []
    if behind.pair is None:
        said.append("All annotators")
    else:
        said.append(" – ".join(found.between(behind.pair)))
    if behind.cell is not None:
        said.append(" against ".join(_tag(found, tag) for tag in behind.cell))
    elif behind.tag is not None:
        said.append(found.tag_name(behind.tag))
    if behind.edge is not None:
        edge, off = behind.edge
        said.append(f"{edge} {signed(off)}" if off else f"same {edge}")
    if behind.attribute is not None:
        said.append(behind.attribute)
    if behind.relations:
        said.append("all relations" if behind.relation is None else behind.relation[1])
    if behind.document is not None:
        titles = {one.document: one.title for one in found.agreement.documents}
        said.append(f"“{titles.get(behind.document, '')}”")
    return " · ".join(said)


def pairs_of(found: Study) -> list[tuple[PairKey, str]]:
    """Return the pairs of annotators with a document in common, and how each is called."""
    together = [pair for pair in found.agreement.pairs() if found.agreement.of_pair(pair)]
    return [(pair, "  –  ".join(found.between(pair))) for pair in together]


def _tag(found: Study, tag: str | None) -> str:
    return NOTHING if tag is None else found.tag_name(tag)
