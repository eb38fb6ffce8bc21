"""An export says what it holds before it writes, and writes all or nothing."""

from __future__ import annotations

import pytest

from storage.errors import CancelledError
from ui.dialogs.export import ExportDialog, target_problem, with_cancel, writable_formats
from ui.theme.theme import load_theme


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
    assert dialog.holds.text().startswith("Done")


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


def test_an_export_that_nobody_waits_for_stops():
    with pytest.raises(CancelledError):
        with_cancel(lambda done, total: False)(1, 2)
