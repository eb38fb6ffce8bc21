"""A large register answers once it has been read; nobody waits but whoever decides."""

from __future__ import annotations

import pytest

from storage import entities
from ui import register_index
from ui.register import RegisterDesk


@pytest.fixture
def enter(session):
    def entered(name, *aliases):
        return entities.create_entity(
            session.project,
            annotator=session.annotator.id,
            kind="canonical",
            name=name,
            aliases=aliases,
        )[0]

    return entered


@pytest.fixture
def desk(session, enter, monkeypatch):
    monkeypatch.setattr(register_index, "_FEW_ENTITIES", 1)
    enter("Alan García", "the former president")
    enter("Uruguay")
    session.refresh()
    made = RegisterDesk(session)
    yield made
    made.index.stop()


def names(proposals):
    return [proposal.entity.name for proposal in proposals]


def test_a_large_register_is_read_in_the_background(qtbot, desk):
    with qtbot.waitSignal(desk.loaded):
        assert desk.propose("canonical", "garc") is None
        assert desk.exact("canonical", "Uruguay") is None
    assert names(desk.propose("canonical", "garc")) == ["Alan García"]
    assert desk.exact("canonical", "uruguay").name == "Uruguay"


def test_whoever_decides_is_told_the_entity_at_once(desk):
    assert desk.propose("canonical", "the former") is None
    assert desk.decide("canonical", "The former president").name == "Alan García"
    assert names(desk.propose("canonical", "uru")) == ["Uruguay"]


def test_a_change_during_the_reading_is_not_lost(qtbot, desk, session):
    with qtbot.waitSignal(desk.loaded):
        desk.propose("canonical", "x")
        desk.create("canonical", "Bolivia")
    assert names(desk.propose("canonical", "boliv")) == ["Bolivia"]


def test_other_layers_let_it_be_read_anew_while_what_was_known_answers(qtbot, desk, session):
    with qtbot.waitSignal(desk.loaded):
        desk.propose("canonical", "x")
    session.layers_changed.emit()
    with qtbot.waitSignal(desk.loaded):
        assert names(desk.propose("canonical", "garc")) == ["Alan García"]


def test_a_small_register_answers_at_once(session, enter):
    enter("Peru")
    assert names(RegisterDesk(session).propose("canonical", "per")) == ["Peru"]


def test_the_last_mentioned_comes_first(session, enter, document):
    first, second = enter("Ana García"), enter("Alan García")
    desk = RegisterDesk(session)
    assert names(desk.propose("canonical", "garcia")) == ["Alan García", "Ana García"]
    made = session.tag(session.codebook.named("actor").id, [(31, 56)])
    desk.name([made], "canonical", first)
    assert names(desk.propose("canonical", "garcia")) == ["Ana García", "Alan García"]
    assert second is not None
