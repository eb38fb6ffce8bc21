"""The keys and clicks of the article while a relation is made: nothing else gets them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent

from ui.reader.view import ReaderView

_MODIFIERS = (
    *(Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta),
    *(Qt.Key.Key_CapsLock, Qt.Key.Key_NumLock),
)
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_PLAIN = _SHIFT | Qt.KeyboardModifier.KeypadModifier
_SCROLLS = {
    Qt.Key.Key_PageUp: -0.85,
    Qt.Key.Key_PageDown: 0.85,
    Qt.Key.Key_Up: -0.2,
    Qt.Key.Key_Down: 0.2,
}


class RelatingKeys(QObject):
    """Stands before the article from `start` to `stop`.

    `typed` carries a letter or digit in lower case, `clicked` the ids of the spans under the
    pointer, innermost first; both say whether Shift was held. Any other command leaves the mode.
    """

    typed = Signal(str, bool)
    clicked = Signal(list, bool)
    back_requested = Signal()
    leave_requested = Signal()

    def __init__(self, reader: ReaderView) -> None:
        super().__init__(reader)
        self._reader = reader

    def start(self) -> None:
        """Take the keys and the mouse."""
        self._reader.installEventFilter(self)
        self._reader.viewport().installEventFilter(self)

    def stop(self) -> None:
        """Let the article have them again."""
        self._reader.removeEventFilter(self)
        self._reader.viewport().removeEventFilter(self)

    def _key(self, event: QKeyEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyRelease or event.key() in _MODIFIERS:
            return False
        if not _is_plain(event):
            self.leave_requested.emit()
            return False
        event.accept()
        if kind == QEvent.Type.KeyPress:
            self._press(event)
        return True

    def _press(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.leave_requested.emit()
        elif key == Qt.Key.Key_Backspace:
            self.back_requested.emit()
        elif key in _SCROLLS:
            self._reader.scroll_by(round(self._reader.viewport_height() * _SCROLLS[key]))
        elif not event.isAutoRepeat() and event.text().isalnum():
            self.typed.emit(event.text().lower(), bool(event.modifiers() & _SHIFT))

    def _click(self, event: QMouseEvent) -> bool:
        if event.button() != Qt.MouseButton.LeftButton:
            self.leave_requested.emit()
            return False
        under = self._reader.character_at(event.position().toPoint())
        marks = [] if under is None else self._reader.marks_at(under)
        self.clicked.emit([mark.id for mark in marks], bool(event.modifiers() & _SHIFT))
        return True

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        on_article = watched is self._reader
        if on_article and event.type() == QEvent.Type.FocusOut:
            self.leave_requested.emit()
        elif on_article and isinstance(event, QKeyEvent):
            return self._key(event)
        elif event.type() == QEvent.Type.MouseButtonPress and isinstance(event, QMouseEvent):
            return self._click(event)
        return False


def _is_plain(event: QKeyEvent) -> bool:
    """Whether a key belongs to the mode: letters and what moves within it, no other command."""
    key = event.key()
    if event.modifiers() & ~_PLAIN or key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        return False
    return not Qt.Key.Key_F1 <= key <= Qt.Key.Key_F35
