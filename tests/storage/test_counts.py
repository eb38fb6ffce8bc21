"""Counting annotations: live ones, in live documents."""

from __future__ import annotations

import pytest

from domain.annotation import Annotator
from domain.codebook import TagId
from domain.document import State
from domain.ids import DocumentId
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import delete_annotations, tag_span
from storage.project import Project
from storage.repositories.documents import Order
from storage.work import delete_document, ensure_annotator, set_state


def test_counts_are_of_live_annotations_in_live_documents(
    project: Project, annotator: Annotator, document: DocumentId, tags: list[TagId]
) -> None:
    bo = ensure_annotator(project, "Bo")
    (other,), _ = add_documents(project, [NewDocument("Other", "some more words")], bo.id)
    for who, where, tag in (
        (annotator, document, tags[0]),
        (annotator, other, tags[1]),
        (bo, document, tags[0]),
        (bo, document, tags[1]),
    ):
        made, _ = tag_span(
            project, document=where, annotator=who.id, tag=tag, span=Span.single(0, 4)
        )
    count = project.annotations.count
    assert (count(), count(annotator=bo.id), count(document=document)) == (4, 2, 3)
    delete_annotations(project, annotations=[made], annotator=bo.id)
    delete_document(project, document=other, annotator=bo.id)
    assert (count(), count(annotator=annotator.id), count(document=other)) == (2, 1, 0)
    assert project.annotations.by_tag() == {tags[0]: 2}
    assert project.annotations.by_tag(bo.id) == {tags[0]: 1}


@pytest.mark.parametrize("order", ["number", "title", "published", "state", "annotations"])
def test_a_list_of_documents_sorts_by_any_column_both_ways(
    project: Project, annotator: Annotator, order: Order
) -> None:
    new = [NewDocument(f"{n}", f"text {n}", {"published": f"201{n}"}) for n in range(3)]
    ids, _ = add_documents(project, new, annotator.id)
    tag = project.codebooks.current().active[0].id
    for at, document in enumerate(ids[1:], start=1):
        for start in range(at):
            span = Span.single(start, start + 2)
            tag_span(project, document=document, annotator=annotator.id, tag=tag, span=span)
    set_state(project, document=ids[0], annotator=annotator.id, state=State.DONE)
    set_state(project, document=ids[2], annotator=annotator.id, state=State.SKIPPED, reason="x")
    rising = project.documents.rows(annotator.id, order=order)
    falling = project.documents.rows(annotator.id, order=order, descending=True)
    assert [row.id for row in rising] == ids
    assert [row.id for row in falling] == ids[::-1]
    assert project.documents.rows(annotator.id, order=order, limit=1, offset=1) == rising[1:2]


def test_the_filter_finds_titles_whatever_their_case_in_any_script(
    project: Project, annotator: Annotator
):
    add_documents(project, [NewDocument("ÉTÉ à Łódź", "text")], annotator.id)
    found = project.documents.rows(annotator.id, filter_text="été à łÓ")
    assert [row.title for row in found] == ["ÉTÉ à Łódź"]
