"""What the mouse and the keys do in the reading view; all positions are code points."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent, QMouseEvent

from ui.reader.marks import Mark
from ui.reader.positions import Edge, Span, TextMap, Unit

_CONTROL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_NONE = Qt.KeyboardModifier.NoModifier
_KEYPAD = Qt.KeyboardModifier.KeypadModifier
_CLICK_UNITS: dict[int, Unit] = {2: "word", 3: "sentence", 4: "paragraph"}
_SCROLL_MS = 40
_SAME_PLACE = 4

_UNIT_KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], tuple[Unit, bool]] = {
    (Qt.Key.Key_Left, _NONE): ("character", False),
    (Qt.Key.Key_Right, _NONE): ("character", True),
    (Qt.Key.Key_Left, _CONTROL): ("word", False),
    (Qt.Key.Key_Right, _CONTROL): ("word", True),
    (Qt.Key.Key_Left, _ALT): ("sentence", False),
    (Qt.Key.Key_Right, _ALT): ("sentence", True),
    (Qt.Key.Key_Up, _CONTROL): ("paragraph", False),
    (Qt.Key.Key_Down, _CONTROL): ("paragraph", True),
}
_PLACE_KEYS: dict[tuple[Qt.Key, Qt.KeyboardModifier], str] = {
    (Qt.Key.Key_Up, _NONE): "up",
    (Qt.Key.Key_Down, _NONE): "down",
    (Qt.Key.Key_PageUp, _NONE): "page up",
    (Qt.Key.Key_PageDown, _NONE): "page down",
    (Qt.Key.Key_Home, _NONE): "line start",
    (Qt.Key.Key_End, _NONE): "line end",
    (Qt.Key.Key_Home, _CONTROL): "text start",
    (Qt.Key.Key_End, _CONTROL): "text end",
}


class Reader(Protocol):
    """What gestures need of the view."""

    def text_map(self) -> TextMap: ...
    def position_at(self, point: QPoint) -> int: ...
    def character_at(self, point: QPoint) -> int | None: ...
    def marks_at(self, position: int) -> list[Mark]: ...
    def caret(self) -> int: ...
    def anchor(self) -> int: ...
    def selection(self) -> tuple[Span, ...]: ...
    def place(self, anchor: int, position: int, kept: tuple[Span, ...] = ()) -> None: ...
    def kept_fragments(self) -> tuple[Span, ...]: ...
    @property
    def is_holding(self) -> bool: ...
    def moved_to(self, place: str) -> int: ...
    def is_rtl(self, position: int) -> bool: ...
    def scroll_by(self, pixels: int) -> None: ...
    def viewport_height(self) -> int: ...
    def click_mark(self, mark: Mark) -> None: ...
    def finish_selection(self) -> None: ...


def is_ours(event: QKeyEvent) -> bool:
    """Whether a key press moves the caret or extends the selection here."""
    key = _key(event)
    return key in _UNIT_KEYS or key in _PLACE_KEYS


def _key(event: QKeyEvent) -> tuple[Qt.Key, Qt.KeyboardModifier]:
    return Qt.Key(event.key()), event.modifiers() & ~_SHIFT & ~_KEYPAD


class KeyGestures:
    """Moves the caret and extends the selection by keys."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._extended = False

    def press(self, event: QKeyEvent) -> bool:
        """Does what a key asks for; False if the key is not ours."""
        if not is_ours(event):
            return False
        reader = self._reader
        extend = bool(event.modifiers() & _SHIFT)
        position = self._target(_key(event), extend)
        anchor = reader.anchor() if extend else position
        if extend:
            kept = reader.kept_fragments()
        else:
            kept = reader.selection() if reader.is_holding else ()
        reader.place(anchor, position, kept)
        self._extended = self._extended or extend
        return True

    def release(self, event: QKeyEvent) -> None:
        """Letting go of Shift finishes a selection that was made with keys."""
        if event.key() == Qt.Key.Key_Shift and self._extended:
            self._extended = False
            if self._reader.selection():
                self._reader.finish_selection()

    def _target(self, key: tuple[Qt.Key, Qt.KeyboardModifier], extend: bool) -> int:
        reader = self._reader
        if key in _PLACE_KEYS:
            return reader.moved_to(_PLACE_KEYS[key])
        unit, forward = _UNIT_KEYS[key]
        caret = reader.caret()
        if key[0] in (Qt.Key.Key_Left, Qt.Key.Key_Right) and reader.is_rtl(caret):
            forward = not forward
        # Extending stops at the end of a word; walking stops where the next one starts.
        edge: Edge | None = None if extend else "start"
        return reader.text_map().next_boundary(caret, unit, forward, edge)


