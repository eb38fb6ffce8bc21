"""Starting the window: the application, its look, and what it opens first."""

from __future__ import annotations

import argparse
import builtins
import contextlib
import gc
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

    from ui.window.main_window import MainWindow


def run(argv: Sequence[str]) -> int:
    """Open the window on what the arguments name, and return the exit status.

    No argument gives the start screen; `FILE.gloss` that project; any other files a new project
    that offers to take them in as articles; `--sample` the sample project.
    """
    wanted = _parser().parse_args(argv)
    missing = no_display()
    if missing is not None:
        print(missing, file=sys.stderr)  # noqa: T201 - there is no window to say it in
        return 1
    return _run(wanted.files, sample=wanted.sample)


def no_display() -> str | None:
    """Return the sentence for a system without a screen, or None if there is one."""
    if sys.platform != "linux" or os.environ.get("QT_QPA_PLATFORM", "xcb") not in ("xcb", ""):
        return None
    if os.environ.get("WAYLAND_DISPLAY"):
        return None
    display = os.environ.get("DISPLAY", "")
    if display and _answers(display):
        return None
    what = f"the display {display} does not answer" if display else "there is no display"
    return (
        f"Glossator cannot open its window: {what}. Nothing was changed. "
        "Start it from a desktop session, or use the command line: main.py --help."
    )


def _answers(display: str) -> bool:
    host, _, rest = display.rpartition(":")
    if host not in ("", "unix"):
        return True  # A remote display: Qt itself will find out.
    import socket

    number = rest.split(".")[0]
    for address in (f"/tmp/.X11-unix/X{number}", f"\0/tmp/.X11-unix/X{number}"):
        with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as client:
            try:
                client.connect(address)
            except OSError:
                continue
            return True
    return False


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="main.py", description="Open Glossator's window.")
    parser.add_argument("files", nargs="*", type=Path, help="a project (.gloss), or articles")
    parser.add_argument("--sample", action="store_true", help="open the sample project")
    return parser


def _run(files: list[Path], *, sample: bool) -> int:
    with uncollected():
        app = application()
        # The name keeps the window: one that nobody holds goes away.
        _window = open_window(app, files, sample=sample)
    from ui.collecting import Collector  # Not on the way to the first window

    collector = Collector(app)
    try:
        return int(app.exec())
    finally:
        collector.stop()


@contextlib.contextmanager
def uncollected() -> Iterator[None]:
    """Look for no garbage meanwhile, nor later among what was made: a start leaves none."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


@contextlib.contextmanager
def plain_imports() -> Iterator[None]:
    """Keep Python's own way of importing, whatever is imported meanwhile.

    PySide6 puts another in its place, which reads the source of each module that is imported after
    it, in search of a switch (`from __feature__ import …`) that we do not use.
    """
    own = builtins.__import__
    try:
        yield
    finally:
        builtins.__import__ = own


def application() -> QApplication:
    """Return the application of this process, made if there is none yet."""
    with plain_imports():
        from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if app is None:
        # Named here, the style needs no QStyle in Python, whose enumerations take time to make.
        app = QApplication([*sys.argv[:1], "-style", "Fusion"])
        app.setProperty("glossatorStyle", True)
    assert isinstance(app, QApplication)
    return app


def open_window(app: QApplication, files: Sequence[Path], *, sample: bool) -> MainWindow:
    """Show the window on these files, or on the start screen; bugs are caught from here on."""
    from ui.crash import catch_bugs, start_log

    app.setApplicationName("Glossator")
    app.setApplicationDisplayName("Glossator")
    app.setDesktopFileName("glossator")
    start_log()
    window = make_window(app)
    catch_bugs(window.tell, window.project_path)
    window.show()
    window.projects.begin(files, sample=sample)
    return window


def make_window(app: object) -> MainWindow:
    """Return the window with the person's settings, keys and look, not yet shown."""
    from PySide6.QtWidgets import QApplication

    from ui.keymap import KeymapError, default_keymap, load_keymap
    from ui.places import keys_file
    from ui.settings import load_settings
    from ui.theme.icons import application_icon
    from ui.theme.style import apply_theme
    from ui.theme.theme import load_theme, system_theme_name
    from ui.window.main_window import MainWindow

    assert isinstance(app, QApplication)
    settings = load_settings()
    theme = load_theme(settings.theme or system_theme_name())
    apply_theme(app, theme)
    app.setWindowIcon(application_icon())
    problem = ""
    try:
        keymap = load_keymap(keys_file())
    except KeymapError as error:
        keymap, problem = default_keymap(), str(error)
    window = MainWindow(settings, keymap, theme)
    if problem:
        window.tell(problem)
    return window
