"""Decisions make the gold layer, name their sources and versions, and can be taken back."""

from __future__ import annotations

import pytest

from domain.annotation import Annotation, Annotator
from domain.document import State
from domain.ids import AnnotationId, DocumentId
from domain.span import Span
from storage import adjudicating, annotating
from storage.adjudicating import accept_agreed
from storage.check import check_project
from storage.errors import CancelledError, RefusedError
from storage.gold_cases import document_cases
from storage.project import Project
from storage.relating import relate
from storage.work import ensure_annotator, set_state
from tests.storage.test_reviewing import tagged


@pytest.fixture
def pair(project: Project, annotator: Annotator) -> tuple[Annotator, Annotator]:
    """The two whose layers are compared; Ann decides too."""
    return annotator, ensure_annotator(project, "Bo")


@pytest.fixture
def case(
    project: Project, document: DocumentId, pair: tuple[Annotator, Annotator]
) -> tuple[Annotation, Annotation]:
    """A place that both tagged, with other edges."""
    return (
        tagged(project, document, pair[0], "actor", 0, 16),
        tagged(project, document, pair[1], "actor", 7, 16),
    )


def ids(case: tuple[Annotation, ...]) -> list[AnnotationId]:
    return [annotation.id for annotation in case]


def gold(project: Project, document: DocumentId) -> list[Annotation]:
    layer = project.decisions.gold_layer()
    return [] if layer is None else project.annotations.of_document(document, [layer.id])


def test_taking_a_version_makes_a_gold_annotation_that_names_its_sources(
    project: Project,
    document: DocumentId,
    annotator: Annotator,
    case: tuple[Annotation, Annotation],
) -> None:
    made, change = adjudicating.take(
        project, members=ids(case), chosen=case[1].id, adjudicator=annotator.id
    )
    assert change is not None
    (found,) = gold(project, document)
    assert (found.id, found.span, found.tag) == (made, case[1].span, case[1].tag)
    (decision,) = project.decisions.of_document(document)
    assert (decision.outcome, decision.annotation) == ("taken", made)
    assert decision.sources == ((case[1].id, case[1].stamp), (case[0].id, case[0].stamp))
    assert dict(project.decisions.sources(made)) == {a.id: a.stamp for a in case}
    assert check_project(project).is_sound


def test_deciding_again_keeps_the_gold_annotations_id(
    project: Project,
    document: DocumentId,
    annotator: Annotator,
    case: tuple[Annotation, Annotation],
) -> None:
    first, _ = adjudicating.take(
        project, members=ids(case), chosen=case[0].id, adjudicator=annotator.id
    )
    again, _ = adjudicating.take(
        project, members=ids(case), chosen=case[1].id, adjudicator=annotator.id
    )
    assert again == first
    assert [a.span for a in gold(project, document)] == [case[1].span]
    project.undo(annotator.id)
    assert [a.span for a in gold(project, document)] == [case[0].span]
    project.undo(annotator.id)
    assert gold(project, document) == []
    assert project.decisions.of_document(document) == []


def test_joining_covers_both(
    project: Project,
    document: DocumentId,
    annotator: Annotator,
    pair: tuple[Annotator, Annotator],
) -> None:
    one = tagged(project, document, pair[0], "actor", 0, 6)
    two = tagged(project, document, pair[1], "actor", 5, 16)
    adjudicating.join(
        project, members=ids((one, two)), span=Span.single(0, 16), adjudicator=annotator.id
    )
    (found,) = gold(project, document)
    assert (found.quote, found.span) == ("Peru's president", Span.single(0, 16))
    assert project.decisions.of_document(document)[0].outcome == "edited"


def test_nobody_and_undecided_leave_no_gold(
    project: Project,
    document: DocumentId,
    annotator: Annotator,
    case: tuple[Annotation, Annotation],
) -> None:
    adjudicating.take(project, members=ids(case), chosen=case[0].id, adjudicator=annotator.id)
    adjudicating.put_off(project, members=ids(case), adjudicator=annotator.id, remark="ask")
    (decision,) = project.decisions.of_document(document)
    assert (decision.outcome, decision.remark, gold(project, document)) == ("undecided", "ask", [])
    adjudicating.reject_all(project, members=ids(case), adjudicator=annotator.id)
    assert [d.outcome for d in project.decisions.of_document(document)] == ["nobody"]
    adjudicating.withdraw_decision(project, members=ids(case), adjudicator=annotator.id)
    assert project.decisions.of_document(document) == []


