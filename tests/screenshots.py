"""The pictures in docs/, made from the sample project: `python -m tests.screenshots FOLDER`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

SIZE = (1280, 800)
SECOND_LINE = 85


def main(folder: Path) -> int:
    """Paint each picture in light and dark and save it in `folder`."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["GLOSSATOR_HOME"] = home
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        return _paint_all(folder)


def _paint_all(folder: Path) -> int:
    from PySide6.QtWidgets import QApplication

    from ui.app import make_window

    app = QApplication(["glossator"])
    folder.mkdir(parents=True, exist_ok=True)
    window = make_window(app)
    window.settings.annotator = "Maria Torres"
    window.resize(*SIZE)
    window.show()
    pictures: list[tuple[str, Callable[[object], None]]] = [
        ("start", _nothing),
        ("desk", _open_sample),
        ("find", _find),
        ("keys", _keys),
    ]
    for name, prepare in pictures:
        prepare(window)
        for theme in ("light", "dark"):
            if window.theme.name != theme:
                window.look.toggle_theme()
            _settle(app)
            shown = app.activeModalWidget() or window
            shown.grab().save(str(folder / f"{name}-{theme}.png"))
            print(folder / f"{name}-{theme}.png")
    _close_dialogs(app)
    window.close()
    return 0


def _settle(app: object) -> None:
    from PySide6.QtCore import QElapsedTimer
    from PySide6.QtWidgets import QApplication

    assert isinstance(app, QApplication)
    clock = QElapsedTimer()
    clock.start()
    # Read-ahead and deferred layout run on timers; a picture shows what a person sees after them.
    while clock.elapsed() < 400:
        app.processEvents()


def _nothing(window: object) -> None:
    """Leave the start screen as it is."""


def _open_sample(window: object) -> None:
    from ui.window.main_window import MainWindow

    assert isinstance(window, MainWindow)
    window.projects.open_sample()
    session, bench = window.session, window.bench
    assert session is not None
    assert bench is not None
    actor, stance = (session.codebook.named(name) for name in ("actor", "stance"))
    assert actor is not None
    assert stance is not None
    session.tag(actor.id, [(31, 56)])
    session.tag(actor.id, [(124, 134)])
    made = session.tag(stance.id, [(137, 200)])
    assert made is not None
    session.set_attributes([made], {"position": "favor", "form": "decision"})
    session.set_note(made, "Recognition is a decision, and a stance towards Guaidó.")


def _find(window: object) -> None:
    from ui.window.main_window import MainWindow

    assert isinstance(window, MainWindow)
    assert window.bench is not None
    window.bench.search.set_query("Maduro")
    window.bench.panes.show_pane("pane-search", shown=True)
    window.bench.search.focus_first()


def _keys(window: object) -> None:
    from PySide6.QtWidgets import QDialog

    from ui.dialogs.keys import KeysDialog
    from ui.keymap import listing
    from ui.window.main_window import MainWindow

    assert isinstance(window, MainWindow)
    assert window.session is not None
    entries = listing(window.keymap, window.session.codebook)
    dialog: QDialog = KeysDialog(entries, "keys.toml in your settings folder", window)
    dialog.setModal(True)
    dialog.open()


def _close_dialogs(app: object) -> None:
    from PySide6.QtWidgets import QApplication

    assert isinstance(app, QApplication)
    dialog = app.activeModalWidget()
    if dialog is not None:
        dialog.close()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs")))
