"""Texts and another program's annotations come in by keys alone, as one step of undo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from storage.project import open_project
from tests.e2e.driver import Driver, answering, stored
from ui.dialogs.importing.dialog import ImportDialog
from ui.dialogs.importing.labels import LabelDialog

SPAN = {"start": 0, "end": 4, "label": "GGP", "text": "Acme", "attributes": {"Rank": 3}}


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """A text, and annotations with a label and an attribute that the codebook does not know."""
    paths = [tmp_path / "note.txt", tmp_path / "tagged.jsonl"]
    paths[0].write_text("A note about oil.", "utf-8")
    paths[1].write_text(json.dumps({"text": "Acme sold it.", "spans": [SPAN]}), "utf-8")
    answer = ([str(path) for path in paths], "")
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: answer)
    return paths


def key(name: Qt.Key) -> None:
    """Press a key where the keys are."""
    QTest.keyClick(QApplication.focusWidget(), name)


def lead_by_keys(dialog: LabelDialog) -> None:
    """Make actors of the label and a new attribute of its attribute, and import."""
    assert not dialog.primary.isEnabled()
    key(Qt.Key.Key_Down)
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Up)
    assert dialog.primary.isEnabled()
    key(Qt.Key.Key_Return)


def test_labels_and_attributes_are_led_by_keys_and_all_is_one_step(
    desk: Driver, files: list[Path]
) -> None:
    before = stored(desk.session.project.path)

    def take(dialog: ImportDialog) -> None:
        desk.qtbot.waitUntil(dialog.primary.isEnabled)
        with answering(LabelDialog, lead_by_keys), desk.qtbot.waitSignal(dialog.accepted):
            QTest.keyClick(dialog.files.view, Qt.Key.Key_Return)

    with desk.answering(ImportDialog, take):
        desk.press("Ctrl+I")
    path = desk.session.project.path
    assert stored(path) == [*before, ("Acme", "actor")]
    with open_project(path, writable=False) as project:
        assert project.documents.count() == 3
        made = project.annotations.of_document(project.documents.ids()[-1])[0]
        assert made.attributes["rank"] == 3
    desk.press("Ctrl+Z")
    assert stored(path) == before
    with open_project(path, writable=False) as project:
        assert project.documents.count() == 1
        assert project.codebooks.current().named("actor").attribute("rank") is None
