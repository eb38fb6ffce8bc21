"""Shows a window in a process of its own, says `ready` once it is painted and idle, and ends.

`bare` is the least that PySide6 can show; `ours` goes the way of `main.py`, with its arguments.
"""

from __future__ import annotations

import os
import sys

from PySide6.QtWidgets import QApplication, QMainWindow, QTextEdit


def _bare() -> QMainWindow:
    window = QMainWindow()
    window.setCentralWidget(QTextEdit())
    window.resize(1280, 800)
    window.show()
    return window


def _ours(application: QApplication, files: list[str]) -> QMainWindow:
    from pathlib import Path

    from ui.app import open_window

    return open_window(application, [Path(file) for file in files], sample=False)


def main() -> None:
    """Show what the arguments ask for."""
    application = QApplication([])
    window = _bare() if sys.argv[1] == "bare" else _ours(application, sys.argv[2:])
    # The first round paints; the second does what was put off until then.
    for _ in range(2):
        application.processEvents()
    assert window.isVisible()
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    os._exit(0)  # Taking all down again is not part of the start.


if __name__ == "__main__":
    main()
