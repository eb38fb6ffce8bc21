"""Collecting Python's garbage in the thread of the window only."""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 500
_GROWN = 1.25  # As Python does: all is gone through again once there is a quarter more of it.


class Collector(QObject):
    """Takes the place of Python's own collecting until `stop`.

    Python collects in whichever thread happens to make an object too many. What belongs to Qt must
    not be deleted by another thread than the window's: a widget in a cycle would take the program
    down with it.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._lasting = len(gc.get_objects())
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self.collect)
        self._timer.start()

    def collect(self) -> None:
        """Collect the oldest generation whose turn it is, if it is any's."""
        due = [
            generation
            for generation, (count, most) in enumerate(
                zip(gc.get_count(), gc.get_threshold(), strict=True)
            )
            if most and count > most
        ]
        if not due:
            return
        oldest = max(due)
        if oldest == len(gc.get_count()) - 1 and not self._has_grown():
            oldest -= 1
        gc.collect(oldest)
        if oldest == len(gc.get_count()) - 1:
            self._lasting = len(gc.get_objects())

    def stop(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.enable()

    def _has_grown(self) -> bool:
        return len(gc.get_objects()) > self._lasting * _GROWN
