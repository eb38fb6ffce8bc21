"""What the first window does without: counted, since times differ from machine to machine."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ui.window.possible import possible

ROOT = Path(__file__).parents[3]
# Libraries, and rooms of our own, that nothing on a start screen needs.
UNWANTED = (
    *("sqlite3", "sqlite_utils", "numpy", "pandas", "pyqtgraph", "charset_normalizer"),
    *("lxml", "docx", "openpyxl", "pdfminer", "trafilatura", "spacy", "pyarrow", "tqdm", "regex"),
    *("PySide6.QtSvg", "PySide6.QtPrintSupport", "PySide6.QtNetwork"),
    *("storage.project", "storage.formats", "storage.documents", "domain.codebook"),
    *("ui.session", "ui.desk", "ui.reader", "ui.panes", "ui.models", "ui.window.workbench"),
)
PAINT = """
import json, os, sys
sys.path.insert(0, {root!r})
from pathlib import Path
from ui import app
application = app.application()
window = app.open_window(application, [Path(file) for file in {files!r}], sample=False)
import PySide6.QtCore
seen = {{"imports": builtin_import is __builtins__.__import__}}
window.grab()
seen["modules"] = sorted(sys.modules)
seen["names Qt"] = "Qt" in vars(PySide6.QtCore)
bench = window.bench
seen["panes"] = [] if bench is None else [n for n, p in bench.places.items() if p.pane is not None]
seen["actions"] = [a.objectName() for a in window.actions_.findChildren(PySide6.QtGui.QAction)]
print(json.dumps(seen), flush=True)
os._exit(0)
"""


def started(*files: Path) -> dict[str, object]:
    """Start the window in a process of its own, and return what was there once it was painted."""
    code = "builtin_import = __builtins__.__import__\n" + PAINT.format(
        root=str(ROOT), files=[str(file) for file in files]
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)


@pytest.fixture(scope="module")
def start_screen() -> dict[str, object]:
    return started()


def test_the_start_screen_needs_neither_sqlite_nor_a_format_nor_the_desk(start_screen):
    loaded = {name for name in start_screen["modules"] if name.startswith(UNWANTED)}
    assert loaded == set()


def test_the_start_screen_makes_none_of_qts_own_enumerations(start_screen):
    assert not start_screen["names Qt"]


def test_modules_are_imported_pythons_own_way(start_screen):
    assert start_screen["imports"]


def test_only_what_can_be_done_has_an_action(start_screen):
    assert "new-project" in start_screen["actions"]
    assert set(start_screen["actions"]) & possible(None).keys() == set()
    assert len(start_screen["actions"]) < 12
