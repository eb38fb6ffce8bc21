"""Bugs: the traceback goes to a log file, the person is told where and what is safe."""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from ui.places import log_file

_LOG = logging.getLogger("glossator")
_SENTENCE = (
    "Something went wrong inside Glossator ({name}). Everything up to your last action is saved. "
    "You can go on working; if it happens again, send the file {path} with a description."
)


def start_log() -> Path:
    """Send the program's log to its file, and return where that is."""
    path = log_file()
    path.parent.mkdir(parents=True, exist_ok=True)
    handler = logging.FileHandler(path, encoding="utf-8", delay=True)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    _LOG.addHandler(handler)
    _LOG.setLevel(logging.INFO)
    return path


def catch_bugs(tell: Callable[[str], None], project: Callable[[], Path | None]) -> None:
    """Log every exception that nobody caught, and tell it in one sentence.

    A disk that fails while `project()` is read has a sentence of its own.
    """

    def hook(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        _LOG.error("a bug", exc_info=(kind, error, trace))
        from storage.connection import sentence_for  # SQLite is not on the way to the first window

        path = project()
        told = None if path is None else sentence_for(error, path)
        tell(told or _SENTENCE.format(name=kind.__name__, path=log_file()))

    def thread_hook(arguments: threading.ExceptHookArgs) -> None:
        if arguments.exc_value is not None:
            _LOG.error("a bug in a thread", exc_info=arguments.exc_value)

    sys.excepthook = hook
    threading.excepthook = thread_hook
