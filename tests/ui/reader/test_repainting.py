"""What is painted again, and that nothing else has to be: counted and compared, not timed."""

from __future__ import annotations

import random

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.reader.support import shown
from tests.ui.support import Painted
from ui.reader.marks import Mark
from ui.reader.view import ReaderView

WORDS = "The council of the harbour voted on the new budget, said its speaker in the morning. "
MIXED = "قال المتحدث باسم الحكومة إن القرار نهائي، ثم غادر. \u05d4\u05db\u05ea\u05d1 דיווח (2024). "
LONG = "\n".join(
    (WORDS * (3 + number % 9)).strip() + (MIXED * (number % 3)) for number in range(120)
)


def on_screen(view: ReaderView) -> QImage:
    """What a person sees, put together from whatever was painted when."""
    QApplication.processEvents()
    return view.screen().grabWindow(view.winId()).toImage()


def painted_anew(view: ReaderView) -> QImage:
    """What a person would see if all were painted now, with nothing kept."""
    view._page.pictures.drop()
    view.viewport().update()
    return on_screen(view)


@pytest.fixture
def view(qtbot: QtBot) -> ReaderView:
    made = shown(qtbot, LONG)
    made.jump_to(len(LONG) // 2)
    QApplication.processEvents()
    return made


def spot(view: ReaderView, chance: random.Random) -> tuple[int, int]:
    start = view.caret() + chance.randrange(0, 900)
    return start, start + chance.randrange(1, chance.choice((8, 60, 400)))


def test_a_mark_paints_the_lines_that_it_stands_on(view: ReaderView) -> None:
    painted, start = Painted(view.viewport()), view.caret() + 100
    view.upsert_marks([Mark("m", ((start, start + 12),), "actor", "actor")])
    QApplication.processEvents()
    assert 0 < painted.height <= 2 * view._page.metrics.pitch + 8


def test_a_mark_elsewhere_paints_nothing(view: ReaderView) -> None:
    QApplication.processEvents()
    painted = Painted(view.viewport())
    view.upsert_marks([Mark("m", ((10, 20),), "actor", "actor")])
    QApplication.processEvents()
    assert painted.areas == []


def test_a_line_keeps_its_picture_while_marks_come_to_other_lines(view: ReaderView) -> None:
    start = view.caret() + 20
    paragraph, line = view._page.layout.line_at(view._page.map.to_qt(start))
    picture = view._page.pictures.line(paragraph, line.lineNumber())
    other = start + 300
    view.upsert_marks([Mark("m", ((other, other + 5),), "actor", "actor")])
    assert view._page.pictures.line(paragraph, line.lineNumber()) is picture


@pytest.mark.parametrize("seed", range(6))
def test_marks_that_come_and_go_look_as_if_all_were_painted_anew(
    view: ReaderView, seed: int
) -> None:
    chance = random.Random(seed)
    for number in range(14):
        first, second = spot(view, chance), spot(view, chance)
        fragments = (first,) if first[1] >= second[0] else (first, second)
        tag = chance.choice(("actor", "stance", "event", "statistic"))
        view.upsert_marks([Mark(f"m{chance.randrange(6)}", fragments, tag, tag)])
        if number % 3 == 1:
            view.remove_marks([f"m{chance.randrange(6)}"])
        view.set_current(f"m{chance.randrange(8)}")
        view.set_partners({f"m{chance.randrange(6)}": "holder"} if number % 4 == 2 else {})
        view.select([spot(view, chance)] if number % 2 else [])
        QApplication.processEvents()
    assert on_screen(view) == painted_anew(view)


@pytest.mark.parametrize("seed", range(3))
def test_what_is_scrolled_looks_as_if_it_were_painted_anew(view: ReaderView, seed: int) -> None:
    chance = random.Random(seed)
    marks = [Mark(f"m{n}", (spot(view, chance),), "event", "event") for n in range(12)]
    view.set_marks(marks)
    view.set_current("m3")
    view.set_hints({"m5": "a"})
    view.select([spot(view, chance)])
    for number in range(12):
        view.scroll_by(chance.choice((-130, -7, 3, 48, 90, 200)))
        QApplication.processEvents()
        if number % 3 == 1:
            # What a pause would do, which moves the page below the eyes of the reader.
            view._scroller._read_ahead()
    assert on_screen(view) == painted_anew(view)


def test_scrolling_by_a_line_paints_a_line_and_not_the_page(view: ReaderView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not view._scroller._pause.isActive())
    QApplication.processEvents()
    painted = Painted(view.viewport())
    view.scroll_by(30)
    QApplication.processEvents()
    assert painted.height < view.viewport_height() // 2


def test_painting_at_once_does_not_wait_for_a_turn(view: ReaderView) -> None:
    painted, start = Painted(view.viewport()), view.caret() + 100
    view.upsert_marks([Mark("m", ((start, start + 12),), "actor", "actor")])
    view.paint_now()
    assert painted.areas
    painted.areas.clear()
    view.paint_now()
    assert not painted.areas
