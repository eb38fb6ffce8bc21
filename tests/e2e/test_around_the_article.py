"""History, layers, keys and the look of the window."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from domain.span import Span
from storage.annotating import tag_span
from storage.project import open_project
from storage.work import ensure_annotator
from tests.e2e.conftest import Start
from tests.e2e.driver import LEFT, NONE, Driver, answering, stored
from ui.dialogs.keys import KeysDialog
from ui.dialogs.message import MessageDialog

AROUND = ("pane-inspector", "pane-annotations", "pane-documents")


@pytest.fixture
def bens(file: Path) -> Path:
    """The project, in which Ben has tagged the Lima Group."""
    with open_project(file) as project:
        document = project.documents.ids()[0]
        start = project.documents.text(document).index("Lima Group")
        tag_span(
            project,
            document=document,
            annotator=ensure_annotator(project, "Ben").id,
            tag=project.codebooks.current().named("actor").id,
            span=Span.of([(start, start + 10)]),
        )
    return file


def written_keys(text: str) -> None:
    """Write the file in which a person changes keys."""
    (Path(os.environ["GLOSSATOR_HOME"]) / "keys.toml").write_text(text, "utf-8")


def test_one_earlier_change_is_taken_back_from_the_history(desk: Driver, file: Path) -> None:
    for words in ("Lima Group", "Peru", "Venezuela"):
        desk.select(words)
        desk.press("A")
    desk.press("Ctrl+4")
    pane = desk.bench.pane("pane-history")
    changes = [pane.model.change_at(pane.model.index(row)) for row in range(pane.model.rowCount())]
    row = next(i for i, change in enumerate(changes) if change and "Peru" in change.label)
    place = pane.view.visualRect(pane.model.index(row)).center()
    QTest.mouseClick(pane.view.viewport(), LEFT, NONE, place)
    assert desk.at_hand() == ("Peru", "actor")
    desk.push(pane.revert_tool)
    assert stored(file) == [("Lima Group", "actor"), ("Venezuela", "actor")]
    desk.press("Ctrl+Z")
    assert len(stored(file)) == 3


def test_a_colleagues_layer_is_switched_on_copied_from_and_off(start: Start, bens: Path) -> None:
    desk = start(bens)
    assert desk.labels_at("Lima") == []
    desk.press("Ctrl+L")
    desk.choose(desk.popup(), "Ben")
    assert len(desk.labels_at("Lima")) == 1
    desk.press("Ctrl+Home", "Tab", "Ctrl+Shift+C")
    assert desk.session.is_own(desk.session.current)
    assert len(desk.labels_at("Lima")) == 2
    desk.press("Ctrl+L")
    desk.choose(desk.popup(), "Ben")
    assert desk.labels_at("Lima") == ["actor"]


def test_the_layers_that_are_shown_show_again_when_the_project_is_reopened(
    start: Start, bens: Path
) -> None:
    desk = start(bens)
    desk.press("Ctrl+L")
    desk.choose(desk.popup(), "Ben")
    desk.close()
    again = start(bens)
    assert len(again.labels_at("Lima")) == 1
    again.press("Ctrl+L")
    again.choose(again.popup(), "Ben")
    again.close()
    assert start(bens).labels_at("Lima") == []


def test_a_colleagues_span_is_not_edited(start: Start, bens: Path) -> None:
    desk = start(bens)
    desk.session.show_layers(a.id for a in desk.session.project.annotators.all())
    desk.press("Ctrl+Home", "Tab")
    desk.press("Del")
    assert "colleague" in desk.window.status.said
    assert stored(bens) == [("Lima Group", "actor")]


def test_the_same_tag_twice_is_refused_in_a_sentence(desk: Driver, file: Path) -> None:
    desk.select("Peru")
    desk.press("A")
    desk.select("Peru")
    desk.press("A")
    assert desk.window.status.said.endswith("Nothing was changed.")
    assert stored(file) == [("Peru", "actor")]


def test_the_keys_are_listed_and_found(desk: Driver) -> None:
    seen: list[list[str]] = []

    def look(dialog: KeysDialog) -> None:
        desk.type("undo")
        seen.append(dialog.shown())
        desk.press("Esc")

    with desk.answering(KeysDialog, look):
        desk.press("?")
    assert "Undo" in seen[0]


def test_keys_are_changed_in_a_file(start: Start, file: Path) -> None:
    written_keys('[keys]\nrepeat = ["R"]\nmark-done = ["Ctrl+Return"]\n')
    desk = start(file)
    desk.select("Peru")
    desk.press("A")
    desk.walk_to("Venezuela")
    desk.press(".", "R")
    assert stored(file) == [("Peru", "actor"), ("Venezuela", "actor")]


@pytest.mark.parametrize("line", ['mark-done = ["Ctrl+Z"]', 'fly = ["F9"]'])
def test_a_conflict_in_the_file_of_keys_is_told_and_the_usual_keys_stay(
    start: Start, line: str
) -> None:
    written_keys(f"[keys]\n{line}\n")
    told: list[str] = []
    begun: list[Driver] = []
    with answering(MessageDialog, lambda dialog: told.append(dialog.sentence.text())):
        begun.append(start())
    assert told[0].endswith("The usual keys stay in force.")
    assert begun[0].window.keymap.of("undo") == ("Ctrl+Z",)


def test_a_key_of_a_command_that_belongs_to_a_tag_is_told(start: Start, file: Path) -> None:
    written_keys('[keys]\nrepeat = ["A"]\n')
    desk = start()
    told: list[str] = []
    with desk.answering(MessageDialog, lambda dialog: told.append(dialog.sentence.text())):
        desk.window.projects.begin([file], sample=False)
    assert "actor" in told[0]
    desk.select("Peru")
    desk.press("A")
    assert stored(file) == [("Peru", "actor")]


def test_the_theme_turns_dark_and_is_remembered(start: Start, file: Path) -> None:
    desk = start(file)
    light = desk.reader.viewport().grab().toImage().pixelColor(2, 2).lightness()
    desk.press("Ctrl+T")
    assert desk.reader.viewport().grab().toImage().pixelColor(2, 2).lightness() < light / 3
    assert desk.window.theme.dark
    desk.close()
    assert start(file).window.settings.theme == "dark"


def test_focus_mode_shows_only_the_article_and_comes_back(desk: Driver) -> None:
    bench = desk.bench
    around = [bench.pane(name) for name in AROUND]
    assert all(pane.isVisible() for pane in around)
    desk.press("F11")
    assert not any(pane.isVisible() for pane in around)
    assert bench.reader.isVisible()
    desk.press("F11")
    assert all(pane.isVisible() for pane in around)


def test_f6_goes_round_the_panes(desk: Driver) -> None:
    seen = []
    for _ in range(4):
        desk.press("F6")
        focused = desk.window.focusWidget()
        assert focused is not None
        panes = [desk.bench.pane(name) for name in AROUND]
        seen.append(next((type(p).__name__ for p in panes if p.isAncestorOf(focused)), "article"))
    assert seen == ["InspectorPane", "AnnotationsPane", "DocumentsPane", "article"]


def test_the_title_names_the_article_and_the_project(desk: Driver) -> None:
    assert desk.window.windowTitle().endswith("— Peru — Glossator")
    desk.press("Ctrl+W")
    assert desk.window.windowTitle() == "Glossator"
    assert desk.window.pages.start.isVisible()


def test_a_pane_that_is_called_takes_the_keys_and_gives_them_back(desk: Driver) -> None:
    desk.press("Ctrl+7")
    register = desk.bench.pane("pane-register")
    assert register.isAncestorOf(desk.window.focusWidget())
    desk.press("Ctrl+7")
    assert desk.reader.hasFocus()
