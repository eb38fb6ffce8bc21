"""The other occurrences are looked at, ticked, and tagged in one step."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt

from storage.adding import NewDocument, add_documents
from storage.tables import ENTITY
from ui.dialogs import occurrences
from ui.dialogs.occurrences import OccurrencesDialog
from ui.models.row_list import ROW
from ui.theme.theme import load_theme


@pytest.fixture
def article() -> str:
    return "Peru won. Lima, Peru’s capital, was glad; PERU, too. Peruvians sang of Peru.\n"


@pytest.fixture
def elsewhere(project):
    (made,), _ = add_documents(project, [NewDocument("Lima", "Lima is in Peru.")], None)
    return made


@pytest.fixture
def model(session):
    actor = session.codebook.named("actor")
    session.tag(actor.id, [(0, 4)])
    session.set_attributes([session.current.id], {"actor_type": "state"})
    return session.current


@pytest.fixture
def dialog(qtbot, session, model, elsewhere):
    dialog = OccurrencesDialog(session, load_theme("light"), model)
    qtbot.addWidget(dialog)
    dialog.show()
    answered(qtbot, dialog)
    yield dialog
    dialog.close()


def answered(qtbot, dialog) -> list[str]:
    qtbot.waitUntil(lambda: not dialog.is_searching)
    rows = [dialog.list.index(row).data(ROW) for row in range(dialog.list.rowCount())]
    return [row.quote if row.is_hit else f"# {row.title} {row.count}" for row in rows]


def test_whole_words_are_listed_under_their_article_with_what_is_tagged_already(qtbot, dialog):
    assert answered(qtbot, dialog) == ["# Peru and Venezuela 3", "Peru", "Peru", "Peru"]
    assert dialog.count.text() == "2 of 2 ticked · 1 tagged already"
    assert dialog.primary.text() == "&Tag 2 occurrences"


def test_enter_tags_what_is_ticked_as_one_step(qtbot, dialog, session):
    changes = []
    session.changed.connect(changes.append)
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert [a.span.start for a in session.annotations] == [0, 16, 71]
    assert {a.attributes["actor_type"] for a in session.annotations} == {"state"}
    session.undo()
    tagged, undone = changes[-2:]
    assert tagged.label == "Tag 2 occurrences of “Peru” as actor"
    assert undone.label == f"Undo: {tagged.label}"
    assert [a.span.start for a in session.annotations] == [0]


def test_space_takes_a_tick_away_and_down_leads_on(qtbot, dialog, session):
    qtbot.keyClick(dialog.view, Qt.Key.Key_Space)
    assert dialog.primary.text() == "&Tag 1 occurrence"
    qtbot.keyClick(dialog.view, Qt.Key.Key_Down)
    assert dialog.view.currentIndex().data(ROW).start == 71
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert [a.span.start for a in session.annotations] == [0, 71]


def test_a_click_turns_a_tick_but_not_on_what_is_tagged(qtbot, dialog):
    left = Qt.MouseButton.LeftButton
    for row, ticked in ((1, 2), (2, 1), (2, 2)):
        place = dialog.view.visualRect(dialog.list.index(row)).topLeft() + QPoint(14, 10)
        qtbot.mouseClick(dialog.view.viewport(), left, pos=place)
        assert len(dialog.list.ticked) == ticked


def test_none_leaves_nothing_to_tag_and_all_ticks_them_again(qtbot, dialog):
    qtbot.mouseClick(dialog.none, Qt.MouseButton.LeftButton)
    assert not dialog.primary.isEnabled()
    qtbot.mouseClick(dialog.all, Qt.MouseButton.LeftButton)
    assert dialog.count.text().startswith("2 of 2")


def test_other_choices_find_others_and_keep_what_was_left_out(qtbot, dialog):
    qtbot.keyClick(dialog.view, Qt.Key.Key_Space)
    qtbot.keyClick(dialog.choices.match_case, Qt.Key.Key_Space)
    assert "PERU" in answered(qtbot, dialog)
    qtbot.keyClick(dialog.choices.whole_words, Qt.Key.Key_Space)
    assert len(answered(qtbot, dialog)) == 6
    assert len(dialog.list.ticked) == 3


def test_the_whole_project_is_searched_if_asked(qtbot, dialog, elsewhere):
    qtbot.keyClick(dialog.view, Qt.Key.Key_I, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClick(dialog.focusWidget(), Qt.Key.Key_Down)
    assert answered(qtbot, dialog)[-2:] == ["# Lima 1", "Peru"]
    assert dialog.list.ticked[-1] == (elsewhere, 11, 15)


def test_the_entitys_other_names_can_be_ticked(qtbot, session, model):
    entity = "01890000-0000-7000-8000-000000000001"
    with session.project.action("entity", "Add", session.annotator.id) as outcome:
        values = {"kind": "canonical", "name": "Republic of Peru", "aliases": ["Lima"]}
        outcome.action.insert(ENTITY, entity, values)
    session.set_attributes([model.id], {"canonical": entity})
    dialog = OccurrencesDialog(session, load_theme("light"), session.current)
    qtbot.addWidget(dialog)
    dialog.show()
    names = dialog.choices.names
    assert [names.item(row).text() for row in range(3)] == ["Peru", "Republic of Peru", "Lima"]
    names.setCurrentRow(2)
    qtbot.keyClick(names, Qt.Key.Key_Space)
    assert "Lima" in answered(qtbot, dialog)


def test_without_a_name_there_is_nothing_to_look_for(qtbot, dialog):
    qtbot.keyClick(dialog.choices.names, Qt.Key.Key_Space)
    assert answered(qtbot, dialog) == []
    assert "Tick at least one name" in dialog.message.words
    assert not dialog.primary.isEnabled()


def test_a_search_of_the_project_can_be_stopped(qtbot, dialog, monkeypatch):
    def endless(*_, progress, **__):
        while progress(0, 9):
            pass
        return []

    monkeypatch.setattr(occurrences, "find_occurrences", endless)
    dialog.choices.scope.setCurrentIndex(1)
    qtbot.waitUntil(dialog.stop.isVisible)
    qtbot.mouseClick(dialog.stop, Qt.MouseButton.LeftButton)
    assert "stopped" in dialog.message.words
    assert not dialog.is_searching


def test_a_refusal_is_told_and_the_dialog_stays(qtbot, dialog, session, model):
    session.delete([model.id])
    qtbot.keyClick(dialog.view, Qt.Key.Key_Return)
    assert dialog.isVisible()
    assert "deleted meanwhile" in dialog.problem.text()


def test_escape_closes_and_changes_nothing(qtbot, dialog, session):
    qtbot.keyClick(dialog.view, Qt.Key.Key_Escape)
    assert not dialog.isVisible()
    assert len(session.annotations) == 1
