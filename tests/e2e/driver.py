"""Sits at the window as a person does: with keys and the mouse, and reads what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from storage.project import open_project
from tests.e2e.keys import press, send
from tests.ui.reader.support import drag, point_of
from ui.reader.view import ReaderView
from ui.session import Session
from ui.window.main_window import MainWindow
from ui.window.workbench import Workbench

Dialog = TypeVar("Dialog", bound=QWidget)
Tagged = tuple[str, str]
"""The words of an annotation (fragments joined by a space), and its tag."""

NONE = Qt.KeyboardModifier.NoModifier
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
LEFT = Qt.MouseButton.LeftButton
_MOST_KEYS = 500
_LOOK_MS = 5


class Driver:
    """One window and the person in front of it; positions are code points."""

    def __init__(self, window: MainWindow, qtbot: QtBot) -> None:
        self.window = window
        self.qtbot = qtbot

    # What is there

    @property
    def bench(self) -> Workbench:
        """The open project's workbench."""
        assert self.window.bench is not None, "no project is open"
        return self.window.bench

    @property
    def session(self) -> Session:
        """The open project's session."""
        assert self.window.session is not None, "no project is open"
        return self.window.session

    @property
    def reader(self) -> ReaderView:
        """The article."""
        return self.bench.reader

    @property
    def said(self) -> str:
        """The sentence in the status bar."""
        return self.window.status.said

    def place(self, words: str) -> tuple[int, int]:
        """Return where words first stand in the article."""
        start = self.reader.canonical_text.index(words)
        return start, start + len(words)

    def selected(self) -> list[str]:
        """Return the selected words, a fragment each."""
        text = self.reader.canonical_text
        return [text[start:end] for start, end in self.reader.selection()]

    def labels_at(self, words: str) -> list[str]:
        """Return the labels of the spans that the article shows over words, innermost first."""
        return [mark.label for mark in self.reader.marks_at(self.place(words)[0])]

    def at_hand(self) -> Tagged:
        """Return the words and the tag of the annotation at hand."""
        current = self.session.current
        assert current is not None, "nothing is at hand"
        return current.quote, self.session.codebook.tag(current.tag).name

    # Keys

    def press(self, *keys: str) -> None:
        """Press keys one after the other, wherever the focus is."""
        press(self.window, *keys)

    def type(self, words: str) -> None:
        """Type words, wherever the focus is."""
        target = QApplication.focusWidget()
        assert target is not None, "nothing takes the words"
        for letter in words:
            if letter.isascii():
                QTest.keyClicks(target, letter)
            else:  # No key of QTest's own has it.
                kind, key = QEvent.Type.KeyPress, Qt.Key.Key_unknown
                QApplication.sendEvent(target, QKeyEvent(kind, key, NONE, letter))

    def walk_to(self, words: str) -> None:
        """Move the caret in front of words, by keys, starting anywhere."""
        self.press("Ctrl+Home")
        self.go_on_to(words)

    def select(self, words: str) -> None:
        """Select words by keys."""
        self.walk_to(words)
        self.extend(words)

    def select_span(self, start: int, end: int) -> None:
        """Select a passage by keys, starting at the top."""
        self.press("Ctrl+Home", "Esc")
        self._until(start, "Ctrl+Right", "Right")
        QTest.keyPress(self.reader, Qt.Key.Key_Shift)
        self._until(end, "Ctrl+Shift+Right", "Shift+Right")
        QTest.keyRelease(self.reader, Qt.Key.Key_Shift)

    def extend(self, words: str) -> None:
        """Extend the selection to the end of words by keys, and let go of Shift."""
        QTest.keyPress(self.reader, Qt.Key.Key_Shift)
        self._until(self.place(words)[1], "Ctrl+Shift+Right", "Shift+Right")
        QTest.keyRelease(self.reader, Qt.Key.Key_Shift)

    def go_on_to(self, words: str) -> None:
        """Move the caret further, in front of words, by keys."""
        self._until(self.place(words)[0], "Ctrl+Right", "Right")

    def _until(self, wanted: int, wide: str, narrow: str) -> None:
        """Press the wide key until it would go too far, then the narrow one."""
        edge = "start" if wide == "Ctrl+Right" else None
        for _ in range(_MOST_KEYS):
            caret = self.reader.caret()
            if caret >= wanted:
                break
            fits = self.reader.next_boundary(caret, "word", True, edge) <= wanted
            send(self.reader, wide if fits else narrow)
        assert self.reader.caret() == wanted

    # The mouse

    def drag(self, words: str, modifiers: Qt.KeyboardModifier = NONE, *, inside: int = 0) -> None:
        """Drag over words; `inside` begins and ends that many characters within them."""
        start, end = self.place(words)
        self.reader.reveal(start, end)
        drag(self.reader, start + inside, end - inside, modifiers)

    def click(self, words: str, modifiers: Qt.KeyboardModifier = NONE) -> None:
        """Click on the first letter of words in the article."""
        self.reader.reveal(*self.place(words))
        QTest.mouseClick(self.reader.viewport(), LEFT, modifiers, self.point(words))

    def double_click(self, words: str) -> None:
        """Double-click on the first letter of words in the article."""
        self.click(words)
        QTest.mouseDClick(self.reader.viewport(), LEFT, NONE, self.point(words))
        QTest.mouseRelease(self.reader.viewport(), LEFT, NONE, self.point(words))

    def point(self, words: str) -> QPoint:
        """Return the point of the article's viewport within the first letter of words."""
        return point_of(self.reader, self.place(words)[0]) + QPoint(2, 0)

    def push(self, button: QAbstractButton) -> None:
        """Click on a button."""
        QTest.mouseClick(button, LEFT)

    # Menus and dialogs

    def context_menu(self, words: str) -> QMenu:
        """Ask for the context menu on words of the article, and return it."""
        point, viewport = self.point(words), self.reader.viewport()
        reason = QContextMenuEvent.Reason.Mouse
        QApplication.sendEvent(
            viewport, QContextMenuEvent(reason, point, viewport.mapToGlobal(point))
        )
        return self.popup()

    def popup(self) -> QMenu:
        """Return the menu that is open."""
        self.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not None)
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        return menu

    def choose(self, menu: QMenu, text: str) -> None:
        """Click on an entry of a menu that is open."""
        action = entry(menu, text)
        QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(action).center())

    @contextmanager
    def answering(self, kind: type[Dialog], answer: Callable[[Dialog], object]) -> Iterator[None]:
        """Answer the dialog of a kind that the block opens, and come back to the window."""
        with answering(kind, answer):
            yield
        # A window manager would do this by itself.
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()

    # Coming and going

    def come_to_front(self) -> None:
        """Turn to this window, of several, with the keys in the article."""
        with self.qtbot.waitActive(self.window):
            self.window.activateWindow()
        self.reader.setFocus()

    def close(self) -> None:
        """Close the window."""
        self.window.close()