class MouseGestures(QObject):
    """Selects by words (Alt: exactly, Ctrl: one more fragment) and tells clicks on marks."""

    def __init__(self, reader: Reader, parent: QObject) -> None:
        super().__init__(parent)
        self._reader = reader
        self._origin: int | None = None
        self._unit: Unit = "character"
        self._kept: tuple[Span, ...] = ()
        self._clicks = 0
        self._last_press = (0, QPoint(-99, -99))
        self._dragged = False
        self._point = QPoint()
        self._modifiers = _NONE
        self._cycle: tuple[QPoint, str] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_SCROLL_MS)
        self._timer.timeout.connect(self._scroll_on)

    @property
    def is_dragging(self) -> bool:
        """Whether the left button is held."""
        return self._origin is not None

    def press(self, event: QMouseEvent) -> None:
        """Starts a selection; the second to fourth click take a word, sentence, paragraph."""
        reader = self._reader
        self._point = event.position().toPoint()
        self._modifiers = event.modifiers()
        self._count(event)
        self._dragged = False
        position = reader.position_at(self._point)
        adding = bool(self._modifiers & _CONTROL)
        if self._clicks == 1:
            self._kept = reader.selection() if adding else ()
        self._unit = _CLICK_UNITS.get(self._clicks, "character")
        if self._clicks > 1:
            under = reader.character_at(self._point)
            position = position if under is None else under
            self._origin = position
            self._select_units(position)
        elif self._modifiers & _SHIFT:
            self._origin = reader.anchor()
            self._kept = reader.kept_fragments()
            self._dragged = True
            self._extend()
        else:
            self._origin = position
            reader.place(position, position, self._kept)

    def move(self, event: QMouseEvent) -> None:
        """Extends the selection to the pointer."""
        if self._origin is None:
            return
        self._point = event.position().toPoint()
        self._modifiers = event.modifiers()
        far = (self._point - self._last_press[1]).manhattanLength() > _SAME_PLACE
        if not self._dragged and not far:
            return
        self._dragged = True
        self._extend()
        outside = not 0 <= self._point.y() < self._reader.viewport_height()
        if outside and not self._timer.isActive():
            self._timer.start()
        elif not outside:
            self._timer.stop()

    def release(self, event: QMouseEvent) -> None:
        """Finishes a selection, or tells of the mark that was clicked."""
        if self._origin is None:
            return
        self._origin = None
        self._timer.stop()
        if self._dragged or self._clicks > 1:
            if self._reader.selection():
                self._reader.finish_selection()
        elif not event.modifiers() & (_CONTROL | _SHIFT):
            self._click(event.position().toPoint())

    def _count(self, event: QMouseEvent) -> None:
        stamp, point = self._last_press
        now = event.timestamp()
        interval = QGuiApplication.styleHints().mouseDoubleClickInterval()
        near = (self._point - point).manhattanLength() <= _SAME_PLACE
        double = event.type() == QMouseEvent.Type.MouseButtonDblClick
        if double and self._clicks < 2:
            self._clicks = 2
        elif near and 0 <= now - stamp <= interval and self._clicks > 0:
            self._clicks = self._clicks % 4 + 1
        else:
            self._clicks = 2 if double else 1
        self._last_press = (now, self._point)

    def _select_units(self, position: int) -> None:
        """Selects the units between the origin and a position."""
        if self._origin is None:
            return
        text_map = self._reader.text_map()
        first = text_map.unit_at(self._origin, self._unit)
        last = text_map.unit_at(position, self._unit)
        start, end = min(first[0], last[0]), max(first[1], last[1])
        backward = position < self._origin
        self._reader.place(end if backward else start, start if backward else end, self._kept)

    def _extend(self) -> None:
        reader = self._reader
        if self._origin is None:
            return
        position = reader.position_at(self._point)
        if self._clicks > 1:
            self._select_units(position)
            return
        text_map = reader.text_map()
        exact = bool(self._modifiers & _ALT)
        chosen = text_map.exact if exact else text_map.snap
        start, end = chosen(*sorted((self._origin, position)))
        if start == end:
            reader.place(self._origin, self._origin, self._kept)
        elif position < self._origin:
            reader.place(end, start, self._kept)
        else:
            reader.place(start, end, self._kept)

    def _click(self, point: QPoint) -> None:
        """Tells of the innermost mark; clicking the same place again goes outwards."""
        under = self._reader.character_at(point)
        marks = [] if under is None else self._reader.marks_at(under)
        if not marks:
            self._cycle = None
            return
        chosen = 0
        if self._cycle and (point - self._cycle[0]).manhattanLength() <= _SAME_PLACE:
            ids = [mark.id for mark in marks]
            if self._cycle[1] in ids:
                chosen = (ids.index(self._cycle[1]) + 1) % len(ids)
        self._cycle = (point, marks[chosen].id)
        self._reader.click_mark(marks[chosen])

    def _scroll_on(self) -> None:
        """Scrolls while the pointer is held above or below the viewport."""
        height = self._reader.viewport_height()
        beyond = self._point.y() if self._point.y() < 0 else max(0, self._point.y() - height)
        if self._origin is None or beyond == 0:
            self._timer.stop()
            return
        self._reader.scroll_by(max(-90, min(90, beyond)))
        self._extend()


class Wheel:
    """Gathers the turns of a wheel, however fine, into whole steps."""

    def __init__(self) -> None:
        self._turned = 0

    def turned(self, angle: int) -> int:
        """Return the steps that are complete with this turn (eighths of a degree)."""
        self._turned += angle
        steps = int(self._turned / 120)
        self._turned -= steps * 120
        return steps
