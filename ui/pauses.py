"""Timers that run out once: until typing is taken for finished, or a wait is worth a word."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer


def pause(parent: QObject, milliseconds: int = 0) -> QTimer:
    """Return a timer that, once started, runs out a single time; 0 is when nothing else waits."""
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(milliseconds)
    return timer
