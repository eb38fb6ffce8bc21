"""Importing files: all of them in one action, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from domain.change import Change
from domain.ids import annotator_id
from domain.table_columns import Columns
from storage.documents.gathering import SourceOptions
from storage.documents.reading import ReadingOptions
from storage.documents.taking_in import take_sources
from storage.errors import FormatError
from storage.formats.exporting import Progress, silent
from storage.formats.intake import Intake
from storage.formats.registry import format_of
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
    columns: Columns | None = None,
    skips_errors: bool = False,
    progress: Progress = silent,
) -> tuple[Tally, Change | None]:
    """Import files in one action, undone as one by `annotator`; return what it did.

    The format follows from each file's suffix unless `format_key` names one; folders and archives
    hold source texts. `annotator` is also whose layer annotations go to that name nobody. `columns`
    are those of tables; `skips_errors` leaves out texts that cannot be read and notes them. Raises
    FormatError or RefusedError, and then nothing was changed.
    """
    formats = [format_of(path, format_key) for path in paths]
    for path in paths:
        check_readable(path)
    tally = Tally()
    texts = [path for path, chosen in zip(paths, formats, strict=True) if not chosen.importer]
    options = SourceOptions(ReadingOptions(encoding), format_key == "table", columns)
    names = f"“{paths[0].name}”" if len(paths) == 1 else f"{len(paths)} files"
    owner = None if annotator is None else annotator_id(project.id, annotator)
    with project.action("import", f"Import {names}", owner) as outcome:
        action = outcome.action
        if texts:
            take_sources(
                project, action, texts, tally, options, skips_errors=skips_errors, step=progress
            )
        for path, chosen in zip(paths, formats, strict=True):
            if chosen.importer is not None:
                intake = Intake(project, action, tally, annotator)
                chosen.importer()(intake, path, onto=onto, progress=progress)
        if annotator is not None and not action.is_empty:
            write_annotator(project, action, annotator)
    return tally, outcome.change


def check_readable(path: Path) -> None:
    """Raise FormatError if there is no such file or folder."""
    if not path.exists():
        raise FormatError(f"{path} does not exist. Nothing was imported; check the name.")
