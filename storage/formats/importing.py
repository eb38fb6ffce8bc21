"""Importing files: all of them in one action, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from domain.change import Change
from domain.ids import annotator_id
from domain.text import text_sha256
from storage.adding import write_document
from storage.documents.registry import read_document
from storage.errors import FormatError
from storage.formats.exporting import Progress, silent
from storage.formats.intake import Intake
from storage.formats.registry import Format, format_of
from storage.formats.tally import Tally
from storage.project import Project
from storage.work import write_annotator


def import_files(
    project: Project,
    paths: Sequence[Path],
    *,
    format_key: str | None = None,
    annotator: str | None = None,
    onto: str | None = None,
    encoding: str | None = None,
    progress: Progress = silent,
) -> tuple[Tally, Change | None]:
    """Import files in one action, undone as one by `annotator`; return what it did.

    The format follows from each file's suffix unless `format_key` names one. `annotator` is also
    whose layer annotations go to that name nobody. Raises FormatError or RefusedError, and then
    nothing was changed.
    """
    formats = [format_of(path, format_key) for path in paths]
    for path in paths:
        check_readable(path)
    tally = Tally()
    names = f"“{paths[0].name}”" if len(paths) == 1 else f"{len(paths)} files"
    owner = None if annotator is None else annotator_id(project.id, annotator)
    with project.action("import", f"Import {names}", owner) as outcome:
        for path, chosen in zip(paths, formats, strict=True):
            intake = Intake(project, outcome.action, tally, annotator)
            _import_one(intake, path, chosen, onto, encoding, progress)
        if annotator is not None and not outcome.action.is_empty:
            write_annotator(project, outcome.action, annotator)
    return tally, outcome.change


def check_readable(path: Path) -> None:
    """Raise FormatError if there is no such file."""
    if not path.is_file():
        what = "is a folder" if path.is_dir() else "does not exist"
        raise FormatError(f"{path} {what}. Nothing was imported; check the name.")


def _import_one(
    intake: Intake,
    path: Path,
    chosen: Format,
    onto: str | None,
    encoding: str | None,
    progress: Progress,
) -> None:
    if chosen.importer is None:
        _import_text(intake, path, encoding)
    else:
        chosen.importer()(intake, path, onto=onto, progress=progress)


def _import_text(intake: Intake, path: Path, encoding: str | None) -> None:
    read = read_document(path, encoding=encoding)
    sha256 = text_sha256(read.document.text)
    if intake.project.documents.of_text(sha256):
        intake.tally.known_documents += 1
        return
    write_document(intake.project, intake.action, read.document, sha256=sha256)
    intake.tally.documents += 1
    intake.tally.notes += read.notes
