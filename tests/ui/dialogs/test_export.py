"""An export says what it holds before it writes, and writes all or nothing."""

from __future__ import annotations

import json

import pytest

from domain.document import State
from storage.work import set_state
from ui.dialogs.export import ExportDialog, target_problem, writable_formats
from ui.theme.theme import load_theme
from ui.version import VERSION


@pytest.fixture
def dialog(qtbot, session):
    session.tag(session.codebook.tags[0].id, [(31, 56)])
    made = ExportDialog(session, load_theme("light"))
    qtbot.addWidget(made)
    qtbot.waitUntil(lambda: "annotation" in made.holds.text())
    yield made
    made.reject()


def test_the_preview_counts_what_would_be_written(dialog):
    assert dialog.holds.text() == "1 document, 1 annotation, 0 relations."


def test_the_file_takes_the_suffix_of_the_format(dialog):
    keys = [entry.key for entry in writable_formats()]
    dialog.format.setCurrentIndex(keys.index("csv"))
    assert dialog.target.text().endswith(".csv")


def test_exporting_writes_the_file_and_says_so(dialog, qtbot, tmp_path):
    dialog.target.setText(str(tmp_path / "out.jsonl"))
    dialog.accept()
    qtbot.waitUntil(lambda: dialog.written is not None)
    assert (tmp_path / "out.jsonl").read_bytes().count(b"\n") == 2
    assert dialog.holds.text() == (
        "Done: out.jsonl is written, with its manifest and card.\n"
        "1 document, 1 annotation, 0 relations."
    )
    manifest = json.loads((tmp_path / "out.jsonl.manifest.json").read_text("utf-8"))
    assert manifest["program"] == f"Glossator {VERSION}"


def test_a_failure_is_told_and_the_dialog_stays(dialog, qtbot, tmp_path, monkeypatch):
    dialog.target.setText(str(tmp_path / "gone" / "out.jsonl"))
    dialog.accept()
    assert "no folder" in dialog.problem.text()
    assert dialog.written is None


def test_without_a_layer_there_is_nothing_to_export(dialog):
    from PySide6.QtCore import Qt

    dialog.layers.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert not dialog.primary.isEnabled()


def test_the_project_is_never_written_over(project):
    assert "itself" in target_problem(str(project.path), project.path)


@pytest.fixture
def training(dialog, session):
    """The dialog, about to write training data of an article that is finished."""
    set_state(
        session.project,
        document=session.document.id,
        annotator=session.annotator.id,
        state=State.DONE,
    )
    dialog.training.tokens.setCurrentIndex(1)
    dialog.format.setCurrentIndex(dialog.format.findData("spacy-jsonl"))
    return dialog


def test_training_data_is_asked_for_more(training, qtbot):
    assert training.training.tokens.isVisibleTo(training)
    assert not training.training.overlap.isVisibleTo(training)
    qtbot.waitUntil(lambda: "1 annotation" in training.holds.text())


def test_fields_that_go_leave_no_room_behind(training, qtbot):
    training.show()
    qtbot.waitUntil(lambda: "1 annotation" in training.holds.text())
    tall = training.height()
    training.format.setCurrentIndex(training.format.findData("csv"))
    qtbot.waitUntil(lambda: "1 annotation" in training.holds.text())
    qtbot.waitUntil(lambda: training.height() == training.sizeHint().height())
    assert training.height() < tall - 100


def test_what_is_lost_is_listed_one_by_one(training, session, qtbot):
    session.tag(session.codebook.tags[0].id, [(32, 40)])
    training.training.tokens.currentIndexChanged.emit(1)
    qtbot.waitUntil(lambda: "32–40: actor" in training.listed.toPlainText())
    assert "trainers skip" in training.listed.toPlainText()


def test_a_split_is_a_folder_and_stays_with_the_documents(training, session, qtbot, tmp_path):
    training.training.split.setCurrentIndex(1)
    assert training.target.text().endswith("-spacy-jsonl")
    training.target.setText(str(tmp_path / "out"))
    training.accept()
    qtbot.waitUntil(lambda: training.written is not None)
    assert (tmp_path / "out" / "manifest.json").is_file()
    assert "split" in session.project.documents.get(session.document.id).metadata
