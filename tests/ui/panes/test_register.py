"""The register: listed, filtered, described, followed into the text, kept in step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt

from storage import entities
from ui.models.entity_table import NAME, TIMES
from ui.models.row_list import ROW
from ui.panes.register import RegisterPane
from ui.register import RegisterDesk

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


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
def known(session, ids, tag, enter):
    """Two actors, each mentioned; one of them in two documents."""
    session.open_document(ids[0])
    garcia, uruguay = enter("Alan García", "García"), enter("Uruguay", country="URY")
    session.set_attributes([tag("actor", 0, 11)], {"canonical": garcia})
    session.set_attributes([tag("actor", 18, 25), tag("actor", 38, 45)], {"canonical": uruguay})
    session.set_attributes([tag("actor", 4, 11, 1)], {"canonical": uruguay})
    return {"garcia": garcia, "uruguay": uruguay}


@pytest.fixture
def pane(qtbot, session, theme, shown, known):
    desk = RegisterDesk(session)
    made = shown(RegisterPane(session, desk, theme), 900, 360)
    made.desk = desk
    settle(qtbot, made)
    yield made
    made.stop()


def settle(qtbot, pane):
    qtbot.waitUntil(lambda: not pane.is_reading and not pane.side.mentions.is_reading)


def cells(pane, *columns):
    table = pane.table
    rows = range(table.rowCount())
    return [tuple(table.index(row, column).data() for column in columns) for row in rows]


def quotes(pane):
    model = pane.side.mentions.model
    rows = (model.index(at).data(ROW) for at in range(model.rowCount()))
    return [row.quote for row in rows if row.is_hit]


def test_entities_are_listed_with_their_mentions(pane):
    assert cells(pane, NAME, TIMES) == [("Alan García", "1"), ("Uruguay", "3")]
    assert pane.count.text() == "2"


def test_typing_in_the_table_filters_and_escape_shows_all_again(qtbot, pane):
    pane.focus_first()
    qtbot.keyClicks(pane.view, "ur")
    assert pane.filter.hasFocus()
    assert cells(pane, NAME) == [("Uruguay",)]
    assert pane.count.text() == "1 of 2"
    pane.escape()
    assert len(cells(pane, NAME)) == 2


def test_a_kind_may_be_chosen(pane, enter, session, qtbot):
    enter("Asylum", kind="topic")
    session.refresh()
    settle(qtbot, pane)
    pane.kind.setCurrentIndex(pane.kind.findData("topic"))
    assert cells(pane, NAME) == []
    assert pane.message.words.startswith("Nothing fits")


def test_the_chosen_entity_is_described_and_each_edit_is_one_action(qtbot, pane, session, known):
    pane.choose(known["uruguay"])
    details, found = pane.side.details, []
    session.changed.connect(found.append)
    country = next(row for row in details.rows if row.attribute.key == "country").editor
    assert (details.name.text(), country.text()) == ("Uruguay", "URY")
    qtbot.keyClick(pane.view, Key.Key_F2)
    assert details.name.hasFocus()
    qtbot.keyClicks(details.name, "Oriental Republic")
    qtbot.keyClick(details.name, Key.Key_Return)
    assert [change.label for change in found] == ["Rename “Uruguay” to “Oriental Republic”"]
    settle(qtbot, pane)
    assert cells(pane, NAME) == [("Alan García",), ("Oriental Republic",)]
    session.undo()
    settle(qtbot, pane)
    assert details.name.text() == "Uruguay"


def test_aliases_are_one_a_line_each_once(qtbot, pane, session, known):
    pane.choose(known["garcia"])
    aliases = pane.side.details.aliases
    assert aliases.toPlainText() == "García"
    aliases.setPlainText("García\n\nGarcía\nthe former president ")
    aliases.flush()
    assert session.project.entities.get(known["garcia"]).aliases == (
        *("García", "the former president"),
    )
    assert aliases.toPlainText() == "García\nthe former president"


def test_an_odd_wikidata_id_is_kept_and_warned_of(qtbot, pane, session, known):
    pane.choose(known["uruguay"])
    row = next(r for r in pane.side.details.rows if r.attribute.key == "kb_id")
    qtbot.keyClicks(row.editor, "77")
    qtbot.keyClick(row.editor, Key.Key_Return)
    settle(qtbot, pane)
    assert "Q and a number" in row.problem.text()
    assert session.project.entities.get(known["uruguay"]).attributes["kb_id"] == "77"


def test_what_is_typed_is_kept_when_another_entity_is_chosen(qtbot, pane, session, known):
    pane.choose(known["garcia"])
    pane.side.details.focus_name()
    qtbot.keyClicks(pane.side.details.name, "Alan Perez")
    pane.choose(known["uruguay"])
    assert session.project.entities.get(known["garcia"]).name == "Alan Perez"
    assert pane.side.details.name.text() == "Uruguay"


def test_a_name_that_is_taken_is_refused_in_a_sentence(qtbot, pane, session, known):
    pane.choose(known["garcia"])
    pane.side.details.focus_name()
    qtbot.keyClicks(pane.side.details.name, "Uruguay")
    with qtbot.waitSignal(session.refused) as refused:
        qtbot.keyClick(pane.side.details.name, Key.Key_Return)
    assert "already" in refused.args[0]


def test_enter_leads_to_the_mentions_and_again_into_the_text(qtbot, pane, known, session):
    pane.choose(known["uruguay"])
    settle(qtbot, pane)
    assert quotes(pane) == ["Uruguay", "Uruguay", "council"]
    qtbot.keyClick(pane.view, Key.Key_Return)
    with qtbot.waitSignal(pane.jump_requested) as asked:
        qtbot.keyClick(pane.side.mentions.view, Key.Key_Return)
    assert session.project.annotations.get(asked.args[0]).span.start == 18


def test_naming_deleting_and_undoing_keep_the_counts(qtbot, pane, session, known, tag):
    made = tag("actor", 49, 51)
    session.refresh()
    session.set_attributes([made], {"canonical": known["garcia"]})
    settle(qtbot, pane)
    assert cells(pane, TIMES) == [("2",), ("3",)]
    session.delete([made])
    settle(qtbot, pane)
    assert cells(pane, TIMES) == [("1",), ("3",)]
    session.undo()
    settle(qtbot, pane)
    assert cells(pane, TIMES) == [("2",), ("3",)]


def test_the_entity_of_the_span_at_hand_is_chosen(pane, session, known):
    pane.filter.setFocus()
    session.set_current(session.annotations[0].id)
    assert [row.entity.id for row in pane.chosen()] == [known["garcia"]]


def test_a_merge_and_its_undo_move_the_mentions(qtbot, pane, session, known):
    pane.desk.merge([known["garcia"]], known["uruguay"])
    settle(qtbot, pane)
    assert cells(pane, NAME, TIMES) == [("Uruguay", "4")]
    session.undo()
    settle(qtbot, pane)
    assert cells(pane, NAME, TIMES) == [("Alan García", "1"), ("Uruguay", "3")]


def test_a_removed_document_takes_its_mentions_along(qtbot, pane, session, ids):
    session.remove_document(ids[1])
    settle(qtbot, pane)
    assert cells(pane, TIMES) == [("1",), ("2",)]


def test_a_colleagues_mentions_count_when_their_layer_shows(
    qtbot, pane, session, tag, colleague, known, project
):
    from storage import annotating

    made = tag("actor", 0, 11, by=colleague)
    annotating.set_attributes(
        project,
        annotations=[made],
        annotator=colleague.id,
        values={"canonical": known["garcia"]},
    )
    session.refresh()
    settle(qtbot, pane)
    assert cells(pane, TIMES)[0] == ("1",)
    session.show_layers([colleague.id])
    settle(qtbot, pane)
    assert cells(pane, TIMES)[0] == ("2",)


def test_what_happens_while_the_pane_is_hidden_shows_when_it_is_seen_again(
    qtbot, pane, session, known
):
    pane.hide()
    pane.desk.rename(known["garcia"], "Zoilo")
    assert cells(pane, NAME)[0] == ("Alan García",)
    pane.show()
    settle(qtbot, pane)
    assert cells(pane, NAME) == [("Uruguay",), ("Zoilo",)]


@pytest.mark.parametrize(
    ("key", "held", "signal"),
    [
        (Key.Key_Insert, Qt.KeyboardModifier.NoModifier, "new_requested"),
        (Key.Key_M, CTRL, "merge_requested"),
        (Key.Key_M, CTRL | Qt.KeyboardModifier.ShiftModifier, "split_requested"),
        (Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "delete_requested"),
    ],
)
def test_each_deed_has_a_key_in_the_table(qtbot, pane, known, key, held, signal):
    pane.choose(known["uruguay"])
    with qtbot.waitSignal(getattr(pane, signal)):
        qtbot.keyClick(pane.view, key, held)


def test_several_entities_are_merged_together(qtbot, pane, known):
    pane.focus_first()
    pane.view.selectAll()
    assert "2 entities chosen" in pane.side.several.words
    with qtbot.waitSignal(pane.merge_requested) as asked:
        qtbot.keyClick(pane.view, Key.Key_M, CTRL)
    assert set(asked.args[0]) == set(known.values())


def test_an_empty_register_says_how_it_fills(qtbot, session, theme, shown, ids):
    session.open_document(ids[0])
    pane = shown(RegisterPane(session, RegisterDesk(session), theme))
    settle(qtbot, pane)
    assert pane.message.words.startswith("The register is empty")
    with qtbot.waitSignal(pane.new_requested):
        pane.message.button.click()
    pane.stop()
