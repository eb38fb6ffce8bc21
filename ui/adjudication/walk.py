"""The walk through the cases of several annotators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.adjudication import GoldCase
from domain.annotation import Annotator
from domain.change import Change
from domain.ids import AnnotatorId, DocumentId
from storage.contents import Contents
from storage.gold_cases import cases_decided_anew, document_cases
from ui.commands import Mode
from ui.review.walks import AnyCase, Counts
from ui.wording import counted


@dataclass(frozen=True, slots=True)
class GoldWalk:
    """Through what `annotators` tagged, into the adjudicated layer `gold`."""

    annotators: tuple[Annotator, ...]
    gold: AnnotatorId

    @property
    def mode(self) -> Mode:
        """The mode of the keys."""
        return "adjudicate"

    @property
    def ids(self) -> tuple[AnnotatorId, ...]:
        """The layers that are compared."""
        return tuple(annotator.id for annotator in self.annotators)

    def layers(self, contents: Contents) -> tuple[AnnotatorId, ...]:
        """Return the layers to show beside the adjudicated one."""
        del contents
        return self.ids

    def open_counts(self, contents: Contents) -> Counts:
        """Return the documents with tags: how many, and how many no decision has judged."""
        return contents.decisions.open_counts(self.ids)

    def read(self, contents: Contents, document: DocumentId) -> Sequence[GoldCase]:
        """Return the cases of a document, most consequential first."""
        return document_cases(contents, document, self.ids)

    def renew(
        self, contents: Contents, document: DocumentId, cases: Sequence[AnyCase], change: Change
    ) -> Sequence[GoldCase] | None:
        """Return the cases after a decision, which touches no member; else None."""
        known = [case for case in cases if isinstance(case, GoldCase)]
        members = {member.id for case in known for member in case.members}
        if not change.touches("decision") or members.intersection(change.records("annotation")):
            return None
        return cases_decided_anew(contents, document, known)

    def told(self, every: int, still: int) -> str:
        """Say how far the walk is, in a sentence."""
        if not every:
            return "None of them has tagged anything yet."
        if not still:
            return f"All {counted(every, 'tag')} are decided."
        return f"{still:,} of {counted(every, 'tag')} are not decided."

    @property
    def keys(self) -> str:
        """What the most used keys do, in one line."""
        return (
            "A digit takes a version, J joins edges, E edits, X: nobody, U: undecided, N goes on."
        )

    def weight(self, case: AnyCase) -> int:
        """Return how much a case counts: the tags that it holds."""
        return len(case.members) if isinstance(case, GoldCase) else 0
