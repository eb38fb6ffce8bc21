"""The sample project: the seed articles, a worked layer to look at, and an empty one to tag in.

Two colleagues' layers show comparing at work. They were made by machine, independently of each
other, from the codebook alone; they demonstrate, and are no reliability study: their names, their
kind (machine) and every report say so. A trainee's layer was constructed from the worked one, with
the mistakes that beginners make (missed, wrong edges, wrong tag, wrong attribute, spurious), and
partly reviewed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from domain.document import State
from storage.adding import NewDocument, add_documents
from storage.commenting import comment_on_annotation
from storage.documents.registry import read_document
from storage.errors import ProjectError
from storage.formats.importing import import_files
from storage.opening import new_project
from storage.project import Project
from storage.reviewing import accept, reject
from storage.work import ensure_annotator, set_state, write_annotator

TITLE = "Sample: Peru and Venezuela"
EXAMPLE_ANNOTATOR = "Example annotator"
_ROOT = Path(__file__).parent.parent
SEEDS = _ROOT / "seeds"
_LAYERS = _ROOT / "resources" / "sample"
WORKED = _LAYERS / "seed-annotations.jsonl"
TRAINEE = "Trainee (constructed)"
MACHINES = ("Second coder (machine)", "Third coder (machine)")
# The worked layer comes first, so that the register's entries are its own.
CODINGS: Mapping[str, Path] = {
    EXAMPLE_ANNOTATOR: WORKED,
    MACHINES[0]: _LAYERS / "seed-annotations-second.jsonl",
    MACHINES[1]: _LAYERS / "seed-annotations-third.jsonl",
}
LAYERS: Mapping[str, Path] = {**CODINGS, TRAINEE: _LAYERS / "seed-annotations-trainee.jsonl"}
_REVIEWED = 8
_VERDICTS: Mapping[str, tuple[str, str, str]] = {
    "t-a01": (
        "boundary",
        "The title belongs to the name (A5).",
        "Whole name with the title in front, without the article. The guidelines say it: F9.",
    ),
    "t-e01": (
        "tag",
        "Recognising is an act: an event (E1).",
        "Acts that create a fact are events as well as stances: tag both.",
    ),
    "t-x2": (
        "spurious",
        "It only says what he is said to be.",
        "A predicate is no mention of an actor. It goes into the role of the name instead.",
    ),
}
_WORKED_SEED = "000_86a8afdfea60329a.txt"
_WORKED_TITLE = "Peru and Venezuela"


def build_sample(path: Path, annotator_name: str, layers: Mapping[str, Path] = LAYERS) -> None:
    """Make the sample project at `path`, with an empty layer for the annotator.

    `layers` are the others that it holds: whose, and the file of each. The project appears when it
    is whole. Raises ProjectError if the place is taken or closed.
    """
    if path.exists():
        raise ProjectError(f"{path} exists already. It was not changed; open it instead.")
    part = path.with_name(f".{path.name}.{os.getpid()}.sample")
    part.unlink(missing_ok=True)
    try:
        with new_project(part, title=TITLE, annotator=annotator_name) as project:
            _fill(project, layers)
        # The log of an earlier sample that was deleted by hand must not be taken for this one's.
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        part.rename(path)
    finally:
        part.unlink(missing_ok=True)


def _fill(project: Project, layers: Mapping[str, Path]) -> None:
    # The articles belong to nobody's history: the user's undo does not take the sample apart.
    add_documents(project, [_seed(path) for path in sorted(SEEDS.glob("*.txt"))], None)
    for name, layer in layers.items():
        _enter(project, name, "person" if name == EXAMPLE_ANNOTATOR else "machine")
        import_files(project, [layer], annotator=name, onto=_WORKED_SEED)
        (worked,) = project.documents.find(_WORKED_SEED)
        coder = ensure_annotator(project, name)
        set_state(project, document=worked, annotator=coder.id, state=State.DONE)
    if TRAINEE in layers and EXAMPLE_ANNOTATOR in layers:
        _review(project)


def _review(project: Project) -> None:
    """Let the example annotator review the trainee's first annotations, as a review begins."""
    trainee, example = (ensure_annotator(project, n).id for n in (TRAINEE, EXAMPLE_ANNOTATOR))
    (worked,) = project.documents.find(_WORKED_SEED)
    for annotation in project.annotations.of_document(worked, [trainee])[:_REVIEWED]:
        said = _VERDICTS.get(annotation.external_id or "")
        one = [annotation.id]
        if said is None:
            accept(project, annotations=one, reviewer=example)
            continue
        reject(project, annotations=one, reviewer=example, reason=said[0], remark=said[1])
        comment_on_annotation(project, annotation=one[0], author=example, text=said[2])


def _enter(project: Project, name: str, kind: str) -> None:
    with project.action("annotator", f"{name} joins", None) as outcome:
        write_annotator(project, outcome.action, name, kind)


def _seed(path: Path) -> NewDocument:
    read = read_document(path).document
    if path.name != _WORKED_SEED:
        return read
    return NewDocument(_WORKED_TITLE, read.text, read.details, read.note, read.original)
