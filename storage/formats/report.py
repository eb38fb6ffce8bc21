"""What an export holds, counted as it is written, and what it could not carry."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.wording import counted
from storage.formats.losses import Losses


@dataclass(slots=True)
class Report:
    """What an export holds or would hold, and what it could not carry.

    `tags` counts written spans by label; `negatives` are documents without a span, which say that
    there is nothing. `parts` counts documents by part of a split. `files` are those written, each
    with its name, its size in bytes and its SHA-256; a preflight has none.
    """

    format: str
    layers: tuple[str, ...]
    documents: int = 0
    negatives: int = 0
    annotations: int = 0
    relations: int = 0
    tags: Counter[str] = field(default_factory=Counter)
    parts: dict[str, int] = field(default_factory=dict)
    losses: Losses = field(default_factory=Losses)
    files: list[dict[str, Any]] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        return {
            "format": self.format,
            "layers": list(self.layers),
            "documents": self.documents,
            "negatives": self.negatives,
            "annotations": self.annotations,
            "relations": self.relations,
            "tags": dict(self.tags.most_common()),
            "parts": self.parts,
            "losses": self.losses.as_json(),
        }

    def lines(self) -> list[str]:
        """Return it as people read it, a line each."""
        people = ", ".join(self.layers) or "nobody"
        said = [
            f"{counted(self.documents, 'document')} ({self.negatives:,} with nothing tagged), "
            f"{counted(self.annotations, 'annotation')}, "
            f"{counted(self.relations, 'relation')} of {people}."
        ]
        said += [f"  {number:>8,}  {label}" for label, number in self.tags.most_common()]
        if self.parts:
            said.append(", ".join(f"{name} {n:,}" for name, n in self.parts.items()) + ".")
        return said + (self.losses.lines() or ["Nothing is left out or altered."])

    def count(self, labels: Sequence[str], relations: int) -> None:
        """Take note of a document as it is written: a label for each of its spans."""
        self.documents += 1
        self.negatives += not labels
        self.annotations += len(labels)
        self.relations += relations
        self.tags.update(labels)
