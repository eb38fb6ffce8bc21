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
from typing import TYPE_CHECKING, Any

from storage.errors import GlossatorError
from ui.cli_agreement import add_agreement
from ui.cli_merge import add_merge
from ui.version import VERSION

if TYPE_CHECKING:
    from storage.project import Project

COMMANDS = ("new", "import", "export", "check", "stats", "facts", "agreement", "merge", "formats")
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
    _add_import(commands)
    _add_export(commands)
    check = commands.add_parser("check", help="say what is wrong with a project")
    check.add_argument("project", type=Path)
    check.set_defaults(run=_check)
    stats = commands.add_parser("stats", help="count what a project holds")
    stats.add_argument("project", type=Path)
    stats.add_argument("--json", action="store_true", help="as JSON")
    stats.set_defaults(run=_stats)
    _add_facts(commands)
    add_agreement(commands, _Bar)
    add_merge(commands, _Bar)
    formats = commands.add_parser("formats", help="list the formats")
    formats.set_defaults(run=_formats)
    return top


def _add_new(commands: Any) -> None:
    new = commands.add_parser("new", help="make a project with the default codebook")
    new.add_argument("project", type=Path, help="the file to make (.gloss)")
    new.add_argument("--title", help="its title (else the name of the file)")
    new.add_argument("--annotator", metavar="NAME", help="who works in it")
    new.set_defaults(run=_new)


def _add_import(commands: Any) -> None:
    take = commands.add_parser("import", help="take files in, all of them or none")
    take.add_argument("project", type=Path)
    take.add_argument(
        "files", type=Path, nargs="+", metavar="FILE", help="files, folders or ZIP archives"
    )
    take.add_argument("--format", metavar="F", help="the format (else by suffix; see formats)")
    take.add_argument(
        "--annotator", metavar="NAME", help="who imports, and whose annotations name nobody"
    )
    take.add_argument("--onto", metavar="DOCUMENT", help="the document of bare annotations")
    take.add_argument("--encoding", metavar="E", help="the encoding of the texts (else found out)")
    take.add_argument(
        "--mapping", type=Path, metavar="FILE", help="a JSON file: the columns of a table"
    )
    take.add_argument(
        "--on-error",
        choices=("stop", "skip"),
        default="stop",
        help="what to do about a text that cannot be read (else stop)",
    )
    take.set_defaults(run=_import)


def _add_export(commands: Any) -> None:
    export = commands.add_parser("export", help="write a project in another format")
    export.add_argument("project", type=Path)
    export.add_argument("target", type=Path, metavar="OUT")
    export.add_argument("--format", metavar="F", required=True, help="the format (see formats)")
    export.add_argument(
        "--annotator",
        metavar="NAME",
        action="append",
        default=[],
        help="only this layer (may be repeated; else all)",
    )
    export.set_defaults(run=_export)


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


def _import(wanted: argparse.Namespace) -> int:
    from storage.documents.mapping_file import read_columns
    from storage.formats.importing import check_readable, import_files

    for path in wanted.files:
        check_readable(path)
    columns = None if wanted.mapping is None else read_columns(wanted.mapping)
    with _opened(wanted.project) as project, _Bar() as bar:
        tally, _ = import_files(
            project,
            wanted.files,
            format_key=wanted.format,
            annotator=wanted.annotator,
            onto=wanted.onto,
            encoding=wanted.encoding,
            columns=columns,
            skips_errors=wanted.on_error == "skip",
            progress=bar,
        )
    for note in tally.notes:
        print(note, file=sys.stderr)
    print(tally.sentence())
    return 0


def _export(wanted: argparse.Namespace) -> int:
    from storage.formats.export_file import export_file
    from storage.formats.exporting import Choice, layers_named
    from storage.formats.registry import exporter_of

    exporter_of(wanted.format)
    with _opened(wanted.project) as project, _Bar() as bar:
        choice = Choice(annotators=layers_named(project, wanted.annotator))
        export_file(project, wanted.target, wanted.format, choice, bar)
    print(f"Wrote {wanted.target}.")
    return 0


def _check(wanted: argparse.Namespace) -> int:
    from storage.check import check_project

    with _opened(wanted.project) as project, _Bar() as bar:
        report = check_project(project, bar)
    for error in report.errors:
        print(f"error: {error}")
    for warning in report.warnings:
        print(f"warning: {warning}")
    print(f"{len(report.errors)} errors, {len(report.warnings)} warnings.")
    return 0 if report.is_sound else 1


def _stats(wanted: argparse.Namespace) -> int:
    from storage.stats import project_stats

    with _opened(wanted.project) as project:
        stats = project_stats(project)
    if wanted.json:
        print(json.dumps(stats.as_json(), ensure_ascii=False, indent=2))
    else:
        print("\n".join(stats.lines()))
    return 0


def _facts(wanted: argparse.Namespace) -> int:
    from storage.facts import fact_layer, fact_lines, read_facts

    with _opened(wanted.project) as project, _Bar() as bar:
        layer = fact_layer(project, wanted.annotator)
        facts = read_facts(project, layer, bar)
    if wanted.json:
        print(json.dumps(facts.as_json(), ensure_ascii=False, indent=1))
    else:
        print("\n".join(fact_lines(facts)))
    return 0


def _formats(wanted: argparse.Namespace) -> int:
    from storage.formats.registry import FORMATS

    del wanted
    for entry in FORMATS:
        ways = " and ".join(
            way for way, can in (("read", entry.can_read), ("write", entry.can_write)) if can
        )
        print(f"{entry.key:<8} {entry.suffix:<8} {ways:<15} {entry.title}")
    return 0


def _opened(path: Path) -> Project:
    from storage.project import open_project

    return open_project(path)


class _Bar:
    """A progress bar on a terminal, nothing in a pipe."""

    def __init__(self) -> None:
        self._bar: Any = None
        self._shows = sys.stderr.isatty()

    def __enter__(self) -> _Bar:
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
