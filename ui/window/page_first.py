"""The article before everything around it: the panes are made and painted one turn later."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.session import Session
from ui.window.pane_place import PanePlace


class PageFirst(QObject):
    """Holds the panes back until the article shows: when it opens, and what a key press did.

    When a project opens, its panes are made one by one after `page` was first painted. Later they
    know what changed at once; only drawing them waits, by one turn of the event loop, so that the
    words that the person looks at are coloured first.
    """

    def __init__(
        self, session: Session, page: QWidget, places: Sequence[PanePlace], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._page = page
        self._places = tuple(places)
        self._turn = self._timer(self._release)
        self._making = self._timer(self._make_next)
        for place in places:
            place.hold()
        page.installEventFilter(self)
        session.changed.connect(self._hold)

    @property
    def is_done(self) -> bool:
        """Whether every pane on the screen is made."""
        return all(place.pane is not None for place in self._places if place.isVisible())

    def _timer(self, slot: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(0)
        timer.timeout.connect(slot)
        return timer

    def _make_next(self) -> None:
        """Let one pane be made, and the next one in a turn of its own: keys come in between."""
        waiting = [place for place in self._places if place.is_held]
        for place in waiting:
            place.release()
            if place.pane is not None:
                break
        if any(place.is_held for place in waiting):
            self._making.start()

    def _hold(self, *_: object) -> None:
        if not self._turn.isActive():
            for place in self._places:
                place.setUpdatesEnabled(False)
            self._turn.start()

    def _release(self) -> None:
        for place in self._places:
            place.setUpdatesEnabled(True)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._page.removeEventFilter(self)
            self._making.start()
        return False
