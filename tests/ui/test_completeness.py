"""What is lacking in the open document is marked at once, also where another span changed."""

from __future__ import annotations

import pytest

from ui.completeness import Completeness


@pytest.fixture
def stance(session):
    """A stance that lacks nothing but its relations."""
    made = session.tag(session.codebook.named("stance").id, [(58, 89)])
    session.set_attributes([made], {"position": "favor"})
    return made


@pytest.fixture
def actor(session):
    return session.tag(session.codebook.named("actor").id, [(31, 56)])


def relations_lacking(session, annotation):
    return session.completeness.lack(session.annotation(annotation)).relations


def test_a_stance_lacks_a_holder_until_it_has_one(session, stance, actor):
    assert relations_lacking(session, stance) == ("holder", "target")
    session.relate(stance, "holder", actor)
    assert relations_lacking(session, stance) == ("target",)
    session.undo()
    assert relations_lacking(session, stance) == ("holder", "target")
    session.redo()
    assert relations_lacking(session, stance) == ("target",)


def test_the_partner_that_goes_leaves_the_stance_incomplete_until_undo(session, stance, actor):
    session.relate(stance, "holder", actor)
    touched = []
    session.changed.connect(lambda change: touched.append(session.completeness.touched(change)))
    session.delete([actor])
    assert touched == [(actor, stance)]
    assert "holder" in relations_lacking(session, stance)
    session.undo()
    assert "holder" not in relations_lacking(session, stance)


def test_it_is_as_if_the_document_had_been_opened_anew(session, stance, actor):
    session.relate(stance, "holder", actor)
    session.relate(stance, "target", actor)
    session.delete([actor])
    session.undo()
    anew = Completeness(session)
    anew.load()
    for annotation in session.annotations:
        assert anew.lack(annotation) == session.completeness.lack(annotation)
    me = session.annotator.id
    assert anew.count(me) == session.completeness.count(me) == 0


def test_tagging_reads_no_relations(session, stance, monkeypatch):
    for name in ("some", "around", "of_document", "of_annotation"):
        monkeypatch.setattr(session.project.relations, name, None)
    made = session.tag(session.codebook.named("stance").id, [(0, 4)])
    assert relations_lacking(session, made) == ("holder", "target")
