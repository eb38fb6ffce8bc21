"""What the panes share that read what they list anew after a change, while they are seen."""

from __future__ import annotations

from abc import abstractmethod

from PySide6.QtGui import QShowEvent

from ui.panes.pane import Pane
from ui.pauses import pause
from ui.session import Session
from ui.theme.theme import Theme


class ReadingPane(Pane):
    """Reads soon after a change if it is on the screen, else when it is next shown.

    Reading may go through a whole layer: nobody waits for that while the pane is hidden.
    """

    def __init__(self, session: Session, theme: Theme, title: str, picture: str) -> None:
        super().__init__(title, theme, picture, titled=False)
        self._session = session
        self._is_stale = True
        self._soon = pause(self)
        self._soon.timeout.connect(self.read)

    def read(self) -> None:
        """List what there is now."""
        self._is_stale = False
        self._read()

    def stop(self) -> None:
        """End what waits."""
        self._soon.stop()

    @abstractmethod
    def _read(self) -> None:
        """Read and show what the pane lists."""

    def _read_when_seen(self, *_: object) -> None:
        self._is_stale = True
        if self.isVisible():
            self._soon.start()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.read()
