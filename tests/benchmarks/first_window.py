"""Shows a window in a process of its own, says so once it is painted, and once it is idle.

`bare` is the least that PySide6 can show; `ours` goes the way of `main.py`, with its arguments.
The first line, `painted`, comes after the round of the event loop that paints the window, with its
article if one was named: a key that is pressed now is answered. The second line, `ready`, comes
when everything that was put off until then is done: the panes around the article.
"""

from __future__ import annotations

import faulthandler
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QMainWindow


_PATIENCE = 60  # Seconds


def _bare() -> tuple[QApplication, QMainWindow]:
    from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit

    application = QApplication([])
    window = QMainWindow()
    window.setCentralWidget(QTextEdit())
    window.resize(1280, 800)
    window.show()
    return application, window


def _ours(files: list[str]) -> tuple[QApplication, QMainWindow]:
    from ui import app

    with app.uncollected():
        application = app.application()
        paths = [Path(file) for file in files]
        return application, app.open_window(application, paths, sample=False)


def _is_idle(window: QMainWindow) -> bool:
    bench = getattr(window, "bench", None)
    return bench is None or bench.page_first.is_done


def _say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main() -> None:
    """Show what the arguments ask for."""
    kind, *files = sys.argv[1:]
    # A dialog would wait for an answer that nobody gives.
    faulthandler.dump_traceback_later(_PATIENCE, exit=True)
    application, window = _bare() if kind == "bare" else _ours(files)
    application.processEvents()
    assert window.isVisible()
    _say("painted")
    # What was put off until the paint: one round for a bare window and for a start screen.
    application.processEvents()
    while not _is_idle(window):
        application.processEvents()
    _say("ready")
    os._exit(0)  # Taking all down again is not part of the start.


if __name__ == "__main__":
    main()
