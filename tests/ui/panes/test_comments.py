"""The comments pane: threads, filters, replies, resolving."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from domain.annotation import Annotator
from storage import commenting
from storage.project import Project
from ui.panes.comments import CommentsPane
from ui.session import Session
from ui.theme.theme import Theme


@pytest.fixture
def pane(
    qtbot: QtBot, session: Session, theme: Theme, project: Project, me: Annotator
) -> CommentsPane:
    """The pane on two threads, one of them resolved."""
    document = project.documents.ids()[0]
    session.open_document(document)
    for start, text in ((0, "Which García?"), (20, "Settled")):
        made, _ = commenting.comment_on_passage(
            project, document=document, start=start, end=start + 4, author=me.id, text=text
        )
    commenting.resolve(project, thread=made, author=me.id)
    shown = CommentsPane(session, theme)
    qtbot.addWidget(shown)
    with qtbot.waitExposed(shown):
        shown.show()
    return shown


def texts(pane: CommentsPane) -> list[str]:
    rows = (pane.model.row_at(pane.model.index(at)) for at in range(pane.model.rowCount()))
    return [row.comment.text for row in rows if row is not None]


def test_open_threads_are_shown_first_and_all_on_request(pane: CommentsPane) -> None:
    assert texts(pane) == ["Which García?"]
    assert pane.count.text() == "1 open of 2 threads"
    pane.state.setCurrentIndex(2)
    assert texts(pane) == ["Which García?", "Settled"]


def test_the_filter_finds_words_and_says_when_nothing_matches(pane: CommentsPane) -> None:
    pane.state.setCurrentIndex(2)
    pane.filter.setText("settled")
    assert texts(pane) == ["Settled"]
    pane.filter.setText("nowhere")
    assert not pane.shows_content
    assert pane.message.words.startswith("No comment matches")


def test_a_thread_is_resolved_and_its_passage_shown(pane: CommentsPane, qtbot: QtBot) -> None:
    pane.focus_first()
    with qtbot.waitSignal(pane.passage_requested) as asked:
        pane.view.activated.emit(pane.view.currentIndex())
    assert asked.args[1:] == [0, 4]
    pane.resolve()
    qtbot.waitUntil(lambda: texts(pane) == [])


def test_a_reply_is_asked_for_and_shown_below_its_comment(
    pane: CommentsPane, qtbot: QtBot, session: Session
) -> None:
    pane.focus_first()
    with qtbot.waitSignal(pane.reply_requested) as asked:
        pane.reply()
    session.perform(
        lambda: commenting.reply(
            session.project, to=asked.args[0].id, author=session.annotator.id, text="Alan"
        )[1]
    )
    qtbot.waitUntil(lambda: texts(pane) == ["Which García?", "Alan"])
    pane.grab()


def test_without_comments_the_key_is_named(qtbot: QtBot, session: Session, theme: Theme) -> None:
    empty = CommentsPane(session, theme)
    qtbot.addWidget(empty)
    empty.read()
    assert "Ctrl+Shift+M" in empty.message.words
