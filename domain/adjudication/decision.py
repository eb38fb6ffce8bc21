"""A case of several annotators' tags, and what was decided about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from domain.annotation import Annotation
from domain.clock import Stamp
from domain.ids import AnnotationId, AnnotatorId, DecisionId, DocumentId
from domain.span import Fragment, Span

Kind = Literal["missed", "tag", "boundary", "attribute", "relation"]
KINDS: tuple[Kind, ...] = ("missed", "tag", "boundary", "attribute", "relation")
"""What annotators can differ in, most consequential first."""

Outcome = Literal["taken", "edited", "nobody", "undecided"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What an adjudicator decided: `annotation` is the gold one, None where nobody was right.

    `sources` are the annotations of the case with the version (stamp) that was judged, the one
    taken first.
    """

    id: DecisionId
    document: DocumentId
    adjudicator: AnnotatorId
    outcome: Outcome
    annotation: AnnotationId | None
    sources: tuple[tuple[AnnotationId, Stamp], ...]
    remark: str = ""
    created: str = ""

    @property
    def source_ids(self) -> frozenset[AnnotationId]:
        """The ids of the annotations that were judged."""
        return frozenset(source for source, _ in self.sources)


@dataclass(frozen=True, slots=True)
class GoldCase:
    """Annotations of several people that mean the same place, at most one of each.

    `missing` are those who have none there, `kinds` what they differ in (nothing: they agree),
    `gold` the adjudicated annotation. A gold annotation that nobody's stands behind is a case
    without members.
    """

    members: tuple[Annotation, ...]
    missing: tuple[AnnotatorId, ...] = ()
    kinds: tuple[Kind, ...] = ()
    decision: Decision | None = None
    gold: Annotation | None = None

    @property
    def annotation(self) -> Annotation:
        """The annotation to show for it."""
        return self.gold if self.gold is not None else self.members[0]

    @property
    def key(self) -> str:
        """What names the case while its members stay."""
        return self.members[0].id if self.members else self.annotation.id

    @property
    def span(self) -> Span:
        """All that its members (or the gold annotation) cover, in code points."""
        return joined(self.members or (self.annotation,))

    @property
    def is_agreed(self) -> bool:
        """Whether all have the same there."""
        return not self.kinds

    @property
    def stale(self) -> bool:
        """Whether what was judged was edited, deleted or joined by others since."""
        if self.decision is None or not self.members:
            return False
        now = {(member.id, member.stamp) for member in self.members}
        return now != set(self.decision.sources)

    @property
    def is_open(self) -> bool:
        """Whether a decision is wanted: there is none, it was put off, or it is stale."""
        if not self.members:
            return False
        decision = self.decision
        return decision is None or decision.outcome == "undecided" or self.stale

    @property
    def rank(self) -> int:
        """How consequential the difference is: 0 the most; agreement comes last."""
        return min((KINDS.index(kind) for kind in self.kinds), default=len(KINDS))

    def by_annotator(self) -> Mapping[AnnotatorId, Annotation]:
        """Return the members by whose they are."""
        return {member.annotator: member for member in self.members}


def joined(members: tuple[Annotation, ...]) -> Span:
    """Return the union of what annotations cover, touching stretches as one (code points)."""
    stretches = sorted(fragment for member in members for fragment in member.span.fragments)
    merged: list[Fragment] = [stretches[0]]
    for start, end in stretches[1:]:
        last = merged[-1]
        if start <= last[1]:
            merged[-1] = (last[0], max(last[1], end))
        else:
            merged.append((start, end))
    return Span.of(merged)
