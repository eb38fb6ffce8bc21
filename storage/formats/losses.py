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
    """All losses of an export; the first ten thousand of each kind are listed."""

    counts: Counter[Kind] = field(default_factory=Counter)
    listed: dict[Kind, list[Loss]] = field(default_factory=dict)

    def add(self, loss: Loss) -> None:
        """Note one."""
        self.counts[loss.kind] += 1
        listed = self.listed.setdefault(loss.kind, [])
        if len(listed) < _LISTED:
            listed.append(loss)

    def sentences(self) -> tuple[str, ...]:
        """Say how many there are of each kind."""
        return tuple(
            f"{self.counts[kind]:,} {_SAID[kind][self.counts[kind] != 1]}."
            for kind in KINDS
            if self.counts[kind]
        )

    def summary(self) -> dict[str, Any]:
        """Return count and sentence of each kind, without the list."""
        kinds = (kind for kind in KINDS if self.counts[kind])
        return {
            kind: {"count": self.counts[kind], "said": said}
            for kind, said in zip(kinds, self.sentences(), strict=True)
        }

    def lines(self, most: int = 20) -> list[str]:
        """Return the sentences, each with up to `most` of what it counts."""
        said: list[str] = []
        for kind, sentence in zip(
            (kind for kind in KINDS if self.counts[kind]), self.sentences(), strict=True
        ):
            said.append(sentence)
            said += [f"    {loss.sentence}" for loss in self.listed[kind][:most]]
            if (more := self.counts[kind] - most) > 0:
                said.append(f"    … and {more:,} more")
        return said

    def as_json(self) -> dict[str, Any]:
        """Return counts and lists as plain values."""
        return {
            kind: {
                "count": self.counts[kind],
                "listed": [
                    {k: v for k, v in asdict(loss).items() if k != "kind"}
                    for loss in self.listed[kind]
                ],
            }
            for kind in KINDS
            if self.counts[kind]
        }
