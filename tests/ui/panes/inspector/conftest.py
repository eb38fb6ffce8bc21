"""The inspector is tried on the seed article, with the default codebook."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.ids import DocumentId
from storage.adding import NewDocument, add_documents
from storage.codebook_file import DEFAULT, load_codebook, read_codebook
from storage.project import Project, create_project
from storage.work import ensure_annotator
from ui.session import Session


@pytest.fixture
def project(tmp_path: Path, article: str) -> Iterator[Project]:
    """A project with the default codebook and the seed article."""
    with create_project(tmp_path / "p.gloss", title="Peru") as made:
        load_codebook(made, read_codebook(DEFAULT))
        add_documents(made, [NewDocument("Peru and Venezuela", article)], None)
        yield made


@pytest.fixture
def document(project: Project) -> DocumentId:
    """The seed article's id."""
    return project.documents.ids()[0]


@pytest.fixture
def session(qapp: object, project: Project, document: DocumentId) -> Iterator[Session]:
    """Ann at work, with the seed article open."""
    made = Session(project, ensure_annotator(project, "Ann"))
    made.open_document(document)
    yield made
    made.deleteLater()
