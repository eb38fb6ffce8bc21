"""Measures the time from the start of a fresh process to a window that is painted and idle."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

from storage.opening import new_project
from storage.sample import build_sample
from tests.benchmarks.table import Row, row

_STARTS = 11
_LINES = (b"painted\n", b"ready\n")
_BARE, _OURS = "bare", "ours"


def rows(folder: Path) -> list[Row]:
    """Starts of the start screen and of a small project, against a bare PySide6 window."""
    sample, empty = folder / "sample.gloss", folder / "empty.gloss"
    build_sample(sample, "Ann")
    new_project(empty, title="Empty", annotator="Ann").close()
    environment = _environment(folder)
    ways: dict[str, Sequence[str]] = {
        "bare": (_BARE,),
        "start screen": (_OURS,),
        "project": (_OURS, str(sample)),
    }
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    for name in ways:
        _start(ways[name], environment)  # Whoever starts first fills the caches of the disk.
    for _ in range(_STARTS):
        for name in ways:
            times[name].append(_start(ways[name], environment))
    painted = {name: median(each[0] for each in taken) for name, taken in times.items()}
    ready = {name: median(each[1] for each in taken) for name, taken in times.items()}
    bare = ready["bare"]
    return [
        row("start to an interactive window", "start", ready["start screen"], bare, 1.5),
        row("start to an article on the screen", "sample", painted["project"], bare, 3.0),
        row("start to an article and all its panes", "sample", ready["project"], bare, None),
    ]


def _environment(folder: Path) -> Mapping[str, str]:
    """The environment of an installed program: its byte code is written once and then found."""
    unwanted = ("PYTHONDONTWRITEBYTECODE", "GLOSSATOR_HOME")
    environment = {k: v for k, v in os.environ.items() if k not in unwanted}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "bytecode")
    home = folder / "home"
    for name in ("CONFIG", "DATA", "STATE", "CACHE"):
        environment[f"XDG_{name}_HOME"] = str(home)
    settings = home / "Glossator" / "settings.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('{"annotator": "Ann"}', encoding="utf-8")
    return environment


def _start(arguments: Sequence[str], environment: Mapping[str, str]) -> tuple[float, float]:
    """Milliseconds until a fresh process says that its window is painted, and that it is idle."""
    before = time.perf_counter()
    command = [sys.executable, "-m", "tests.benchmarks.first_window", *arguments]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        assert process.stdout is not None
        taken = []
        for line in _LINES:
            assert process.stdout.readline() == line, f"{command} did not start"
            taken.append((time.perf_counter() - before) * 1000)
    return taken[0], taken[1]
