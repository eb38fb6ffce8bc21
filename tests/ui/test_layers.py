"""Colleagues' layers are hidden, in every list, while one codes blind, and come back when done."""

from __future__ import annotations

import pytest

from domain.document import State
from domain.ids import AnnotatorId, DocumentId
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import tag_span
from storage.assigning import assign
from storage.project import open_project
from storage.work import ensure_annotator
from ui.models.history_list import HistoryList
from ui.session import Session


@pytest.fixture
def bo(session: Session, document: DocumentId) -> AnnotatorId:
    """A colleague who has tagged; Ann, who codes blind, has asked for the layer."""
    project = session.project
    who = ensure_annotator(project, "Bo").id
    tag = session.codebook.active[0].id
    tag_span(project, document=document, annotator=who, tag=tag, span=Span.single(0, 9))
    session.show_layers([who])
    me = session.annotator.id
    session.perform(
        lambda: assign(project, documents=[document], annotators=[me], by=who, blind=True)
    )
    return who


def test_a_blind_document_shows_ones_own_layer_alone(session: Session, bo: AnnotatorId) -> None:
    assert session.layers == (session.annotator.id,)
    assert session.annotations == []
    session.show_layers([bo])
    assert session.annotations == []


def test_done_brings_the_colleagues_back(session: Session, bo, document, qtbot) -> None:
    with qtbot.waitSignal(session.layers_changed):
        session.set_state(document, State.DONE)
    assert session.layers == (session.annotator.id, bo)
    assert [a.annotator for a in session.annotations] == [bo]


def test_the_history_keeps_silent_about_what_others_said(session: Session, bo, document) -> None:
    model = HistoryList(session.project, session.annotator.id)
    model.load()
    assert not any("Tag “" in str(model.data(model.index(r))) for r in range(model.rowCount()))
    session.set_state(document, State.DONE)
    model.load()
    assert any("Tag “" in str(model.data(model.index(r))) for r in range(model.rowCount()))


def test_an_assignment_made_in_another_window_hides_at_once(
    session: Session, document: DocumentId
) -> None:
    who = ensure_annotator(session.project, "Bo").id
    session.show_layers([who])
    me = session.annotator.id
    with open_project(session.project.path) as other:
        assign(other, documents=[document], annotators=[me], by=who, blind=True)
    session.refresh()
    assert session.layers == (me,)


def test_whoever_was_given_documents_is_led_through_these(session: Session, document) -> None:
    project, me = session.project, session.annotator.id
    new = [NewDocument("B", "Text b"), NewDocument("C", "Text c")]
    (_, third), _ = add_documents(project, new, me)
    assign(project, documents=[third], annotators=[me], by=me)
    assert project.documents.next_unfinished(me, document) == third
    assert [row.id for row in project.documents.rows(me, assigned=True)] == [third]
