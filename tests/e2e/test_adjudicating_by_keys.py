"""Two layers are compared and decided into gold by keys alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.document import State
from storage.project import open_project
from storage.work import ensure_annotator
from tests.e2e.conftest import Start
from tests.e2e.driver import Driver
from tests.e2e.keys import press
from tests.e2e.test_reviewing_by_keys import tag_for
from ui.commands import COMMANDS
from ui.dialogs.adjudicate import AdjudicateDialog, AgreedDialog

_TRUMP, _PERU, _GUAIDO = "US President Donald Trump", "Peru", "Juan Guaidó"
_TITLE = "legitimate president of Venezuela"


@pytest.fixture
def deciding(start: Start, file: Path) -> Driver:
    """An adjudication of Bo and Cy: one boundary, one missed, one tag, one agreed."""
    with open_project(file) as project:
        (document,) = project.documents.ids()
        for who, words, tag in (
            ("Bo", _TRUMP, "actor"),
            ("Cy", "Donald Trump", "actor"),
            ("Bo", _TITLE, "actor"),
            ("Bo", _PERU, "actor"),
            ("Cy", _PERU, "event"),
            ("Bo", _GUAIDO, "actor"),
            ("Cy", _GUAIDO, "actor"),
        ):
            tag_for(project, document, who, words, tag)
    desk = start(file)
    with desk.answering(AdjudicateDialog, lambda dialog: press(dialog, "Return")):
        desk.press("Ctrl+Shift+J")
    return desk


def gold(path: Path) -> list[tuple[str, str]]:
    """Return words and tag of the adjudicated layer, as it is in the file."""
    with open_project(path, writable=False) as project:
        layer, codebook = project.decisions.gold_layer(), project.codebooks.current()
        assert layer is not None
        (document,) = project.documents.ids()
        found = project.annotations.of_document(document, [layer.id])
        return [(a.quote, codebook.tag(a.tag).name) for a in found]


def test_the_most_consequential_case_comes_first_and_each_key_decides(
    deciding: Driver, file: Path
) -> None:
    assert deciding.at_hand()[0] == _TITLE
    deciding.press("X")
    assert deciding.at_hand()[0] == _PERU
    deciding.press("2")
    deciding.press("1")
    assert gold(file) == [(_TRUMP, "actor"), (_PERU, "event")]
    with deciding.answering(AgreedDialog, lambda dialog: press(dialog, "Return")):
        deciding.press("Shift+A")
    assert gold(file) == [(_TRUMP, "actor"), (_PERU, "event"), (_GUAIDO, "actor")]
    deciding.press("N")
    assert deciding.said == "All 7 tags are decided."


def test_joining_covers_both_and_undo_takes_it_back(deciding: Driver, file: Path) -> None:
    deciding.press("U", "U", "J")
    assert gold(file) == [(_TRUMP, "actor")]
    deciding.press("Ctrl+Z")
    assert gold(file) == []


def test_a_gold_annotation_is_edited_in_its_own_layer_and_esc_returns(
    deciding: Driver, file: Path
) -> None:
    deciding.press("U", "E")
    assert deciding.session.mode == "tag"
    deciding.press("Shift+T", "Esc")
    assert deciding.session.mode == "adjudicate"
    assert gold(file) == [(_PERU, "statistic")]
    with open_project(file, writable=False) as project:
        mine = next(a for a in project.annotators.all() if a.name == "Ann")
        assert project.annotations.count(annotator=mine.id) == 0


def test_what_everybody_missed_is_tagged_into_gold(deciding: Driver, file: Path) -> None:
    deciding.press("M")
    deciding.select("23 January")
    deciding.press("E", "Esc", "Esc")
    assert gold(file) == [("23 January", "event")]
    assert deciding.session.mode == "adjudicate"


def test_after_the_end_tags_go_into_ones_own_layer_again(deciding: Driver, file: Path) -> None:
    deciding.press("1", "Ctrl+Shift+J")
    deciding.select("23 January")
    deciding.press("E")
    assert gold(file) == [(_TITLE, "actor")]


def test_the_context_menu_takes_versions(deciding: Driver, file: Path) -> None:
    menu = deciding.context_menu(_TITLE)
    offered = [action.text() for action in menu.actions()]
    assert offered[:2] == ["Take version 1", "Take version 2"]
    assert "Take version 3" not in offered
    deciding.choose(menu, "Take version 1")
    assert gold(file) == [(_TITLE, "actor")]


def test_asking_for_feedback_ends_the_adjudication(deciding: Driver, file: Path) -> None:
    deciding.press("Ctrl+Shift+R")
    assert (deciding.session.mode, deciding.bench.adjudication.walk) == ("tag", None)
    deciding.select("23 January")
    deciding.press("E")
    assert gold(file) == []


def test_what_is_marked_as_done_meanwhile_is_the_gold_layer(deciding: Driver, file: Path) -> None:
    deciding.press("Ctrl+D")
    assert deciding.said == "The adjudicated layer of “000_86a8afdfea60329a” is done."
    with open_project(file) as project:
        layer, (document,) = project.decisions.gold_layer(), project.documents.ids()
        assert layer is not None
        assert project.documents.progress(document, layer.id).state is State.DONE
        me = ensure_annotator(project, "Ann").id
        assert project.documents.progress(document, me).state is State.NEW


def test_no_key_of_another_mode_counts(deciding: Driver) -> None:
    actions = deciding.window.actions_
    for mode in ("adjudicate", "tag"):
        assert deciding.session.mode == mode
        others = [command for command in COMMANDS if not command.counts_in(mode)]
        assert others
        for command in others:
            action = actions[command.id]
            assert not action.shortcuts(), command.id
            assert not action.isEnabled(), command.id
        tags = (*actions.tags, *actions.retags)
        assert {action.isEnabled() for action in tags} == {mode == "tag"}
        if mode == "adjudicate":
            deciding.press("Ctrl+Shift+J")


def test_a_narrow_list_names_the_gravest_difference(deciding: Driver) -> None:
    rows = {row.quote: row for row in deciding.bench.pane("pane-adjudication").rows()}
    assert (rows[_TITLE].said, rows[_TITLE].brief) == ("missed", "missed")
    assert rows[_GUAIDO].said == "agreed"
    assert rows[_TRUMP].brief == "boundary"
