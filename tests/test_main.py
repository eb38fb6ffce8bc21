"""`main.py` leads to the command line or to the window, and loads no more than it needs."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import main
from ui.version import VERSION

ROOT = Path(__file__).parents[1]


def start(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "importtime", str(ROOT / "main.py"), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("arguments", [("formats",), ("--help",), ("--version",)])
def test_the_command_line_starts_lean(arguments) -> None:
    started = start(*arguments)
    loaded = {line.rpartition("|")[2].strip() for line in started.stderr.splitlines()}
    assert started.returncode == 0
    heavy = {"PySide6", "shiboken6", "sqlite_utils", "numpy", "pyqtgraph", "orjson", "tqdm"}
    assert loaded & heavy == set()
    assert "argparse" in loaded


def test_an_import_and_an_export_load_no_qt(tmp_path: Path) -> None:
    seed = next((ROOT / "seeds").glob("*.txt"))
    steps = [
        ("new", tmp_path / "p.gloss"),
        ("import", tmp_path / "p.gloss", seed),
        ("export", tmp_path / "p.gloss", tmp_path / "o.html", "--format", "html"),
    ]
    for step in steps:
        done = start(*step)
        assert done.returncode == 0, done.stderr
        assert "PySide6" not in done.stderr


@pytest.mark.parametrize("arguments", [[], ["P.gloss"], ["a.txt", "b.txt"], ["--sample"]])
def test_everything_else_opens_the_window(arguments, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = []
    monkeypatch.setattr("ui.app.run", lambda argv: opened.append(list(argv)) or 7)
    assert main.main(arguments) == 7
    assert opened == [arguments]


def test_every_command_is_known_to_main() -> None:
    from ui.cli import COMMANDS

    assert set(COMMANDS) <= main._COMMAND_LINE


def test_the_version_is_the_one_of_the_project() -> None:
    described = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    assert described["project"]["version"] == VERSION
