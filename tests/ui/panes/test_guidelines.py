"""The guidelines beside the article, and the list of what needs another look."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ui.panes.guidelines import GuidelinesPane, plain, tag_markdown
from ui.panes.recheck import RecheckPane
from ui.theme.theme import load_theme


@pytest.fixture(autouse=True)
def _open(session, ids):
    session.open_document(ids[0])


@pytest.fixture
def pane(qtbot, session):
    made = GuidelinesPane(session, load_theme("light"))
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_guidelines_of_the_span_at_hand_are_shown(pane, session):
    session.tag(session.codebook.keyed("stance").id, [(18, 25)])
    assert pane.view.toPlainText().startswith("stance")
    assert "S4 The shortest stretch" in pane.view.toPlainText()


def test_the_armed_tag_counts_while_nothing_is_at_hand(pane, session):
    session.arm(session.codebook.keyed("event"))
    assert "E3 The trigger" in pane.view.toPlainText()


def test_the_rules_for_every_tag_can_be_chosen(pane):
    pane.choice.setCurrentIndex(pane.choice.findData(""))
    assert "G8 One passage" in pane.view.toPlainText()


def test_a_changed_codebook_and_theme_show_at_once(pane, session):
    actor = session.codebook.tags[0]
    session.change_codebook(
        replace(
            session.codebook, tags=(replace(actor, guidelines="New."), *session.codebook.tags[1:])
        )
    )
    assert "New." in pane.view.toPlainText()
    pane.set_theme(load_theme("dark"))
    assert "New." in pane.view.toPlainText()


def test_links_lead_nowhere_and_pictures_are_not_fetched(pane):
    pane.view.show_markdown("[x](file:///etc/passwd) ![y](file:///etc/hostname) <i>z</i>")
    assert not pane.view.openLinks()
    assert "<i>z</i>" in pane.view.toPlainText()


def test_fields_and_roles_stand_below_in_words_that_are_not_markdown(session):
    stance = session.codebook.keyed("stance")
    shown = tag_markdown(stance, session.codebook)
    assert "- **holder** → actor: required unless" in shown
    assert plain("a_b*") == "a\\_b\\*"


def test_what_the_change_touched_is_listed_until_it_is_looked_at(qtbot, session):
    pane = RecheckPane(session, load_theme("light"))
    qtbot.addWidget(pane)
    pane.show()
    made = session.tag(session.codebook.tags[0].id, [(18, 25)])
    assert not pane.shows_content
    renamed = replace(session.codebook.tags[0], name="person")
    session.change_codebook(replace(session.codebook, tags=(renamed, *session.codebook.tags[1:])))
    qtbot.waitUntil(lambda: pane.list.count() == 1)
    with qtbot.waitSignal(pane.jump_requested) as jump:
        pane.list.itemActivated.emit(pane.list.item(0))
    assert jump.args == [made]
    pane.list.item(0).setSelected(True)
    pane.done_tool.click()
    qtbot.waitUntil(lambda: not pane.shows_content)
    session.undo()
    qtbot.waitUntil(lambda: pane.list.count() == 1)
