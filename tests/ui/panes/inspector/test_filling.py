"""Fields that are filled in on few keys: proposals, choices by digit, what was used before."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from storage.work import set_document_details
from ui.panes.inspector import InspectorPane
from ui.theme.theme import load_theme

STATISTIC, EVENT, RECOGNISED = (1969, 1993), (611, 620), (137, 147)


@pytest.fixture
def pane(qtbot, session):
    set_document_details(
        session.project,
        document=session.document.id,
        annotator=session.annotator.id,
        details={"published": "2019-02-05", "language": "en"},
    )
    session.refresh()
    session.open_document(session.document.id)
    made = InspectorPane(session, load_theme("light"))
    qtbot.addWidget(made)
    made.resize(320, 700)
    with qtbot.waitExposed(made):
        made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    made.stop()


@pytest.fixture
def tagged(session, pane, qtbot):
    """Give what tags a span and waits until its words are read, if they say anything."""

    def tag(name, place, *, proposes=True):
        found = pane.span.attributes.proposed.found
        if not proposes:
            return session.tag(session.codebook.named(name).id, [place])
        with qtbot.waitSignal(found):
            return session.tag(session.codebook.named(name).id, [place])

    return tag


def editor(pane, key):
    found = pane.span.attributes.editor(key)
    assert found is not None
    return found


def test_what_the_words_of_a_statistic_say_is_shown_and_nothing_stored(pane, session, tagged):
    tagged("statistic", STATISTIC)
    bar = pane.span.attributes.proposed
    assert bar.words.text() == "From the words: 500,000 · more than"
    assert editor(pane, "value_min").placeholderText() == "500000?  Enter takes it"
    assert session.current.attributes == {}


def test_all_that_is_proposed_is_taken_as_one_action(pane, session, tagged):
    tagged("statistic", STATISTIC)
    pane.span.attributes.proposed.take()
    assert session.current.attributes == {"value_min": 500000, "modifier": "more_than"}
    assert pane.span.attributes.proposed.isHidden()
    session.undo()
    assert session.current.attributes == {}


def test_enter_takes_one_proposal_and_typing_another_value_ends_the_rest(
    pane, session, tagged, qtbot
):
    tagged("statistic", STATISTIC)
    qtbot.keyClick(editor(pane, "modifier"), Qt.Key.Key_Return)
    assert session.current.attributes == {"modifier": "more_than"}
    field = editor(pane, "value_min")
    qtbot.keyClicks(field, "600,000")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert session.current.attributes["value_min"] == 600_000
    assert field.text() == "600000"
    assert pane.span.attributes.proposed.keys_for(session.current) == ()


def test_leaving_a_proposed_field_takes_nothing(pane, session, tagged, qtbot):
    tagged("statistic", STATISTIC)
    for key in ("value_min", "modifier"):
        editor(pane, key).setFocus()
        qtbot.keyClick(editor(pane, key), Qt.Key.Key_Tab)
    pane.flush()
    assert session.current.attributes == {}


def test_a_date_of_the_text_is_taken_and_a_year_only_when_asked(pane, session, tagged):
    tagged("event", EVENT)
    pane.span.attributes.proposed.take()
    assert session.current.attributes == {"date_start": "2006"}
    tagged("event", RECOGNISED)
    bar = pane.span.attributes.proposed
    bar.take()
    assert session.current.attributes == {}
    bar.take_with_date()
    dated = {"date_start": "2019-01-23", "date_source": "document_date"}
    assert session.current.attributes == dated


def test_a_date_that_is_typed_is_the_analysts(pane, session, tagged, qtbot):
    tagged("event", RECOGNISED)
    field = editor(pane, "date_start")
    qtbot.keyClicks(field, "24 Jan 2019")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "2019-01-24"
    said = {"date_start": "2019-01-24", "date_source": "analyst"}
    assert session.current.attributes == said


def test_a_digit_chooses_at_once_and_del_takes_it_away(pane, session, tagged, qtbot):
    tagged("stance", (137, 159), proposes=False)
    choice = editor(pane, "position")
    qtbot.keyClick(choice, Qt.Key.Key_2)
    assert session.current.attributes["position"] == "against"
    qtbot.keyClick(choice, Qt.Key.Key_Delete)
    assert "position" not in session.current.attributes


def test_a_text_is_completed_from_what_was_used_before(pane, session, tagged, qtbot):
    for start, role in ((0, "head of state"), (10, "head of state"), (20, "heir"), (30, "")):
        tagged("actor", (start, start + 4), proposes=False)
        if role:
            session.set_attributes([session.current.id], {"role": role})
    field = editor(pane, "role")
    with qtbot.waitSignal(pane.span.attributes.used.ready):
        field.setFocus()
    qtbot.keyClicks(field, "he")
    popup = field.completer().popup()
    assert [popup.model().index(at, 0).data() for at in range(2)] == ["head of state", "heir"]
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert session.current.attributes["role"] == "head of state"


def test_the_field_with_the_keys_says_what_it_is_for(pane, session, tagged):
    tagged("stance", (137, 159), proposes=False)
    editor(pane, "position").setFocus()
    assert "1\u00a0favor · 2\u00a0against" in pane.hint.words.text()
    session.set_attributes([session.current.id], {"date": "2019-01-23"})
    editor(pane, "date").setFocus()
    assert pane.hint.words.text().startswith("Date: 23 January 2019.")
    pane.span.note.setFocus()
    assert pane.hint.isHidden()


def test_what_is_no_number_stays_as_typed_over_a_restart(pane, session, tagged, qtbot):
    made = tagged("statistic", STATISTIC)
    field = editor(pane, "value_min")
    qtbot.keyClicks(field, "a lot")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "a lot"
    session.open_document(session.document.id)
    session.set_current(made)
    assert editor(pane, "value_min").text() == "a lot"
    assert session.completeness.lack(session.current).wrong == ("value_min",)


def test_how_the_document_writes_numbers_is_changed_and_undone(pane, session, tagged, qtbot):
    tagged("statistic", STATISTIC)
    numbers = pane.document.numbers
    assert numbers.currentText() == "1,234.5  (usual)"
    numbers.setCurrentIndex(numbers.findData("1.234,5"))
    with qtbot.waitSignal(pane.span.attributes.proposed.found):  # The words are read again.
        numbers.activated.emit(numbers.currentIndex())
    assert pane.span.attributes.writing().numbers.name == "1.234,5"
    assert session.document.metadata == {"number_format": "1.234,5"}
    session.undo()
    assert session.document.metadata == {}
