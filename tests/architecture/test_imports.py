"""Imports point one way, and each layer does without what it must not know."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

IMPORT_ALL = """
import importlib, pkgutil, sys
for name in {blocked!r}:
    sys.modules[name] = None
for name in {packages!r}:
    package = importlib.import_module(name)
    for module in pkgutil.walk_packages(package.__path__, name + "."):
        importlib.import_module(module.name)
"""


def python(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-W", "error", "-c", code], cwd=ROOT, capture_output=True, text=True
    )


def test_the_import_contracts_hold():
    code = (
        "import sys; from importlinter.cli import lint_imports; "
        "sys.exit(lint_imports(cache_dir=None))"
    )
    checked = python(code)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize(
    ("packages", "blocked"),
    [
        (["domain"], ["PySide6", "shiboken6", "pyqtgraph", "sqlite3", "sqlite_utils"]),
        (["storage", "domain"], ["PySide6", "shiboken6", "pyqtgraph"]),
        (["ui.cli"], ["PySide6", "shiboken6", "pyqtgraph"]),
    ],
    ids=["domain", "storage", "command line"],
)
def test_a_layer_imports_with_what_it_must_not_know_blocked(packages, blocked):
    code = IMPORT_ALL.format(packages=packages, blocked=blocked)
    if packages == ["ui.cli"]:
        code = f"import sys; sys.modules.update(dict.fromkeys({blocked!r})); import ui.cli"
    imported = python(code)
    assert imported.returncode == 0, imported.stderr


def test_starting_imports_neither_charts_nor_the_sqlite_helpers():
    code = (
        "import sys, main; "
        "print(sorted({'pyqtgraph', 'sqlite_utils', 'numpy', 'pandas'} & set(sys.modules)))"
    )
    started = python(code)
    assert (started.stdout.strip(), started.returncode) == ("[]", 0), started.stderr
