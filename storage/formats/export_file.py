"""Exporting an open project to a file."""

from __future__ import annotations

from pathlib import Path

from storage.errors import RefusedError
from storage.formats.exporting import Choice, Progress, silent
from storage.formats.registry import exporter_of
from storage.naming import SUFFIX
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
    if target.suffix.lower() == SUFFIX or (target.exists() and target.samefile(project.path)):
        raise RefusedError(
            f"{target} is the name of a project, which an export would replace. "
            "Nothing was written; choose another name."
        )
    with project.apart() as contents:
        export(contents, target, choice, progress)
