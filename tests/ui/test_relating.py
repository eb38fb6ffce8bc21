"""Relating by keys: the letter of a role, the hint on the partner, and the ways back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from domain.ids import AnnotationId
from tests.ui.reader.support import point_of
from ui.desk import Desk
from ui.partners import Partners
from ui.reader.view import ReaderView
from ui.relating import Relating
from ui.session import Session

Tag = Callable[[str, str], AnnotationId]
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def reader(session: Session, qtbot: QtBot) -> ReaderView:
    """The article on the screen, with the keys."""
    made = ReaderView()
    qtbot.addWidget(made)
    made.resize(800, 600)
    made.desk = Desk(session, made)
    made.partners = Partners(session, made)
    assert session.document is not None
    session.open_document(session.document.id)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


@pytest.fixture
def relating(session: Session, reader: ReaderView) -> Relating:
    """The mode, not begun."""
    return Relating(session, reader)


@pytest.fixture
def tag(session: Session, reader: ReaderView) -> Tag:
    """Tag words where they first stand, by the tag's key."""

    def tagged(key: str, words: str) -> AnnotationId:
        start = reader.canonical_text.index(words)
        made = session.tag(session.codebook.keyed(key).id, ((start, start + len(words)),))
        assert made is not None
        return made

    return tagged


@pytest.fixture
def spans(tag: Tag) -> dict[str, AnnotationId]:
    """Three actors, an event, and a stance at hand; the nearest actor first."""
    return {
        "trump": tag("actor", "US President Donald Trump"),
        "group": tag("actor", "Lima Group"),
        "peru": tag("actor", "Peru"),
        "event": tag("event", "recognised"),
        "stance": tag("stance", "recognised Juan Guaidó"),
    }


def links(session: Session, annotation: AnnotationId) -> list[tuple[str, str]]:
    """Return role and partner of each relation that leads from an annotation."""
    found = session.project.relations.of_annotation(annotation)
    return [(r.type, r.target) for r in found if r.source == annotation]


def press(reader: ReaderView, letters: str) -> None:
    for letter in letters:
        held = SHIFT if letter.isupper() else NONE
        QTest.keyClick(reader, Qt.Key(ord(letter.upper())), held)


def test_a_letter_and_a_hint_make_a_relation(session, reader, relating, spans):
    asked = []
    relating.asked.connect(asked.append)
    relating.begin()
    assert (relating.stage, asked[-1][:6]) == ("role", "Relate")
    press(reader, "h")
    assert set(relating.hints) == {spans["group"], spans["trump"], spans["peru"]}
    press(reader, relating.hints[spans["peru"]])
    assert links(session, spans["stance"]) == [("holder", spans["peru"])]
    assert (relating.stage, asked[-1], relating.hints) == ("", "", {})


def test_only_fitting_spans_carry_hints_the_nearest_the_first_letter(reader, relating, spans):
    relating.begin()
    press(reader, "h")
    assert next(iter(relating.hints)) == nearest(reader, spans, "group", "trump", "peru")
    QTest.keyClick(reader, Qt.Key.Key_Backspace)
    press(reader, "t")
    assert relating.hints[spans["event"]] == "a"


def test_shift_goes_on_with_the_same_role(session, reader, relating, spans):
    relating.begin()
    press(reader, "h" + relating_hint(relating, reader, "h", spans["peru"]).upper())
    assert relating.stage == "partner"
    press(reader, relating.hints[spans["group"]])
    assert links(session, spans["stance"]) == [
        ("holder", spans["peru"]),
        ("holder", spans["group"]),
    ]
    assert relating.stage == ""


def nearest(reader: ReaderView, spans: dict[str, AnnotationId], *names: str) -> AnnotationId:
    """Return which of the spans stands nearest to the stance."""
    words = {"group": "Lima Group", "trump": "US President Donald Trump", "peru": "Peru"}
    text = reader.canonical_text
    stance = text.index("recognised Juan Guaidó")
    return spans[min(names, key=lambda n: abs(text.index(words[n]) + len(words[n]) - stance))]


def relating_hint(relating: Relating, reader: ReaderView, role: str, partner: AnnotationId) -> str:
    """Return the hint that a partner will carry, leaving the mode at its first stage."""
    press(reader, role)
    hint = relating.hints[partner]
    QTest.keyClick(reader, Qt.Key.Key_Backspace)
    return hint


