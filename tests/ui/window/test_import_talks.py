"""Where the window looks for what is to be imported."""

from __future__ import annotations

from types import SimpleNamespace

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.dialogs.importing.dialog import ImportDialog
from ui.theme.theme import load_theme
from ui.window.import_talks import ImportTalks


def test_files_are_looked_for_beside_the_project_then_where_the_last_were(
    qtbot, session, tmp_path, monkeypatch
):
    parent, asked = QWidget(), []
    qtbot.addWidget(parent)
    host = SimpleNamespace(
        session=session, widget=lambda: parent, theme=load_theme("light"), settings=None, bench=None
    )
    talks = ImportTalks(host)
    monkeypatch.setattr(ImportDialog, "exec", lambda dialog: dialog.reject())
    monkeypatch.setattr(
        QFileDialog, "getOpenFileNames", lambda *given: (asked.append(given), ([], ""))[1]
    )
    talks.files()
    assert asked[0][2] == str(session.project.path.parent)
    assert "*.json " in asked[0][3]
    assert "*.ann" in asked[0][3]
    talks.take_in([tmp_path / "elsewhere" / "a.txt"])
    talks.files()
    assert asked[1][2] == str(tmp_path / "elsewhere")
