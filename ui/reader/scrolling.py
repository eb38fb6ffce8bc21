"""Keeps the page still: while heights become known, across a resize, and across a zoom."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QAbstractScrollArea

from ui.pauses import pause
from ui.reader.page import Page

_ROUNDS = 5
# After this pause the pages before and after the visible one are made ready.
_PAUSE_MS = 20


class Scroller(QObject):
    """Shapes what is about to be seen and corrects the scroll bar for what that changes."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        super().__init__(area)
        self._bar = area.verticalScrollBar()
        self._viewport = area.viewport()
        self._page: Page | None = None
        self._busy = False
        # The paragraph that stood at the top, and the height at which it stood.
        self._reference = (0, 0)
        # The character at the top left (a Qt position) and the pixels above the viewport.
        self._anchor = (0, 0)
        self._pause = pause(self, _PAUSE_MS)
        self._pause.timeout.connect(self._read_ahead)
        self._bar.valueChanged.connect(self.settle)

    def set_page(self, page: Page) -> None:
        """Starts at the top of another page."""
        self._page = page
        self._reference = (0, page.layout.top(0))
        self._anchor = (0, -page.layout.top(0))

    def settle(self) -> None:
        """Shapes the visible paragraphs; what the reader looks at does not move."""
        if self._busy or self._page is None:
            return
        self._busy = True
        layout = self._page.layout
        value = self._bar.value()
        if layout.take_moved():
            value = self._follow(value + self._drift())
        for _ in range(_ROUNDS):
            first, last = layout.lay_out(value, value + self._viewport.height())
            if not layout.take_moved():
                break
            seen = first <= self._reference[0] <= last
            value = self._follow(value + (self._drift() if seen else 0))
        self._remember()
        self._busy = False
        self._pause.start()

    @contextmanager
    def held(self) -> Iterator[None]:
        """Whatever happens inside, the first visible character stays where it is."""
        anchor = self._anchor
        busy, self._busy = self._busy, True
        try:
            yield
        finally:
            self._busy = busy
            if not busy:
                self._restore(anchor)

    def postpone(self) -> None:
        """Waits for another pause with what may be made ready ahead: something else is going on."""
        if self._pause.isActive():
            self._pause.start()

    def show(self, value: int) -> None:
        """Scrolls to a height, known exactly or by estimate."""
        self._bar.setValue(value)
        self.settle()

    def _restore(self, anchor: tuple[int, int]) -> None:
        if self._page is None:
            return
        layout = self._page.layout
        self._busy = True
        for _ in range(_ROUNDS):
            value = layout.line_top(anchor[0]) + anchor[1]
            layout.lay_out(value, value + self._viewport.height())
            layout.take_moved()
            self._follow(value)
            if layout.line_top(anchor[0]) + anchor[1] == value:
                break
        self._remember()
        # The end of the text may have stopped the bar: keep the wish, not the outcome.
        self._anchor = anchor
        self._busy = False
        self._pause.start()

    def _read_ahead(self) -> None:
        """Makes the pages around the visible one ready, so that turning to them is quick."""
        if self._busy or self._page is None:
            return
        self._busy = True
        page, height, value = self._page, self._viewport.height(), self._bar.value()
        page.make_ready(value + height, value + 2 * height)
        page.make_ready(max(0, value - height), value)
        if page.layout.take_moved():
            drift = self._drift()
            if drift:
                self._follow(value + drift)
            else:  # Only what lies below has changed: nothing that is seen.
                page.layout.documentSizeChanged.emit(page.layout.documentSize())
            self._remember()
        self._busy = False

    def _follow(self, value: int) -> int:
        if self._page is not None:
            layout = self._page.layout
            layout.documentSizeChanged.emit(layout.documentSize())
        self._bar.setValue(value)
        # Qt has moved the old pixels along with the bar, but the text itself has stayed.
        self._viewport.update()
        return value

    def _drift(self) -> int:
        """How far the remembered paragraph has moved; remembers its new height."""
        if self._page is None:
            return 0
        number, top = self._reference
        now = self._page.layout.top(number)
        self._reference = (number, now)
        return now - top

    def _remember(self) -> None:
        if self._page is None:
            return
        layout = self._page.layout
        value = self._bar.value()
        number = layout.number_at(value)
        self._reference = (number, layout.top(number))
        block = self._page.document.findBlockByNumber(number)
        lines = block.layout().lineCount()
        pitch = self._page.metrics.pitch
        line = max(0, min((value - layout.top(number)) // pitch, lines - 1))
        start = block.layout().lineAt(line).textStart() if lines else 0
        self._anchor = (block.position() + start, value - layout.top(number) - line * pitch)
