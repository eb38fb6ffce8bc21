"""One's annotations are carried over to a variant of a text in one step, and told one by one."""

from __future__ import annotations

import pytest

from domain.annotation import Annotator
from domain.codebook import TagId
from domain.ids import DocumentId
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import set_note, tag_span
from storage.carrying import carry, carrying_lines, plan_carrying, variants_of
from storage.check import check_project
from storage.errors import RefusedError
from storage.merge.derived import mark_variants
from storage.project import Project
from storage.relating import relate
from tests.storage.conftest import TEXT

CORRECTED = "CORRECTED. " + TEXT.replace("too many", "not enough")


@pytest.fixture
def variant(project: Project, document: DocumentId, annotator: Annotator, tags) -> DocumentId:
    """A corrected text; three tags and a relation stand in the one before it."""
    made = []
    for tag, words in ((0, "president"), (1, "said"), (2, "too many")):
        start = TEXT.index(words)
        span = Span.single(start, start + len(words))
        one, _ = tag_span(
            project, document=document, annotator=annotator.id, tag=tags[tag], span=span
        )
        made.append(one)
    set_note(project, annotation=made[0], annotator=annotator.id, note="kept")
    relate(project, source=made[1], type="holder", target=made[0], annotator=annotator.id)
    (other,), _ = add_documents(project, [NewDocument("Peru", CORRECTED)], annotator.id)
    return other


def test_what_stands_there_too_is_carried_with_notes_and_relations(
    project: Project, document: DocumentId, annotator: Annotator, variant: DocumentId
) -> None:
    report, change = carry(project, source=document, target=variant, annotator=annotator.id)
    assert change is not None
    found = project.annotations.of_document(variant)
    assert [(a.quote, a.note) for a in found] == [("president", "kept"), ("said", "")]
    (relation,) = project.relations.of_document(variant)
    assert relation.type == "holder"
    assert [one.placed.how for one in report][-1] == "lost"
    assert carrying_lines(report)[-1] == "Not placed: “too many”"
    assert check_project(project).errors == ()


def test_carrying_is_one_step_of_undo_and_can_be_done_again(
    project: Project, document: DocumentId, annotator: Annotator, variant: DocumentId
) -> None:
    who = {"source": document, "target": variant, "annotator": annotator.id}
    carry(project, **who)
    project.undo(annotator.id)
    assert project.annotations.of_document(variant) == []
    carry(project, **who)
    assert len(project.annotations.of_document(variant)) == 2
    assert carry(project, **who)[1] is None
    assert sum(one.is_there for one in plan_carrying(project, **who)) == 2


def test_variants_are_listed_in_pairs(
    project: Project, document: DocumentId, annotator: Annotator, variant: DocumentId
) -> None:
    assert variants_of(project) == []
    project.connection.execute("UPDATE document SET url = 'https://paper.example/1'")
    mark_variants(project.connection)
    (pair,) = variants_of(project)
    assert (pair.first, pair.second) == (document, variant)


def test_a_document_that_is_gone_is_refused(
    project: Project, document: DocumentId, annotator: Annotator, tags: list[TagId]
) -> None:
    with pytest.raises(RefusedError):
        carry(project, source=document, target=document, annotator=annotator.id)
