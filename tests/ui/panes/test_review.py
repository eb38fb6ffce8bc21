"""The review pane lists the cases and follows the one at hand."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from domain.annotation import Annotator
from storage.project import Project
from tests.ui.panes.conftest import Tagger
from ui.desk import Desk
from ui.panes.review import ReviewPane
from ui.reader.view import ReaderView
from ui.reader_style import reader_style
from ui.review.desk import ReviewDesk
from ui.session import Session
from ui.theme.theme import Theme


@pytest.fixture
def review(qtbot: QtBot, session: Session, theme: Theme) -> ReviewDesk:
    """A review desk at an article."""
    reader = ReaderView(reader_style(theme, session.codebook))
    qtbot.addWidget(reader)
    return ReviewDesk(session, Desk(session, reader))


@pytest.fixture
def pane(qtbot: QtBot, session: Session, review: ReviewDesk, theme: Theme) -> ReviewPane:
    """The pane beside it."""
    shown = ReviewPane(session, review, theme)
    qtbot.addWidget(shown)
    return shown


def test_without_a_review_it_offers_one(pane: ReviewPane, qtbot: QtBot) -> None:
    assert pane.message.words.startswith("Nobody is being reviewed")
    with qtbot.waitSignal(pane.review_requested):
        pane.message.button.click()


def test_it_lists_the_cases_and_follows_the_review(
    pane: ReviewPane, review: ReviewDesk, session: Session, colleague: Annotator, tag: Tagger
) -> None:
    document = session.project.documents.ids()[0]
    for start, end in ((0, 11), (18, 25)):
        tag("actor", start, end, by=colleague)
    session.open_document(document)
    review.begin(colleague)
    assert pane.model.rowCount() == 2
    assert pane.view.currentIndex().row() == 0
    review.accept()
    assert pane.view.currentIndex().row() == 1
    assert pane.progress.text() == f"1 of 2 annotations of {colleague.name} are open."
    assert pane.model.index(0).data().endswith("accepted")
    pane.grab()


def test_ending_it_shows_the_offer_again(
    pane: ReviewPane, review: ReviewDesk, colleague: Annotator, session: Session, project: Project
) -> None:
    review.begin(colleague)
    assert session.mode == "review"
    pane.end_tool.click()
    assert session.mode == "tag"
    assert not pane.shows_content
