"""Sharing documents out among annotators, the same for everyone who asks."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from domain.ids import AnnotatorId, DocumentId

Pair = tuple[DocumentId, AnnotatorId]


def everyone(documents: Sequence[DocumentId], annotators: Sequence[AnnotatorId]) -> list[Pair]:
    """Return every document with every annotator."""
    return [(document, annotator) for document in documents for annotator in annotators]


def shared(
    documents: Sequence[DocumentId], annotators: Sequence[AnnotatorId], overlap: int
) -> list[Pair]:
    """Share documents out so that each has `overlap` annotators, and all have as much to do.

    Loads differ by one at most. Who gets what depends on the ids alone, not on their order.
    Raises ValueError unless `overlap` is between 1 and the number of annotators.
    """
    people = sorted(set(annotators))
    if not 1 <= overlap <= len(people):
        raise ValueError(f"{overlap} of {len(people)} annotators cannot share a document")
    # An order without pattern: neighbours in the list of documents go to different people.
    shuffled = sorted(set(documents), key=lambda one: hashlib.sha256(one.encode()).digest())
    found = []
    loads = dict.fromkeys(people, 0)
    met = {(a, b): 0 for a in people for b in people}
    for document in shuffled:
        chosen: list[AnnotatorId] = []
        for _ in range(overlap):
            # The least loaded; among them who has shared least with those chosen already.
            one = min(
                (a for a in people if a not in chosen),
                key=lambda a: (loads[a], sum(met[a, b] for b in chosen), a),
            )
            for other in chosen:
                met[one, other] += 1
                met[other, one] += 1
            chosen.append(one)
            loads[one] += 1
        found += [(document, one) for one in chosen]
    return found
