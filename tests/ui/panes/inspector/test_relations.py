"""The relations of the span at hand in the inspector."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.panes.inspector.parts import Link
from ui.panes.inspector.relations import RelationsPart


@pytest.fixture
def spans(session):
    """Two actors and a stance of the seed article."""

    def tagged(name, start, end):
        return session.tag(session.codebook.named(name).id, [(start, end)])

    return {
        "trump": tagged("actor", 31, 56),
        "peru": tagged("actor", 58, 62),
        "stance": tagged("stance", 137, 160),
    }


@pytest.fixture
def part(qtbot, session, theme, spans):
    """The part on its own, showing the stance with a holder."""
    session.relate(spans["stance"], "holder", spans["trump"])
    made = RelationsPart(session, theme)
    qtbot.addWidget(made)
    made.show_annotation(session.annotation(spans["stance"]), editable=True)
    return made


def words(part):
    return [line.row.words for line in part.lines]


def test_partners_stand_under_their_roles(part, session, spans):
    assert words(part) == ["“US President Donald Trump”"]
    part.show_annotation(session.annotation(spans["trump"]), editable=True)
    assert len(words(part)) == 1
    assert part.lines[0].row.partner == spans["stance"]


def test_every_role_can_be_added_to(part):
    asked = []
    part.relate_requested.connect(asked.append)
    entries = {action.data(): action.text() for action in part.add.menu().actions()}
    assert entries["holder"] == "Holder   1"
    assert entries["target"] == "Target   needed"
    part.add.menu().actions()[1].trigger()
    assert asked == ["target"]


def test_del_on_a_partner_takes_the_relation_away(part, session, qtbot):
    asked = []
    part.unlink_requested.connect(asked.append)
    part.show()
    QTest.keyClick(part.lines[0].link, Qt.Key.Key_Delete)
    assert asked == [part.lines[0].row.relation]


def test_a_partner_is_followed_by_a_press(part, spans):
    went = []
    part.jump_requested.connect(went.append)
    part.lines[0].link.click()
    assert went == [spans["trump"]]


def test_what_only_a_colleague_edits_is_listed_without_buttons(part, session, spans):
    part.show_annotation(session.annotation(spans["stance"]), editable=False)
    asked = []
    part.unlink_requested.connect(asked.append)
    QTest.keyClick(part.lines[0].link, Qt.Key.Key_Delete)
    assert (asked, part.add.isHidden(), part.lines[0].remove.isHidden()) == ([], True, True)


def test_the_same_relations_are_not_built_twice(part, session, spans):
    before = part.lines
    part.show_annotation(session.annotation(spans["stance"]), editable=True)
    assert part.lines == before


def test_of_thirty_partners_some_show_until_all_are_asked_for(part, session, spans):
    text = session.document.text
    words_of = [(at, at + 1) for at, letter in enumerate(text) if letter.isalpha()][200:230]
    event = session.tag(session.codebook.named("event").id, [(10, 14)])
    for span in words_of:
        actor = session.tag(session.codebook.named("actor").id, [span])
        session.relate(event, "participant", actor)
    part.show_annotation(session.annotation(event), editable=True)
    assert len(part.lines) == 6
    more = next(w for w in part.findChildren(Link) if w.text() == "Show all 30")
    more.click()
    assert len(part.lines) == 30
    part.show_annotation(session.annotation(spans["trump"]), editable=True)
    part.show_annotation(session.annotation(event), editable=True)
    assert len(part.lines) == 6
