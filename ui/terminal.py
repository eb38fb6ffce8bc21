"""What the commands of the command line share: the project, and a bar on the terminal."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storage.project import Project


def opened(path: Path) -> Project:
    """Open the project that a command works on."""
    from storage.project import open_project

    return open_project(path)


class Bar:
    """A progress bar on a terminal, nothing in a pipe."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._shows = sys.stderr.isatty()

    def __enter__(self) -> Bar:
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.close()

    def __call__(self, done: int, total: int) -> None:
        """Show how far a task is."""
        if not self._shows:
            return
        if self._bar is None:
            from tqdm import tqdm

            self._bar = tqdm(total=total, leave=False, unit_scale=True, delay=0.5)
        self._bar.total = total
        self._bar.update(done - self._bar.n)
