"""Work around an open project that nobody waits for: backups, other windows, tidying up."""

from __future__ import annotations

import gc
import logging
import threading

from PySide6.QtCore import QObject, QTimer

from storage.backup import make_backup
from storage.errors import GlossatorError
from ui.pauses import pause
from ui.session import Session

_LOG = logging.getLogger("glossator")
_LOOK_MS = 700
_TIDY_MS = 400


class Background(QObject):
    """Backs the project up once it is open, and notices what other programs write to it."""

    def __init__(self, session: Session, parent: QObject) -> None:
        super().__init__(parent)
        self._session = session
        self._backup: threading.Thread | None = None
        self._has_ended = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(session.refresh)
        self._tidying = pause(self, _TIDY_MS)
        self._tidying.timeout.connect(_tidy)
        session.document_opened.connect(self._tidy_soon)

    def start(self) -> None:
        """Begin, after the window is painted; not if the project was closed before that."""
        if self._has_ended:
            return
        self._timer.start()
        if self._session.read_only:
            return
        self._backup = threading.Thread(target=self._back_up, name="backup", daemon=True)
        self._backup.start()

    def stop(self) -> None:
        """End, after a backup that is under way."""
        self._has_ended = True
        self._timer.stop()
        self._tidying.stop()
        gc.unfreeze()
        if self._backup is not None:
            self._backup.join()
            self._backup = None

    def _tidy_soon(self, *_: object) -> None:
        self._tidying.start()

    def _back_up(self) -> None:
        try:
            make_backup(self._session.project.path, "opened")
        except (GlossatorError, OSError):
            # The work goes on without: the next opening tries again, and the log says why.
            _LOG.warning("no backup was made", exc_info=True)


def _tidy() -> None:
    # An article's spans live long. Set apart, they are not gone through again in the middle of a
    # key press, where the collector's pause (20 ms and more) would be felt.
    gc.unfreeze()
    gc.collect()
    gc.freeze()
