"""The inspector shows what is at hand, and keeps what is typed as one action each."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from storage import annotating
from storage.work import ensure_annotator
from ui.panes.inspector import InspectorPane
from ui.panes.inspector.parts import Link
from ui.theme.theme import load_theme


@pytest.fixture
def pane(qtbot, session):
    made = InspectorPane(session, load_theme("light"))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def stance(session):
    """The id of an annotation of mine that is at hand."""
    return session.tag(session.codebook.named("stance").id, [(31, 56)])


@pytest.fixture
def changes(session):
    found = []
    session.changed.connect(found.append)
    return found


def editor(pane, key):
    keys = [a.key for a in pane.span.form.tag.attributes if not a.retired]
    return pane.span.form.rows[keys.index(key)].editor


def test_the_span_at_hand_is_shown(pane, session, stance):
    assert pane.span.quote.toPlainText() == "US President Donald Trump"
    assert pane.span.places.text() == "31–56 · 25 characters"
    assert "stance" in pane.span.chip.text()
    assert pane.span.maker.text().startswith("Ann · today")


def test_every_part_of_a_span_is_listed(pane, session):
    session.tag(session.codebook.tags[0].id, [(31, 56), (58, 62)])
    assert pane.span.places.text().splitlines() == [
        "31–56 · 25 characters",
        "58–62 · 4 characters",
        "2 parts · 29 characters together",
    ]


def test_with_nothing_at_hand_the_keys_of_the_codebook_are_taught(pane, session):
    assert "Select words" in pane.empty.words.text()
    session.open_document(None)
    assert pane.empty.heading.text() == "No article is open"


def test_a_note_is_one_action_not_one_for_each_key(pane, session, stance, changes, qtbot):
    qtbot.keyClicks(pane.span.note, "worth a look")
    assert changes == []
    qtbot.keyClick(pane.span.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert [change.verb for change in changes] == ["note"]
    assert session.current.note == "worth a look"


def test_escape_keeps_what_was_typed_and_leaves(pane, session, stance, qtbot):
    qtbot.keyClicks(pane.span.note, "kept")
    with qtbot.waitSignal(pane.leave_requested):
        qtbot.keyClick(pane.span.note, Qt.Key.Key_Escape)
    assert session.current.note == "kept"


def test_a_note_goes_to_the_span_it_was_typed_for(pane, session, stance, qtbot):
    qtbot.keyClicks(pane.span.note, "mine")
    session.set_current(None)
    assert session.annotation(stance).note == "mine"


def test_a_change_elsewhere_leaves_the_words_being_typed(pane, session, stance, qtbot):
    qtbot.keyClicks(pane.span.note, "half a sent")
    session.set_confidence([stance], "unsure")
    assert pane.span.note.toPlainText() == "half a sent"
    assert pane.span.unsure.isChecked()


def test_unsure_can_be_ticked(pane, session, stance):
    pane.span.unsure.click()
    assert session.current.confidence == "unsure"


def test_a_choice_by_key_counts_once_it_is_left(pane, session, stance, changes, qtbot):
    choice = editor(pane, "position")
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert changes == []
    qtbot.keyClick(choice, Qt.Key.Key_Return)
    assert session.current.attributes["position"] == "against"
    assert len(changes) == 1


def test_a_required_field_is_asked_for_until_it_says_something(pane, session, stance):
    assert "Position" in pane.span.attributes.incomplete.text()
    session.set_attributes([stance], {"position": "favor"})
    assert pane.span.attributes.incomplete.text() == "Still to be said: Holder, Target."
    session.set_attributes([stance], {"holder_kind": "author", "topic": "the asylum"})
    assert pane.span.attributes.incomplete.text() == ""


def test_a_date_that_is_none_is_kept_and_marked(pane, session, stance, qtbot):
    date = editor(pane, "date")
    qtbot.keyClicks(date, "soon")
    qtbot.keyClick(date, Qt.Key.Key_Return)
    assert session.current.attributes["date"] == "soon"
    problems = [row.problem.text() for row in pane.span.form.rows if row.problem.text()]
    assert len(problems) == 1
    assert "soon" in problems[0]


def test_an_emptied_field_takes_its_value_away(pane, session, stance, qtbot):
    session.set_attributes([stance], {"date": "2019"})
    date = editor(pane, "date")
    date.clear()
    qtbot.keyClick(date, Qt.Key.Key_Return)
    assert not session.current.attributes.get("date")


def test_undo_shows_what_was_there_before(pane, session, stance):
    session.set_note(stance, "first")
    session.undo()
    assert pane.span.note.toPlainText() == ""


def test_the_chip_offers_the_other_tags(pane, session, stance, qtbot):
    pane.span.chip.menu().aboutToShow.emit()
    actions = {action.text(): action for action in pane.span.chip.menu().actions()}
    assert not actions["stance"].isEnabled()
    with qtbot.waitSignal(pane.retag_requested) as asked:
        actions["actor"].trigger()
    assert asked.args == [session.codebook.named("actor").id]


@pytest.fixture
def colleague(project, document, session):
    """The id of a colleague's annotation, its layer shown."""
    other = ensure_annotator(project, "Ben")
    tag = session.codebook.named("actor").id
    span = annotating.Span.single(58, 62)
    made, _ = annotating.tag_span(
        project, document=document, annotator=other.id, tag=tag, span=span
    )
    session.show_layers([other.id])
    session.set_current(made)
    return made


