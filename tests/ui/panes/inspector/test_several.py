"""Several annotations are edited at once, each edit as one action."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from storage.entities import create_entity
from ui.panes.inspector import InspectorPane
from ui.panes.inspector.reference import Naming
from ui.theme.theme import load_theme


@pytest.fixture
def pane(qtbot, session):
    made = InspectorPane(session, load_theme("light"))
    qtbot.addWidget(made)
    yield made
    made.stop()


@pytest.fixture
def actors(session):
    tag = session.codebook.named("actor").id
    return [session.tag(tag, [place]) for place in ((31, 56), (58, 62), (148, 159))]


@pytest.fixture
def changes(session):
    found = []
    session.changed.connect(found.append)
    return found


def show(pane, session, ids):
    pane.show_several([session.annotation(one) for one in ids])


def row(pane, key):
    return next(r for r in pane.several.form.rows if r.attribute.key == key)


def values(session, ids, key):
    return [session.annotation(one).attributes.get(key) for one in ids]


def test_what_they_say_alike_is_shown_and_what_differs_is_said(pane, session, actors):
    session.set_attributes(actors, {"role": "envoy"})
    session.set_attributes(actors[:1], {"mention": "metonym"})
    show(pane, session, actors)
    assert row(pane, "role").editor.text() == "envoy"
    assert row(pane, "mention").editor.currentText() == "differs"
    assert row(pane, "specificity").editor.currentText() == "specific  (usual)"
    assert pane.several.heading.text() == "3 annotations"


def test_setting_one_field_sets_it_for_all_as_one_action(pane, session, actors, changes, qtbot):
    show(pane, session, actors)
    qtbot.keyClick(row(pane, "mention").editor, Qt.Key.Key_2)
    assert values(session, actors, "mention") == ["description"] * 3
    assert len(changes) == 1
    session.undo()
    assert values(session, actors, "mention") == [None] * 3


def test_leaving_the_fields_as_they_are_changes_nothing(pane, session, actors, changes):
    session.set_attributes(actors[:1], {"role": "envoy", "mention": "name"})
    show(pane, session, actors)
    del changes[:]
    pane.flush()
    pane.show_several([])
    assert changes == []


def test_they_are_named_retagged_and_deleted_together(pane, session, actors, changes):
    show(pane, session, actors)
    row(pane, "canonical").editor.committed.emit(Naming(name="Peru"))
    assert len(set(values(session, actors, "canonical"))) == 1
    pane.several.chip.tag_chosen.emit(session.codebook.named("event").id)
    assert {session.annotation(one).tag for one in actors} == {session.codebook.named("event").id}
    assert "event" in pane.several.chip.text()
    pane.several.delete.click()
    assert session.annotations == []
    assert [change.verb for change in changes] == ["name", "retag", "delete"]


def test_what_describes_an_entity_is_said_of_it_and_else_of_the_mention(
    pane, session, actors, changes
):
    peru, _ = create_entity(
        session.project, annotator=session.annotator.id, kind="canonical", name="Peru"
    )
    session.refresh()
    session.set_attributes(actors[:2], {"canonical": peru})
    show(pane, session, actors)
    del changes[:]
    row(pane, "actor_type").editor.committed.emit("state")
    assert session.project.entities.get(peru).attributes == {"actor_type": "state"}
    assert values(session, actors, "actor_type") == [None, None, "state"]
    assert row(pane, "actor_type").editor.currentText() == "state"
    assert len(changes) == 1
    session.undo()
    assert session.project.entities.get(peru).attributes == {}


def test_different_tags_have_no_fields_in_common(pane, session, actors):
    stance = session.tag(session.codebook.named("stance").id, [(137, 159)])
    show(pane, session, [actors[0], stance])
    assert pane.several.form is None
    assert "several tags" in pane.several.chip.text()
    assert not pane.several.mixed.isHidden()


def test_with_none_chosen_the_span_at_hand_shows_again(pane, session, actors):
    show(pane, session, actors)
    pane.show_several([])
    assert pane.span.shown.id == session.current.id
    assert not pane.span.isHidden()
