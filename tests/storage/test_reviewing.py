"""Verdicts on a colleague's layer: given, changed, taken back, and never an edit of that layer."""

from __future__ import annotations

import pytest

from domain.annotation import Annotation, Annotator
from domain.clock import ZERO
from domain.document import State
from domain.ids import DocumentId
from domain.review import walk
from domain.span import Span
from storage import annotating, reviewing
from storage.check import check_project
from storage.errors import RefusedError
from storage.project import Project
from storage.repositories.merged import resolved_ids
from storage.work import ensure_annotator


@pytest.fixture
def colleague(project: Project) -> Annotator:
    """Whose layer is reviewed."""
    return ensure_annotator(project, "Bo")


def tagged(
    project: Project, document: DocumentId, by: Annotator, tag: str, start: int, end: int
) -> Annotation:
    found = project.codebooks.current().named(tag)
    assert found is not None
    made, _ = annotating.tag_span(
        project, document=document, annotator=by.id, tag=found.id, span=Span.single(start, end)
    )
    stored = project.annotations.get(made)
    assert stored is not None
    return stored


@pytest.fixture
def theirs(project: Project, document: DocumentId, colleague: Annotator) -> Annotation:
    """An actor of the colleague's."""
    return tagged(project, document, colleague, "actor", 0, 16)


def test_a_verdict_keeps_who_when_why_and_the_version(
    project: Project, annotator: Annotator, colleague: Annotator, theirs: Annotation
) -> None:
    change = reviewing.reject(
        project, annotations=[theirs.id], reviewer=annotator.id, reason="tag", remark=" a role "
    )
    assert change is not None
    assert change.label == "Reject “Peru's president”"
    (review,) = project.reviews.of_annotation(theirs.id)
    assert (review.verdict, review.reason, review.remark) == ("reject", "tag", "a role")
    assert (review.reviewer, review.colleague) == (annotator.id, colleague.id)
    assert (review.version, review.created != "") == (theirs.stamp, True)
    assert project.annotations.get(theirs.id) == theirs


def test_a_second_verdict_takes_the_place_of_the_first_and_undo_brings_that_back(
    project: Project, annotator: Annotator, theirs: Annotation
) -> None:
    reviewing.reject(project, annotations=[theirs.id], reviewer=annotator.id, reason="tag")
    reviewing.accept(project, annotations=[theirs.id], reviewer=annotator.id)
    (review,) = project.reviews.of_annotation(theirs.id)
    assert (review.verdict, review.reason) == ("accept", "")
    project.undo(annotator.id)
    (review,) = project.reviews.of_annotation(theirs.id)
    assert (review.verdict, review.reason) == ("reject", "tag")
    project.undo(annotator.id)
    assert project.reviews.of_annotation(theirs.id) == []


def test_the_same_verdict_again_is_no_action(
    project: Project, annotator: Annotator, theirs: Annotation
) -> None:
    assert reviewing.accept(project, annotations=[theirs.id], reviewer=annotator.id)
    assert reviewing.accept(project, annotations=[theirs.id], reviewer=annotator.id) is None


def test_amending_copies_into_the_reviewers_layer_once(
    project: Project, document: DocumentId, annotator: Annotator, theirs: Annotation
) -> None:
    copy, change = reviewing.amend(project, annotation=theirs.id, reviewer=annotator.id)
    assert change is not None
    made = project.annotations.get(copy)
    assert made is not None
    assert (made.annotator, made.span, made.tag) == (annotator.id, theirs.span, theirs.tag)
    assert (made.quotes, made.origin) == (theirs.quotes, "person")
    annotating.set_span(project, annotation=copy, annotator=annotator.id, span=Span.single(7, 16))
    again, _ = reviewing.amend(project, annotation=theirs.id, reviewer=annotator.id, reason="tag")
    assert again == copy
    assert project.documents.progress(document, annotator.id).state is State.IN_PROGRESS
    assert check_project(project).is_sound


