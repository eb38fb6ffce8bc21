"""Relations are made, taken away, undone, and converge in two copies."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from domain.annotation import Annotator
from domain.ids import AnnotationId, DocumentId
from domain.span import Span
from storage import annotating
from storage.check import check_project
from storage.errors import RefusedError
from storage.project import Project, open_project
from storage.relating import relate, unrelate
from storage.work import ensure_annotator


@pytest.fixture
def ends(
    project: Project, document: DocumentId, annotator: Annotator
) -> tuple[AnnotationId, AnnotationId]:
    """A stance and an actor of one's own layer."""
    return (
        tagged(project, document, annotator, "stance", 17, 32),
        tagged(project, document, annotator, "actor", 0, 16),
    )


def tagged(
    project: Project, document: DocumentId, by: Annotator, tag: str, start: int, end: int
) -> AnnotationId:
    found = project.codebooks.current().named(tag)
    assert found is not None
    made, _ = annotating.tag_span(
        project, document=document, annotator=by.id, tag=found.id, span=Span.single(start, end)
    )
    return made


def test_a_relation_is_made_once_and_undone_and_redone(
    project: Project, annotator: Annotator, ends: tuple[AnnotationId, AnnotationId]
) -> None:
    stance, actor = ends
    change = relate(project, source=stance, type="holder", target=actor, annotator=annotator.id)
    assert change is not None
    assert change.document == project.documents.ids()[0]
    assert change.label == "Relate “said on Tuesday” to “Peru's president” as holder"
    again = relate(project, source=stance, type="holder", target=actor, annotator=annotator.id)
    assert again is None
    assert [(r.source, r.type, r.target) for r in project.relations.of_annotation(actor)] == [
        (stance, "holder", actor)
    ]
    project.undo(annotator.id)
    assert project.relations.count() == 0
    project.redo(annotator.id)
    assert project.relations.count() == 1


def test_relating_again_after_unlinking_brings_the_same_relation_back(
    project: Project, annotator: Annotator, ends: tuple[AnnotationId, AnnotationId]
) -> None:
    stance, actor = ends
    ids = []
    for _ in range(2):
        relate(project, source=stance, type="holder", target=actor, annotator=annotator.id)
        (relation,) = project.relations.of_annotation(stance)
        ids.append(relation.id)
        unrelate(project, relations=[relation.id], annotator=annotator.id)
        assert project.relations.of_annotation(stance) == []
    assert ids[0] == ids[1]
    project.undo(annotator.id)
    assert [r.id for r in project.relations.of_annotation(stance)] == ids[:1]


def test_a_relation_goes_with_its_end_and_returns_with_undo(
    project: Project, annotator: Annotator, ends: tuple[AnnotationId, AnnotationId]
) -> None:
    stance, actor = ends
    relate(project, source=stance, type="holder", target=actor, annotator=annotator.id)
    for end in ends:
        annotating.delete_annotations(project, annotations=[end], annotator=annotator.id)
        assert project.relations.around(ends) == []
        project.undo(annotator.id)
        assert len(project.relations.around(ends)) == 1


def test_two_copies_that_relate_the_same_spans_make_the_same_relation(
    project: Project,
    annotator: Annotator,
    ends: tuple[AnnotationId, AnnotationId],
    tmp_path: Path,
) -> None:
    stance, actor = ends
    project.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    copy = tmp_path / "copy.gloss"
    shutil.copyfile(project.path, copy)
    with open_project(copy) as other:
        relate(other, source=stance, type="target", target=actor, annotator=annotator.id)
        there = other.relations.of_annotation(stance)
    relate(project, source=stance, type="target", target=actor, annotator=annotator.id)
    assert project.relations.of_annotation(stance) == there


def test_only_what_the_codebook_allows_is_related(
    project: Project, annotator: Annotator, ends: tuple[AnnotationId, AnnotationId]
) -> None:
    stance, actor = ends
    with pytest.raises(RefusedError, match="“affiliation” of actor leads to actor, not to stance"):
        relate(project, source=actor, type="affiliation", target=stance, annotator=annotator.id)
    with pytest.raises(RefusedError, match="no relation “holder” for actor"):
        relate(project, source=actor, type="holder", target=stance, annotator=annotator.id)
    with pytest.raises(RefusedError, match="cannot be related to itself"):
        relate(project, source=actor, type="same_as", target=actor, annotator=annotator.id)
    assert project.relations.count() == 0


def test_a_colleagues_span_is_copied_before_it_is_related(
    project: Project,
    document: DocumentId,
    annotator: Annotator,
    ends: tuple[AnnotationId, AnnotationId],
) -> None:
    colleague = ensure_annotator(project, "Bea")
    theirs = tagged(project, document, colleague, "actor", 0, 6)
    with pytest.raises(RefusedError, match="copy it into your own layer first"):
        relate(project, source=ends[0], type="holder", target=theirs, annotator=annotator.id)
    relate(project, source=ends[0], type="holder", target=ends[1], annotator=annotator.id)
    (mine,) = project.relations.of_annotation(ends[0])
    with pytest.raises(RefusedError, match="colleague's layer"):
        unrelate(project, relations=[mine.id], annotator=colleague.id)
    assert project.relations.count() == 1


def test_more_than_the_maximum_is_refused(
    project: Project,
    document: DocumentId,
    annotator: Annotator,
    ends: tuple[AnnotationId, AnnotationId],
) -> None:
    from storage.tables import RELATION_TYPE

    holder = project.codebooks.current().tag(_tag_of(project, ends[0])).relation("holder")
    assert holder is not None
    with project.action("codebook", "One holder", annotator.id) as outcome:
        outcome.action.update(RELATION_TYPE, holder.id, {"maximum": 1})
    second = tagged(project, document, annotator, "actor", 0, 6)
    relate(project, source=ends[0], type="holder", target=ends[1], annotator=annotator.id)
    with pytest.raises(RefusedError, match="has 1 of at most 1 for “holder”"):
        relate(project, source=ends[0], type="holder", target=second, annotator=annotator.id)


def test_a_relation_that_is_gone_cannot_be_taken_away(
    project: Project, annotator: Annotator, ends: tuple[AnnotationId, AnnotationId]
) -> None:
    relate(project, source=ends[0], type="holder", target=ends[1], annotator=annotator.id)
    (relation,) = project.relations.of_annotation(ends[0])
    unrelate(project, relations=[relation.id], annotator=annotator.id)
    with pytest.raises(RefusedError, match="taken away meanwhile"):
        unrelate(project, relations=[relation.id], annotator=annotator.id)


def test_a_check_names_relations_that_are_missing_or_too_many(
    project: Project, annotator: Annotator, ends: tuple[AnnotationId, AnnotationId]
) -> None:
    with project.apart() as contents:
        assert any("holder is missing" in said for said in check_project(contents).warnings)
    relate(project, source=ends[0], type="holder", target=ends[1], annotator=annotator.id)
    with project.apart() as contents:
        report = check_project(contents)
    assert report.is_sound
    assert not any("holder is missing" in said for said in report.warnings)


def _tag_of(project: Project, annotation: AnnotationId) -> str:
    found = project.annotations.get(annotation)
    assert found is not None
    return found.tag
