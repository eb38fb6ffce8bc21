"""The command `agreement`: the figures as JSON, as a table, or as files for a paper's appendix."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from storage.agreement_study import Study
    from storage.formats.exporting import Progress

Bar = Callable[[], "AbstractContextManager[Progress]"]


def add_agreement(commands: Any, bar: Bar) -> None:
    """Add the command to a parser's; `bar` makes what shows progress."""
    command = commands.add_parser("agreement", help="say how well annotators agree")
    command.add_argument("project", type=Path)
    command.add_argument(
        "--annotators",
        metavar="A,B…",
        action="append",
        default=[],
        help="whose layers (may be repeated; else of all who coded, without the adjudicated)",
    )
    command.add_argument(
        "--unit", choices=("char", "token"), default="char", help="what kappa and alpha count"
    )
    command.add_argument(
        "--document",
        metavar="D",
        action="append",
        default=[],
        help="only in this document, by id, title or file name (may be repeated)",
    )
    command.add_argument(
        "--report",
        metavar="OUT",
        type=Path,
        help="also write a report with intervals, as .md or .html",
    )
    command.add_argument("--json", action="store_true", help="as JSON")
    command.set_defaults(run=_Run(bar))


class _Run:
    """Carries the command out."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar

    def __call__(self, wanted: argparse.Namespace) -> int:
        from storage.agreement import (
            AgreementChoice,
            chosen_coders,
            named_documents,
            read_agreement,
        )
        from storage.agreement_study import study
        from storage.agreement_text import text_lines
        from storage.project import open_project

        with open_project(wanted.project) as project, self._bar() as bar:
            choice = AgreementChoice(
                chosen_coders(project, wanted.annotators),
                wanted.unit,
                named_documents(project, wanted.document),
            )
            found = study(project, read_agreement(project, choice, bar))
            if wanted.report is not None:
                _report(found, wanted.report, bar)
        if wanted.json:
            print(json.dumps(found.as_json(), ensure_ascii=False, indent=2))
        else:
            print("\n".join(text_lines(found)))
        return 0


def _report(found: Study, target: Path, bar: Progress) -> None:
    from domain.agreement.bootstrap import intervals
    from storage.agreement_report import write_report

    with_intervals = replace(found, intervals=intervals(found.agreement, bar))
    write_report(with_intervals, target)
    print(f"Wrote {target}.", file=sys.stderr)