def test_the_hint_of_a_linked_partner_unlinks_it(session, reader, relating, spans):
    session.relate(spans["stance"], "holder", spans["peru"])
    relating.begin()
    press(reader, "h")
    shown = reader._emphasis.hints
    assert shown[spans["peru"]].startswith("✓")
    assert not shown[spans["trump"]].startswith("✓")
    press(reader, relating.hints[spans["peru"]])
    assert links(session, spans["stance"]) == []


def test_escape_leaves_and_backspace_goes_back_one(reader, relating, spans):
    for letters, stages in (("", [""]), ("h", ["role", ""])):
        relating.begin()
        press(reader, letters)
        for stage in stages:
            QTest.keyClick(reader, Qt.Key.Key_Backspace)
            assert relating.stage == stage
        relating.begin()
        press(reader, letters)
        QTest.keyClick(reader, Qt.Key.Key_Escape)
        assert relating.stage == ""
    assert reader._emphasis.hints == {}


def test_a_click_on_the_partner_links_it(session, reader, relating, spans):
    relating.begin()
    press(reader, "h")
    place = reader.canonical_text.index("Lima Group") + 2
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, NONE, point_of(reader, place))
    assert links(session, spans["stance"]) == [("holder", spans["group"])]
    assert session.current is not None
    assert session.current.id == spans["stance"]


def test_a_click_elsewhere_leaves(session, reader, relating, spans):
    relating.begin()
    press(reader, "h")
    place = reader.canonical_text.index("23 January")
    QTest.mouseClick(reader.viewport(), Qt.MouseButton.LeftButton, NONE, point_of(reader, place))
    assert (relating.stage, links(session, spans["stance"])) == ("", [])


def test_wrong_letters_change_nothing_and_say_so(session, reader, relating, spans):
    asked = []
    relating.asked.connect(asked.append)
    relating.begin()
    press(reader, "z")
    assert (relating.stage, "Z" in asked[-1]) == ("role", True)
    press(reader, "hz")
    assert (relating.stage, "No span carries Z" in asked[-1]) == ("partner", True)


def test_other_commands_losing_the_keys_and_another_article_leave(session, reader, relating, spans):
    def to_another():
        session.open_document(None)

    for leave in (reader.clearFocus, lambda: QTest.keyClick(reader, Qt.Key.Key_F3), to_another):
        reader.setFocus()
        relating.begin()
        press(reader, "h")
        assert relating.stage == "partner"
        leave()
        assert relating.stage == ""


def test_a_partner_that_is_deleted_meanwhile_loses_its_hint(session, reader, relating, spans):
    relating.begin()
    press(reader, "h")
    session.delete([spans["peru"]])
    assert set(relating.hints) == {spans["trump"], spans["group"]}


def test_without_a_span_or_on_a_colleagues_the_mode_does_not_begin(session, relating, spans):
    told = []
    session.told.connect(told.append)
    session.set_current(None)
    relating.begin()
    assert relating.stage == ""
    assert told[-1].startswith("No annotation at hand")


def test_a_role_that_nothing_fits_says_what_to_tag_first(session, reader, relating, spans):
    asked = []
    relating.asked.connect(asked.append)
    session.delete([spans[name] for name in ("trump", "group", "peru")])
    relating.begin()
    press(reader, "h")
    assert relating.stage == "role"
    assert "no actor to link to yet" in asked[-1]


def test_two_letters_are_needed_where_there_are_many(session, reader, relating, tag):
    words = sorted({w for w in reader.canonical_text.split() if w.isalpha() and len(w) > 6})[:40]
    made = [tag("actor", word) for word in words]
    tag("event", "recognised")
    relating.begin()
    press(reader, "p")
    assert len(relating.hints) == 40
    last = next(a for a in made if len(relating.hints[a]) == 2)
    first, second = relating.hints[last]
    press(reader, first)
    assert set(relating.hints.values()) >= {second}
    assert len(relating.hints) < 40
    press(reader, second)
    assert session.project.relations.of_annotation(last)[0].type == "participant"


def test_the_article_outlines_the_partners_of_the_span_at_hand(session, reader, spans):
    session.relate(spans["stance"], "holder", spans["peru"])
    assert reader._emphasis.roles == {spans["peru"]: "holder"}
    session.set_current(spans["peru"])
    assert reader._emphasis.roles == {spans["stance"]: "holder →"}
    session.undo()
    assert reader._emphasis.roles == {}
