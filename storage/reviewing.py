"""The verbs of reviewing a colleague's layer: each is one action, one transaction, one change.

A reviewer has one verdict on an annotation; another one takes its place, and the history keeps
both. A verdict names the version that it judged. The colleague's layer is never edited.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from domain.annotation import Annotation
from domain.change import Change
from domain.ids import AnnotationId, AnnotatorId, review_id
from domain.review import REASONS, content_key
from storage.action import Action
from storage.annotating import begin_work
from storage.copying import write_copy
from storage.errors import RefusedError
from storage.labels import quoted, several
from storage.project import Project
from storage.repositories.merged import resolved_ids
from storage.tables import REVIEW
from storage.verdicts import write_verdict


def accept(
    project: Project, *, annotations: Sequence[AnnotationId], reviewer: AnnotatorId
) -> Change | None:
    """Accept annotations of a colleague as they stand; None if all were accepted like that."""
    found = _theirs(project, annotations, reviewer)
    with project.action(
        "accept", f"Accept {several(found)}", reviewer, document=found[0].document
    ) as outcome:
        for annotation in found:
            _write(outcome.action, annotation, reviewer, {"verdict": "accept"})
    return outcome.change


def reject(
    project: Project,
    *,
    annotations: Sequence[AnnotationId],
    reviewer: AnnotatorId,
    reason: str,
    remark: str = "",
) -> Change | None:
    """Reject annotations of a colleague for a reason (a key of REASONS), with free text if any."""
    _check_reason(reason, remark)
    found = _theirs(project, annotations, reviewer)
    said = {"verdict": "reject", "reason": reason, "remark": remark.strip()}
    with project.action(
        "reject", f"Reject {several(found)}", reviewer, document=found[0].document
    ) as outcome:
        for annotation in found:
            _write(outcome.action, annotation, reviewer, said)
    return outcome.change


def amend(
    project: Project,
    *,
    annotation: AnnotationId,
    reviewer: AnnotatorId,
    reason: str = "",
    remark: str = "",
) -> tuple[AnnotationId, Change | None]:
    """Accept an annotation in an edited form: return the copy in the reviewer's layer to edit.

    A copy made by an earlier `amend` is taken again, and so is an annotation of the reviewer's
    own that says the same.
    """
    (found,) = _theirs(project, [annotation], reviewer)
    label = f"Amend {quoted(found.quote)}"
    with project.action("amend", label, reviewer, document=found.document) as outcome:
        copy = _replacement(project, found, reviewer)
        if copy is None:
            copy = write_copy(outcome.action, found, reviewer)
            begin_work(project, outcome.action, found.document, reviewer)
        said = {"verdict": "amend", "reason": reason, "remark": remark, "replacement": copy}
        _write(outcome.action, found, reviewer, said)
    return copy, outcome.change


def miss(
    project: Project,
    *,
    annotations: Sequence[AnnotationId],
    reviewer: AnnotatorId,
    colleague: AnnotatorId,
    remark: str = "",
) -> Change | None:
    """Say that the colleague missed what the reviewer has tagged in their own layer."""
    found = _live(project, annotations)
    if any(annotation.annotator != reviewer for annotation in found):
        raise RefusedError(
            "Only an annotation in your own layer can be what a colleague missed. "
            "Nothing was changed."
        )
    said = {"verdict": "missed", "remark": remark.strip()}
    with project.action(
        "missed", f"Missed: {several(found)}", reviewer, document=found[0].document
    ) as outcome:
        for a in found:
            write_verdict(
                outcome.action, a.id, a.stamp, reviewer=reviewer, colleague=colleague, said=said
            )
    return outcome.change


def withdraw(
    project: Project, *, annotations: Sequence[AnnotationId], reviewer: AnnotatorId
) -> Change | None:
    """Take one's verdicts on annotations back; None if there were none."""
    found = _live(project, annotations)
    label = f"No verdict on {several(found)}"
    with project.action("withdraw", label, reviewer, document=found[0].document) as outcome:
        for annotation in found:
            record = review_id(annotation.id, reviewer)
            if REVIEW.number(outcome.action.connection, record) is not None:
                outcome.action.remove(REVIEW, record)
    return outcome.change


def _write(
    action: Action, annotation: Annotation, reviewer: AnnotatorId, said: Mapping[str, Any]
) -> None:
    write_verdict(
        action,
        annotation.id,
        annotation.stamp,
        reviewer=reviewer,
        colleague=annotation.annotator,
        said=said,
    )


def _replacement(project: Project, found: Annotation, reviewer: AnnotatorId) -> AnnotationId | None:
    earlier = project.reviews.get(review_id(found.id, reviewer))
    if earlier is not None and earlier.replacement is not None:
        copy = project.annotations.get(earlier.replacement)
        if copy is not None and not copy.deleted:
            return copy.id
    resolved = resolved_ids(project)
    wanted = content_key(found, resolved)
    mine = project.annotations.of_document(found.document, [reviewer])
    return next((a.id for a in mine if content_key(a, resolved) == wanted), None)


def _theirs(
    project: Project, annotations: Sequence[AnnotationId], reviewer: AnnotatorId
) -> list[Annotation]:
    found = _live(project, annotations)
    if any(annotation.annotator == reviewer for annotation in found):
        raise RefusedError(
            "Your own annotations are not yours to review. Nothing was changed; "
            "choose a colleague's layer."
        )
    return found


def _live(project: Project, annotations: Sequence[AnnotationId]) -> list[Annotation]:
    found = [a for a in project.annotations.some(dict.fromkeys(annotations)) if not a.deleted]
    if not found or len(found) < len(set(annotations)):
        raise RefusedError(
            "That annotation was deleted meanwhile, perhaps in another window. Nothing was changed."
        )
    return found


def _check_reason(reason: str, remark: str) -> None:
    if reason not in dict(REASONS):
        raise ValueError(f"no reason is called {reason}")
    if reason == "other" and not remark.strip():
        raise RefusedError("The reason “other” needs a word of explanation. Nothing was changed.")
