"""Exporting an open project to a file or a folder of files."""

from __future__ import annotations

from pathlib import Path

from storage.contents import Contents
from storage.errors import RefusedError
from storage.formats.export_corpus import Export, Report, export_corpus, preflight_corpus
from storage.formats.export_options import ExportOptions, as_choice
from storage.formats.exporting import Choice, Progress, silent
from storage.formats.outputs import check_target
from storage.formats.preview import Preview, preview
from storage.formats.pseudonyms import use_pseudonyms
from storage.formats.registry import exporter_of, format_named
from storage.formats.splitting import store
from storage.project import Project


def export_file(
    project: Project,
    target: Path,
    format_key: str,
    choice: Choice = Choice(),  # noqa: B008 - a frozen value
    progress: Progress = silent,
) -> None:
    """Write the choice to `target` as it stands at this moment, whole or not at all.

    Safe in any thread: it reads over a connection of its own. Raises FormatError, RefusedError, or
    what `progress` raises to cancel.
    """
    export = exporter_of(format_key)
    if format_named(format_key).exporter is not None:
        check_target(target, project.path, is_folder=False)
    with project.apart() as contents:
        export(contents, target, choice, progress)


def export_with(
    project: Project,
    target: Path,
    format_key: str,
    options: ExportOptions,
    progress: Progress = silent,
) -> Report | None:
    """Write an export with all its options; return what it holds, for another program's format.

    A split is drawn once and kept with the documents, as an action of its own.
    """
    codec = format_named(format_key).codec
    exporter_of(format_key)
    with project.apart() as contents:
        if codec is not None and options.split is not None:
            planned = Export(contents, format_key, codec, options)
            planned.check(target)
            store(project, planned.drawn, None)
        return export_in(contents, target, format_key, options, progress)


def export_in(
    contents: Contents,
    target: Path,
    format_key: str,
    options: ExportOptions,
    progress: Progress = silent,
) -> Report | None:
    """Write an export over a connection of its own; a split is drawn, but not kept."""
    codec = format_named(format_key).codec
    if options.pseudonyms:
        use_pseudonyms(contents)
    if codec is not None:
        return export_corpus(contents, format_key, codec, target, options, progress)
    check_target(target, contents.file, is_folder=False)
    exporter_of(format_key)(contents, target, _own_choice(contents, options), progress)
    return None


def preflight(
    project: Project, format_key: str, options: ExportOptions, progress: Progress = silent
) -> Report | Preview:
    """Return what an export would hold and what it could not carry; nothing is written."""
    exporter_of(format_key)
    with project.apart() as contents:
        return preflight_in(contents, format_key, options, progress)


def preflight_in(
    contents: Contents, format_key: str, options: ExportOptions, progress: Progress = silent
) -> Report | Preview:
    """Return what an export would hold, read over a connection of its own."""
    codec = format_named(format_key).codec
    if options.pseudonyms:
        use_pseudonyms(contents)
    if codec is None:
        return preview(contents, format_key, _own_choice(contents, options), progress)
    return preflight_corpus(contents, format_key, codec, options, progress)


def _own_choice(contents: Contents, options: ExportOptions) -> Choice:
    if options.split is not None or options.without_text:
        raise RefusedError(
            "A split, and leaving the texts out, are for formats of training data. "
            "Nothing was written; choose another format."
        )
    known = {each.id: each for each in contents.annotators.all()}
    wanted = options.annotators
    layers = None if wanted is None else tuple(known[each] for each in wanted)
    return as_choice(contents, options, layers)
