from __future__ import annotations

from pytestqt.qtbot import QtBot

from domain.codebook import TagId
from domain.document import State
from storage.work import ensure_annotator
from ui.session import Session


def tag_id(session: Session, name: str) -> TagId:
    found = session.codebook.named(name)
    assert found is not None
    return found.id


def tagged(session: Session, start: int, end: int, name: str = "actor") -> str:
    made = session.tag(tag_id(session, name), [(start, end)])
    assert made is not None
    return made


def test_tagging_tells_the_change_and_takes_the_span_at_hand(session: Session, qtbot: QtBot):
    with qtbot.waitSignal(session.changed) as told:
        made = tagged(session, 31, 56)
    assert told.args[0].records("annotation") == (made,)
    assert session.current is not None
    assert session.current.quote == "US President Donald Trump"


def test_the_same_tag_on_the_same_words_is_refused_in_a_sentence(session: Session, qtbot: QtBot):
    tagged(session, 31, 56)
    with qtbot.waitSignal(session.refused) as told:
        assert session.tag(tag_id(session, "actor"), [(31, 56)]) is None
    assert told.args[0].endswith("Nothing was changed.")
    assert len(session.annotations) == 1


def test_annotations_stand_in_reading_order_the_outer_first(session: Session):
    inner = tagged(session, 124, 134)
    outer = tagged(session, 85, 134)
    first = tagged(session, 58, 62)
    assert [a.id for a in session.annotations] == [first, outer, inner]


def test_undo_takes_the_span_from_hand_and_redo_brings_it_back(session: Session):
    made = tagged(session, 31, 56)
    session.undo()
    assert session.annotations == []
    assert session.current is None
    session.redo()
    assert [a.id for a in session.annotations] == [made]


def test_undo_with_nothing_to_undo_says_so(session: Session, qtbot: QtBot):
    with qtbot.waitSignal(session.told) as told:
        session.undo()
    assert told.args == ["Nothing left to undo."]


def test_a_second_window_sees_what_the_first_one_did(session: Session, second_window: Session):
    made = tagged(session, 31, 56)
    second_window.refresh()
    assert [a.id for a in second_window.annotations] == [made]


def test_an_action_here_first_shows_what_the_other_window_did(
    session: Session, second_window: Session
):
    theirs = tagged(session, 31, 56)
    seen: list[int] = []
    second_window.changed.connect(lambda change: seen.append(change.number))
    mine = tagged(second_window, 58, 62)
    assert {a.id for a in second_window.annotations} == {theirs, mine}
    assert seen == sorted(seen)
    assert len(seen) == 2


def test_a_span_deleted_in_another_window_cannot_be_edited_here(
    session: Session, second_window: Session, qtbot: QtBot
):
    made = tagged(session, 31, 56)
    second_window.refresh()
    second_window.delete([made])
    with qtbot.waitSignal(session.refused) as told:
        session.set_note(made, "still here?")
    assert "deleted meanwhile" in told.args[0]


def test_a_colleagues_layer_shows_when_switched_on_and_is_not_edited(
    session: Session, qtbot: QtBot
):
    other = Session(session.project, ensure_annotator(session.project, "Ben"))
    other.open_document(session.document.id)
    theirs = tagged(other, 31, 56)
    session.refresh()
    session.show_layers([])
    assert session.annotations == []
    session.show_layers([other.annotator.id])
    assert [a.id for a in session.annotations] == [theirs]
    with qtbot.waitSignal(session.refused) as told:
        session.delete([theirs])
    assert "colleague" in told.args[0]


def test_copying_a_colleagues_span_makes_one_of_my_own(session: Session):
    other = Session(session.project, ensure_annotator(session.project, "Ben"))
    other.open_document(session.document.id)
    theirs = tagged(other, 31, 56)
    session.show_layers([other.annotator.id])
    session.copy_to_own(theirs)
    assert session.current is not None
    assert session.current.annotator == session.annotator.id
    assert session.current.quote == "US President Donald Trump"


def test_the_first_tag_in_a_document_marks_it_as_in_progress(session: Session):
    tagged(session, 31, 56)
    progress = session.project.documents.progress(session.document.id, session.annotator.id)
    assert progress.state is State.IN_PROGRESS


def test_skipping_needs_a_reason(session: Session, qtbot: QtBot):
    with qtbot.waitSignal(session.refused):
        session.set_state(session.document.id, State.SKIPPED, "  ")
    session.set_state(session.document.id, State.SKIPPED, "a duplicate")
    progress = session.project.documents.progress(session.document.id, session.annotator.id)
    assert (progress.state, progress.reason) == (State.SKIPPED, "a duplicate")


def test_removing_the_open_document_closes_it_and_undo_keeps_its_tags(session: Session):
    document = session.document.id
    tagged(session, 31, 56)
    session.remove_document(document)
    assert session.document is None
    session.undo()
    session.open_document(document)
    assert len(session.annotations) == 1


def test_walking_goes_from_the_span_at_hand_or_from_the_caret(session: Session):
    first, second = tagged(session, 58, 62), tagged(session, 85, 134)
    session.set_current(first)
    assert session.neighbour(0, forward=True).id == second
    session.set_current(None)
    assert session.neighbour(60, forward=True).id == second
    assert session.neighbour(60, forward=False).id == first
    assert session.neighbour(200, forward=True) is None
