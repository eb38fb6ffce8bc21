"""The article before everything around it: the panes are made one turn later, one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtWidgets import QWidget

from ui.pauses import pause
from ui.window.pane_place import PanePlace

_FRAME_MS = 16  # The screen shows the article before the first pane keeps the thread busy.


class PageFirst(QObject):
    """Holds the panes back until the article shows, and then has them made, one by one.

    `done` comes once, when all that are on the screen are made.
    """

    done = Signal()

    def __init__(self, page: QWidget, places: Sequence[PanePlace], parent: QObject) -> None:
        super().__init__(parent)
        self._page = page
        self._places = tuple(places)
        self._making = pause(self, _FRAME_MS)
        self._making.timeout.connect(self._make_next)
        for place in places:
            place.hold()
        page.installEventFilter(self)

    @property
    def is_done(self) -> bool:
        """Whether every pane on the screen is made."""
        return all(place.pane is not None for place in self._places if place.isVisible())

    def _make_next(self) -> None:
        """Let one pane be made, and the next one in a turn of its own: keys come in between."""
        waiting = [place for place in self._places if place.is_held]
        for place in waiting:
            place.release()
            if place.pane is not None:
                break
        if any(place.is_held for place in waiting):
            self._making.start(0)
        else:
            self.done.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._page.removeEventFilter(self)
            self._making.start()
        return False