def entry(menu: QMenu, text: str) -> QAction:
    """Return the entry of a menu that begins with a text."""
    found = [a for a in menu.actions() if a.text().replace("&", "").startswith(text)]
    assert found, [action.text() for action in menu.actions()]
    return found[0]


def stored(path: Path) -> list[Tagged]:
    """Return the words and tags of every live annotation in a project's file, as it is now."""
    with open_project(path, writable=False) as project:
        codebook = project.codebooks.current()
        return [
            (annotation.quote, codebook.tag(annotation.tag).name)
            for document in project.documents.ids()
            for annotation in project.annotations.of_document(document)
        ]


@contextmanager
def answering(kind: type[Dialog], answer: Callable[[Dialog], object]) -> Iterator[None]:
    """Answer the dialog of a kind that the block opens; what goes wrong in it is raised."""
    wrong: list[BaseException] = []
    answered: list[bool] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if not isinstance(dialog, kind) or not dialog.isActiveWindow():
            return
        timer.stop()
        answered.append(True)
        try:
            answer(dialog)
        except BaseException as error:  # noqa: BLE001 (raised again once the dialog is gone)
            wrong.append(error)
        finally:
            dialog.close()

    timer = QTimer()
    timer.setInterval(_LOOK_MS)
    timer.timeout.connect(look)
    timer.start()
    try:
        yield
    finally:
        timer.stop()
    if wrong:
        raise wrong[0]
    assert answered, f"no {kind.__name__} was shown"
