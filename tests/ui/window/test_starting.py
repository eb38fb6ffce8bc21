"""What the first window does without: counted, since times differ from machine to machine."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from storage.adding import add_documents
from storage.documents.registry import read_document
from storage.opening import new_project
from ui.settings import load_settings
from ui.window.possible import possible

ROOT = Path(__file__).parents[3]
SEED = ROOT / "seeds" / "000_86a8afdfea60329a.txt"
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
made = lambda: [name for name, place in bench.places.items() if place.pane is not None]
if bench is not None:
    seen["article"] = bench.reader.canonical_text[:20]
    seen["at first"] = made()
    while not bench.page_first.is_done:
        application.processEvents()
    seen["then"] = made()
seen["actions"] = [a.objectName() for a in window.actions_.findChildren(PySide6.QtGui.QAction)]
print(json.dumps(seen), flush=True)
os._exit(0)
"""


def started(home: Path, *files: Path) -> dict[str, object]:
    """Start the window in a process of its own, and return what was there once it was painted."""
    environment = os.environ | {"GLOSSATOR_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    code = "builtin_import = __builtins__.__import__\n" + PAINT.format(
        root=str(ROOT), files=[str(file) for file in files]
    )
    command = [sys.executable, "-c", code]
    shown = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert shown.returncode == 0, shown.stderr
    return json.loads(shown.stdout)


@pytest.fixture(scope="module")
def start_screen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    return started(tmp_path_factory.mktemp("home"))


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


@pytest.fixture(scope="module")
def article(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    path = tmp_path_factory.mktemp("start") / "Peru.gloss"
    with new_project(path, title="Peru", annotator="Ann") as project:
        add_documents(project, [read_document(SEED).document], None)
    load_settings(path.parent / "settings.json").annotator = "Ann"
    return started(path.parent, path)


def test_the_article_shows_before_any_pane_is_made(article):
    assert article["article"].startswith("Following hard")
    assert article["at first"] == []
    assert not [name for name in article["modules"] if name.startswith(("ui.panes", "ui.models"))]


def test_panes_that_nobody_looks_at_are_not_made(article):
    assert article["then"] == ["pane-documents", "pane-inspector", "pane-annotations"]
