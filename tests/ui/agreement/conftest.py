"""The sample project with its three layers, and the window on how well they agree."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.project import Project, open_project
from storage.sample import CODINGS, build_sample
from storage.work import ensure_annotator
from ui.agreement.window import AgreementWindow
from ui.session import Session
from ui.theme.theme import Theme, load_theme


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of the sample project, built once."""
    path = tmp_path_factory.mktemp("sample") / "sample.gloss"
    build_sample(path, "Ann", CODINGS)
    return path.read_bytes()


@pytest.fixture
def project(tmp_path: Path, built: bytes) -> Iterator[Project]:
    """The sample project, one's own copy."""
    path = tmp_path / "sample.gloss"
    path.write_bytes(built)
    with open_project(path) as opened:
        yield opened


@pytest.fixture
def session(qapp: object, project: Project) -> Iterator[Session]:
    """Ann, who has coded nothing, with the seed article open."""
    made = Session(project, ensure_annotator(project, "Ann"))
    made.open_document(project.documents.ids()[0])
    yield made
    made.deleteLater()


@pytest.fixture
def theme() -> Theme:
    """The light theme."""
    return load_theme("light")


@pytest.fixture
def opened(qtbot, theme: Theme) -> Iterator[Callable[[Session], AgreementWindow]]:
    """Open the window on a session's project and wait for its figures."""
    made: list[AgreementWindow] = []

    def open_window(session: Session) -> AgreementWindow:
        window = AgreementWindow(session, theme)
        made.append(window)
        qtbot.addWidget(window)
        with qtbot.waitExposed(window):
            window.show()
        qtbot.waitUntil(lambda: not window.is_reading)
        return window

    yield open_window
    for window in made:
        window.stop()


@pytest.fixture
def window(opened, session: Session) -> AgreementWindow:
    """The window on the sample, its figures read."""
    return opened(session)
