"""The command `codebook`: a project's codebook as JSON, or another one in its place."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any

_ABOUT = (
    "Without --import it prints the codebook as JSON, or writes it to the file after --export. "
    "With --import it brings the codebook up to a file, by key, in one step that undo takes back, "
    "and says what that does to how many annotations."
)


def add_codebook(commands: Any) -> None:
    """Add the command to a parser's."""
    command = commands.add_parser(
        "codebook", help="print, export or import a codebook", description=_ABOUT
    )
    command.add_argument("project", type=Path)
    ways = command.add_mutually_exclusive_group()
    ways.add_argument("--export", type=Path, metavar="FILE", help="write it to a file (.json)")
    ways.add_argument(
        "--import", dest="source", type=Path, metavar="FILE", help="take a file's codebook over"
    )
    command.add_argument("--annotator", metavar="NAME", help="who changes it (with --import)")
    command.add_argument(
        "--dry-run", action="store_true", help="with --import: say what it would do, and do not"
    )
    command.set_defaults(run=_codebook)


def _codebook(wanted: argparse.Namespace) -> int:
    from ui.terminal import opened

    if wanted.source is not None:
        return _import(wanted)
    with opened(wanted.project) as project:
        content = project.codebooks.content() or {}
    if wanted.export is None:
        print(json.dumps(content, ensure_ascii=False, indent=1))
        return 0
    from storage.codebook_file import save_codebook
    from storage.errors import FormatError

    try:
        save_codebook(wanted.export, content)
    except OSError as error:
        raise FormatError(
            f"{wanted.export} could not be written: {error.strerror}. Try another place."
        ) from error
    print(f"Wrote {wanted.export}.")
    return 0


def _import(wanted: argparse.Namespace) -> int:
    from storage.codebook_editing import change_codebook, preview, updated
    from storage.codebook_file import read_codebook
    from storage.errors import RefusedError
    from storage.project import open_project
    from storage.work import ensure_annotator

    content = read_codebook(wanted.source)
    with open_project(wanted.project, writable=not wanted.dry_run) as project:
        codebook = updated(project, content)
        seen = preview(project, codebook)
        lines = [each.words for each in seen.differences]
        lines += [effect.words for effect in seen.effects]
        print("\n".join(lines) or "Nothing differs.")
        if wanted.dry_run:
            print("Nothing was changed.")
            return 0
        people = [a for a in project.annotators.all() if a.kind == "person"]
        if wanted.annotator is None and len(people) != 1:
            raise RefusedError(
                "Whose change is it? Name one with --annotator. Nothing was changed."
            )
        who = people[0] if wanted.annotator is None else ensure_annotator(project, wanted.annotator)
        change = change_codebook(project, codebook=codebook, annotator=who.id, extras=content)
    print("Nothing was changed." if change is None else f"{change.label}.")
    return 0
