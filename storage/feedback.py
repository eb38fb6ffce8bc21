"""Following what a reviewer said of one's own layer: one action each, undoable like any other."""

from __future__ import annotations

from domain.annotation import Annotation
from domain.change import Change
from domain.ids import AnnotatorId, ReviewId
from domain.review import Review
from storage.annotating import begin_work, delete_annotations
from storage.copying import write_copy
from storage.errors import RefusedError
from storage.labels import quoted
from storage.project import Project
from storage.records import Record
from storage.tables import ANNOTATION

_TAKEN = ("tag", "fragments", "before", "after", "codebook_version")


def follow(project: Project, *, review: ReviewId, annotator: AnnotatorId) -> Change | None:
    """Do what a verdict asks: delete what was rejected, take an edited form or what was missed.

    None if there is nothing to do. Refuses a verdict on another's layer.
    """
    found = project.reviews.get(review)
    if found is None or found.deleted:
        raise RefusedError("That verdict was taken back meanwhile. Nothing was changed.")
    if found.colleague != annotator:
        raise RefusedError("That verdict is not about your layer. Nothing was changed.")
    if found.verdict == "missed":
        return _take_over(project, _judged(project, found), annotator)
    if found.verdict == "reject":
        return delete_annotations(project, annotations=[found.annotation], annotator=annotator)
    if found.verdict == "amend" and found.replacement is not None:
        return _amend(project, found, annotator)
    return None


def _take_over(project: Project, theirs: Annotation, annotator: AnnotatorId) -> Change | None:
    label = f"Take over {quoted(theirs.quote)}"
    with project.action("take over", label, annotator, document=theirs.document) as outcome:
        write_copy(outcome.action, theirs, annotator)
        begin_work(project, outcome.action, theirs.document, annotator)
    return outcome.change


def _amend(project: Project, review: Review, annotator: AnnotatorId) -> Change | None:
    mine = _judged(project, review)
    assert review.replacement is not None
    if project.annotations.get(review.replacement) is None:
        raise RefusedError("The edited form is not in this file. Nothing was changed.")
    label = f"Amend {quoted(mine.quote)} as reviewed"
    with project.action("take over", label, annotator, document=mine.document) as outcome:
        action = outcome.action
        theirs = action.current(ANNOTATION, review.replacement)
        fields: Record = {name: theirs[name] for name in _TAKEN}
        own = action.current(ANNOTATION, mine.id)
        names = {name for name in (*theirs, *own) if name.startswith("attributes.")}
        fields |= {name: theirs.get(name) for name in sorted(names)}
        action.update(ANNOTATION, mine.id, fields)
    return outcome.change


def _judged(project: Project, review: Review) -> Annotation:
    found = project.annotations.get(review.annotation)
    if found is None or found.deleted:
        raise RefusedError("What that verdict judged is gone meanwhile. Nothing was changed.")
    return found
