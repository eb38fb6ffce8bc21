"""The sample project: the seed articles, a worked layer to look at, and an empty one to tag in."""

from __future__ import annotations

import os
from pathlib import Path

from domain.document import State
from storage.adding import NewDocument, add_documents
from storage.documents.registry import read_document
from storage.errors import ProjectError
from storage.formats.importing import import_files
from storage.opening import new_project
from storage.project import Project
from storage.work import ensure_annotator, set_state

TITLE = "Sample: Peru and Venezuela"
EXAMPLE_ANNOTATOR = "Example annotator"
_ROOT = Path(__file__).parent.parent
SEEDS = _ROOT / "seeds"
WORKED = _ROOT / "resources" / "sample" / "seed-annotations.jsonl"
_WORKED_SEED = "000_86a8afdfea60329a.txt"
_WORKED_TITLE = "Peru and Venezuela"


def build_sample(path: Path, annotator_name: str) -> None:
    """Make the sample project at `path`, with an empty layer for the annotator.

    The file appears when it is whole. Raises ProjectError if the place is taken or closed.
    """
    if path.exists():
        raise ProjectError(f"{path} exists already. It was not changed; open it instead.")
    part = path.with_name(f".{path.name}.{os.getpid()}.sample")
    part.unlink(missing_ok=True)
    try:
        with new_project(part, title=TITLE, annotator=annotator_name) as project:
            _fill(project)
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def _fill(project: Project) -> None:
    # The articles belong to nobody's history: the user's undo does not take the sample apart.
    add_documents(project, [_seed(path) for path in sorted(SEEDS.glob("*.txt"))], None)
    import_files(project, [WORKED], annotator=EXAMPLE_ANNOTATOR, onto=_WORKED_SEED)
    example = ensure_annotator(project, EXAMPLE_ANNOTATOR)
    (worked,) = project.documents.find(_WORKED_SEED)
    set_state(project, document=worked, annotator=example.id, state=State.DONE)


def _seed(path: Path) -> NewDocument:
    read = read_document(path).document
    if path.name != _WORKED_SEED:
        return read
    return NewDocument(_WORKED_TITLE, read.text, read.details, read.note, read.original)
