"""Two people exchange copies of a project, by keys alone, and nothing of either is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from storage.annotating import set_note
from storage.check import check_project
from storage.project import open_project
from storage.work import ensure_annotator
from tests.e2e.conftest import Start
from tests.e2e.driver import Driver, stored
from ui.dialogs.exchange.confirming import RollBackDialog
from ui.dialogs.exchange.merging import MergeDialog
from ui.dialogs.exchange.sending import SendDialog


def send(desk: Driver, target: Path) -> None:
    """Write a file for a colleague by the dialog's keys."""

    def answer(dialog: SendDialog) -> None:
        dialog.target.selectAll()
        QTest.keyClicks(dialog.target, str(target))
        QTest.keyClick(dialog.target, Qt.Key.Key_Return)
        desk.qtbot.waitUntil(lambda: dialog.sent is not None)

    with desk.answering(SendDialog, answer):
        desk.press("Ctrl+Shift+S")


def merge(desk: Driver, path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Merge a file by keys, and return what the dialog said before."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(path), ""))
    said: list[str] = []

    def answer(dialog: MergeDialog) -> None:
        desk.qtbot.waitUntil(lambda: dialog.report is not None)
        said.append(dialog.summary.text())
        QTest.keyClick(dialog.primary, Qt.Key.Key_Return)
        desk.qtbot.waitUntil(lambda: dialog.merged is not None or not dialog.isVisible())

    with desk.answering(MergeDialog, answer):
        desk.press("Ctrl+G")
    return said


@pytest.fixture
def theirs(desk: Driver, file: Path, tmp_path: Path) -> Path:
    """What Bo sends back: a copy of what Ann has sent, with a tag and another note."""
    desk.select("US President Donald Trump")
    desk.press("A")
    sent = tmp_path / "for Bo.gloss"
    send(desk, sent)
    with open_project(sent) as other:
        ensure_annotator(other, "Bo")
        (trump,) = other.annotations.of_document(other.documents.ids()[0])
        set_note(other, annotation=trump.id, annotator=trump.annotator, note="from the train")
    return Path(shutil.copy(sent, tmp_path / "Bo.gloss"))


def test_what_is_sent_and_comes_back_is_merged_and_its_conflict_settled(
    desk: Driver, start: Start, file: Path, theirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.press("Tab", "F2")
    desk.type("at the desk")
    desk.press("Esc")
    colleague = start(theirs)
    colleague.select("Nicolás Maduro")
    colleague.press("A")
    colleague.close()
    desk.come_to_front()
    (said,) = merge(desk, theirs, monkeypatch)
    assert said.startswith("This would bring in the work of")
    assert stored(file) == [("US President Donald Trump", "actor"), ("Nicolás Maduro", "actor")]
    assert desk.said == "Merged Bo.gloss. 1 conflict to look at."
    pane = desk.bench.pane("pane-conflicts")
    assert pane.count.text() == "1 conflict"
    QTest.keyClick(pane.list, Qt.Key.Key_T)
    desk.qtbot.waitUntil(lambda: not pane.shows_content)
    with open_project(file, writable=False) as project:
        assert not check_project(project).errors


def test_a_merge_is_rolled_back_from_the_menu(
    desk: Driver, file: Path, theirs: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_project(theirs) as other:
        bo = ensure_annotator(other, "Bo").id
        other_document = other.documents.ids()[0]
        from domain.span import Span
        from storage.annotating import tag_span

        tag = other.codebooks.current().active[0].id
        tag_span(other, document=other_document, annotator=bo, tag=tag, span=Span.single(0, 9))
    merge(desk, theirs, monkeypatch)
    assert len(stored(file)) == 2
    with desk.answering(RollBackDialog, lambda dialog: dialog.accept()):
        desk.window.actions_["roll-back"].trigger()
    assert len(stored(file)) == 1
    assert desk.session.project.path == file
