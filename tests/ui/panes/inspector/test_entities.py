"""Who is meant is said with a few keys; what describes an entity is said once for all mentions."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from domain.span import Span
from storage import annotating, entities
from ui.panes.inspector import InspectorPane
from ui.theme.theme import load_theme

Key = Qt.Key


@pytest.fixture
def host(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def pane(qtbot, session, host):
    made = InspectorPane(session, load_theme("light"))
    QVBoxLayout(host).addWidget(made)
    host.resize(360, 720)
    with qtbot.waitExposed(host):
        host.show()
    host.activateWindow()
    return made


@pytest.fixture
def enter(session):
    def entered(name, *aliases, kind="canonical", **attributes):
        made, _ = entities.create_entity(
            session.project,
            annotator=session.annotator.id,
            kind=kind,
            name=name,
            aliases=aliases,
            attributes=attributes,
        )
        return made

    return entered


@pytest.fixture
def changes(session, pane):
    found = []
    session.changed.connect(found.append)
    return found


def row(pane, key):
    return next(row for row in pane.span.form.rows if row.attribute.key == key)


def tag(session, start=31, end=56, name="actor"):
    return session.tag(session.codebook.named(name).id, [(start, end)])


def listed(edit):
    rows = edit.proposals.rows
    return [rows.item(at).text() for at in range(rows.rowCount())]


def canonical(session):
    reference = session.current.attributes.get("canonical")
    found = None if reference is None else session.project.entities.get(reference)
    return None if found is None else found.name


def test_the_entity_that_the_words_name_is_proposed_and_taken_by_enter(
    pane, session, enter, changes, qtbot
):
    enter("Donald Trump", "US President Donald Trump")
    tag(session)
    edit = row(pane, "canonical").editor
    assert "Donald Trump?" in edit.placeholderText()
    assert canonical(session) is None
    changes.clear()
    qtbot.keyClick(edit, Key.Key_Return)
    assert canonical(session) == "Donald Trump"
    assert len(changes) == 1


def test_a_few_letters_and_enter_take_the_entity_that_they_begin(pane, session, enter, qtbot):
    enter("Donald Trump")
    enter("Alan García")
    tag(session, 58, 62)
    edit = row(pane, "canonical").editor
    qtbot.keyClicks(edit, "garc")
    assert listed(edit) == ["Alan García", "New: garc"]
    qtbot.keyClick(edit, Key.Key_Return)
    assert canonical(session) == "Alan García"
    assert (edit.text(), edit.proposals) == ("Alan García", None)


def test_tab_takes_the_proposal_that_is_chosen_for_what_was_typed(pane, session, enter, qtbot):
    enter("Alan García")
    tag(session)
    edit = row(pane, "canonical").editor
    edit.setFocus()
    qtbot.keyClicks(edit, "garc")
    qtbot.keyClick(edit, Key.Key_Tab)
    assert canonical(session) == "Alan García"
    assert [entity.name for entity in session.project.entities.all()] == ["Alan García"]


def test_leaving_the_field_after_a_choice_makes_nothing_more(pane, session, enter, qtbot):
    enter("Alan García")
    tag(session)
    edit = row(pane, "canonical").editor
    edit.setFocus()
    qtbot.keyClicks(edit, "garc")
    qtbot.keyClick(edit, Key.Key_Return)
    pane.span.note.setFocus()
    assert canonical(session) == "Alan García"
    assert len(session.project.entities.all()) == 1


def test_what_was_typed_and_left_is_kept(pane, session, qtbot):
    tag(session)
    edit = row(pane, "canonical").editor
    edit.setFocus()
    qtbot.keyClicks(edit, "Trump")
    pane.span.note.setFocus()
    assert canonical(session) == "Trump"


def test_a_new_entity_is_made_and_named_in_one_step(pane, session, changes, qtbot):
    tag(session)
    changes.clear()
    edit = row(pane, "canonical").editor
    qtbot.keyClicks(edit, "Donald Trump")
    qtbot.keyClick(edit, Key.Key_Return)
    assert canonical(session) == "Donald Trump"
    assert len(changes) == 1
    session.undo()
    assert canonical(session) is None
    assert session.project.entities.all() == []
    assert edit.text() == ""


def test_the_arrows_choose_another_proposal(pane, session, enter, qtbot):
    enter("Alan García")
    enter("Ana García")
    tag(session)
    edit = row(pane, "canonical").editor
    qtbot.keyClicks(edit, "garcia")
    second = listed(edit)[1]
    qtbot.keyClick(edit, Key.Key_Down)
    qtbot.keyClick(edit, Key.Key_Return)
    assert canonical(session) == second


def test_only_a_close_proposal_does_not_stand_in_the_way_of_a_new_entity(
    pane, session, enter, qtbot
):
    enter("Lima Group")
    tag(session)
    edit = row(pane, "canonical").editor
    qtbot.keyClicks(edit, "Rio Group")
    assert listed(edit) == ["Lima Group", "New: Rio Group"]
    qtbot.keyClick(edit, Key.Key_Return)
    assert canonical(session) == "Rio Group"


def test_the_words_of_the_span_written_in_full_are_not_taken_for_a_longer_name(
    pane, session, enter, qtbot
):
    enter("Peru and Bolivia")
    tag(session, 58, 62)
    edit = row(pane, "canonical").editor
    qtbot.keyClicks(edit, "peru")
    assert listed(edit) == ["Peru and Bolivia", "New: peru"]
    qtbot.keyClick(edit, Key.Key_Return)
    assert canonical(session) == "peru"


def test_an_emptied_field_takes_the_reference_away(pane, session, enter, qtbot):
    made = enter("Donald Trump")
    annotation = tag(session)
    session.set_attributes([annotation], {"canonical": made})
    edit = row(pane, "canonical").editor
    edit.setFocus()
    edit.selectAll()
    qtbot.keyClick(edit, Key.Key_Delete)
    qtbot.keyClick(edit, Key.Key_Return)
    assert canonical(session) is None


def test_escape_closes_the_proposals_first_and_keeps_what_was_there(pane, session, enter, qtbot):
    enter("Alan García")
    tag(session)
    edit = row(pane, "canonical").editor
    left = []
    pane.leave_requested.connect(lambda: left.append(1))
    qtbot.keyClicks(edit, "garc")
    qtbot.keyClick(edit, Key.Key_Escape)
    assert (edit.text(), edit.proposals, canonical(session), left) == ("", None, None, [])


def test_what_describes_an_entity_is_set_for_all_its_mentions(pane, session, enter, qtbot):
    made = enter("Donald Trump")
    annotation = tag(session)
    session.set_attributes([annotation], {"canonical": made})
    country = row(pane, "country").editor
    qtbot.keyClicks(country, "USA")
    qtbot.keyClick(country, Key.Key_Return)
    assert dict(session.project.entities.get(made).attributes) == {"country": "USA"}
    assert "country" not in session.current.attributes
    assert country.text() == "USA"


def test_a_mention_may_say_otherwise_when_asked_to(pane, session, enter, qtbot):
    made = enter("Donald Trump", country="USA")
    annotation = tag(session)
    session.set_attributes([annotation], {"canonical": made})
    row(pane, "country").only_here.click()
    country = row(pane, "country").editor
    country.selectAll()
    qtbot.keyClicks(country, "PER")
    qtbot.keyClick(country, Key.Key_Return)
    assert session.current.attributes["country"] == "PER"
    assert session.project.entities.get(made).attributes["country"] == "USA"
    row(pane, "country").only_here.click()
    assert "country" not in session.current.attributes
    assert country.text() == "USA"


def test_a_new_entity_takes_over_what_was_said_of_its_first_mention(pane, session, qtbot):
    annotation = tag(session)
    session.set_attributes([annotation], {"actor_type": "state"})
    edit = row(pane, "canonical").editor
    qtbot.keyClicks(edit, "United States")
    qtbot.keyClick(edit, Key.Key_Return)
    entity = session.project.entities.get(session.current.attributes["canonical"])
    assert dict(entity.attributes) == {"actor_type": "state"}
    assert "actor_type" not in session.current.attributes


@pytest.mark.parametrize(("key", "value"), [("kb_id", "419"), ("country", "Peru")])
def test_an_odd_identifier_is_kept_and_warned_of(pane, session, key, value):
    annotation = tag(session)
    session.set_attributes([annotation], {key: value})
    assert row(pane, key).problem.text()
    assert session.current.attributes[key] == value


def test_a_merge_shows_in_the_field_at_once(pane, session, enter):
    one, other = enter("Trump"), enter("Donald Trump")
    annotation = tag(session)
    session.set_attributes([annotation], {"canonical": one})
    pane.register.merge([one], other)
    assert row(pane, "canonical").editor.text() == "Donald Trump"


def test_a_colleagues_reference_is_only_shown(pane, session, enter, project, document, qtbot):
    from storage.work import ensure_annotator

    other = ensure_annotator(project, "Ben")
    made, _ = annotating.tag_span(
        project,
        document=document,
        annotator=other.id,
        tag=session.codebook.named("actor").id,
        span=Span.single(58, 62),
        attributes={"canonical": enter("Peru")},
    )
    session.show_layers([other.id])
    session.set_current(made)
    edit = row(pane, "canonical").editor
    qtbot.keyClicks(edit, "x")
    assert (edit.text(), edit.isReadOnly(), edit.proposals) == ("Peru", True, None)


def test_typing_goes_on_while_a_large_register_is_read_and_enter_waits_for_it(
    pane, session, enter, qtbot, monkeypatch
):
    from ui import register_index

    monkeypatch.setattr(register_index, "_FEW_ENTITIES", 0)
    enter("Donald Trump", "the president")
    tag(session)
    edit = row(pane, "canonical").editor
    edit.setFocus()
    qtbot.keyClicks(edit, "the president")
    qtbot.keyClick(edit, Key.Key_Return)
    assert canonical(session) == "Donald Trump"


def test_proposals_come_by_themselves_once_a_large_register_has_been_read(
    pane, session, enter, qtbot, monkeypatch
):
    from ui import register_index

    monkeypatch.setattr(register_index, "_FEW_ENTITIES", 0)
    enter("Alan García")
    tag(session)
    edit = row(pane, "canonical").editor
    edit.setFocus()
    with qtbot.waitSignal(pane.register.loaded):
        qtbot.keyClicks(edit, "garc")
        assert edit.proposals is None
    assert listed(edit) == ["Alan García", "New: garc"]
