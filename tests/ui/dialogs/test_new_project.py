"""A new project's file, title and annotator are checked before anything is made."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.dialogs.new_project import NewProjectDialog, file_name, path_problem, with_suffix


@pytest.fixture
def dialog(qtbot, tmp_path):
    made = NewProjectDialog("", [], tmp_path)
    qtbot.addWidget(made)
    return made


@given(st.text())
def test_any_title_gives_a_file_name_that_every_system_takes(title):
    name = file_name(title)
    assert name.endswith(".gloss")
    assert not set(name) & set('<>:"/\\|?*\0\n')


def test_the_suffix_is_added_once(tmp_path):
    assert with_suffix("a") == with_suffix("a.gloss") == Path("a.gloss")
    assert with_suffix("v1.2") == Path("v1.2.gloss")


@pytest.mark.parametrize("written", ["/", ".", "..", "~nobody/x", "x" * 5000, "a\0b"])
def test_an_odd_place_is_told_or_taken_but_never_a_crash(written):
    assert isinstance(path_problem(written), str)


def test_a_place_that_is_taken_or_missing_is_told(tmp_path):
    (tmp_path / "a.gloss").touch()
    assert "exists already" in path_problem(str(tmp_path / "a"))
    assert "no folder" in path_problem(str(tmp_path / "none" / "a"))
    assert path_problem(str(tmp_path / "b")) == ""


def test_a_project_needs_a_name_to_annotate_under(dialog):
    assert not dialog.primary.isEnabled()
    dialog.annotator.setText("Ann")
    assert dialog.primary.isEnabled()


def test_the_file_follows_the_title_until_it_is_changed_by_hand(dialog, tmp_path, qtbot):
    dialog.title.setText("Peru: then & now?")
    assert dialog.chosen.path == tmp_path / "Peru then & now.gloss"
    dialog.path.clear()
    qtbot.keyClicks(dialog.path, str(tmp_path / "mine"))
    dialog.title.setText("Another")
    assert dialog.chosen.path == tmp_path / "mine.gloss"


def test_articles_given_at_the_start_are_kept(qtbot, tmp_path):
    dialog = NewProjectDialog("Ann", [tmp_path / "a.txt"], tmp_path)
    qtbot.addWidget(dialog)
    assert dialog.chosen.texts == (tmp_path / "a.txt",)
    assert dialog.chosen.title == "a"
