"""Shows a window in a process of its own, says `ready` once it is painted and idle, and ends.

`bare` is the least that PySide6 can show; `ours` goes the way of `main.py`, with its arguments.
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


def main() -> None:
    """Show what the arguments ask for."""
    kind, *files = sys.argv[1:]
    # A dialog would wait for an answer that nobody gives.
    faulthandler.dump_traceback_later(_PATIENCE, exit=True)
    application, window = _bare() if kind == "bare" else _ours(files)
    # The first round paints; the second does what was put off until then.
    for _ in range(2):
        application.processEvents()
    assert window.isVisible()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    os._exit(0)  # Taking all down again is not part of the start.


if __name__ == "__main__":
    main()
