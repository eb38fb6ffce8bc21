"""The application as a person starts it: settings of their own, the seed article, a window."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from storage.adding import add_documents
from storage.documents.registry import read_document
from storage.opening import new_project
from tests.e2e.driver import Driver
from ui.app import make_window
from ui.settings import load_settings

SEED = Path(__file__).parents[2] / "seeds" / "000_86a8afdfea60329a.txt"
Start = Callable[..., Driver]


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot) -> Iterator[Start]:
    """Start the application on files, as its command line does; every window is closed at last."""
    style, palette, font = qapp.styleSheet(), qapp.palette(), qapp.font()
    made: list[Driver] = []
    settings = load_settings()
    settings.annotator, settings.theme = "Ann", "light"

    def begin(*files: Path, sample: bool = False) -> Driver:
        window = make_window(qapp)
        made.append(Driver(window, qtbot))
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        window.projects.begin(files, sample=sample)
        return made[-1]

    yield begin
    for driver in made:
        driver.window.close()
        driver.window.deleteLater()
    qapp.setStyleSheet(style)
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A project file with the seed article, closed."""
    path = tmp_path / "Peru.gloss"
    with new_project(path, title="Peru", annotator="Ann") as project:
        add_documents(project, [read_document(SEED).document], None)
    return path


@pytest.fixture
def desk(start: Start, file: Path) -> Driver:
    """The window on the seed article, the keys in it."""
    return start(file)
