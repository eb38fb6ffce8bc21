"""The first paragraph of the seed article, relations included, without a mouse."""

from __future__ import annotations

from pathlib import Path

from storage.project import open_project
from tests.e2e.driver import Driver

_PRESIDENT, _COUNTRY = "US President Donald Trump", "Peru"


def related(path: Path) -> list[tuple[str, str, str]]:
    """Return quote, role and quote of each relation in a project's file, as it is now."""
    with open_project(path, writable=False) as project:
        relations = project.relations.all()
        ids = {end for r in relations for end in (r.source, r.target)}
        words = {a.id: a.quote for a in project.annotations.some(ids)}
        return [(words[r.source], r.type, words[r.target]) for r in relations]


def hint(desk: Driver, words: str) -> str:
    """Return the hint that a span's words carry on the screen."""
    (annotation,) = (a for a in desk.session.annotations if a.quote == words)
    return desk.bench.relating.hints[annotation.id].upper()


def tag_paragraph(desk: Driver) -> None:
    for words, key in ((_COUNTRY, "A"), ("Juan Guaidó", "A"), ("recognised Juan Guaidó", "S")):
        desk.select(words)
        desk.press(key)


def test_a_stance_gets_its_holder_and_target_without_a_mouse(desk: Driver, file: Path) -> None:
    tag_paragraph(desk)
    desk.press(";", "H")
    desk.press(hint(desk, _COUNTRY))
    desk.press(";", "T")
    desk.press(hint(desk, "Juan Guaidó"))
    stance = "recognised Juan Guaidó"
    assert related(file) == [(stance, "holder", _COUNTRY), (stance, "target", "Juan Guaidó")]
    assert desk.at_hand() == (stance, "stance")
    assert desk.labels_at("Juan") == ["actor", "stance"]  # No letter of the mode has tagged.


def test_relating_is_undone_and_redone_by_keys(desk: Driver, file: Path) -> None:
    tag_paragraph(desk)
    desk.press(";", "H")
    desk.press(hint(desk, _COUNTRY), "Ctrl+Z")
    assert related(file) == []
    desk.press("Ctrl+Y")
    assert related(file) == [("recognised Juan Guaidó", "holder", _COUNTRY)]


def test_a_deleted_partner_takes_its_relation_along_until_undo(desk: Driver, file: Path) -> None:
    tag_paragraph(desk)
    desk.press(";", "H")
    desk.press(hint(desk, _COUNTRY))
    desk.walk_to(_COUNTRY)
    desk.press("Del")
    assert related(file) == []
    desk.press("Ctrl+Z")
    assert related(file) == [("recognised Juan Guaidó", "holder", _COUNTRY)]


def test_the_mode_says_what_is_expected_and_ends_with_esc(desk: Driver, file: Path) -> None:
    tag_paragraph(desk)
    desk.press(";")
    assert desk.said == "Relate “recognised Juan Guaidó”: press the letter of a role · Esc leaves"
    desk.press("T")
    assert desk.said.startswith("Target of “recognised Juan Guaidó”: press the letter on the actor")
    desk.press("Esc", "A")
    assert (related(file), desk.bench.relating.stage) == ([], "")
    assert desk.session.armed is not None
