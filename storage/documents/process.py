"""Reading in a process of its own: a hostile file costs a bounded time and memory, and no more.

The readers of PDF, web pages and office documents are large, and files of unknown make can keep
them busy for hours. In a process of their own they can be ended, and the window stays at hand.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.connection import Connection
from typing import Any

from storage.documents.reading import ReadingOptions, ReadText
from storage.documents.registry import read_bytes
from storage.errors import CancelledError, FormatError

SECONDS = 60.0
LARGEST_MEMORY = 2 * 1024 * 1024 * 1024
_SLICE = 0.1


def go_on() -> bool:
    """Say that nobody wants to stop."""
    return True


class ReaderProcess:
    """Reads files one at a time in another process, started when first needed; `close` it.

    `seconds` is how long one file may take. Not for several threads at once.
    """

    def __init__(self, seconds: float = SECONDS, keep_going: Callable[[], bool] = go_on) -> None:
        self._seconds = seconds
        self._keep_going = keep_going
        self._process: Any = None
        self._connection: Connection | None = None

    def __enter__(self) -> ReaderProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def read(self, data: bytes, file_name: str, options: ReadingOptions) -> ReadText:
        """Return the text of a file; raise FormatError, also if it takes too long."""
        connection = self._connected()
        try:
            connection.send((data, file_name, options))
            self._wait(connection, file_name)
            answer = connection.recv()
        except (EOFError, OSError) as error:
            self._end()
            raise FormatError(
                f"{file_name} could not be read: its reader broke down over it. "
                "It was not imported; save it in another format and import that."
            ) from error
        if isinstance(answer, str):
            raise FormatError(answer)
        if isinstance(answer, BaseException):
            raise answer
        assert isinstance(answer, ReadText)
        return _with_data(answer, data)

    def close(self) -> None:
        """End the process."""
        self._end()

    def _wait(self, connection: Connection, file_name: str) -> None:
        until = time.monotonic() + self._seconds
        while not connection.poll(_SLICE):
            if not self._keep_going():
                self._end()
                raise CancelledError("The reading was stopped. Nothing was imported.")
            if time.monotonic() > until:
                self._end()
                raise FormatError(
                    f"{file_name} takes longer than {self._seconds:.0f} seconds to read. "
                    "It was not imported; save its text as .txt and import that."
                )

    def _connected(self) -> Connection:
        if self._connection is None:
            # Spawned, not forked: threads and Qt do not survive a fork.
            context = multiprocessing.get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(
                target=_serve, args=(theirs,), name="glossator-reader", daemon=True
            )
            process.start()
            self._process = process
            theirs.close()
            # Loading Python and the readers is no fault of the file.
            self._connection = ours
            if not _is_ready(ours, self._seconds):
                self._end()
                raise FormatError(
                    "The reader of documents could not be started. Nothing was imported; "
                    "close other programs and try again."
                )
        return self._connection

    def _end(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None


def _is_ready(connection: Connection, seconds: float) -> bool:
    """Tell whether the process at the other end has begun to listen."""
    try:
        return connection.poll(seconds) and connection.recv() == "ready"
    except (EOFError, OSError):
        return False


def _serve(connection: Connection) -> None:
    """Answer requests until the other side is gone."""
    # The terminal's Ctrl+C reaches this process too; the other side ends it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _bound_memory()
    # What libraries print is for nobody.
    with contextlib.suppress(OSError), open(os.devnull, "w") as nowhere:  # noqa: PTH123
        sys.stdout = sys.stderr = nowhere
        connection.send("ready")
        with contextlib.suppress(EOFError):
            while True:
                connection.send(_answer(*connection.recv()))


def _answer(data: bytes, file_name: str, options: ReadingOptions) -> ReadText | str | Exception:
    try:
        return _with_data(read_bytes(data, file_name, options), b"")
    except FormatError as error:
        return str(error)
    except MemoryError:
        return (
            f"{file_name} needs more memory than a document may. It was not imported; "
            "save its text as .txt and import that."
        )
    except Exception as error:  # noqa: BLE001 - carried to the process that asked
        return error


def _with_data(read: ReadText, data: bytes) -> ReadText:
    original = read.document.original
    assert original is not None
    return replace(read, document=replace(read.document, original=replace(original, data=data)))


def _bound_memory() -> None:
    """Let the system refuse more memory than any sane document needs, where it can."""
    try:
        import resource
    except ImportError:  # Windows has no such bound; the time is bounded everywhere.
        return
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_DATA, (LARGEST_MEMORY, LARGEST_MEMORY))
