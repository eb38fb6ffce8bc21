"""The desk turns gestures into commands: arming, repeating, growing, holding, nudging."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.ui.support import Painted
from ui.desk import Desk
from ui.reader.view import ReaderView
from ui.session import Session


@pytest.fixture
def reader(qtbot: QtBot) -> ReaderView:
    view = ReaderView()
    qtbot.addWidget(view)
    return view


@pytest.fixture
def desk(session: Session, reader: ReaderView) -> Desk:
    made = Desk(session, reader)
    session.open_document(session.document.id)
    return made


def tag(session: Session, name: str) -> str:
    return session.codebook.named(name).id


def quotes(session: Session) -> list[str]:
    return [annotation.quote for annotation in session.annotations]


def test_a_tag_without_a_selection_is_armed_and_again_disarmed(desk: Desk, session: Session):
    desk.tag(tag(session, "event"))
    assert session.armed.name == "event"
    desk.tag(tag(session, "event"))
    assert session.armed is None


def test_an_armed_tag_takes_a_finished_selection(desk, session, reader):
    desk.tag(tag(session, "event"))
    reader.select([(31, 56)])
    reader.finish_selection()
    assert quotes(session) == ["US President Donald Trump"]
    assert reader.selection() == ()


def test_repeating_says_so_when_nothing_was_tagged_yet(desk, session, qtbot):
    with qtbot.waitSignal(session.told) as told:
        desk.repeat()
    assert told.args == ["Nothing to repeat yet: tag something first."]


def test_growing_goes_from_the_word_to_the_paragraph(desk, reader):
    reader.set_caret(33 + 3)
    lengths = []
    for _ in range(3):
        desk.grow()
        ((start, end),) = reader.selection()
        lengths.append(end - start)
    assert lengths == sorted(set(lengths))


def test_holding_needs_a_selection(desk, reader, session, qtbot):
    with qtbot.waitSignal(session.told):
        desk.hold()
    assert not reader.is_holding
    reader.select([(31, 56)])
    desk.hold()
    assert reader.is_holding


def test_an_edge_cannot_pass_the_other(desk, reader, session, qtbot):
    reader.select([(31, 33)])
    desk.tag(tag(session, "actor"))
    with qtbot.waitSignal(session.told) as told:
        desk.nudge("end", "word", forward=False)
    assert told.args == ["The span cannot get any shorter."]
    assert quotes(session) == ["US"]


def test_letting_go_ends_selection_then_tag_then_span(desk, reader, session):
    reader.select([(31, 33)])
    desk.tag(tag(session, "actor"))
    desk.tag(tag(session, "event"))
    reader.select([(58, 62)])
    left = []
    for _ in range(3):
        desk.let_go()
        left.append((bool(reader.selection()), bool(session.armed), bool(session.current)))
    assert left[0][:2] == (False, True)
    assert left[1][:2] == (False, False)
    assert left[2] == (False, False, False)


def test_a_tag_is_painted_before_anyone_else_hears_of_it(desk, session, reader, qtbot):
    with qtbot.waitExposed(reader):
        reader.show()
    reader.select([(0, 9)])
    qtbot.wait(1)
    painted, seen = Painted(reader.viewport()), []
    session.changed.connect(lambda _: seen.append((list(painted.areas), reader.selection())))
    desk.tag(tag(session, "event"))
    assert seen[0][0]
    assert seen[0][1] == ()
    lines = 3 * reader._page.metrics.pitch
    assert all(area.height() <= lines for area in seen[0][0])


def test_blanks_at_the_ends_of_a_selection_are_not_tagged(desk, session, reader):
    reader.select([(30, 56)])
    desk.tag(tag(session, "actor"))
    assert quotes(session) == ["US President Donald Trump"]


def test_a_selection_of_blanks_is_not_tagged_and_says_so(desk, session, reader, qtbot):
    reader.select([(30, 31)])
    with qtbot.waitSignal(session.told) as told:
        desk.tag(tag(session, "actor"))
    assert "no words" in told.args[0]
    assert session.annotations == []
