"""Conflicts are walked through by keys: the other value taken, or left as it stands."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from storage.adding import NewDocument, add_documents
from storage.merge.merging import merge
from storage.project import open_project
from storage.work import set_document_details, set_document_note
from ui.panes.conflicts import ConflictsPane
from ui.session import Session
from ui.theme.theme import Theme


@pytest.fixture
def pane(session: Session, theme: Theme, tmp_path: Path, qtbot: QtBot) -> ConflictsPane:
    """The pane after a merge that left two conflicts and a variant."""
    project, me = session.project, session.annotator.id
    first, second = project.documents.ids()[:2]
    details = {"url": "https://paper.example/1"}
    set_document_details(project, document=first, annotator=me, details=details)
    project.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    theirs = Path(shutil.copy(project.path, tmp_path / "theirs.gloss"))
    set_document_note(project, document=first, annotator=me, note="mine")
    set_document_note(project, document=second, annotator=me, note="mine too")
    with open_project(theirs) as other:
        set_document_note(other, document=first, annotator=me, note="theirs")
        set_document_note(other, document=second, annotator=me, note="theirs too")
        add_documents(other, [NewDocument("Peru, corrected", "Other words.", details)], me)
    merge(project, theirs)
    session.refresh()
    made = ConflictsPane(session, theme)
    qtbot.addWidget(made)
    made.resize(700, 300)
    with qtbot.waitExposed(made):
        made.show()
    made.focus_first()
    return made


def rows(pane: ConflictsPane) -> list[str]:
    items = (pane.list.topLevelItem(at) for at in range(pane.list.topLevelItemCount()))
    return [" | ".join(item.text(column) for column in range(4)) for item in items]


def test_both_sides_are_shown_with_who_said_them(pane: ConflictsPane) -> None:
    assert rows(pane)[0] == "“Peru” | Note | theirs   ·   Ann | mine   ·   Ann"
    assert rows(pane)[2] == "Peru | Variant | Peru | Peru, corrected"
    assert pane.count.text() == "2 conflicts, 1 variant"


def test_t_takes_the_other_value_and_undo_brings_the_conflict_back(
    pane: ConflictsPane, session: Session, qtbot: QtBot
) -> None:
    QTest.keyClick(pane.list, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: len(rows(pane)) == 2)
    first = session.project.documents.ids()[0]
    row = session.project.documents.row(first, None)
    assert row is not None
    assert row.note == "mine"
    session.undo()
    qtbot.waitUntil(lambda: len(rows(pane)) == 3)


def test_l_leaves_it_as_it_stands(pane: ConflictsPane, qtbot: QtBot) -> None:
    pane.list.selectAll()
    QTest.keyClick(pane.list, Qt.Key.Key_L)
    qtbot.waitUntil(lambda: len(rows(pane)) == 1)
    assert pane.count.text() == "1 variant"


def test_enter_opens_the_document_and_a_variant_can_be_carried_over(
    pane: ConflictsPane, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(pane.open_requested):
        QTest.keyClick(pane.list, Qt.Key.Key_Return)
    pane.list.setCurrentItem(pane.list.topLevelItem(2))
    with qtbot.waitSignal(pane.carry_requested):
        pane.carry_tool.click()


def test_without_conflicts_it_says_so(session: Session, theme: Theme, qtbot: QtBot) -> None:
    made = ConflictsPane(session, theme)
    qtbot.addWidget(made)
    made.read()
    assert not made.shows_content
