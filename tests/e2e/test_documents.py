"""Documents are skipped, noted, done and walked; words are found in one and in all."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from domain.document import State
from storage.adding import NewDocument, add_documents
from storage.project import open_project
from tests.e2e.conftest import Start
from tests.e2e.driver import Driver
from ui.dialogs.small import NoteDialog, SkipDialog


@pytest.fixture
def three(start: Start, file: Path) -> Driver:
    """The window on a project with the seed article and two more."""
    with open_project(file) as project:
        more = [
            NewDocument("Second", "The second article is about the refugees in Peru."),
            NewDocument("Third", "The third article is short."),
        ]
        add_documents(project, more, None)
    return start(file)


def state(desk: Driver) -> tuple[State, str]:
    """Return how far Ann is with the open document, and why it is skipped."""
    assert desk.session.document is not None
    with open_project(desk.session.project.path, writable=False) as project:
        progress = project.documents.progress(desk.session.document.id, desk.session.annotator.id)
    return progress.state, progress.reason


def test_a_document_is_skipped_with_a_reason(desk: Driver) -> None:
    def answer(dialog: SkipDialog) -> None:
        assert not dialog.primary.isEnabled()
        desk.type("a duplicate")
        desk.press("Return")

    with desk.answering(SkipDialog, answer):
        desk.press("Ctrl+K")
    assert state(desk) == (State.SKIPPED, "a duplicate")


def test_esc_in_the_question_skips_nothing(desk: Driver) -> None:
    with desk.answering(SkipDialog, lambda dialog: desk.press("Esc")):
        desk.press("Ctrl+K")
    assert state(desk) == (State.NEW, "")


def test_a_note_is_written_on_a_document(desk: Driver) -> None:
    def answer(dialog: NoteDialog) -> None:
        desk.type("read twice")
        desk.press("Ctrl+Return")

    with desk.answering(NoteDialog, answer):
        desk.press("Shift+F2")
    row = desk.session.project.documents.row(desk.session.document.id, None)
    assert row.note == "read twice"
    desk.press("Ctrl+Z")
    assert desk.session.project.documents.row(row.id, None).note == ""


def test_done_and_on_to_the_next_unfinished(three: Driver) -> None:
    three.press("Ctrl+D")
    assert state(three) == (State.DONE, "")
    three.press("F5")
    assert three.session.document.title == "Second"
    three.press("Ctrl+D", "F5")
    assert three.session.document.title == "Third"
    three.press("Ctrl+D", "F5")
    assert three.said == "Every other document is done or skipped."


def test_the_list_of_documents_opens_the_one_that_is_chosen(three: Driver) -> None:
    three.press("Shift+F6")
    focused = QApplication.focusWidget()
    assert focused is three.bench.pane("pane-documents").view
    QTest.keyClick(focused, Qt.Key.Key_End)
    three.press("Return")
    assert three.session.document.title != "000_86a8afdfea60329a"
    assert QApplication.focusWidget() is three.reader


def test_words_are_found_in_the_article(desk: Driver) -> None:
    desk.press("Ctrl+F")
    desk.type("venezuela")
    bar = desk.bench.area.find_bar
    count = desk.reader.canonical_text.casefold().count("venezuela")
    assert bar._count.text() == f"1 of {count}"
    desk.press("Return", "F3", "Shift+F3")
    assert bar._count.text() == f"2 of {count}"
    desk.press("Esc")
    assert not bar.isVisible()
    assert QApplication.focusWidget() is desk.reader


def test_a_hit_in_another_document_opens_it_there(three: Driver) -> None:
    three.press("Ctrl+Shift+F")
    three.type("second")
    search = three.bench.search
    three.press("Return")
    three.qtbot.waitUntil(lambda: search.model.rowCount() > 0 and not search.is_searching)
    three.press("Return")
    assert three.session.document.title == "Second"
    assert three.selected() == ["second"]


def test_the_selected_words_are_looked_for_in_the_project(three: Driver) -> None:
    three.select("refugees")
    three.press("Ctrl+Shift+F")
    search = three.bench.search
    assert search.query.text() == "refugees"
    three.qtbot.waitUntil(lambda: search.count.text() == "2 places")
