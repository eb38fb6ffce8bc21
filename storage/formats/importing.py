"""Importing files: all of them in one action, or nothing at all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from domain.change import Change
from domain.ids import DocumentId, annotator_id
from domain.table_columns import Columns
from storage.action import Action
from storage.contents import Contents
from storage.documents.gathering import SourceOptions
from storage.documents.reading import ReadingOptions
from storage.documents.registry import check_is_file
from storage.documents.taking_in import take_sources
from storage.errors import FormatError, RefusedError
from storage.formats.corpus_import import ImportOptions, import_corpus
from storage.formats.exporting import Progress, silent
from storage.formats.intake import Intake
from storage.formats.mapping import remembered
from storage.formats.one_import import one_import
from storage.formats.registry import Format, format_of
from storage.formats.survey import Survey, survey_corpus
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
    reading: ReadingOptions = ReadingOptions(),  # noqa: B008 - a frozen value
    columns: Columns | None = None,
    skips_errors: bool = False,
    options: ImportOptions = ImportOptions(),  # noqa: B008 - a frozen value
    keeps: bool = True,
    progress: Progress = silent,
) -> tuple[Tally, Change | None]:
    """Import files in one action, undone as one by `annotator`; return what it did.

    Unless it `keeps` what it did, it is a rehearsal, and nothing was changed.

    The format follows from each file's contents and suffix unless `format_key` names one; other
    folders, and archives, hold source texts. `annotator` is also whose layer annotations go to that
    name nobody. `reading` says how texts are read; `columns` are those of tables; `skips_errors`
    leaves out texts that cannot be read and notes them; `options` are for what comes from other
    programs. Raises FormatError or RefusedError, and then nothing was changed.
    """
    chosen_paths = with_formats(paths, format_key)
    skips = skips_errors or options.on_error == "skip"
    options = _settled(options, reading.encoding, skips=skips)
    tally = Tally()
    sources = SourceOptions(reading, format_key == "table", columns)
    owner = None if annotator is None else annotator_id(project.id, annotator)
    with one_import(project, _label(paths), owner, keeps=keeps) as outcome:
        action = outcome.action
        if texts := [path for path, chosen in chosen_paths if chosen.is_of_texts]:
            take_sources(project, action, texts, tally, sources, skips_errors=skips, step=progress)
        others = [(path, chosen) for path, chosen in chosen_paths if not chosen.is_of_texts]
        given = (project, action, others, tally, annotator)
        take_annotations(*given, onto=onto, options=options, progress=progress)
    return tally, outcome.change


def _settled(options: ImportOptions, encoding: str | None, *, skips: bool) -> ImportOptions:
    encoding = options.encoding or encoding
    return replace(options, encoding=encoding, on_error="skip" if skips else "stop")


def take_annotations(
    project: Project,
    action: Action,
    files: Sequence[tuple[Path, Format]],
    tally: Tally,
    annotator: str | None,
    *,
    onto: str | None = None,
    otherwise: DocumentId | None = None,
    options: ImportOptions = ImportOptions(),  # noqa: B008 - a frozen value
    progress: Progress = silent,
) -> None:
    """Take in files of annotations as part of an action, which may have taken in texts before.

    They come with their formats, as `with_formats` finds them. `onto` goes before what a file says
    of where its annotations belong, `otherwise` is for those of which it says nothing; all else is
    as in `import_files`.
    """
    skips = options.on_error == "skip"
    for path, chosen in files:
        intake = Intake(
            project,
            action,
            tally,
            annotator,
            options.on_conflict,
            skips_errors=skips,
            otherwise=otherwise,
            encoding=options.encoding,
        )
        _import_one(intake, path, chosen, onto, options, progress)
    tally.conclude()
    if annotator is not None and not action.is_empty:
        write_annotator(project, action, annotator)


def with_formats(paths: Sequence[Path], format_key: str | None = None) -> list[tuple[Path, Format]]:
    """Return the paths with their formats; raise FormatError for one that is not there."""
    found = [(path, format_of(path, format_key)) for path in paths]
    for path, chosen in found:
        check_readable(path, is_file=bool(chosen.importer))
    return found


def _label(paths: Sequence[Path]) -> str:
    return f"Import “{paths[0].name}”" if len(paths) == 1 else f"Import {len(paths)} files"


def survey_files(
    contents: Contents,
    paths: Sequence[Path],
    *,
    format_key: str | None = None,
    options: ImportOptions = ImportOptions(),  # noqa: B008 - a frozen value
    progress: Progress = silent,
) -> list[Survey]:
    """Return what is understood of each file of another program; nothing is imported.

    Files in formats of our own, and source texts, have no survey: RefusedError.
    """
    found = []
    for path in paths:
        chosen = format_of(path, format_key)
        codec = chosen.codec
        check_readable(path)
        if codec is None:
            raise RefusedError(
                f"{path.name} is a text or a file of ours, which is imported as it is. "
                "Nothing was imported."
            )
        found.append(
            survey_corpus(
                contents,
                codec,
                path,
                options.reading,
                unit=options.offsets,
                mapping=options.mapping.over(remembered(contents, chosen.key)),
                progress=progress,
            )
        )
    return found


def check_readable(path: Path, *, is_file: bool = False) -> None:
    """Raise FormatError if there is no such file or folder (no such file, if it must be one)."""
    if not os.path.lexists(path):
        raise FormatError(f"{path} does not exist. Nothing was imported; check the name.")
    check_is_file(path)
    if is_file and path.is_dir():
        raise FormatError(f"{path} is a folder. Nothing was imported; name a file in it.")


def _import_one(
    intake: Intake,
    path: Path,
    chosen: Format,
    onto: str | None,
    options: ImportOptions,
    progress: Progress,
) -> None:
    codec = chosen.codec
    if codec is not None:
        import_corpus(intake, chosen.key, codec, path, options, onto=onto, progress=progress)
    elif chosen.importer is not None:
        chosen.importer()(intake, path, onto=onto, progress=progress)
