"""The reading view: a read-only text edit on our own layout, told in code points."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from ui.reader.gestures import KeyGestures, MouseGestures, Wheel, is_ours
from ui.reader.marks import Mark, ReaderStyle
from ui.reader.page import merged
from ui.reader.page_edit import PageEdit
from ui.reader.positions import Span
from ui.reader.styles import LIGHT

_COPY = QKeySequence.StandardKey.Copy
_SELECT_ALL = QKeySequence.StandardKey.SelectAll
_LINE_MOVES = {
    "up": QTextCursor.MoveOperation.Up,
    "down": QTextCursor.MoveOperation.Down,
    "line start": QTextCursor.MoveOperation.StartOfLine,
    "line end": QTextCursor.MoveOperation.EndOfLine,
}


class ReaderView(PageEdit):
    """Reads, selects and points at spans; it asks with signals and is told by methods."""

    caret_moved = Signal(int)
    selection_changed = Signal()
    selection_finished = Signal()
    mark_hovered = Signal(object)
    mark_activated = Signal(str)
    context_menu_requested = Signal(QPoint)
    zoom_requested = Signal(int)

    def __init__(self, style: ReaderStyle = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(style, parent)
        self._kept: tuple[Span, ...] = ()
        self._holding = False
        self._hovered: Mark | None = None
        self._wheel = Wheel()
        # Where the caret was put by going up or down, and the x that it keeps to.
        self._column: tuple[int, float] | None = None
        self._keys = KeyGestures(self)
        self._mouse = MouseGestures(self, self)
        self.cursorPositionChanged.connect(self._follow_cursor)
        self.selectionChanged.connect(self._follow_cursor)

    def set_article(self, text: str, marks: Iterable[Mark]) -> None:
        """Shows a text with its marks from its start, nothing selected."""
        self._kept = ()
        self._holding = False
        self._hovered = None
        super().set_article(text, marks)
        self._follow_cursor()

    def caret(self) -> int:
        """Where the caret is."""
        return self._page.map.to_code_point(self.textCursor().position())

    def anchor(self) -> int:
        """The other end of the selection that the caret extends."""
        return self._page.map.to_code_point(self.textCursor().anchor())

    def set_caret(self, position: int) -> None:
        """Moves the caret and selects nothing; it is scrolled into view."""
        position = self._page.map.clamp(position)
        self.place(position, position)

    def jump_to(self, position: int) -> None:
        """Moves the caret and shows it in the upper third."""
        self.reveal(position, position)
        self.set_caret(position)

    def selection(self) -> tuple[Span, ...]:
        """The selected fragments, sorted and merged."""
        cursor, text_map = self.textCursor(), self._page.map
        start = text_map.to_code_point(cursor.selectionStart())
        end = text_map.to_code_point(cursor.selectionEnd())
        return merged((*self._kept, (start, end)))

    def hold_selection(self) -> None:
        """Keeps the selection while the caret moves on, until it is cleared or replaced."""
        self.place(self.caret(), self.caret(), self.selection())
        self._holding = True

    @property
    def is_holding(self) -> bool:
        """Whether plain moves of the caret keep what is selected."""
        return self._holding

    def kept_fragments(self) -> tuple[Span, ...]:
        """The selected fragments besides the one that the caret extends."""
        return self._kept

    def select(self, fragments: Iterable[Span]) -> None:
        """Selects fragments; the caret goes to the end of the last."""
        text_map = self._page.map
        spans = merged((text_map.clamp(start), text_map.clamp(end)) for start, end in fragments)
        if spans:
            self.place(spans[-1][0], spans[-1][1], spans[:-1])
        else:
            self.clear_selection()

    def clear_selection(self) -> None:
        """Selects nothing; the caret stays."""
        self.place(self.caret(), self.caret())

    def place(self, anchor: int, position: int, kept: tuple[Span, ...] = ()) -> None:
        """Sets the selection's ends, the second with the caret, and the other fragments."""
        self._kept = kept
        self._holding = self._holding and bool(kept)
        cursor = self.textCursor()
        cursor.setPosition(self._page.map.to_qt(anchor))
        cursor.setPosition(self._page.map.to_qt(position), QTextCursor.MoveMode.KeepAnchor)
        with QSignalBlocker(self):  # One word when all is done, not one for each step.
            self.setTextCursor(cursor)
        self._follow_cursor()

    def moved_to(self, place: str) -> int:
        """Where "up", "down", "page up", "line end" and the like lead from the caret."""
        if place in ("text start", "text end"):
            return 0 if place == "text start" else len(self.canonical_text)
        if place in ("page up", "page down"):
            return self._page_away(1 if place == "page down" else -1)
        cursor = self.textCursor()
        cursor.movePosition(_LINE_MOVES[place])
        position = self._page.map.floor(self._page.map.to_code_point(cursor.position()))
        return self._in_column(position) if place in ("up", "down") else position

    def click_mark(self, mark: Mark) -> None:
        """Tells that a mark was clicked."""
        self.mark_activated.emit(mark.id)

    def finish_selection(self) -> None:
        """Tells that a selection is complete."""
        self.selection_finished.emit()

    def copy(self) -> None:
        """Copies the selected canonical text, fragments joined by one space."""
        if self.selection():
            QGuiApplication.clipboard().setMimeData(self.createMimeDataFromSelection())

    def _in_column(self, position: int) -> int:
        """The place on the line of a position where the caret began to go up or down."""
        page, caret = self._page, self.caret()
        if self._column is None or self._column[0] != caret:
            self._column = (caret, page.place_of(caret).x())
        column = self._column[1]
        if position != caret:
            middle = page.metrics.gap_top + page.metrics.text_height / 2
            position = page.position_at(column, page.place_of(position).y() + middle)
        self._column = (position, column)
        return position

    def _page_away(self, direction: int) -> int:
        page = self._page
        place = page.place_of(self.caret())
        step = direction * max(page.metrics.pitch, self.viewport_height() - 2 * page.metrics.pitch)
        target = page.position_at(place.x(), place.y() + page.metrics.pitch / 2 + step)
        self.scroll_by(step)
        return target

    def _follow_cursor(self) -> None:
        """Tells what has changed about the caret and the selection, whoever changed it."""
        emphasis, caret, selection = self._emphasis, self.caret(), self.selection()
        moved, changed = caret != emphasis.caret, selection != emphasis.selection
        dirty = set(emphasis.selection) ^ set(selection)
        if moved:
            dirty |= {(place, place) for place in (emphasis.caret or 0, caret)}
        emphasis.caret, emphasis.selection = caret, selection
        length = len(self.canonical_text)
        for start, end in dirty:
            self._update_band(*self._page.strip(min(start, length), min(end, length)))
        if moved:
            self.caret_moved.emit(caret)
        if changed:
            self.selection_changed.emit()

    def _hover(self, point: QPoint) -> None:
        under = self.character_at(point)
        marks = [] if under is None else self.marks_at(under)
        mark = marks[0] if marks else None
        if mark is not self._hovered:
            self._hovered = mark
            self.mark_hovered.emit(mark)

    def _show_focus(self, focused: bool) -> None:
        self._emphasis.caret_strong = focused
        caret = self.caret()
        self._update_band(*self._page.strip(caret, caret))

    # --- Qt overrides ---

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        text = self.canonical_text
        copied = " ".join(text[start:end] for start, end in self.selection())
        # On its way to Qt a string loses one byte order mark from its front.
        data.setText("\ufeff" + copied if copied[:1] in ("\ufeff", "\ufffe") else copied)
        return data

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            # Only the keys that move here win over shortcuts; all others stay the window's.
            event.setAccepted(is_ours(event) or event.matches(_COPY))
            return bool(event.isAccepted())
        return bool(super().event(event))

    def focusNextPrevChild(self, following: bool) -> bool:
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(_COPY):
            self.copy()
        elif event.matches(_SELECT_ALL):
            self.select(((0, len(self.canonical_text)),))
        elif not self._keys.press(event):
            event.ignore()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._keys.release(event)
        event.ignore()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._mouse.press(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._mouse.is_dragging:
            self._mouse.move(event)
        else:
            self._hover(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._mouse.release(event)

    def leaveEvent(self, event: QEvent) -> None:
        if self._hovered is not None:
            self._hovered = None
            self.mark_hovered.emit(None)
        super().leaveEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            point = self.cursorRect().bottomLeft()
        else:
            point = event.pos()
            under = self.position_at(point)
            if not any(start <= under <= end for start, end in self.selection()):
                self.set_caret(under)
        self.context_menu_requested.emit(self.viewport().mapToGlobal(point))
        event.accept()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._show_focus(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._show_focus(False)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        steps = self._wheel.turned(event.angleDelta().y())
        if steps:
            self.zoom_requested.emit(steps)
        event.accept()
