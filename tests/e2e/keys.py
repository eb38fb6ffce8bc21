"""Real key presses, sent to whatever has the keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def press(window: QWidget, *keys: str) -> None:
    """Press keys one after the other, wherever the focus is, or else in the window."""
    for key in keys:
        combination = QKeySequence(key)[0]
        target = QApplication.focusWidget() or window
        QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


def hold_shift_and_press(target: QWidget, *keys: str) -> None:
    """Press keys that hold Shift, and let go of it at the end only, as fingers do.

    QTest would let go of Shift after each key.
    """
    QTest.keyPress(target, Qt.Key.Key_Shift)
    for key in keys:
        send(target, key)
    QTest.keyRelease(target, Qt.Key.Key_Shift)


def send(target: QWidget, key: str) -> None:
    """Send one key with its modifiers as they are."""
    combination = QKeySequence(key)[0]
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        event = QKeyEvent(kind, combination.key(), combination.keyboardModifiers())
        QApplication.sendEvent(target, event)
