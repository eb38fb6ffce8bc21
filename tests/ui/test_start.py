"""The start screen offers the projects worked on last, and ways to begin."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent

from ui.settings import load_settings
from ui.start import StartScreen, sorted_drop
from ui.theme.theme import load_theme


@pytest.fixture
def screen(qtbot, tmp_path):
    settings = load_settings(tmp_path / "settings.json")
    settings.remember_project(tmp_path / "gone.gloss", "Gone")
    (tmp_path / "there.gloss").write_text("a project")
    settings.remember_project(tmp_path / "there.gloss", "There")
    made = StartScreen(settings, load_theme("light"))
    qtbot.addWidget(made)
    return made


def drop(screen, *paths):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    left = Qt.MouseButton.LeftButton
    action, none = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    screen.dropEvent(QDropEvent(QPointF(5, 5), action, data, left, none))


def test_enter_opens_a_recent_project(screen, qtbot, tmp_path):
    with qtbot.waitSignal(screen.open_requested) as asked:
        qtbot.keyClick(screen.rows[0], Qt.Key.Key_Return)
    assert asked.args == [str(tmp_path / "there.gloss")]


def test_the_keys_begin_on_the_project_opened_last(screen, qtbot):
    with qtbot.waitExposed(screen):
        screen.show()
    screen.focus_first()
    assert screen.focusWidget() is screen.rows[0]


def test_enter_presses_a_button_too(screen, qtbot):
    with qtbot.waitSignal(screen.new_requested):
        qtbot.keyClick(screen.new, Qt.Key.Key_Return)


def test_a_click_opens_a_recent_project(screen, qtbot):
    with qtbot.waitSignal(screen.open_requested):
        qtbot.mouseClick(screen.rows[0], Qt.MouseButton.LeftButton)


def test_a_missing_project_is_not_opened_but_can_be_taken_off(screen, qtbot):
    with qtbot.assertNotEmitted(screen.open_requested):
        qtbot.keyClick(screen.rows[1], Qt.Key.Key_Return)
    qtbot.keyClick(screen.rows[1], Qt.Key.Key_Delete)
    assert [row.accessibleName() for row in screen.rows] == ["There"]


def test_the_buttons_ask_for_what_they_say(screen, qtbot):
    with qtbot.waitSignal(screen.new_requested):
        screen.new.click()
    with qtbot.waitSignal(screen.open_dialog_requested):
        screen.open.click()
    with qtbot.waitSignal(screen.sample_requested):
        screen.sample.click()


def test_a_dropped_project_is_opened(screen, qtbot, tmp_path):
    with qtbot.waitSignal(screen.open_requested) as asked:
        drop(screen, tmp_path / "a.txt", tmp_path / "there.gloss")
    assert asked.args == [str(tmp_path / "there.gloss")]


def test_dropped_texts_ask_for_a_new_project(screen, qtbot, tmp_path):
    (tmp_path / "a.txt").write_text("words")
    with qtbot.waitSignal(screen.new_requested) as asked:
        drop(screen, tmp_path / "a.txt")
    assert asked.args == [[tmp_path / "a.txt"]]


def test_a_dropped_folder_is_taken_as_its_texts(tmp_path):
    assert sorted_drop([tmp_path, tmp_path / "gone"]) == (None, [tmp_path])
