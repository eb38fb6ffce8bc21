"""Settings are remembered, written whole, and never a reason not to start."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow

from ui.places import config_folder
from ui.settings import FILE_NAME, RECENT_KEPT, load_settings


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "home" / FILE_NAME


def test_what_was_set_is_there_at_the_next_start(path):
    settings = load_settings(path)
    settings.annotator, settings.theme, settings.zoom = " Ann ", "dark", 1.25
    settings.places = {"columns": "x"}
    again = load_settings(path)
    assert (again.annotator, again.theme, again.zoom) == ("Ann", "dark", 1.25)
    assert again.places == {"columns": "x"}


def test_settings_lie_in_the_home_of_glossator():
    load_settings().annotator = "Ann"
    assert json.loads((config_folder() / FILE_NAME).read_text("utf-8"))["annotator"] == "Ann"


@pytest.mark.parametrize("damage", ["", "{", "[]", '"x"', '{"zoom": "wide", "recent": [3, {}]}'])
def test_a_damaged_file_gives_the_usual_settings(path, damage):
    path.parent.mkdir()
    path.write_text(damage, "utf-8")
    settings = load_settings(path)
    assert (settings.annotator, settings.theme, settings.zoom) == ("", "", 1.0)
    assert settings.recent == ()


@pytest.mark.parametrize(("given", "taken"), [("NaN", 1.0), ("9e9", 4.0), ("-1", 0.5)])
def test_a_zoom_is_always_one_that_can_be_read(path, given, taken):
    path.parent.mkdir()
    path.write_text(f'{{"zoom": {given}, "theme": "pink"}}', "utf-8")
    assert (load_settings(path).zoom, load_settings(path).theme) == (taken, "")


def test_a_folder_that_cannot_be_written_does_not_stop_the_work(tmp_path):
    (tmp_path / "home").write_text("a file where the folder should be")
    settings = load_settings(tmp_path / "home" / FILE_NAME)
    settings.annotator = "Ann"
    assert settings.annotator == "Ann"


def test_writing_leaves_no_other_file_behind(path):
    load_settings(path).annotator = "Ann"
    assert [entry.name for entry in path.parent.iterdir()] == [FILE_NAME]


def test_the_project_opened_last_comes_first_and_once(path, tmp_path):
    settings = load_settings(path)
    for name in ("a", "b", "a"):
        settings.remember_project(tmp_path / f"{name}.gloss", name.upper())
    assert [recent.title for recent in load_settings(path).recent] == ["A", "B"]


def test_only_so_many_projects_are_remembered(path, tmp_path):
    settings = load_settings(path)
    for number in range(RECENT_KEPT + 3):
        settings.remember_project(tmp_path / f"{number}.gloss", "")
    assert len(load_settings(path).recent) == RECENT_KEPT


def test_a_project_can_be_forgotten(path, tmp_path):
    settings = load_settings(path)
    settings.remember_project(tmp_path / "a.gloss", "A")
    settings.forget_project(tmp_path / "a.gloss")
    assert load_settings(path).recent == ()


def test_a_window_gets_back_its_size(path, qtbot):
    first, second = QMainWindow(), QMainWindow()
    qtbot.addWidget(first)
    qtbot.addWidget(second)
    first.resize(700, 500)
    settings = load_settings(path)
    settings.save_window(first)
    load_settings(path).restore_window(second)
    assert second.size() == first.size()
