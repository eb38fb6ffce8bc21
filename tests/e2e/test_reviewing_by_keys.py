"""A colleague's layer is reviewed by keys alone, and the colleague answers by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.ids import DocumentId
from domain.span import Span
from storage.annotating import tag_span
from storage.project import Project, open_project
from storage.work import ensure_annotator
from tests.e2e.conftest import Start
from tests.e2e.driver import Driver, stored
from tests.e2e.keys import press
from ui.dialogs.comment import CommentDialog
from ui.dialogs.verdict import ColleagueDialog, RejectDialog

_TRUMP, _PERU, _TITLE = "US President Donald Trump", "Peru", "legitimate president of Venezuela"


def tag_for(project: Project, document: DocumentId, who: str, words: str, tag: str) -> None:
    text = project.documents.text(document) or ""
    start = text.index(words)
    found = project.codebooks.current().named(tag)
    assert found is not None
    tag_span(
        project,
        document=document,
        annotator=ensure_annotator(project, who).id,
        tag=found.id,
        span=Span.single(start, start + len(words)),
    )


@pytest.fixture
def reviewing(start: Start, file: Path) -> Driver:
    """The review of Bo's three annotations, begun by keys."""
    with open_project(file) as project:
        (document,) = project.documents.ids()
        for words, tag in ((_TRUMP, "actor"), (_PERU, "event"), (_TITLE, "actor")):
            tag_for(project, document, "Bo", words, tag)
    desk = start(file)
    with desk.answering(ColleagueDialog, lambda dialog: press(dialog, "1", "Return")):
        desk.press("Ctrl+R")
    return desk


def verdicts(path: Path) -> dict[str, tuple[str, str]]:
    """Return verdict and reason by the words that were judged, as they are in the file."""
    with open_project(path, writable=False) as project:
        bo = ensure_annotator(project, "Bo").id
        (document,) = project.documents.ids()
        found = project.reviews.of_document(document, colleague=bo)
        words = {a.id: a.quote for a in project.annotations.some([r.annotation for r in found])}
        return {words[r.annotation]: (r.verdict, r.reason) for r in found}


def _reject(desk: Driver, *keys: str) -> None:
    with desk.answering(RejectDialog, lambda dialog: press(dialog, *keys, "Return")):
        desk.press("R")


def test_a_review_accepts_amends_and_rejects_with_a_reason(reviewing: Driver, file: Path) -> None:
    assert reviewing.at_hand() == (_TRUMP, "actor")
    reviewing.press("A")
    assert reviewing.at_hand() == (_PERU, "event")
    reviewing.press("E", "Shift+A", "Esc")
    assert verdicts(file) == {_TRUMP: ("accept", ""), _PERU: ("amend", "")}
    reviewing.press("N")
    _reject(reviewing, "1")
    assert verdicts(file)[_TITLE] == ("reject", "spurious")
    assert reviewing.said == "All 3 annotations of Bo are reviewed."
    assert (_PERU, "actor") in stored(file)
    assert (_PERU, "event") in stored(file)


def test_what_was_missed_is_tagged_from_the_review_and_esc_returns(
    reviewing: Driver, file: Path
) -> None:
    reviewing.press("M")
    assert reviewing.session.mode == "tag"
    reviewing.select("Juan Guaidó")
    reviewing.press("A", "Esc", "Esc")
    assert reviewing.session.mode == "review"
    assert verdicts(file) == {"Juan Guaidó": ("missed", "")}


def test_a_letter_of_the_review_never_tags(reviewing: Driver, file: Path) -> None:
    reviewing.select("conjunction")
    reviewing.press("A")
    assert ("conjunction", "actor") not in stored(file)


def test_a_verdict_is_undone_and_taken_back_by_keys(reviewing: Driver, file: Path) -> None:
    reviewing.press("A", "Ctrl+Z")
    assert verdicts(file) == {}
    assert reviewing.at_hand() == (_TRUMP, "actor"), "one is back at what was undone"
    reviewing.press("Ctrl+Shift+Z")
    assert verdicts(file) == {_TRUMP: ("accept", "")}
    reviewing.press("Del")
    assert verdicts(file) == {}


def test_the_review_ends_by_its_key_and_letters_tag_again(reviewing: Driver, file: Path) -> None:
    reviewing.press("Ctrl+R")
    reviewing.select("conjunction")
    reviewing.press("E")
    assert ("conjunction", "event") in stored(file)


