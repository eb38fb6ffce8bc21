"""Mouse and keys select whole words, exact characters, sentences and fragments."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.reader.support import TEXT, click_at, drag, mark_on, point_of, selected
from ui.reader.view import ReaderView

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def test_a_drag_selects_whole_words(view: ReaderView) -> None:
    drag(view, TEXT.index("Lima") + 2, TEXT.index("Group") + 3)
    assert selected(view) == ["Lima Group"]


def test_a_drag_leaves_space_and_punctuation_out(view: ReaderView) -> None:
    drag(view, TEXT.index("Juan"), TEXT.index("its"))
    assert selected(view) == ["Juan Guaidó"]


def test_a_drag_backwards_selects_the_same_words(view: ReaderView) -> None:
    drag(view, TEXT.index("Group") + 3, TEXT.index("Lima") + 2)
    assert selected(view) == ["Lima Group"]
    assert view.caret() == TEXT.index("Lima")


def test_a_drag_with_alt_selects_exact_characters(view: ReaderView) -> None:
    start = TEXT.index("Lima") + 1
    drag(view, start, start + 6, ALT)
    assert view.selection() == ((start, start + 6),)


def test_a_drag_with_alt_splits_no_family(view: ReaderView) -> None:
    start = TEXT.index("👩")
    drag(view, TEXT.index("García"), start + 3, ALT)
    assert view.selection()[0][1] in (start, start + 7)


def test_a_drag_with_control_adds_a_fragment(view: ReaderView) -> None:
    drag(view, TEXT.index("Peru"), TEXT.index("Peru") + 4)
    drag(view, TEXT.index("Lima"), TEXT.index("Lima") + 4, CTRL)
    assert selected(view) == ["Lima", "Peru"]


def test_a_double_click_selects_the_word(view: ReaderView) -> None:
    QTest.mouseDClick(view.viewport(), LEFT, NONE, point_of(view, TEXT.index("narrowly") + 3))
    assert selected(view) == ["narrowly"]


def test_a_double_click_selects_a_word_written_from_right_to_left(view: ReaderView) -> None:
    QTest.mouseDClick(view.viewport(), LEFT, NONE, point_of(view, TEXT.index("القرار") + 3))
    assert selected(view) == ["القرار"]


@pytest.mark.parametrize(
    ("clicks", "expected"),
    [
        (2, "recognised"),
        (3, "The so-called Lima Group recognised Juan Guaidó, its leader."),
        (4, TEXT.split("\n", maxsplit=1)[0]),
    ],
)
def test_more_clicks_select_more(view: ReaderView, clicks: int, expected: str) -> None:
    point = point_of(view, TEXT.index("recognised") + 3)
    for number in range(clicks):
        click_at(view, point, number * 90)
    assert selected(view) == [expected]


def test_a_finished_drag_is_told_once(view: ReaderView, qtbot: QtBot) -> None:
    told: list[tuple[tuple[int, int], ...]] = []
    view.selection_finished.connect(lambda: told.append(view.selection()))
    drag(view, TEXT.index("Lima"), TEXT.index("Lima") + 4)
    assert told == [view.selection()]


def test_a_click_tells_the_innermost_mark_and_then_the_next_outwards(
    view: ReaderView, qtbot: QtBot
) -> None:
    view.set_marks([mark_on(TEXT, "Juan Guaidó, its leader"), mark_on(TEXT, "Juan")])
    told: list[str] = []
    view.mark_activated.connect(told.append)
    point = point_of(view, TEXT.index("Juan") + 2)
    for _ in range(3):
        QTest.mouseClick(view.viewport(), LEFT, NONE, point)
        # Two clicks that are not a double click.
        view._mouse._clicks = 0
    assert told == ["Juan", "Juan Guaidó, its leader", "Juan"]


def test_a_click_beside_the_text_tells_of_no_mark(view: ReaderView, qtbot: QtBot) -> None:
    view.set_marks([mark_on(TEXT, "The so-called")])
    with qtbot.assertNotEmitted(view.mark_activated):
        QTest.mouseClick(view.viewport(), LEFT, NONE, QPoint(5, 60))


def test_the_pointer_tells_the_mark_under_it(view: ReaderView, qtbot: QtBot) -> None:
    mark = mark_on(TEXT, "Peru")
    view.set_marks([mark])
    with qtbot.waitSignal(view.mark_hovered) as hovered:
        QTest.mouseMove(view.viewport(), point_of(view, mark.start + 2))
    assert hovered.args == [mark]


@pytest.mark.parametrize(
    ("key", "modifiers", "expected"),
    [
        (Key.Key_Right, SHIFT, "r"),
        (Key.Key_Left, SHIFT, " "),
        (Key.Key_Right, SHIFT | CTRL, "recognised"),
        (Key.Key_Left, SHIFT | CTRL, "Group "),
        (Key.Key_Right, SHIFT | ALT, "recognised Juan Guaidó, its leader."),
        (Key.Key_Down, SHIFT | CTRL, TEXT[TEXT.index("recognised") : TEXT.index("\n")]),
        (Key.Key_Up, SHIFT | CTRL, TEXT[: TEXT.index("recognised")]),
        (Key.Key_Home, SHIFT | CTRL, TEXT[: TEXT.index("recognised")]),
        (Key.Key_End, SHIFT | CTRL, TEXT[TEXT.index("recognised") :]),
    ],
)
def test_shift_extends_by_units(
    view: ReaderView, key: Qt.Key, modifiers: Qt.KeyboardModifier, expected: str
) -> None:
    view.set_caret(TEXT.index("recognised"))
    QTest.keyClick(view, key, modifiers)
    assert selected(view) == [expected]


def test_the_caret_walks_by_words_and_a_selection_takes_one(view: ReaderView) -> None:
    QTest.keyClick(view, Key.Key_Right, CTRL)
    assert view.caret() == TEXT.index("so")
    QTest.keyClick(view, Key.Key_Right, CTRL | SHIFT)
    assert selected(view) == ["so"]


def test_the_caret_steps_over_a_family_at_once(view: ReaderView) -> None:
    start = TEXT.index("👩")
    view.set_caret(start)
    QTest.keyClick(view, Key.Key_Right)
    assert view.caret() == start + 7
    QTest.keyClick(view, Key.Key_Left)
    assert view.caret() == start


def test_left_goes_left_in_text_from_right_to_left(view: ReaderView) -> None:
    start = TEXT.index("المتحدث")
    view.set_caret(start)
    QTest.keyClick(view, Key.Key_Left)
    assert view.caret() == start + 1


def test_down_and_up_return_to_the_same_place(view: ReaderView) -> None:
    view.set_caret(10)
    QTest.keyClick(view, Key.Key_Down)
    assert view.caret() > 10
    QTest.keyClick(view, Key.Key_Up)
    assert view.caret() == 10


def test_a_page_down_moves_the_caret_by_most_of_a_page(view: ReaderView) -> None:
    view.set_article("One line of words here.\n" * 300, ())
    QTest.keyClick(view, Key.Key_PageDown)
    first = view.caret()
    QTest.keyClick(view, Key.Key_PageDown)
    assert 0 < first < view.caret()
    assert 0 <= point_of(view, view.caret()).y() < view.viewport().height()


def test_letting_go_of_shift_finishes_a_selection_by_keys(view: ReaderView, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(view.selection_finished):
        QTest.keyPress(view, Key.Key_Right, SHIFT | CTRL)
    with qtbot.waitSignal(view.selection_finished):
        QTest.keyRelease(view, Key.Key_Shift)


@pytest.mark.parametrize(
    "key",
    [
        *(Key.Key_A, Key.Key_1, Key.Key_Period, Key.Key_Semicolon, Key.Key_Space),
        *(Key.Key_Return, Key.Key_Escape, Key.Key_Delete, Key.Key_F6),
    ],
)
def test_keys_that_are_not_ours_reach_the_parent(
    view: ReaderView, qtbot: QtBot, key: Qt.Key
) -> None:
    class Parent(QWidget):
        heard: list[int]

        def keyPressEvent(self, event: QKeyEvent) -> None:
            self.heard.append(event.key())

    parent = Parent()
    parent.heard = []
    qtbot.addWidget(parent)
    layout = QVBoxLayout(parent)
    layout.addWidget(view)
    QTest.keyClick(view, key)
    assert parent.heard == [key.value]
    view.setParent(None)


def test_control_c_copies_the_canonical_text(view: ReaderView) -> None:
    text = "no\u00a0break, line\u2028separator"
    view.set_article(text, ())
    QTest.keyClick(view, Key.Key_A, CTRL)
    QTest.keyClick(view, Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == text


def test_control_and_the_wheel_ask_for_another_zoom(view: ReaderView, qtbot: QtBot) -> None:
    middle = QPointF(view.viewport().rect().center())
    event = QWheelEvent(
        middle,
        view.viewport().mapToGlobal(middle),
        QPoint(),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        CTRL,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    with qtbot.waitSignal(view.zoom_requested) as asked:
        QApplication.sendEvent(view.viewport(), event)
    assert asked.args == [-1]
