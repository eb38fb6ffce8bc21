"""Texts that were read and wait to be taken in, in a file of their own instead of in memory."""

from __future__ import annotations

import pickle
import tempfile
import threading
import weakref
from dataclasses import dataclass, replace

from storage.documents.reading import ReadText


@dataclass(frozen=True, slots=True)
class Ticket:
    """Where in the spool a text lies."""

    start: int
    size: int


class Spool:
    """Keeps texts in a temporary file that no one else can open, until `close`.

    The bytes of files are not kept: they are where they came from. May be used by several threads.
    """

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile(prefix="glossator-")  # noqa: SIM115 - closed by close
        self._lock = threading.Lock()
        self._closing = weakref.finalize(self, self._file.close)

    def keep(self, read: ReadText, *, with_original: bool) -> Ticket:
        """Write a text and return its ticket; `with_original` keeps its bytes too."""
        original = read.document.original
        if original is not None and not with_original:
            bare = replace(read.document, original=replace(original, data=b""))
            read = replace(read, document=bare)
        data = pickle.dumps(read, pickle.HIGHEST_PROTOCOL)
        with self._lock:
            start = self._file.seek(0, 2)
            self._file.write(data)
        return Ticket(start, len(data))

    def take(self, ticket: Ticket) -> ReadText:
        """Return a text that was kept."""
        with self._lock:
            self._file.seek(ticket.start)
            data = self._file.read(ticket.size)
        # Only this process ever wrote the file, which has no name.
        found = pickle.loads(data)
        assert isinstance(found, ReadText)
        return found

    def close(self) -> None:
        """Throw all of it away."""
        self._closing()
