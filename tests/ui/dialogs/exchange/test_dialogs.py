"""Merging is seen before it is done, sending and assigning say what they will do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from domain.ids import DocumentId
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import tag_span
from storage.project import open_project
from storage.work import ensure_annotator
from ui.dialogs.exchange.assigning import AssignDialog
from ui.dialogs.exchange.carrying import CarryDialog
from ui.dialogs.exchange.merging import MergeDialog
from ui.dialogs.exchange.sending import SendDialog
from ui.session import Session


@pytest.fixture
def theirs(session: Session, tmp_path: Path) -> Path:
    """A colleague's copy, with a document and an annotation more."""
    session.project.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    path = Path(shutil.copy(session.project.path, tmp_path / "bo.gloss"))
    with open_project(path) as other:
        bo = ensure_annotator(other, "Bo").id
        (document,), _ = add_documents(other, [NewDocument("New", "A new text.")], bo)
        tag = other.codebooks.current().active[0].id
        tag_span(other, document=document, annotator=bo, tag=tag, span=Span.single(2, 5))
    return path


@pytest.fixture
def merging(session: Session, theirs: Path, qtbot: QtBot) -> MergeDialog:
    dialog = MergeDialog(session, theirs)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.task is None)
    return dialog


def lines(dialog: MergeDialog) -> list[str]:
    tree = dialog.tree
    return [tree.topLevelItem(at).text(0) for at in range(tree.topLevelItemCount())]


def test_what_would_come_is_shown_and_nothing_is_written(merging: MergeDialog, session) -> None:
    assert merging.summary.text() == "This would bring in the work of Bo."
    assert "New: 1 person, 1 document, 1 annotation, 1 note of progress" in lines(merging)
    assert "New documents: 1" in lines(merging)
    assert session.project.documents.count() == 1


def test_accepting_merges_and_the_session_hears_of_it(
    merging: MergeDialog, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(merging.accepted):
        merging.accept()
    with qtbot.waitSignal(session.changed):
        session.refresh()
    assert merging.merged is not None
    assert session.project.documents.count() == 2


def test_the_same_file_again_has_nothing_to_merge(
    merging: MergeDialog, session: Session, theirs: Path, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(merging.accepted):
        merging.accept()
    again = MergeDialog(session, theirs)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: again.task is None)
    assert "in the project already" in again.summary.text()
    assert again.primary.text() == "&Close"


def test_a_file_that_is_none_is_told_in_a_sentence(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "notes.gloss"
    path.write_text("no project")
    dialog = MergeDialog(session, path)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: dialog.task is None)
    assert "is not a Glossator project" in dialog.problem.text()
    assert not dialog.primary.isEnabled()


def test_what_has_no_tick_is_not_sent(session: Session, tmp_path: Path, qtbot: QtBot) -> None:
    bo = ensure_annotator(session.project, "Bo").id
    dialog = SendDialog(session)
    qtbot.addWidget(dialog)
    dialog.layers.item(1).setCheckState(dialog.layers.item(0).checkState().Unchecked)
    assert dialog.choice.hidden == {bo}
    dialog.target.setText(str(tmp_path / "sent.gloss"))
    with qtbot.waitSignal(dialog.accepted):
        dialog.accept()
    assert dialog.sent is not None
    assert dialog.sent.path.exists()


def test_the_recipient_names_the_file(session: Session, qtbot: QtBot) -> None:
    ensure_annotator(session.project, "Bo")
    dialog = SendDialog(session)
    qtbot.addWidget(dialog)
    dialog.recipient.setCurrentIndex(1)
    assert dialog.target.text().endswith("p for Bo.gloss")
    dialog.target.setText(str(session.project.path))
    assert "the project itself" in dialog.problem.text()


def test_shares_are_told_before_they_are_made(session: Session, qtbot: QtBot) -> None:
    new = [NewDocument(f"No. {at}", f"Text {at}") for at in range(3)]
    add_documents(session.project, new, session.annotator.id)
    dialog = AssignDialog(session)
    qtbot.addWidget(dialog)
    dialog.names.setText("Bo, Cy")
    dialog.rule.setCurrentIndex(1)
    dialog.overlap.setValue(2)
    assert dialog.outcome.text() == "4 documents, 2 or 3 for each of 3 people."
    assert (dialog.wanted.names, dialog.wanted.overlap) == (("Bo", "Cy"), 2)


def test_nobody_is_no_one_to_assign_to(session: Session, qtbot: QtBot) -> None:
    dialog = AssignDialog(session)
    qtbot.addWidget(dialog)
    dialog.people.item(0).setCheckState(dialog.people.item(0).checkState().Unchecked)
    assert not dialog.primary.isEnabled()
    assert "Tick or name somebody" in dialog.problem.text()


def test_who_would_code_blind_oneself_is_told(session: Session, qtbot: QtBot) -> None:
    dialog = AssignDialog(session)
    qtbot.addWidget(dialog)
    dialog.names.setText("Bo")
    dialog.blind.setChecked(True)
    assert "hidden from you too" in dialog.outcome.text()
    dialog.people.item(0).setCheckState(dialog.people.item(0).checkState().Unchecked)
    assert "hidden from you" not in dialog.outcome.text()


def test_carrying_shows_what_finds_no_place_first(
    session: Session, document: DocumentId, article: str, qtbot: QtBot
) -> None:
    tag = session.codebook.active[0].id
    for words in ("US President Donald Trump", "Peru"):
        start = article.index(words)
        session.tag(tag, [(start, start + len(words))])
    shorter = article.replace("US President Donald Trump", "Trump")
    (other,), _ = add_documents(
        session.project, [NewDocument("Shorter", shorter)], session.annotator.id
    )
    dialog = CarryDialog(session, [(other, "Shorter")])
    qtbot.addWidget(dialog)
    first = dialog.list.topLevelItem(0)
    assert (first.text(0), first.text(2)) == ("US President Donald Trump", "could not be placed")
    assert dialog.primary.text() == "&Carry 1 annotation over"
    assert dialog.chosen == other
    assert document
