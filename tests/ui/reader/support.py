"""What the tests of the view share: a text, and ways to point at it."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.reader.marks import Mark
from ui.reader.view import ReaderView

TEXT = (
    "The so-called Lima Group recognised Juan Guaidó, its leader. Peru agreed (40%)!\n"
    "Alan García 👩‍👩‍👧‍👦 narrowly beat Ollanta Humala in 2006.\n"
    "\n"
    "قال المتحدث إن القرار نهائي.\n"
    "The last paragraph stands here."
)


def shown(qtbot: QtBot, text: str, marks: Iterable[Mark] = ()) -> ReaderView:
    view = ReaderView()
    qtbot.addWidget(view)
    view.resize(900, 600)
    view.set_article(text, marks)
    with qtbot.waitExposed(view):
        view.show()
    view.setFocus()
    QApplication.processEvents()
    return view


def mark_on(text: str, words: str, tag: str = "actor", name: str = "") -> Mark:
    start = text.index(words)
    return Mark(name or words, ((start, start + len(words)),), tag, tag)


def point_of(view: ReaderView, position: int) -> QPoint:
    """The point of the viewport in the middle of the line, at a caret position."""
    page = view._page
    place = page.place_of(position)
    middle = page.metrics.gap_top + page.metrics.text_height / 2
    y = place.y() + middle - view.verticalScrollBar().value()
    return QPoint(round(place.x()), round(y))


def drag(
    view: ReaderView,
    start: int,
    end: int,
    modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Drags with the left button from one caret position to another."""
    viewport, button = view.viewport(), Qt.MouseButton.LeftButton
    QTest.mousePress(viewport, button, modifiers, point_of(view, start))
    for point in (QPoint(point_of(view, start) + QPoint(9, 0)), point_of(view, end)):
        event = QMouseEvent(
            QEvent.Type.MouseMove,
            QPointF(point),
            QPointF(viewport.mapToGlobal(point)),
            Qt.MouseButton.NoButton,
            button,
            modifiers,
        )
        QApplication.sendEvent(viewport, event)
    QTest.mouseRelease(viewport, button, modifiers, point_of(view, end))


def click_at(view: ReaderView, point: QPoint, milliseconds: int) -> None:
    """Clicks with the left button at a time, which decides what is a double click."""
    viewport, button = view.viewport(), Qt.MouseButton.LeftButton
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
        event = QMouseEvent(
            kind,
            QPointF(point),
            QPointF(viewport.mapToGlobal(point)),
            button,
            button,
            Qt.KeyboardModifier.NoModifier,
        )
        event.setTimestamp(1_000_000 + milliseconds)
        QApplication.sendEvent(viewport, event)


def selected(view: ReaderView) -> list[str]:
    return [view.canonical_text[start:end] for start, end in view.selection()]


def colours(view: ReaderView, start: int, end: int) -> set[int]:
    """The colours that the line of a range shows between its ends, lanes and label included."""
    page = view._page
    image: QImage = view.viewport().grab().toImage()
    left, right = point_of(view, start), point_of(view, end)
    top = round(page.place_of(start).y()) - view.verticalScrollBar().value()
    return {
        image.pixelColor(x, y).rgb()
        for x in range(left.x() + 2, max(left.x() + 3, right.x() - 2))
        for y in range(max(0, top), top + page.metrics.pitch)
    }


def rgb(colour: QColor) -> int:
    return int(colour.rgb())
