"""What a walk reads from the project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from domain.annotation import Annotator
from domain.ids import AnnotatorId, DocumentId
from domain.review import Case, feedback, walk
from storage.contents import Contents
from storage.repositories.merged import resolved_ids

WalkKind = Literal["review", "feedback"]


@dataclass(frozen=True, slots=True)
class Walk:
    """Whose layer is walked through: a colleague's, or (`feedback`) one's own."""

    kind: WalkKind
    whose: Annotator

    def layers(self, contents: Contents) -> tuple[AnnotatorId, ...]:
        """Return the layers to show beside one's own."""
        if self.kind == "review":
            return (self.whose.id,)
        return tuple(contents.reviews.reviewers(self.whose.id))

    def open_counts(self, contents: Contents, me: AnnotatorId) -> dict[DocumentId, tuple[int, int]]:
        """Return for each document how many cases there are, and how many are open."""
        if self.kind == "review":
            return contents.reviews.open_counts(self.whose.id, me)
        found = {}
        for document in contents.reviews.counts(me):
            cases = read_walk(contents, self, document, me)
            found[document] = (len(cases), sum(case.is_open for case in cases))
        return found


def read_walk(
    contents: Contents, whom: Walk, document: DocumentId | None, me: AnnotatorId
) -> list[Case]:
    """Return the cases of a document, in reading order."""
    if document is None:
        return []
    resolved = resolved_ids(contents)
    mine = contents.annotations.of_document(document, [me])
    if whom.kind == "review":
        theirs = contents.annotations.of_document(document, [whom.whose.id])
        said = contents.reviews.of_document(document, colleague=whom.whose.id, reviewers=[me])
        return walk(theirs, mine, said, resolved)
    reviews = [
        review
        for review in contents.reviews.of_document(document, colleague=me)
        if review.reviewer != me
    ]
    missed = [review.annotation for review in reviews if review.verdict == "missed"]
    added = {a.id: a for a in contents.annotations.some(missed) if not a.deleted}
    return feedback(mine, added, reviews, resolved)
