"""An import is looked at before it is done, and is one action."""

from __future__ import annotations

import pytest

from ui.dialogs.importing import ImportDialog
from ui.theme.theme import load_theme


@pytest.fixture
def open_dialog(qtbot, session):
    def make(*paths):
        dialog = ImportDialog(session, load_theme("light"), paths)
        qtbot.addWidget(dialog)
        qtbot.waitUntil(lambda: len(dialog.texts) == len(paths))
        return dialog

    return make


@pytest.fixture
def german(tmp_path):
    path = tmp_path / "german.txt"
    path.write_bytes("Größe\r\n\r\nÖl aus Köln".encode("cp1252"))
    return path


def test_the_decoded_text_is_previewed(open_dialog, german):
    dialog = open_dialog(german)
    assert "Öl aus Köln" in dialog.preview.toPlainText()
    assert "2 line ends" in dialog.summary.text()


def test_an_encoding_can_be_forced(open_dialog, german, qtbot):
    dialog = open_dialog(german)
    dialog.encoding.setCurrentIndex(dialog.encoding.findData("cp1251"))
    dialog.encoding.activated.emit(dialog.encoding.currentIndex())
    qtbot.waitUntil(lambda: dialog.texts[0].read.encoding == "cp1251")
    assert "Öl" not in dialog.documents[0].text


def test_a_text_that_is_there_already_is_left_out(open_dialog, tmp_path, article):
    (tmp_path / "again.txt").write_text(article, "utf-8")
    dialog = open_dialog(tmp_path / "again.txt")
    assert dialog.documents == []
    assert not dialog.primary.isEnabled()
    assert "Peru and Venezuela" in dialog.summary.text()


def test_a_file_that_is_no_text_says_so_and_does_not_hinder_the_others(
    open_dialog, tmp_path, german
):
    (tmp_path / "x.txt").write_bytes(b"%PDF-1.7 ...")
    dialog = open_dialog(tmp_path / "x.txt", german)
    assert "PDF" in dialog.texts[0].problem
    assert len(dialog.documents) == 1


def test_accepting_adds_the_ticked_articles_as_one_action(open_dialog, session, german):
    changes = []
    session.changed.connect(changes.append)
    open_dialog(german).accept()
    assert len(changes) == 1
    assert session.project.documents.count() == 2


def test_an_import_that_is_refused_changes_nothing(open_dialog, session, tmp_path):
    (tmp_path / "x.jsonl").write_text('{"start": 1}\n')
    dialog = open_dialog(tmp_path / "x.jsonl")
    dialog.accept()
    assert dialog.problem.text().endswith(".")
    assert dialog.result() == 0
