"""Moves what was committed from the write-ahead log into the file, in a thread of its own."""

from __future__ import annotations

import contextlib
import sqlite3
import threading
from pathlib import Path

from storage import connection as connecting
from storage.errors import ProjectError

LOG_BYTES = 4 * 1024 * 1024


class Checkpointer:
    """Copies the log back once it has grown past 4 MB; the thread starts when first needed."""

    def __init__(self, path: Path, *, log_bytes: int = LOG_BYTES) -> None:
        self._path = path
        self._log = path.with_name(path.name + "-wal")
        self._log_bytes = log_bytes
        self._wake = threading.Event()
        self._ending = False
        self._thread: threading.Thread | None = None

    def nudge(self) -> None:
        """Say that something was committed."""
        if self._log_size() < self._log_bytes:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="checkpoint", daemon=True)
            self._thread.start()
        self._wake.set()

    def stop(self) -> None:
        """End the thread, after the copying that is under way."""
        if self._thread is None:
            return
        self._ending = True
        self._wake.set()
        self._thread.join()
        self._thread = None

    def _log_size(self) -> int:
        try:
            return self._log.stat().st_size
        except OSError:
            return 0

    def _run(self) -> None:
        # A checkpoint that cannot be made now (another reader, a full disk) costs nothing but room:
        # what is in the log is durable, and the next nudge tries again.
        with contextlib.suppress(sqlite3.Error, ProjectError):
            connection = connecting.connect(self._path)
            try:
                while not self._ending:
                    self._wake.wait()
                    self._wake.clear()
                    if not self._ending:
                        with contextlib.suppress(sqlite3.OperationalError):
                            connection.execute("PRAGMA wal_checkpoint(PASSIVE)")
            finally:
                connection.close()
