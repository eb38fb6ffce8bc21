"""Projects are made, opened twice, refused, restored and closed; articles are taken in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QToolBar
from pytestqt.qtbot import QtBot

from storage.backup import list_backups
from storage.project import open_project
from tests.e2e.conftest import SEED, Start
from tests.e2e.driver import Driver, stored
from ui.dialogs.importing.dialog import ImportDialog
from ui.dialogs.message import MessageDialog
from ui.dialogs.new_project import NewProjectDialog
from ui.dialogs.restore import RestoreDialog


class TakeAll:
    """Waits until the files were read, and takes in what is ticked."""

    def __init__(self, qtbot: QtBot) -> None:
        self._qtbot = qtbot

    def __call__(self, dialog: ImportDialog) -> None:
        self._qtbot.waitUntil(dialog.primary.isEnabled)
        with self._qtbot.waitSignal(dialog.accepted):
            QTest.keyClick(dialog.files.view, Qt.Key.Key_Return)


def test_articles_on_the_command_line_begin_a_new_project(start: Start, tmp_path: Path) -> None:
    desk = start()
    target = tmp_path / "Made.gloss"

    def fill(dialog: NewProjectDialog) -> None:
        QTest.keyClicks(dialog.title, "Peru and Venezuela")
        dialog.path.selectAll()
        QTest.keyClicks(dialog.path, str(target))
        desk.qtbot.waitUntil(dialog.primary.isEnabled)
        # The import comes as soon as this dialog is gone.
        importing.__enter__()
        QTest.keyClick(dialog.annotator, Qt.Key.Key_Return)

    importing = desk.answering(ImportDialog, TakeAll(desk.qtbot))
    with desk.answering(NewProjectDialog, fill):
        desk.window.projects.begin([SEED], sample=False)
    importing.__exit__(None, None, None)
    assert desk.session.project.path == target
    assert desk.reader.canonical_text == SEED.read_text("utf-8")
    assert "Peru and Venezuela" in desk.window.windowTitle()
    assert desk.reader.hasFocus()


@pytest.mark.parametrize("encoding", ["utf-16", "latin-1", "utf-8-sig"])
def test_an_article_in_another_encoding_reads_the_same(
    desk: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    text = "El señor García dijo que la situación económica mejoró.\nAsí terminó la reunión.\n"
    article = tmp_path / "Perú.txt"
    article.write_bytes(text.replace("\n", "\r\n").encode(encoding))
    answer = ([str(article)], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: answer)
    with desk.answering(ImportDialog, TakeAll(desk.qtbot)):
        desk.press("Ctrl+I")
    desk.press("Ctrl+PgDown")
    assert desk.reader.canonical_text == text
    assert desk.session.document.title == "Perú"


def test_a_folder_is_taken_in_by_its_key(
    desk: Driver, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "one.txt").write_text("The first article.")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(folder))
    with desk.answering(ImportDialog, TakeAll(desk.qtbot)):
        desk.press("Ctrl+Shift+I")
    desk.press("Ctrl+PgDown")
    assert desk.reader.canonical_text == "The first article."


def test_a_second_window_sees_a_change_and_each_undoes_its_own(start: Start, file: Path) -> None:
    first, second = start(file), start(file)
    second.select("Peru")
    second.press("A")
    first.qtbot.waitUntil(lambda: first.labels_at("Peru") == ["actor"])
    first.come_to_front()
    first.select("Venezuela")
    first.press("E")
    second.qtbot.waitUntil(lambda: second.labels_at("Venezuela") == ["event"])
    first.press("Ctrl+Z")
    assert stored(file) == [("Peru", "actor")]
    second.qtbot.waitUntil(lambda: second.labels_at("Venezuela") == [])
    second.come_to_front()
    second.press("Ctrl+Z")
    assert stored(file) == []


def test_a_backup_is_restored_from_the_menu(start: Start, file: Path) -> None:
    desk = start(file)
    project = desk.session.project.id
    desk.qtbot.waitUntil(lambda: len(list_backups(project)) == 1)
    desk.select("Peru")
    desk.press("A")
    with desk.answering(RestoreDialog, lambda dialog: desk.press("Return")):
        desk.window.actions_["restore"].trigger()
    assert desk.session.annotations == []
    assert stored(file) == []
    reasons = {backup.reason for backup in list_backups(project)}
    assert reasons == {"opened", "before-restore"}


def test_a_damaged_project_is_offered_its_backups(start: Start, file: Path) -> None:
    desk = start(file)
    project = desk.session.project.id
    desk.qtbot.waitUntil(lambda: len(list_backups(project)) == 1)
    desk.press("Ctrl+W")
    file.write_bytes(file.read_bytes()[:5_000])
    with desk.answering(RestoreDialog, lambda dialog: desk.press("Return")):
        desk.window.projects.open_path(str(file))
    assert desk.reader.canonical_text == SEED.read_text("utf-8")
    assert [path.stat().st_size for path in file.parent.glob("* (damaged *).gloss")] == [5_000]


def test_closing_during_a_search_leaves_one_file(start: Start, file: Path) -> None:
    desk = start(file)
    desk.press("Ctrl+Shift+F")
    desk.type("Venezuela")
    desk.bench.search.search()
    assert desk.bench.search.is_searching
    desk.close()
    assert [path.name for path in file.parent.iterdir()] == [file.name]


def test_closing_keeps_a_note_that_is_being_typed(start: Start, file: Path) -> None:
    desk = start(file)
    desk.select("Peru")
    desk.press("A", "F2")
    desk.type("half a word")
    desk.close()
    with open_project(file) as project:
        (tagged,) = project.annotations.of_document(project.documents.ids()[0])
    assert tagged.note == "half a word"


def test_a_project_that_may_only_be_read_shows_and_refuses_in_a_sentence(
    start: Start, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.chmod(0o444)
    if os.access(file, os.W_OK):  # The superuser may write everything.
        whole = open_project
        monkeypatch.setattr(
            "storage.project.open_project", lambda path: whole(path, writable=False)
        )
    desk = start(file)
    before = file.read_bytes()
    assert desk.session.read_only
    assert desk.reader.canonical_text == SEED.read_text("utf-8")
    desk.select("Peru")
    told: list[str] = []
    with desk.answering(MessageDialog, lambda dialog: told.append(dialog.sentence.text())):
        desk.press("A")
    assert "read" in told[0]
    assert not desk.window.actions_["mark-done"].isEnabled()
    assert file.read_bytes() == before


@pytest.mark.parametrize("kind", ["missing", "empty", "truncated", "foreign", "newer"])
def test_a_file_that_is_no_project_is_refused_in_a_sentence(
    start: Start, file: Path, tmp_path: Path, kind: str
) -> None:
    bad = tmp_path / "bad.gloss"
    whole = file.read_bytes()
    content = {"empty": b"", "truncated": whole[: len(whole) // 2], "foreign": SEED.read_bytes()}
    # SQLite keeps the version of the schema in the bytes 60 to 63 of its header.
    content["newer"] = whole[:60] + (9_999).to_bytes(4, "big") + whole[64:]
    if kind in content:
        bad.write_bytes(content[kind])
    desk = start()
    told: list[str] = []
    with desk.answering(MessageDialog, lambda dialog: told.append(dialog.sentence.text())):
        desk.window.projects.begin([bad], sample=False)
    assert bad.name in told[0]
    assert told[0].endswith(".")
    assert ("update Glossator" in told[0]) == (kind == "newer")
    assert desk.window.session is None
    assert desk.window.pages.start.isVisible()
    assert kind == "missing" or bad.read_bytes() == content[kind]


def test_the_sample_is_made_with_a_worked_layer_and_an_empty_one_of_ones_own(
    start: Start,
) -> None:
    desk = start(sample=True)
    assert len(desk.session.annotations) == 82
    assert not any(desk.session.is_own(a) for a in desk.session.annotations)
    desk.select("Following hard")
    desk.press("E")
    assert desk.session.is_own(desk.session.current)


def test_the_window_opens_where_it_was_closed(start: Start, file: Path) -> None:
    desk = start(file)
    desk.walk_to("Venezuela")
    desk.close()
    again = start(file)
    assert again.reader.caret() == again.place("Venezuela")[0]


def test_the_start_screen_has_no_empty_tool_bar_after_a_project(start: Start, file: Path) -> None:
    start(file).window.close()
    again = start().window
    tools = again.findChild(QToolBar)
    assert isinstance(tools, QToolBar)
    assert not tools.isVisible()