def test_the_colleague_walks_through_the_verdicts_and_follows_them(
    reviewing: Driver, start: Start, file: Path
) -> None:
    reviewing.press("A", "E", "Shift+A", "Esc", "N")
    _reject(reviewing, "1")
    reviewing.press("M")
    reviewing.select("Juan Guaidó")
    reviewing.press("A")
    reviewing.close()
    back = start()
    back.window.settings.annotator = "Bo"
    back.window.projects.open_path(str(file))
    back.press("Ctrl+Shift+R")
    assert back.at_hand() == (_PERU, "event")
    assert [row.said for row in back.bench.pane("pane-review").rows()] == [
        "Ann · accepted",
        "Ann · accepted, edited: actor",
        "Ann · missed",
        "Ann · rejected: nothing to tag here",
    ]
    with back.answering(CommentDialog, _agree):
        back.press("C")
    back.press("A", "A", "A")
    with open_project(file, writable=False) as project:
        bo = ensure_annotator(project, "Bo").id
        (document,) = project.documents.ids()
        mine = {a.quote for a in project.annotations.of_document(document, [bo])}
        assert mine == {_TRUMP, _PERU, "Juan Guaidó"}
        assert [c.text for c in project.comments.all()] == ["Agreed"]
    assert back.said == "All 3 verdicts on your annotations are dealt with."


def _agree(dialog: CommentDialog) -> None:
    dialog.field.setPlainText("Agreed")
    press(dialog, "Ctrl+Return")


def test_the_review_ends_beside_the_layers_that_were_shown_before(reviewing: Driver) -> None:
    session = reviewing.session
    assert len(session.layers) == 2
    reviewing.press("M", "Ctrl+R")
    assert session.layers == (session.annotator.id,)
    reviewing.select("Juan Guaidó")
    reviewing.press("A")
    assert verdicts(session.project.path) == {}, "nothing is missed after the end"


def test_with_nothing_at_hand_the_inspector_teaches_the_keys_of_the_mode(
    reviewing: Driver,
) -> None:
    empty = reviewing.bench.inspector.empty
    reviewing.press("Esc")
    assert empty.words.text().startswith("The keys decide the case")
    reviewing.press("Ctrl+R")
    assert empty.words.text().startswith("Select words")


def test_layers_hidden_meanwhile_are_shown_with_the_next_case(reviewing: Driver) -> None:
    reviewing.session.show_layers(())
    reviewing.press("N")
    assert reviewing.at_hand() == (_PERU, "event")


def test_without_any_verdict_there_is_nothing_to_walk_through(desk: Driver) -> None:
    desk.press("Ctrl+Shift+R")
    assert desk.session.mode == "tag"
    assert desk.said == "Nobody has reviewed your annotations yet."


def test_the_context_menu_offers_what_fits_the_mode(reviewing: Driver) -> None:
    menu = reviewing.context_menu(_PERU)
    offered = {action.text(): action.isEnabled() for action in menu.actions()}
    assert offered["Reject with a reason…"]
    assert offered["Comment on the case…"]
    assert not {"Delete the annotation", "Retag as", "Join the boundaries"} & set(offered)
    reviewing.choose(menu, "Accept as it stands")
    assert verdicts(reviewing.session.project.path) == {_PERU: ("accept", "")}


def test_a_colleagues_tag_is_not_copied_past_the_review(reviewing: Driver) -> None:
    copy = reviewing.bench.inspector.span.copy
    assert not copy.isVisible()
    reviewing.press("Ctrl+R")
    assert reviewing.session.mode == "tag"


def test_a_file_that_is_only_read_shows_cases_and_takes_no_verdict(
    start: Start, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_project(file) as project:
        ensure_annotator(project, "Ann")
        (document,) = project.documents.ids()
        for who in ("Bo", "Cy"):
            tag_for(project, document, who, _TRUMP, "actor")
    before, whole = file.read_bytes(), open_project
    monkeypatch.setattr("storage.project.open_project", lambda path: whole(path, writable=False))
    desk = start(file)
    with desk.answering(ColleagueDialog, lambda dialog: press(dialog, "1", "Return")):
        desk.press("Ctrl+R")
    assert desk.at_hand() == (_TRUMP, "actor")
    desk.press("A", "E", "R", "M", "Del", "C", "Shift+A", "Ctrl+Shift+J")
    assert (desk.session.mode, desk.bench.adjudication.walk) == ("review", None)
    desk.window.close()
    assert file.read_bytes() == before
