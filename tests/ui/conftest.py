"""What the tests of the screen work with: a project with the seed article, and a session in it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog

from domain.ids import DocumentId
from storage.adding import NewDocument, add_documents
from storage.codebook_file import DEFAULT, load_codebook, read_codebook
from storage.project import Project, create_project
from storage.work import ensure_annotator
from ui.session import Session

SEED = Path(__file__).parents[2] / "seeds" / "000_86a8afdfea60329a.txt"


@pytest.fixture(autouse=True)
def _no_dialog_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail a test in which a dialog waits for an answer, instead of waiting for ever."""

    def unanswered(dialog: QDialog) -> int:
        raise AssertionError(f"{type(dialog).__name__} waits for an answer that the test owes it")

    monkeypatch.setattr(QDialog, "exec", unanswered)


@pytest.fixture
def article() -> str:
    """The text of the seed article."""
    return SEED.read_text("utf-8")


@pytest.fixture
def project(tmp_path: Path, article: str) -> Iterator[Project]:
    """A project with the default codebook and the seed article, added by nobody in particular."""
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


@pytest.fixture
def second_window(qapp: object, project: Project, document: DocumentId) -> Iterator[Session]:
    """The same annotator in another window on the same file."""
    from storage.project import open_project

    with open_project(project.path) as again:
        made = Session(again, ensure_annotator(again, "Ann"))
        made.open_document(document)
        yield made
        made.deleteLater()
