"""Exporting an open project to a file or a folder of files."""

from __future__ import annotations

from pathlib import Path

from storage.contents import Contents
from storage.formats.export_corpus import Export, export_corpus, preflight_corpus
from storage.formats.export_options import ExportOptions
from storage.formats.export_own import export_own, preflight_own
from storage.formats.exporting import Choice, Progress, silent
from storage.formats.pseudonyms import use_pseudonyms
from storage.formats.registry import writable
from storage.formats.report import Report
from storage.formats.splitting import store
from storage.project import Project


def export_file(
    project: Project,
    target: Path,
    format_key: str,
    choice: Choice = Choice(),  # noqa: B008 - a frozen value
    progress: Progress = silent,
) -> Report:
    """Write the choice to `target` as it stands at this moment, with the usual options.

    Safe in any thread: it reads over a connection of its own. Raises FormatError, RefusedError, or
    what `progress` raises to cancel; then nothing is written.
    """
    options = ExportOptions(choice.annotators, choice.documents, tags=choice.tags)
    return export_with(project, target, format_key, options, progress)


def export_with(
    project: Project,
    target: Path,
    format_key: str,
    options: ExportOptions,
    progress: Progress = silent,
) -> Report:
    """Write an export with all its options; return what it holds, and what it could not carry.

    A split is drawn once and kept with the documents, as an action of its own.
    """
    codec = writable(format_key).codec
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
) -> Report:
    """Write an export over a connection of its own; a split is drawn, but not kept."""
    found = writable(format_key)
    if options.pseudonyms:
        use_pseudonyms(contents)
    if found.writer is not None:
        return export_own(contents, found.key, found.writer(), target, options, progress)
    assert found.codec is not None
    return export_corpus(contents, found.key, found.codec, target, options, progress)


def preflight(
    project: Project, format_key: str, options: ExportOptions, progress: Progress = silent
) -> Report:
    """Return what an export would hold and what it could not carry; nothing is written."""
    with project.apart() as contents:
        return preflight_in(contents, format_key, options, progress)


def preflight_in(
    contents: Contents, format_key: str, options: ExportOptions, progress: Progress = silent
) -> Report:
    """Return what an export would hold, read over a connection of its own."""
    found = writable(format_key)
    if options.pseudonyms:
        use_pseudonyms(contents)
    if found.writer is not None:
        return preflight_own(contents, found.key, found.writer(), options, progress)
    assert found.codec is not None
    return preflight_corpus(contents, found.key, found.codec, options, progress)