def test_amending_takes_ones_own_annotation_that_says_the_same(
    project: Project, document: DocumentId, annotator: Annotator, theirs: Annotation
) -> None:
    mine = tagged(project, document, annotator, "actor", 0, 16)
    assert reviewing.amend(project, annotation=theirs.id, reviewer=annotator.id)[0] == mine.id


def test_what_a_colleague_missed_is_said_of_ones_own_annotation(
    project: Project, document: DocumentId, annotator: Annotator, colleague: Annotator
) -> None:
    mine = tagged(project, document, annotator, "statistic", 38, 47)
    reviewing.miss(
        project, annotations=[mine.id], reviewer=annotator.id, colleague=colleague.id, remark="4"
    )
    (review,) = project.reviews.of_document(document, colleague=colleague.id)
    assert (review.verdict, review.annotation, review.remark) == ("missed", mine.id, "4")


def test_nobody_reviews_their_own_layer_nor_misses_in_anothers(
    project: Project, annotator: Annotator, colleague: Annotator, theirs: Annotation
) -> None:
    before = project.last_change()
    with pytest.raises(RefusedError, match="not yours to review"):
        reviewing.accept(project, annotations=[theirs.id], reviewer=colleague.id)
    with pytest.raises(RefusedError, match="your own layer"):
        reviewing.miss(
            project, annotations=[theirs.id], reviewer=annotator.id, colleague=colleague.id
        )
    with pytest.raises(RefusedError, match="explanation"):
        reviewing.reject(
            project, annotations=[theirs.id], reviewer=annotator.id, reason="other", remark=" "
        )
    assert project.last_change() == before


def test_a_verdict_is_taken_back_and_undone(
    project: Project, annotator: Annotator, theirs: Annotation
) -> None:
    reviewing.accept(project, annotations=[theirs.id], reviewer=annotator.id)
    reviewing.withdraw(project, annotations=[theirs.id], reviewer=annotator.id)
    assert project.reviews.of_annotation(theirs.id) == []
    project.undo(annotator.id)
    assert [r.verdict for r in project.reviews.of_annotation(theirs.id)] == ["accept"]


def test_an_edit_after_the_verdict_makes_it_stale(
    project: Project,
    document: DocumentId,
    annotator: Annotator,
    colleague: Annotator,
    theirs: Annotation,
) -> None:
    reviewing.accept(project, annotations=[theirs.id], reviewer=annotator.id)
    assert [case.is_open for case in _walk(project, document, annotator, colleague)] == [False]
    annotating.set_note(project, annotation=theirs.id, annotator=colleague.id, note="hm")
    (case,) = _walk(project, document, annotator, colleague)
    assert (case.stale, case.is_open) == (True, True)


def test_verdicts_are_counted_by_document(
    project: Project, document: DocumentId, annotator: Annotator, colleague: Annotator
) -> None:
    found = [tagged(project, document, colleague, "actor", at, at + 4) for at in (0, 7, 17)]
    reviewing.accept(project, annotations=[a.id for a in found[:2]], reviewer=annotator.id)
    reviewing.reject(project, annotations=[found[2].id], reviewer=annotator.id, reason="spurious")
    counts = project.reviews.counts(colleague.id)
    assert dict(counts[document]) == {"accept": 2, "reject": 1}
    assert project.reviews.reviewers(colleague.id) == [annotator.id]


def _walk(project: Project, document: DocumentId, me: Annotator, them: Annotator):
    of_document = project.annotations.of_document
    return walk(
        of_document(document, [them.id]),
        of_document(document, [me.id]),
        project.reviews.of_document(document, colleague=them.id, reviewers=[me.id]),
        resolved_ids(project),
    )


def test_an_unreviewed_annotation_has_a_version_that_no_clock_gives_first(
    theirs: Annotation,
) -> None:
    assert theirs.stamp > ZERO
