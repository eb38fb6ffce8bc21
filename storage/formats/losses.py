"""What an export could not carry: counted by kind, and each listed."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

Kind = Literal[
    "overlaps",
    "hidden",
    "repeats",
    "fragments",
    "gaps",
    "misaligned",
    "hints",
    "labels",
    "relations",
    "attributes",
    "notes",
    "confidence",
    "annotators",
    "states",
    "details",
    "text",
    "bare",
    "formulas",
    "long",
    "emptied",
    "former",
    "rows",
]
_SAID: dict[Kind, tuple[str, str]] = {
    "overlaps": (
        "span overlaps another and is left out",
        "spans overlap others and are left out",
    ),
    "hidden": (
        "span overlaps another or cuts a token: it is written, but not as tags of tokens",
        "spans overlap others or cut tokens: they are written, but not as tags of tokens",
    ),
    "repeats": (
        "span stands on another with the same label and is left out",
        "spans stand on others with the same label and are left out",
    ),
    "fragments": (
        "span of several fragments is written from the first to the last",
        "spans of several fragments are written from the first to the last",
    ),
    "gaps": (
        "span of several fragments is seen from the first to the last by other programs",
        "spans of several fragments are seen from the first to the last by other programs",
    ),
    "misaligned": (
        "span does not begin and end with a token and is left out",
        "spans do not begin and end with tokens and are left out",
    ),
    "hints": (
        "span does not begin and end with a token: it is written, but trainers skip it",
        "spans do not begin and end with tokens: they are written, but trainers skip them",
    ),
    "labels": ("label is written in another form", "labels are written in another form"),
    "relations": ("relation is left out", "relations are left out"),
    "attributes": ("attribute value is left out", "attribute values are left out"),
    "notes": ("note is left out", "notes are left out"),
    "confidence": (
        "span marked as unsure is written like any other",
        "spans marked as unsure are written like any other",
    ),
    "annotators": (
        "document does not say whose its spans are (the manifest does)",
        "documents do not say whose their spans are (the manifest does)",
    ),
    "states": (
        "document does not say whether it is done",
        "documents do not say whether they are done",
    ),
    "details": (
        "document loses its title, its id, or what else describes it",
        "documents lose their titles, their ids, or what else describes them",
    ),
    "text": (
        "text is written as its tokens, without its white space",
        "texts are written as their tokens, without their white space",
    ),
    "bare": (
        "document without annotations has no row",
        "documents without annotations have no row",
    ),
    "formulas": (
        "cell looks like a formula and gets a leading apostrophe, which an import takes away",
        "cells look like formulas and get a leading apostrophe, which an import takes away",
    ),
    "long": (
        "cell is longer than Excel shows (32,767 characters)",
        "cells are longer than Excel shows (32,767 characters)",
    ),
    "emptied": (
        "text is longer than a cell (32,767 characters) and left empty",
        "texts are longer than a cell (32,767 characters) and left empty",
    ),
    "former": (
        "annotation keeps values of a former tag: they stand in the column attr.*, which an "
        "import does not read",
        "annotations keep values of a former tag: they stand in the column attr.*, which an "
        "import does not read",
    ),
    "rows": (
        "row stands beyond the 1,048,575 that Excel shows",
        "rows stand beyond the 1,048,575 that Excel shows",
    ),
}
KINDS = tuple(_SAID)
_LISTED = 10_000


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that is left out or altered: where (code points of the text), and what it is."""

    kind: Kind
    document: str
    start: int
    end: int
    what: str

    @property
    def sentence(self) -> str:
        """The place and the thing."""
        return f"“{self.document}”, {self.start}–{self.end}: {self.what}"


@dataclass(slots=True)
class Losses:
    """All losses of an export; the first ten thousand of a kind are listed, if they have a place.

    `always` says in sentences what the format leaves out of every project.
    """

    counts: Counter[Kind] = field(default_factory=Counter)
    listed: dict[Kind, list[Loss]] = field(default_factory=dict)
    always: tuple[str, ...] = ()

    def add(self, loss: Loss) -> None:
        """Note one."""
        self.counts[loss.kind] += 1
        listed = self.listed.setdefault(loss.kind, [])
        if len(listed) < _LISTED:
            listed.append(loss)

    def note(self, kind: Kind, number: int = 1) -> None:
        """Note some that are counted, but have no place to list."""
        if number:
            self.counts[kind] += number

    def counted(self) -> dict[Kind, str]:
        """Say how many there are of each kind."""
        return {
            kind: f"{self.counts[kind]:,} {_SAID[kind][self.counts[kind] != 1]}."
            for kind in KINDS
            if self.counts[kind]
        }

    def sentences(self) -> tuple[str, ...]:
        """Say what is always left out, and how many there are of each kind."""
        return (*self.always, *self.counted().values())

    def summary(self) -> dict[str, Any]:
        """Return count and sentence of each kind, without the list; what is always so first."""
        always = {"always": {"count": None, "said": " ".join(self.always)}} if self.always else {}
        return always | {
            kind: {"count": self.counts[kind], "said": said}
            for kind, said in self.counted().items()
        }

    def lines(self, most: int = 20) -> list[str]:
        """Return the sentences, each with up to `most` of what it counts."""
        said = list(self.always)
        for kind, sentence in self.counted().items():
            said.append(sentence)
            listed = self.listed.get(kind, [])
            said += [f"    {loss.sentence}" for loss in listed[:most]]
            if listed and (more := self.counts[kind] - most) > 0:
                said.append(f"    … and {more:,} more")
        return said

    def as_json(self) -> dict[str, Any]:
        """Return counts, sentences and lists as plain values."""
        listed = {
            str(kind): [{k: v for k, v in asdict(loss).items() if k != "kind"} for loss in found]
            for kind, found in self.listed.items()
        }
        return {
            kind: entry | {"listed": listed.get(kind, [])} for kind, entry in self.summary().items()
        }
