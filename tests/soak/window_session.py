"""A session at the window, to be killed: `python -m tests.soak.window_session PROJECT --seed N`.

Presses real keys in the real window until it is ended, and prints one line for each acknowledged
action, after its commit and after the article was painted.
"""

from __future__ import annotations

import argparse
import os
import random
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from domain.change import Change
from storage import history
from tests.e2e.keys import hold_shift_and_press, press
from tests.soak.script import ANNOTATOR, acknowledged
from ui.app import make_window
from ui.settings import load_settings

if TYPE_CHECKING:
    from ui.window.main_window import MainWindow

_VERBS = ("tag", "retag", "note", "edges", "delete", "undo", "redo")
_WEIGHTS = (8, 3, 2, 2, 2, 3, 2)
_LETTERS = "ASET"
_EDGES = ("F7", "F8", "Shift+F7", "Shift+F8", "Ctrl+F7", "Ctrl+F8")
_ANSWER_MS = 5


class Paints(QObject):
    """Waits until the article is on the screen as it is now."""

    def __init__(self, viewport: QWidget) -> None:
        super().__init__()
        self._viewport = viewport
        self._painted = False
        viewport.installEventFilter(self)

    def wait(self) -> None:
        """Return once the article was painted."""
        self._painted = False
        self._viewport.update()
        while not self._painted:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self._painted = self._painted or event.type() == QEvent.Type.Paint
        return False


class Fingers:
    """Presses the keys of one action after the other, the same ones for the same seed."""

    def __init__(self, window: MainWindow, seed: int) -> None:
        assert window.bench is not None
        assert window.session is not None
        self._window = window
        self._session = window.session
        self._reader = window.bench.reader
        self._random = random.Random(seed)

    def step(self) -> None:
        """Press the keys of the next action, which may come to nothing."""
        (verb,) = self._random.choices(_VERBS, _WEIGHTS)
        if verb == "undo":
            self._undo()
        elif verb == "redo":
            press(self._window, "Ctrl+Y")
        elif verb == "tag" or not self._session.annotations:
            self._tag()
        else:
            press(self._window, *["Tab"] * self._random.randint(1, 4))
            if self._session.current is not None:
                self._edit(verb)

    def _undo(self) -> None:
        """Undo, but not the import of the article: nothing would be left to tag."""
        connection = self._session.project.connection
        change = history.next_undo(connection, self._session.annotator.id)
        items = () if change is None else history.items(connection, change.number)
        if any(item.table == "annotation" for item in items):
            press(self._window, "Ctrl+Z")

    def _tag(self) -> None:
        chance = self._random
        press(self._window, chance.choice(("Ctrl+Home", "Ctrl+Down", "Down", "Down", "Left")))
        press(self._window, *["Ctrl+Right"] * chance.randint(0, 12))
        keys = chance.choice(("Ctrl+Shift+Right", "Shift+Right"))
        hold_shift_and_press(self._reader, *[keys] * chance.randint(1, 5))
        press(self._window, chance.choice(_LETTERS))

    def _edit(self, verb: str) -> None:
        if verb == "retag":
            press(self._window, f"Shift+{self._random.choice(_LETTERS)}")
        elif verb == "edges":
            press(self._window, self._random.choice(_EDGES))
        elif verb == "delete":
            press(self._window, "Del")
        else:
            press(self._window, "F2")
            focused = QApplication.focusWidget()
            assert focused is not None
            QTest.keyClicks(focused, f" {self._random.randint(0, 999)}")
            press(self._window, "Esc")


def answer_messages() -> None:
    """Read and close a message, such as the one that refuses an exact duplicate."""
    dialog = QApplication.activeModalWidget()
    if dialog is not None:
        QTest.keyClick(dialog, Qt.Key.Key_Return)
        # A window manager would do this by itself.
        dialog.parentWidget().activateWindow()


def open_window(project: Path) -> MainWindow:
    """Return the window on a project, with settings that lie beside it."""
    os.environ["GLOSSATOR_HOME"] = str(project.parent / "home")
    load_settings().annotator = ANNOTATOR
    app = QApplication([])
    window = make_window(app)
    window.show()
    window.activateWindow()
    window.projects.begin([project], sample=False)
    return window


def main() -> None:
    """Act and acknowledge, for ever or for the given number of keys."""
    parser = argparse.ArgumentParser(
        prog="python -m tests.soak.window_session", description=__doc__
    )
    parser.add_argument("project", type=Path)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--steps", type=int, help="how many (default: until killed)")
    arguments = parser.parse_args()
    window = open_window(arguments.project)
    assert window.session is not None
    assert window.bench is not None
    changes: list[Change] = []
    window.session.changed.connect(changes.append)
    messages = QTimer(window)
    messages.timeout.connect(answer_messages)
    messages.start(_ANSWER_MS)
    paints = Paints(window.bench.reader.viewport())
    paints.wait()
    fingers = Fingers(window, arguments.seed)
    for _ in count() if arguments.steps is None else range(arguments.steps):
        changes.clear()
        fingers.step()
        paints.wait()
        for change in changes:
            print(acknowledged(window.session.project, change).line(), flush=True)
    window.close()


if __name__ == "__main__":
    main()
