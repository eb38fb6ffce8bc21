"""What can be walked through case by case: a colleague's layer, the verdicts on one's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

from domain.annotation import Annotation, Annotator
from domain.change import Change
from domain.ids import AnnotatorId, DocumentId
from domain.review import Case, feedback, walk
from storage.contents import Contents
from storage.repositories.merged import resolved_ids
from ui.commands import Mode
from ui.wording import counted

Counts = Mapping[DocumentId, tuple[int, int]]
"""For each document how much there is, and how much of it is open."""


class AnyCase(Protocol):
    """One stop of a walk."""

    @property
    def key(self) -> str:
        """What names it."""

    @property
    def annotation(self) -> Annotation:
        """What to show for it."""

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""


C = TypeVar("C", bound=AnyCase)
C_co = TypeVar("C_co", bound=AnyCase, covariant=True)


class Walk(Protocol[C_co]):
    """Where the cases come from; `mode` is the mode whose keys decide them."""

    @property
    def mode(self) -> Mode:
        """The mode of the keys."""

    def layers(self, contents: Contents) -> tuple[AnnotatorId, ...]:
        """Return the layers to show beside one's own."""

    def open_counts(self, contents: Contents) -> Counts:
        """Return the documents with cases, in their order."""

    def read(self, contents: Contents, document: DocumentId) -> Sequence[C_co]:
        """Return the cases of a document, in the order of the walk."""

    def renew(
        self, contents: Contents, document: DocumentId, cases: Sequence[AnyCase], change: Change
    ) -> Sequence[C_co] | None:
        """Return the cases after a change, where that takes no reading anew; else None."""

    def told(self, every: int, still: int) -> str:
        """Say how far the walk is, in a sentence; it counts as `open_counts` does."""

    @property
    def keys(self) -> str:
        """What the most used keys do, in one line."""

    def weight(self, case: AnyCase) -> int:
        """Return how much a case counts in `open_counts`."""


WalkKind = Literal["review", "feedback"]


@dataclass(frozen=True, slots=True)
class ReviewWalk:
    """Through the layer of `whose`, or (`feedback`) through the verdicts on one's own."""

    kind: WalkKind
    whose: Annotator
    me: AnnotatorId

    @property
    def mode(self) -> Mode:
        """The mode of the keys."""
        return "review"

    def layers(self, contents: Contents) -> tuple[AnnotatorId, ...]:
        """Return the layers to show beside one's own."""
        if self.kind == "review":
            return (self.whose.id,)
        return tuple(contents.reviews.reviewers(self.whose.id))

    def open_counts(self, contents: Contents) -> Counts:
        """Return the documents with cases, in their order."""
        if self.kind == "review":
            return contents.reviews.open_counts(self.whose.id, self.me)
        found = {}
        for document in contents.reviews.counts(self.me):
            cases = self.read(contents, document)
            found[document] = (len(cases), sum(case.is_open for case in cases))
        return found

    def read(self, contents: Contents, document: DocumentId) -> Sequence[Case]:
        """Return the cases of a document, in reading order."""
        resolved = resolved_ids(contents)
        mine = contents.annotations.of_document(document, [self.me])
        said = contents.reviews.of_document(document, colleague=self.whose.id)
        if self.kind == "review":
            theirs = contents.annotations.of_document(document, [self.whose.id])
            return walk(theirs, mine, [r for r in said if r.reviewer == self.me], resolved)
        others = [review for review in said if review.reviewer != self.me]
        missed = [review.annotation for review in others if review.verdict == "missed"]
        added = {a.id: a for a in contents.annotations.some(missed) if not a.deleted}
        own = (c for c in contents.comments.of_document(document) if c.author == self.me)
        answers = {c.annotation: c.born for c in own if c.annotation is not None}
        return feedback(mine, added, others, resolved, answers)

    def renew(
        self, contents: Contents, document: DocumentId, cases: Sequence[AnyCase], change: Change
    ) -> Sequence[Case] | None:
        """Let the cases be read anew."""
        del contents, document, cases, change
        return None

    def told(self, every: int, still: int) -> str:
        """Say how far the walk is, in a sentence."""
        if self.kind == "review":
            if not every:
                return f"{self.whose.name} has tagged nothing yet."
            if not still:
                return f"All {counted(every, 'annotation')} of {self.whose.name} are reviewed."
            return f"{still:,} of {counted(every, 'annotation')} of {self.whose.name} are open."
        if not every:
            return "Nobody has reviewed your annotations yet."
        if not still:
            return f"All {counted(every, 'verdict')} on your annotations are dealt with."
        return f"{still:,} of {counted(every, 'verdict')} on your annotations wait for you."

    @property
    def keys(self) -> str:
        """What the most used keys do, in one line."""
        if self.kind == "review":
            return "A accepts, E edits a copy, R rejects, M adds what was missed, N goes on."
        return "A does what the verdict asks, C answers with a comment, N goes on."

    def weight(self, case: AnyCase) -> int:
        """Return how much a case counts: one."""
        del case
        return 1
