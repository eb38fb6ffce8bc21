"""The command `merge`: a colleague's copy of a project into one's own, or what that would do."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

Bar = Callable[[], "AbstractContextManager[Callable[[int, int], None]]"]


def add_merge(commands: Any, bar: Bar) -> None:
    """Add the command to a parser's; `bar` makes what shows progress."""
    command = commands.add_parser("merge", help="merge a colleague's copy of a project into it")
    command.add_argument("project", type=Path)
    command.add_argument("other", type=Path, metavar="OTHER", help="the colleague's file (.gloss)")
    command.add_argument("--dry-run", action="store_true", help="say what it would do, and do not")
    command.add_argument("--json", action="store_true", help="as JSON")
    command.set_defaults(run=_Run(bar))


class _Run:
    """Carries the command out."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar

    def __call__(self, wanted: argparse.Namespace) -> int:
        from storage.merge.merging import merge, preview
        from storage.project import open_project

        backup: Path | None = None
        with open_project(wanted.project) as project, self._bar() as bar:
            if wanted.dry_run:
                report = preview(project, wanted.other, bar)
                is_merged = False
            else:
                merged = merge(project, wanted.other, bar)
                report, is_merged, backup = merged.report, merged.change is not None, merged.backup
        if wanted.json:
            found = {"merged": is_merged, "backup": None if backup is None else str(backup)}
            print(json.dumps(found | report.as_json(), ensure_ascii=False, indent=2))
        else:
            print("\n".join(report.lines()))
            if wanted.dry_run:
                print("Nothing was changed.")
        return 0
