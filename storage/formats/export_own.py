"""Exporting to a format of our own: counted while it is written, with manifest and card beside."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from storage.contents import Contents
from storage.errors import RefusedError
from storage.formats.export_options import ExportOptions, as_choice
from storage.formats.exporting import Choice, Progress, chosen_annotators, one_moment, silent
from storage.formats.manifest import manifest_of, write_about
from storage.formats.outputs import (
    HashedFile,
    beside,
    check_target,
    checksum,
    settle_file,
    staged,
)
from storage.formats.registry import Writer, WriterOf
from storage.formats.report import Report


def export_own(
    contents: Contents,
    key: str,
    make: WriterOf,
    target: Path,
    options: ExportOptions,
    progress: Progress = silent,
) -> Report:
    """Write the project as it stands at this moment, with manifest and card, or nothing at all.

    `progress(done, total)` counts documents; what it raises (CancelledError) ends the export.
    Raises FormatError and RefusedError.
    """
    check_target(target, contents.file, is_folder=False)
    with one_moment(contents):
        writer, report = _begin(contents, key, make, options)
        with staged(target) as stage:
            path = stage / target.name
            with HashedFile(path) as file:
                writer.write(file, writer.rows(report, progress))
            report.files = [checksum(path, file.sha256())]
            # All states, where nobody chose: it is trainers who want finished documents alone.
            asked = replace(options, states=options.states or ())
            write_about(beside(path), manifest_of(contents, asked, report))
            settle_file(stage, target)
    return report


def preflight_own(
    contents: Contents,
    key: str,
    make: WriterOf,
    options: ExportOptions,
    progress: Progress = silent,
) -> Report:
    """Return what `export_own` would write, and what it could not carry."""
    with one_moment(contents):
        writer, report = _begin(contents, key, make, options)
        for _ in writer.rows(report, progress):
            pass
    return report


def _begin(
    contents: Contents, key: str, make: WriterOf, options: ExportOptions
) -> tuple[Writer, Report]:
    choice = _choice(contents, options)
    layers = tuple(layer.name for layer in chosen_annotators(contents, choice))
    return make(contents, choice), Report(key, layers)


def _choice(contents: Contents, options: ExportOptions) -> Choice:
    if options.split is not None or options.without_text:
        raise RefusedError(
            "A split, and leaving the texts out, are for formats of training data. "
            "Nothing was written; choose another format."
        )
    known = {each.id: each for each in contents.annotators.all()}
    wanted = options.annotators
    layers = None if wanted is None else tuple(known[each] for each in wanted)
    return as_choice(contents, options, layers)
