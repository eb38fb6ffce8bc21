"""A read-only text edit that shows a page: marks, emphasis, scrolling, zoom."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QTextEdit, QWidget

from ui.reader.marks import Mark, ReaderStyle
from ui.reader.metrics import measure, screen_dpi
from ui.reader.page import Page
from ui.reader.painting import Emphasis
from ui.reader.positions import Edge, Span, TextMap, Unit
from ui.reader.scrolling import Scroller
from ui.reader.styles import LIGHT


class PageEdit(QTextEdit):
    """A read-only text edit that shows a `Page`: marks, emphasis, scrolling, zoom."""

    def __init__(self, style: ReaderStyle = LIGHT, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._style = style
        self._zoom = 1.0
        self._emphasis = Emphasis()
        # A part of what is to be painted; empty if nothing is.
        self._stale = QRect()
        self._metrics = measure(style, self._zoom, screen_dpi())
        self._scroller = Scroller(self)
        self.setReadOnly(True)
        self.setUndoRedoEnabled(False)
        self.setAcceptDrops(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setAccessibleName(self.tr("Article text"))
        self.viewport().setMouseTracking(True)
        # The page covers its ground itself: nothing is painted below it, and what is scrolled is
        # moved, not painted again.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setFont(self._metrics.text_font)
        self._page = Page(self, "", (), style, self._metrics)
        self._apply_palette()
        self._show_page()

    @property
    def canonical_text(self) -> str:
        """The text as it is stored."""
        return self._page.map.text

    @property
    def zoom(self) -> float:
        """The zoom; 1.0 is the style's own size."""
        return self._zoom

    def set_article(self, text: str, marks: Iterable[Mark]) -> None:
        """Shows a text with its marks from its start."""
        old = self._page
        page = Page(self, text, marks, self._style, self._metrics)
        self._page = page
        self._emphasis = Emphasis(caret=0, caret_strong=self.hasFocus())
        self._show_page()
        old.dispose()

    def clear_article(self) -> None:
        """Shows nothing."""
        self.set_article("", ())

    def upsert_marks(self, marks: Iterable[Mark]) -> None:
        """Adds marks, or replaces those with the same ids."""
        for mark in marks:
            old = self._page.index.put(mark)
            if old is not None:
                self._redraw(old)
            self._redraw(mark)

    def remove_marks(self, ids: Iterable[str]) -> None:
        """Takes marks away; ids that are not there are passed over."""
        for mark_id in ids:
            old = self._page.index.remove(mark_id)
            if old is not None:
                self._redraw(old)

    def set_marks(self, marks: Iterable[Mark]) -> None:
        """Replaces all marks."""
        index = self._page.index
        for mark in list(index):
            index.remove(mark.id)
        for mark in marks:
            index.put(mark)
        self._page.pictures.drop()
        self.viewport().update()

    def set_style(self, style: ReaderStyle) -> None:
        """Takes other colours and fonts."""
        self._style = style
        self._apply_palette()
        self._restyle()

    def set_zoom(self, zoom: float) -> None:
        """Sets the zoom (0.4 to 4); the first visible character stays in view."""
        zoom = max(0.4, min(4.0, zoom))
        if zoom != self._zoom:
            self._zoom = zoom
            self._restyle()

    def set_current(self, annotation_id: str | None) -> None:
        """Outlines the span at hand."""
        old, self._emphasis.current = self._emphasis.current, annotation_id
        self._update_ids({old, annotation_id} if old != annotation_id else ())

    def set_partners(self, partners: Mapping[str, str]) -> None:
        """Outlines the partners of a relation with their roles, by annotation id."""
        old = self._emphasis.roles
        if old == partners:
            return
        self._emphasis.roles = self._page.pictures.roles = dict(partners)
        for mark_id in {*old, *partners}:
            mark = self._page.index.get(mark_id)
            if mark is not None:
                self._redraw(mark)

    def set_hints(self, hints: Mapping[str, str]) -> None:
        """Shows a letter over the start of each span, by annotation id."""
        touched = {*self._emphasis.hints, *hints}
        self._emphasis.hints = dict(hints)
        self._update_ids(touched)

    def set_found(self, ranges: Iterable[Span], current_index: int = -1) -> None:
        """Shows what a search found; `current_index` counts in the sorted ranges."""
        self._emphasis.found = sorted(ranges)
        self._emphasis.found_current = current_index
        self.viewport().update()

    def paint_now(self) -> None:
        """Paints at once what has changed, before whatever else waits for its turn."""
        self._scroller.postpone()
        stale, self._stale = self._stale, QRect()
        if not stale.isEmpty():
            # Qt paints with it all that the window was told to update before.
            self.viewport().repaint(stale)

    def reveal(self, start: int, end: int) -> None:
        """Scrolls, if need be, so that a range is visible; the caret stays."""
        page, height = self._page, self.viewport().height()
        top = round(page.place_of(page.map.clamp(start)).y())
        bottom = round(page.place_of(page.map.clamp(end)).y()) + page.metrics.pitch
        value = self.verticalScrollBar().value()
        if value <= top and min(bottom, top + height // 2) <= value + height:
            return
        self._scroller.settle()
        top = round(page.place_of(page.map.clamp(start)).y())
        self._scroller.show(max(0, top - height // 3))
        # What was an estimate is known now: once more, exactly.
        exact = round(page.place_of(page.map.clamp(start)).y())
        if exact != top:
            self._scroller.show(max(0, exact - height // 3))

    def line_at(self, position: int) -> QRect:
        """Where the line of a position stands in the viewport, from the position on; no width."""
        place = self._page.place_of(self._page.map.clamp(position))
        top = round(place.y()) - self.verticalScrollBar().value()
        return QRect(round(place.x()), top, 0, self._page.metrics.pitch)

    def position_at(self, point: QPoint) -> int:
        """The caret position nearest to a point of the viewport."""
        return self._page.position_at(point.x(), point.y() + self.verticalScrollBar().value())

    def character_at(self, point: QPoint) -> int | None:
        """The character under a point of the viewport, or None where there is none."""
        return self._page.character_at(point.x(), point.y() + self.verticalScrollBar().value())

    def marks_at(self, position: int) -> list[Mark]:
        """The marks over a character, innermost (shortest) first."""
        return self._page.index.at(position)

    def words_at(self, position: int) -> Span:
        """The word at a position, empty on a space or punctuation."""
        return self._page.map.word_at(position)

    def next_boundary(
        self, position: int, unit: Unit, forward: bool, edge: Edge | None = None
    ) -> int:
        """The next boundary of a unit; unless told, forward finds ends and backward starts."""
        return self._page.map.next_boundary(position, unit, forward, edge)

    def text_map(self) -> TextMap:
        """The positions of the text shown."""
        return self._page.map

    def is_rtl(self, position: int) -> bool:
        """Whether the paragraph of a position is written from right to left."""
        return self._page.is_rtl(position)

    def scroll_by(self, pixels: int) -> None:
        """Scrolls down by some pixels, or up."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + pixels)

    def viewport_height(self) -> int:
        """The height of what is visible, in pixels."""
        return int(self.viewport().height())

    def _show_page(self) -> None:
        page = self._page
        page.painter.emphasis = self._emphasis
        page.layout.settle_requested.connect(self._scroller.settle)
        self._scroller.set_page(page)
        with self._scroller.held():
            self.setDocument(page.document)
            page.fit()
        self.verticalScrollBar().setSingleStep(page.metrics.pitch)
        self.viewport().update()

    def _restyle(self) -> None:
        self._metrics = measure(self._style, self._zoom, screen_dpi())
        with self._scroller.held():
            self._page.restyle(self._style, self._metrics, self._emphasis)
            self.setFont(self._metrics.text_font)
            self._page.reshape()
        self.verticalScrollBar().setSingleStep(self._metrics.pitch)
        self.viewport().update()

    def _apply_palette(self) -> None:
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, self._style.page)
        palette.setColor(QPalette.ColorRole.Text, self._style.text)
        self.setPalette(palette)

    def _update_ids(self, ids: Iterable[str | None]) -> None:
        """Paints marks again whose picture is the same, but not how they stand out."""
        for mark_id in ids:
            mark = self._page.index.get(mark_id) if mark_id is not None else None
            for start, end in () if mark is None else mark.fragments:
                self._update_band(*self._page.strip(start, end))

    def _redraw(self, mark: Mark) -> None:
        for top, bottom in self._page.renew(mark):
            self._update_band(top, bottom)

    def _update_band(self, top: int, bottom: int) -> None:
        value = self.verticalScrollBar().value()
        band = QRect(0, top - value - 4, self.viewport().width(), bottom - top + 8)
        visible = band.intersected(self.viewport().rect())
        if not visible.isEmpty():
            self._stale = visible
            self.viewport().update(visible)

    # --- Qt overrides ---

    def changeEvent(self, event: QEvent) -> None:
        # A style sheet's font is for the tools; the article keeps the font of its style.
        if event.type() not in (QEvent.Type.FontChange, QEvent.Type.ApplicationFontChange):
            super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        with self._scroller.held():
            super().resizeEvent(event)
            self._page.fit()
