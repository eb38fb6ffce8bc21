"""A small project to work in: one document, one annotator, the default codebook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.annotation import Annotator
from domain.codebook import TagId
from domain.ids import DocumentId
from storage.adding import NewDocument, add_documents
from storage.codebook_file import DEFAULT, load_codebook, read_codebook
from storage.project import Project, create_project
from storage.work import ensure_annotator

TEXT = "Peru's president said on Tuesday that 4 million people — “too many” — had fled.\nHe left."


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where the project's file stands, alone in its folder."""
    folder = tmp_path / "project"
    folder.mkdir()
    return folder / "peru.gloss"


@pytest.fixture
def project(path: Path) -> Iterator[Project]:
    """A project with the default codebook, closed afterwards."""
    with create_project(path, title="Peru") as made:
        load_codebook(made, read_codebook(DEFAULT))
        yield made


@pytest.fixture
def annotator(project: Project) -> Annotator:
    """Who works in the project."""
    return ensure_annotator(project, "Ann")


@pytest.fixture
def document(project: Project, annotator: Annotator) -> DocumentId:
    """The one document of the project, brought in by the annotator."""
    (made,), _ = add_documents(project, [NewDocument("Peru", TEXT)], annotator.id)
    return made


@pytest.fixture
def tags(project: Project) -> list[TagId]:
    """The ids of the codebook's tags, in their order."""
    return [tag.id for tag in project.codebooks.current().active]