def test_a_colleagues_annotation_can_be_copied_but_not_edited(pane, colleague, session, qtbot):
    session.current_changed.emit(session.current)
    assert pane.span.note.isReadOnly()
    assert pane.span.chip.menu() is None
    assert "Ben" in pane.span.foreign.text()
    with qtbot.waitSignal(pane.copy_requested) as asked:
        pane.span.copy.click()
    assert asked.args == [colleague]


def test_the_history_of_the_annotation_is_told_when_unfolded(pane, session, stance):
    session.set_note(stance, "x")
    pane.span.history.switch.click()
    lines = pane.span.history.lines()
    assert len(lines) == 2
    assert "Note on" in lines[0]


def test_the_document_is_described_in_its_own_tab(pane, session, document, qtbot):
    pane.document.fields["published"].setText("2019-01-23")
    pane.document.note.setPlainText("A long read")
    pane.flush()
    found = session.project.documents.get(document)
    assert (found.published, found.note) == ("2019-01-23", "A long read")


def test_a_date_of_the_document_that_is_none_is_told(pane, session, document):
    session.set_document_details(document, None, {"published": "spring"})
    pane.tabs.setCurrentIndex(1)
    assert not pane.document.problem.isHidden()
    assert pane.document.fields["published"].text() == "spring"


def test_copied_words_are_exactly_those_of_the_text(pane, session, project):
    odd = "a\u00a0b 😀 c"
    pane.span.quote.show_quote(odd)
    pane.span.quote.selectAll()
    pane.span.quote.copy()
    assert QApplication.clipboard().text() == odd


def test_a_link_says_where_it_leads(qtbot):
    link = Link("Holder → “R&D”", "id")
    qtbot.addWidget(link)
    with qtbot.waitSignal(link.followed) as asked:
        link.click()
    assert asked.args == ["id"]


def test_each_span_shows_its_own_values(pane, session, stance):
    session.set_attributes([stance], {"date": "2019", "position": "mixed"})
    other = session.tag(session.codebook.named("stance").id, [(58, 62)])
    assert editor(pane, "date").text() == ""
    assert editor(pane, "position").currentIndex() == 0
    session.set_current(stance)
    assert editor(pane, "date").text() == "2019"
    assert session.annotation(other).attributes == {}


def test_words_that_could_not_be_kept_stay_in_the_field(pane, session, stance, qtbot):
    def refuse(*_):
        session.refused.emit("The file is locked.")

    session.set_note = refuse
    qtbot.keyClicks(pane.span.note, "not lost")
    qtbot.keyClick(pane.span.note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert pane.span.note.toPlainText() == "not lost"


def test_enter_from_the_article_goes_to_the_first_field(pane, session, stance, qtbot):
    pane.focus_first()
    assert pane.focusWidget() is editor(pane, "position")


def test_the_document_says_how_many_are_incomplete(pane, session, stance):
    session.set_current(None)
    pane.tabs.setCurrentIndex(1)
    assert "1\u00a0incomplete" in pane.document.state.text()
    session.set_attributes([stance], {"position": "favor", "holder_kind": "author", "topic": "x"})
    assert "incomplete" not in pane.document.state.text()


def test_where_keys_decide_the_case_at_hand_follows_the_article(pane, session, stance, qtbot):
    session.set_mode("review")
    other = session.tag(session.codebook.named("actor").id, [(58, 62)])
    session.set_current(stance)
    session.set_current(other)
    qtbot.waitUntil(lambda: pane.span.quote.toPlainText() == "Peru")


def test_where_keys_decide_a_change_leaves_the_tab_that_is_looked_at(pane, session, stance, qtbot):
    session.set_mode("review")
    pane.tabs.setCurrentIndex(1)
    session.set_note(stance, "Said twice.")
    qtbot.waitUntil(lambda: pane.span.note.toPlainText() == "Said twice.")
    assert pane.tabs.currentIndex() == 1
