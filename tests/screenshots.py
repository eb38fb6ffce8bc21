"""The pictures in docs/, made from the sample project: `python -m tests.screenshots FOLDER`."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.screenshot_files import SPANISH, foreign_file, incoming_files

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication, QWidget

    from ui.dialogs.form import FormDialog
    from ui.session import Session
    from ui.window.main_window import MainWindow
    from ui.window.workbench import Workbench

SIZE = (1280, 800)
_SETTLED_MS = 900
_PATIENCE_MS = 20_000


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
    # A dialog keeps the theme that it was made in.
    for name, ask, prepared in _DIALOGS:
        for theme in ("light", "dark"):
            if window.theme.name != theme:
                window.look.toggle_theme()
            dialog = ask(window)
            dialog.open()
            _until(partial(_is_ready, dialog))
            prepared(dialog)
            dialog.primary.updateGeometry()
            _settle(app)
            dialog.grab().save(str(folder / f"{name}-{theme}.png"))
            print(folder / f"{name}-{theme}.png")
            dialog.reject()
    window.close()
    return 0


def _is_ready(dialog: FormDialog) -> bool:
    return dialog.primary.isEnabled() and getattr(dialog, "task", None) is None


def _until(ready: Callable[[], bool]) -> None:
    from PySide6.QtCore import QDeadlineTimer
    from PySide6.QtWidgets import QApplication

    patience = QDeadlineTimer(_PATIENCE_MS)
    while not ready() and not patience.hasExpired():
        QApplication.processEvents()


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


def _facts(window: MainWindow) -> None:
    session, bench = _open(window)
    bench.panes.show_pane("pane-facts", shown=True)
    pane = bench.pane("pane-facts")
    example = next(a for a in session.project.annotators.all() if a.name == "Example annotator")
    pane.layer.setCurrentIndex(pane.layer.findData(example.id))
    _until(lambda: not pane.is_reading)


def _importing(window: MainWindow) -> FormDialog:
    from ui.dialogs.importing.dialog import ImportDialog

    session, _ = _open(window)
    return ImportDialog(session, window.theme, incoming_files(), window, window.settings)


def _choose_spanish(dialog: Any) -> None:
    dialog.files.view.setCurrentIndex(dialog.list.index(dialog.list.row_of(SPANISH)))


def _holding(window: MainWindow) -> FormDialog:
    from storage.formats.deciding import LEFT_OUT, Goal
    from storage.formats.importing import survey_files
    from ui.dialogs.importing.labels import LabelDialog

    session, _ = _open(window)
    known = [annotator.name for annotator in session.project.annotators.all()]
    surveys = survey_files(session.project, [foreign_file()])
    dialog = LabelDialog(surveys, session.codebook, window, annotators=known)
    dialog.tree.field("RECOGNITION").choose(Goal("key", "event"))
    dialog.tree.field("HEDGE").choose(LEFT_OUT)
    return dialog


def _training(window: MainWindow) -> FormDialog:
    from PySide6.QtCore import Qt

    from ui.dialogs.export import ExportDialog

    session, _ = _open(window)
    dialog = ExportDialog(session, window.theme, window)
    for row in range(dialog.layers.count()):
        item = dialog.layers.item(row)
        wanted = item.text() == "Example annotator"
        item.setCheckState(Qt.CheckState.Checked if wanted else Qt.CheckState.Unchecked)
    dialog.format.setCurrentIndex(dialog.format.findData("hf-json"))
    dialog.training.split.setCurrentIndex(1)
    dialog.target.setText("Peru-hf-json")
    return dialog


def _as_it_is(_dialog: Any) -> None:
    """Leave a dialog as it opens."""


_PICTURES: tuple[tuple[str, Callable[[MainWindow], None]], ...] = (
    ("start", _start),
    ("desk", _desk),
    ("find", _find),
    ("register", _register),
    ("facts", _facts),
    ("review", _review),
    ("adjudication", _adjudication),
    ("agreement", _agreement),
    ("keys", _keys),
)
_DIALOGS: tuple[tuple[str, Callable[[MainWindow], FormDialog], Callable[[Any], None]], ...] = (
    ("import", _importing, _choose_spanish),
    ("holds", _holding, _as_it_is),
    ("training", _training, _as_it_is),
)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs")))
