"""The pictures in docs/, made from the sample project: `python -m tests.screenshots FOLDER`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from ui.session import Session
    from ui.window.main_window import MainWindow
    from ui.window.workbench import Workbench

SIZE = (1280, 800)
_SETTLED_MS = 900


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
    for name, prepare in _PICTURES:
        prepare(window)
        for theme in ("light", "dark"):
            if window.theme.name != theme:
                window.look.toggle_theme()
            _settle(app)
            _shown(app, window).grab().save(str(folder / f"{name}-{theme}.png"))
            print(folder / f"{name}-{theme}.png")
        _close_others(app, window)
    window.close()
    return 0


def _shown(app: QApplication, window: MainWindow) -> QWidget:
    """Return what the picture shows: a dialog or another window in front, else the window."""
    dialog = app.activeModalWidget()
    if dialog is not None:
        return dialog
    others = [w for w in app.topLevelWidgets() if w.isVisible() and w.isWindow() and w != window]
    return others[0] if others else window


def _settle(app: QApplication) -> None:
    from PySide6.QtCore import QElapsedTimer

    clock = QElapsedTimer()
    clock.start()
    # Read-ahead and deferred layout run on timers; a picture shows what a person sees after them.
    while clock.elapsed() < _SETTLED_MS:
        app.processEvents()


def _close_others(app: QApplication, window: MainWindow) -> None:
    other = _shown(app, window)
    if other is not window:
        other.close()


def _open(window: MainWindow) -> tuple[Session, Workbench]:
    session, bench = window.session, window.bench
    assert session is not None
    assert bench is not None
    return session, bench


def _start(window: MainWindow) -> None:
    window.show_start()


def _desk(window: MainWindow) -> None:
    window.projects.open_sample()
    session, _ = _open(window)
    actor, stance = (session.codebook.named(name) for name in ("actor", "stance"))
    assert actor is not None
    assert stance is not None
    session.tag(actor.id, [(31, 56)])
    session.tag(actor.id, [(124, 134)])
    made = session.tag(stance.id, [(137, 200)])
    assert made is not None
    session.set_attributes([made], {"position": "favor", "form": "decision"})
    session.set_note(made, "Recognition is a decision, and a stance towards Guaidó.")


def _find(window: MainWindow) -> None:
    _, bench = _open(window)
    bench.search.set_query("Maduro")
    bench.panes.show_pane("pane-search", shown=True)
    bench.search.focus_first()


def _register(window: MainWindow) -> None:
    session, bench = _open(window)
    example = next(a for a in session.project.annotators.all() if a.name == "Example annotator")
    session.show_layers((example.id,))
    bench.panes.show_pane("pane-register", shown=True)
    bench.pane("pane-register").focus_first()


def _review(window: MainWindow) -> None:
    session, bench = _open(window)
    trainee = next(a for a in session.project.annotators.all() if a.name.startswith("Trainee"))
    bench.review.begin(trainee)
    bench.review.accept()
    bench.review.accept()
    case = bench.review.case
    assert case is not None
    bench.review.reject_for(case, "boundary", "The edge is at the end of the name.")


def _adjudication(window: MainWindow) -> None:
    session, bench = _open(window)
    bench.review.end()
    coders = [
        a for a in session.project.annotators.all() if "coder" in a.name or a.name[:2] == "Ex"
    ]
    bench.adjudication.begin(coders)
    for _ in range(4):
        bench.adjudication.take(2)
    bench.adjudication.join()


def _agreement(window: MainWindow) -> None:
    from PySide6.QtWidgets import QApplication

    _, bench = _open(window)
    bench.adjudication.end()
    window.actions_["agreement"].trigger()
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    _shown(app, window).resize(1120, 720)


def _keys(window: MainWindow) -> None:
    from ui.dialogs.keys import KeysDialog
    from ui.keymap import listing

    session, _ = _open(window)
    entries = listing(window.keymap, session.codebook)
    dialog = KeysDialog(entries, "keys.toml in your settings folder", window)
    dialog.setModal(True)
    dialog.open()


_PICTURES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("start", _start),
    ("desk", _desk),
    ("find", _find),
    ("register", _register),
    ("review", _review),
    ("adjudication", _adjudication),
    ("agreement", _agreement),
    ("keys", _keys),
)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs")))
