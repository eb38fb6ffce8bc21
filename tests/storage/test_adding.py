from __future__ import annotations

import pytest

from domain.annotation import Annotator
from domain.codebook import TagId
from domain.ids import DocumentId, document_id
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import tag_span
from storage.project import Project
from storage.tables import ANNOTATOR
from storage.work import delete_document, ensure_annotator
from tests.storage.conftest import TEXT


def test_a_text_that_is_there_is_not_added_again(
    project: Project, annotator: Annotator, document: DocumentId
):
    ids, change = add_documents(project, [NewDocument("Again", TEXT)], annotator.id)
    assert (ids, change) == ([document], None)


def test_a_deliberate_duplicate_takes_the_second_id_of_the_text(
    project: Project, annotator: Annotator, document: DocumentId
):
    sha256 = project.documents.get(document).sha256
    (second,), _ = add_documents(
        project, [NewDocument("Again", TEXT)], annotator.id, duplicates=True
    )
    assert (document, second) == (
        document_id(project.id, sha256),
        document_id(project.id, sha256, 2),
    )


def test_a_text_that_is_not_canonical_is_a_bug(project: Project, annotator: Annotator):
    with pytest.raises(ValueError, match="canonical"):
        add_documents(project, [NewDocument("Bad", "one\r\ntwo")], annotator.id)
    assert project.documents.ids() == []


def test_a_text_that_was_removed_comes_back_as_the_same_document_with_its_tags(
    project: Project, annotator: Annotator, document: DocumentId, tags: list[TagId]
):
    tag_span(
        project, document=document, annotator=annotator.id, tag=tags[0], span=Span.single(0, 4)
    )
    delete_document(project, document=document, annotator=annotator.id)
    (again,), change = add_documents(project, [NewDocument("Peru", TEXT)], annotator.id)
    assert again == document
    assert change is not None
    assert project.documents.ids() == [document]
    assert len(project.annotations.of_document(document)) == 1


def test_an_annotator_whose_joining_was_undone_can_join_again(project: Project):
    ben = ensure_annotator(project, "Ben")
    with project.action("remove", "Remove Ben", None) as outcome:
        outcome.action.remove(ANNOTATOR, ben.id)
    assert ensure_annotator(project, "Ben") == ben
    assert ben in project.annotators.all()