def test_an_edit_of_a_source_makes_the_decision_stale(
    project: Project,
    document: DocumentId,
    annotator: Annotator,
    pair: tuple[Annotator, Annotator],
    case: tuple[Annotation, Annotation],
) -> None:
    adjudicating.take(project, members=ids(case), chosen=case[0].id, adjudicator=annotator.id)
    layers = [who.id for who in pair]
    assert project.decisions.open_counts(layers) == {document: (2, 0)}
    annotating.set_span(
        project, annotation=case[1].id, annotator=pair[1].id, span=Span.single(0, 16)
    )
    (found,) = document_cases(project, document, layers)
    assert (found.stale, found.is_open, found.is_agreed) == (True, True, True)
    assert project.decisions.open_counts(layers) == {document: (2, 1)}


def test_relations_come_along_once_both_ends_are_decided(
    project: Project,
    document: DocumentId,
    annotator: Annotator,
    case: tuple[Annotation, Annotation],
) -> None:
    stance = tagged(project, document, annotator, "stance", 17, 32)
    relate(project, source=stance.id, type="holder", target=case[0].id, annotator=annotator.id)
    held, _ = adjudicating.take(
        project, members=[stance.id], chosen=stance.id, adjudicator=annotator.id
    )
    assert project.relations.of_annotation(held) == []
    actor, _ = adjudicating.take(
        project, members=ids(case), chosen=case[1].id, adjudicator=annotator.id
    )
    # Bo's version was taken, but it is the case that Ann's stance leads to.
    (relation,) = project.relations.of_annotation(held)
    assert (relation.source, relation.type, relation.target) == (held, "holder", actor)


def test_what_all_have_is_taken_in_one_step(
    project: Project,
    document: DocumentId,
    annotator: Annotator,
    pair: tuple[Annotator, Annotator],
    case: tuple[Annotation, Annotation],
) -> None:
    for who in pair:
        tagged(project, document, who, "statistic", 38, 47)
    layers = [who.id for who in pair]
    change = accept_agreed(project, annotators=layers, rule="identical", adjudicator=annotator.id)
    assert change is not None
    assert [a.quote for a in gold(project, document)] == ["4 million"]
    again = accept_agreed(project, annotators=layers, rule="identical", adjudicator=annotator.id)
    assert again is None
    project.undo(annotator.id)
    assert gold(project, document) == []


def test_a_majority_outvotes_one_and_needs_two(
    project: Project, document: DocumentId, annotator: Annotator, pair: tuple[Annotator, Annotator]
) -> None:
    cy = ensure_annotator(project, "Cy")
    for who in (*pair, cy):
        tagged(project, document, who, "statistic", 38, 47 if who != cy else 39)
    layers = [*(who.id for who in pair), cy.id]
    accept_agreed(project, annotators=layers, rule="majority", adjudicator=annotator.id)
    assert [a.quote for a in gold(project, document)] == ["4 million"]


def test_one_who_is_done_and_silent_stands_in_the_way_of_agreement(
    project: Project, document: DocumentId, annotator: Annotator, pair: tuple[Annotator, Annotator]
) -> None:
    tagged(project, document, pair[0], "statistic", 38, 47)
    set_state(project, document=document, annotator=pair[1].id, state=State.DONE)
    (case,) = document_cases(project, document, [who.id for who in pair])
    assert case.missing == (pair[1].id,)
    layers = [who.id for who in pair]
    assert (
        accept_agreed(project, annotators=layers, rule="majority", adjudicator=annotator.id) is None
    )


def test_stopping_changes_nothing(
    project: Project,
    document: DocumentId,
    annotator: Annotator,
    pair: tuple[Annotator, Annotator],
    case: tuple[Annotation, Annotation],
) -> None:
    before = project.last_change()
    with pytest.raises(CancelledError):
        accept_agreed(
            project,
            annotators=[who.id for who in pair],
            rule="identical",
            adjudicator=annotator.id,
            progress=lambda done, total: False,
        )
    assert project.last_change() == before


def test_a_case_with_a_deleted_member_is_refused(
    project: Project, annotator: Annotator, case: tuple[Annotation, Annotation]
) -> None:
    annotating.delete_annotations(project, annotations=[case[0].id], annotator=annotator.id)
    with pytest.raises(RefusedError, match="Nothing was changed"):
        adjudicating.take(project, members=ids(case), chosen=case[1].id, adjudicator=annotator.id)
