"""Assigning is undoable, converges, and says who codes what blind until they are done."""

from __future__ import annotations

import pytest

from domain.annotation import Annotator
from domain.document import State
from domain.ids import DocumentId
from storage.adding import NewDocument, add_documents
from storage.assigning import assign, assignments, share, unassign
from storage.errors import RefusedError
from storage.project import Project
from storage.repositories.blind import blind_documents
from storage.work import ensure_annotator, set_state


@pytest.fixture
def documents(project: Project, annotator: Annotator) -> list[DocumentId]:
    new = [NewDocument(f"No. {number}", f"Text {number}") for number in range(6)]
    return add_documents(project, new, annotator.id)[0]


def test_all_documents_go_to_all_and_undo_takes_them_back(project, annotator, documents) -> None:
    other = ensure_annotator(project, "Bo").id
    who = {"annotators": [annotator.id, other], "by": annotator.id}
    assert assign(project, documents=documents, **who) is not None
    assert assign(project, documents=documents, **who) is None
    assert len(assignments(project)) == 12
    assert len(assignments(project, annotator=other)) == 6
    project.undo(annotator.id)
    assert assignments(project) == []


def test_documents_are_shared_with_overlap_and_shared_anew(project, annotator, documents) -> None:
    people = [annotator.id, *(ensure_annotator(project, n).id for n in ("Bo", "Cy"))]
    who = {"annotators": people, "by": annotator.id}
    share(project, documents=documents, overlap=3, **who)
    share(project, documents=documents, overlap=1, **who)
    assert sorted(a.document for a in assignments(project)) == sorted(documents)
    with pytest.raises(RefusedError, match="4 of 3"):
        share(project, documents=documents, overlap=4, **who)


def test_a_document_is_blind_until_it_is_done_or_skipped(project, annotator, documents) -> None:
    who = {"annotators": [annotator.id], "by": annotator.id}
    assign(project, documents=documents[:2], blind=True, **who)
    assign(project, documents=documents[2:], **who)
    assert blind_documents(project.connection, annotator.id) == set(documents[:2])
    set_state(project, document=documents[0], annotator=annotator.id, state=State.DONE)
    assert blind_documents(project.connection, annotator.id) == {documents[1]}
    unassign(project, documents=documents, **who)
    assert blind_documents(project.connection, annotator.id) == set()
