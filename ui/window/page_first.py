"""The article before everything around it: the panes are painted one turn later."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from ui.session import Session


class PageFirst(QObject):
    """Holds the panes' painting back until the article shows what a key press did.

    The panes know what changed at once; only drawing them waits, by one turn of the event loop,
    so that the words that the person looks at are coloured first.
    """

    def __init__(self, session: Session, panes: Sequence[QWidget], parent: QObject) -> None:
        super().__init__(parent)
        self._panes = tuple(panes)
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.setInterval(0)
        self._turn.timeout.connect(self._release)
        session.changed.connect(self._hold)

    def _hold(self, *_: object) -> None:
        if not self._turn.isActive():
            for pane in self._panes:
                pane.setUpdatesEnabled(False)
            self._turn.start()

    def _release(self) -> None:
        for pane in self._panes:
            pane.setUpdatesEnabled(True)
