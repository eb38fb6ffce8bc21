"""The verbs of assigning documents to annotators: each is one action, one transaction, one change.

The id of an assignment is derived, so that copies that make the same one converge.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.assigning import Pair, everyone, shared
from domain.change import Change
from domain.ids import AnnotatorId, DocumentId, assignment_id
from storage.contents import Contents
from storage.errors import RefusedError
from storage.project import Project
from storage.tables import ASSIGNMENT


@dataclass(frozen=True, slots=True)
class Assignment:
    """A document that an annotator is to code; `blind` until they are done."""

    document: DocumentId
    annotator: AnnotatorId
    blind: bool


def assignments(contents: Contents, *, annotator: AnnotatorId | None = None) -> list[Assignment]:
    """Return the live assignments (of one annotator), in the order of the documents."""
    rows = contents.connection.execute(
        "SELECT s.document, s.annotator, s.blind FROM assignment s "
        "JOIN document d ON d.id = s.document AND d.deleted = 0 "
        "WHERE s.deleted = 0 AND (?1 IS NULL OR s.annotator = ?1) ORDER BY d.number, s.annotator",
        (annotator,),
    )
    return [Assignment(row["document"], row["annotator"], bool(row["blind"])) for row in rows]


def assign(
    project: Project,
    *,
    documents: Sequence[DocumentId],
    annotators: Sequence[AnnotatorId],
    by: AnnotatorId,
    blind: bool = False,
) -> Change | None:
    """Give every one of the documents to every one of the annotators; None if they had them."""
    return _write(project, everyone(documents, annotators), by, blind=blind)


def share(
    project: Project,
    *,
    documents: Sequence[DocumentId],
    annotators: Sequence[AnnotatorId],
    overlap: int,
    by: AnnotatorId,
    blind: bool = False,
) -> Change | None:
    """Share the documents out, each to `overlap` annotators; None if they had them so.

    What these annotators had of these documents before is taken back. Refuses an overlap that the
    number of annotators does not allow.
    """
    if not 1 <= overlap <= len(set(annotators)):
        raise RefusedError(
            f"A document cannot go to {overlap} of {len(set(annotators))} annotators. "
            "Nothing was changed; choose fewer, or name more annotators."
        )
    pairs = shared(documents, annotators, overlap)
    former = set(everyone(documents, annotators)) - set(pairs)
    return _write(project, pairs, by, blind=blind, former=former)


def unassign(
    project: Project,
    *,
    documents: Sequence[DocumentId],
    annotators: Sequence[AnnotatorId],
    by: AnnotatorId,
) -> Change | None:
    """Take documents back from annotators; None if they had none of them. Tags stay."""
    return _write(project, [], by, former=set(everyone(documents, annotators)))


def _write(
    project: Project,
    pairs: Sequence[Pair],
    by: AnnotatorId,
    *,
    blind: bool = False,
    former: Iterable[Pair] = (),
) -> Change | None:
    documents = len({document for document, _ in pairs})
    people = len({annotator for _, annotator in pairs})
    label = f"Assign {documents} documents to {people} annotators" if pairs else "Unassign"
    with project.action("assign", label, by) as outcome:
        action = outcome.action
        for document, annotator in sorted(former):
            record = assignment_id(document, annotator)
            if ASSIGNMENT.number(project.connection, record) is not None:
                action.remove(ASSIGNMENT, record)
        for document, annotator in pairs:
            record = assignment_id(document, annotator)
            values = {"document": document, "annotator": annotator, "blind": int(blind)}
            if ASSIGNMENT.number(project.connection, record) is None:
                action.insert(ASSIGNMENT, record, values)
            else:
                action.update(ASSIGNMENT, record, {"blind": int(blind), "deleted": 0})
    return outcome.change
