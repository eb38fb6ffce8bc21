"""The command line: the same verbs as the window, without Qt.

Exit status: 0 done, 1 refused with one sentence on standard error and nothing changed, 2 usage.
What a command needs is imported when it runs, so that `--help` answers at once.
"""

from __future__ import annotations

import argparse
import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from storage.errors import GlossatorError
from ui.cli_agreement import add_agreement
from ui.cli_codebook import add_codebook
from ui.cli_merge import add_merge
from ui.commands_exchange import add_export, add_formats, add_import
from ui.terminal import Bar, opened
from ui.version import VERSION

COMMANDS = (
    *("new", "import", "export", "check", "stats", "facts", "agreement", "codebook", "merge"),
    "formats",
)
_WINDOW = (
    "Without a command the window opens: main.py [FILE.gloss], main.py ARTICLE.txt … for a new "
    "project with these articles, main.py --sample for the sample project."
)


def run(argv: Sequence[str]) -> int:
    """Run one command and return its exit status; wrong usage leaves through SystemExit(2)."""
    wanted = parser().parse_args(argv)
    try:
        return int(wanted.run(wanted))
    except GlossatorError as error:
        print(error, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped. Nothing was changed.", file=sys.stderr)
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python must not complain at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except Exception:  # noqa: BLE001 - the outermost boundary: a bug goes to the log file
        print(_log_bug(), file=sys.stderr)
    return 1


def parser() -> argparse.ArgumentParser:
    """Return what reads the arguments."""
    top = argparse.ArgumentParser(
        prog="main.py",
        description="Glossator: read source texts, highlight spans, tag them, export them.",
        epilog=_WINDOW,
    )
    top.add_argument("--version", action="version", version=f"Glossator {VERSION}")
    commands = top.add_subparsers(metavar="COMMAND", required=True)
    _add_new(commands)
    add_import(commands)
    add_export(commands)
    check = commands.add_parser("check", help="say what is wrong with a project")
    check.add_argument("project", type=Path)
    check.set_defaults(run=_check)
    stats = commands.add_parser("stats", help="count what a project holds")
    stats.add_argument("project", type=Path)
    stats.add_argument("--json", action="store_true", help="as JSON")
    stats.set_defaults(run=_stats)
    _add_facts(commands)
    add_agreement(commands, Bar)
    add_codebook(commands)
    add_merge(commands, Bar)
    add_formats(commands)
    return top


def _add_new(commands: Any) -> None:
    new = commands.add_parser("new", help="make a project with the default codebook")
    new.add_argument("project", type=Path, help="the file to make (.gloss)")
    new.add_argument("--title", help="its title (else the name of the file)")
    new.add_argument("--annotator", metavar="NAME", help="who works in it")
    new.set_defaults(run=_new)


def _add_facts(commands: Any) -> None:
    facts = commands.add_parser("facts", help="print what follows from the tags of one layer")
    facts.add_argument("project", type=Path)
    facts.add_argument(
        "--annotator", metavar="NAME", help="whose layer (else the adjudicated, or the only one)"
    )
    facts.add_argument("--json", action="store_true", help="as JSON")
    facts.set_defaults(run=_facts)


def _new(wanted: argparse.Namespace) -> int:
    from storage.opening import new_project

    title = wanted.title or wanted.project.stem
    with new_project(wanted.project, title=title, annotator=wanted.annotator) as project:
        print(f"Made {project.path}.")
    return 0


def _check(wanted: argparse.Namespace) -> int:
    from storage.check import check_project

    with opened(wanted.project) as project, Bar() as bar:
        report = check_project(project, bar)
    for error in report.errors:
        print(f"error: {error}")
    for warning in report.warnings:
        print(f"warning: {warning}")
    print(f"{len(report.errors)} errors, {len(report.warnings)} warnings.")
    return 0 if report.is_sound else 1


def _stats(wanted: argparse.Namespace) -> int:
    from storage.stats import project_stats

    with opened(wanted.project) as project:
        stats = project_stats(project)
    if wanted.json:
        print(json.dumps(stats.as_json(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(stats.lines()))
    return 0


def _facts(wanted: argparse.Namespace) -> int:
    from storage.facts import fact_layer, fact_lines, read_facts

    with opened(wanted.project) as project, Bar() as bar:
        layer = fact_layer(project, wanted.annotator)
        facts = read_facts(project, layer, bar)
    if wanted.json:
        print(json.dumps(facts.as_json(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(fact_lines(facts)))
    return 0


def _log_bug() -> str:
    """Write the traceback to the log file and return the sentence that names it."""
    from ui.crash import start_log

    path = start_log()
    log = logging.getLogger("glossator")
    log.exception("a bug in the command line")
    for handler in list(log.handlers):
        handler.close()
        log.removeHandler(handler)
    return (
        "Something went wrong inside Glossator. What was saved before is safe, and this command "
        f"changed nothing; send the file {path} with a description of what you did."
    )
