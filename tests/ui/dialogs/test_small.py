"""The dialogs that ask for one thing take it, and only what makes sense."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from storage.backup import Backup
from ui.dialogs.keys import KeysDialog, matching
from ui.dialogs.message import MessageDialog
from ui.dialogs.restore import RestoreDialog, backup_row
from ui.dialogs.small import AboutDialog, NoteDialog, SkipDialog, WhoDialog, name_problem
from ui.theme.theme import load_theme

ENTRIES = [
    ("File", "Open project", ("Ctrl+O",)),
    ("Edit", "Undo", ("Ctrl+Z",)),
    ("Edit", "Redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
]


@pytest.mark.parametrize("name", ["", "  ", "x" * 201, "a\nb"])
def test_a_name_that_is_none_is_told(name):
    assert name_problem(name).endswith(".")


def test_who_gives_the_name_without_spaces_around_it(qtbot):
    dialog = WhoDialog(" Ann ")
    qtbot.addWidget(dialog)
    assert dialog.primary.isEnabled()
    assert dialog.name == "Ann"


def test_skipping_needs_a_reason(qtbot):
    dialog = SkipDialog("Peru")
    qtbot.addWidget(dialog)
    assert not dialog.primary.isEnabled()
    dialog.field.setText("a duplicate")
    assert (dialog.primary.isEnabled(), dialog.reason) == (True, "a duplicate")


def test_ctrl_enter_keeps_a_note(qtbot):
    dialog = NoteDialog("Peru", "old")
    qtbot.addWidget(dialog)
    qtbot.keyClicks(dialog.field, "new")
    with qtbot.waitSignal(dialog.accepted):
        qtbot.keyClick(dialog.field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert dialog.note == "new"


@pytest.mark.parametrize(
    ("words", "found"),
    [("", 3), ("ctrl+z", 1), ("edit do", 2), ("CTRL+Y", 1), ("nothing", 0)],
)
def test_keys_are_found_by_command_group_and_key(words, found):
    assert len(matching(ENTRIES, words)) == found


def test_typing_narrows_the_list_of_keys(qtbot):
    dialog = KeysDialog(ENTRIES, "/home/ann/keys.toml")
    qtbot.addWidget(dialog)
    dialog.filter.setText("redo")
    assert dialog.shown() == ["Redo"]


def test_the_newest_backup_is_chosen_from_the_start(qtbot):
    made = datetime(2026, 5, 3, tzinfo=UTC)
    backups = [Backup(Path(f"{n}.gloss"), made, "opened", n, "0" * 12, 1400) for n in (2, 1)]
    dialog = RestoreDialog(backups)
    qtbot.addWidget(dialog)
    assert dialog.chosen == backups[0]
    assert backup_row(backups[0])[1:] == ("When the project was opened", "1.4 kB")


def test_without_backups_there_is_nothing_to_restore(qtbot):
    dialog = RestoreDialog([])
    qtbot.addWidget(dialog)
    assert not dialog.primary.isEnabled()
    assert "no backup" in dialog.problem.text()


def test_a_message_shows_its_details_on_demand(qtbot):
    dialog = MessageDialog(load_theme("light"), "Locked", "A sentence.", details="/a/path")
    qtbot.addWidget(dialog)
    assert dialog.details.isHidden()
    next(b for b in dialog.findChildren(QPushButton) if "Details" in b.text()).click()
    assert not dialog.details.isHidden()


def test_about_names_the_version(qtbot):
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "About Glossator"


def test_details_that_matter_are_shown_at_once(qtbot):
    dialog = MessageDialog(load_theme("light"), "Done", "But.", details="a\nb", shows_details=True)
    qtbot.addWidget(dialog)
    assert not dialog.details.isHidden()
    assert [b.text() for b in dialog.findChildren(QPushButton)] == ["OK"]
