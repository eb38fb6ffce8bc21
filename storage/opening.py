"""Beginning a project: the file, the default codebook, and who works in it."""

from __future__ import annotations

from pathlib import Path

from storage.codebook_file import DEFAULT, load_codebook, read_codebook
from storage.project import Project, create_project
from storage.work import ensure_annotator


def new_project(path: Path, *, title: str, annotator: str | None = None) -> Project:
    """Make a project file with the default codebook and, if named, its first annotator.

    Nothing stays of it if a step fails. Raises ProjectError if the place is taken or closed.
    """
    content = read_codebook(DEFAULT)
    project = create_project(path, title=title)
    try:
        load_codebook(project, content)
        if annotator is not None:
            ensure_annotator(project, annotator)
    except BaseException:
        project.close()
        path.unlink(missing_ok=True)
        raise
    return project
