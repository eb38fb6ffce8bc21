"""A project with three documents, a colleague, and a session in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from domain.annotation import Annotator
from domain.document import State
from domain.ids import AnnotationId, DocumentId
from domain.span import Span
from storage import annotating
from storage.adding import NewDocument, add_documents
from storage.codebook_file import DEFAULT, load_codebook, read_codebook
from storage.project import Project, create_project
from storage.work import ensure_annotator, set_state
from ui.session import Session
from ui.theme.theme import Theme, load_theme

TEXTS = {
    "Peru": "Alan García asked Uruguay for asylum.\nUruguay said no on Monday.",
    "Harbour": "The council votes on the harbour. The harbour stays.",
    "Élections": "The president spoke of the elections.",
}
Tagger = Callable[..., AnnotationId]


@pytest.fixture
def theme() -> Theme:
    """Give the light theme."""
    return load_theme("light")


@pytest.fixture
def empty_project(tmp_path: Path) -> Iterator[Project]:
    """Give a project with a codebook and nothing to read."""
    with create_project(tmp_path / "peru.gloss", title="Peru") as made:
        load_codebook(made, read_codebook(DEFAULT))
        yield made


@pytest.fixture
def project(empty_project: Project) -> Project:
    """Give a project with three documents."""
    documents = [
        NewDocument(title, text, {"published": f"2019-01-0{9 - at}"})
        for at, (title, text) in enumerate(TEXTS.items())
    ]
    add_documents(empty_project, documents, None)
    return empty_project


@pytest.fixture
def me(empty_project: Project) -> Annotator:
    """Give who works here."""
    return ensure_annotator(empty_project, "Ann")


@pytest.fixture
def colleague(empty_project: Project) -> Annotator:
    """Give somebody else."""
    return ensure_annotator(empty_project, "Bea")


@pytest.fixture
def ids(project: Project) -> list[DocumentId]:
    """Give the documents, in the order of their arrival."""
    return project.documents.ids()


@pytest.fixture
def session(qapp: object, project: Project, me: Annotator) -> Session:
    """Give a session in the project, with no document open."""
    return Session(project, me)


@pytest.fixture
def tag(project: Project, me: Annotator, ids: list[DocumentId]) -> Tagger:
    """Give what tags a span of a document behind the session's back: tag key, start, end."""

    def tagged(
        name: str, start: int, end: int, document: int = 0, by: Annotator = me
    ) -> AnnotationId:
        made, _ = annotating.tag_span(
            project,
            document=ids[document],
            annotator=by.id,
            tag=project.codebooks.current().named(name).id,
            span=Span.single(start, end),
        )
        return made

    return tagged


@pytest.fixture
def done(project: Project, me: Annotator, ids: list[DocumentId]) -> DocumentId:
    """Mark the second document as done and give it."""
    set_state(project, document=ids[1], annotator=me.id, state=State.DONE)
    return ids[1]


@pytest.fixture
def shown(qtbot: QtBot) -> Callable[..., object]:
    """Give what puts a pane on the screen, with the keys in it."""

    hosts: list[QWidget] = []

    def show(pane, width: int = 720, height: int = 300):
        # The offscreen platform warns about windows with a least size; a bare host has none.
        host = QWidget()
        hosts.append(host)
        qtbot.addWidget(host)
        host.resize(width, height)
        pane.setParent(host)
        pane.resize(width, height)
        with qtbot.waitExposed(host):
            host.show()
        host.activateWindow()
        return pane

    return show
