"""Paints the page: tints, selection, words, lanes, labels; the screen and the printer share it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QStaticText

from ui.reader.geometry import Drawn, Label, LinePicture, Paragraph, cursor_x, extents
from ui.reader.labels import place_hints, ring_width
from ui.reader.marks import Mark, ReaderStyle
from ui.reader.metrics import Metrics
from ui.reader.pictures import Pictures
from ui.reader.positions import TextMap
from ui.reader.styles import blend

Span = tuple[int, int]
_LIGHTER = 0.5
_EMPTY_LINE = 7.0
_DASHES: dict[str, tuple[float, float]] = {"dashed": (3.5, 2.0), "dotted": (1.0, 1.5)}


@dataclass
class Emphasis:
    """What stands out at the moment; spans are sorted code points."""

    selection: Sequence[Span] = ()
    found: Sequence[Span] = ()
    found_current: int = -1
    current: str | None = None
    roles: Mapping[str, str] = field(default_factory=dict)
    hints: Mapping[str, str] = field(default_factory=dict)
    caret: int | None = None
    caret_strong: bool = True

    @property
    def marks_stand_out(self) -> bool:
        """Whether any mark is outlined or carries a hint letter."""
        return bool(self.current is not None or self.roles or self.hints)


class PagePainter:
    """Paints shaped paragraphs with their marks and whatever stands out."""

    def __init__(
        self, text_map: TextMap, pictures: Pictures, metrics: Metrics, style: ReaderStyle
    ) -> None:
        self._map = text_map
        self._pictures = pictures
        self._metrics = metrics
        self._style = style
        self.emphasis = Emphasis()
        self._pens: dict[tuple[int, str, int], QPen] = {}
        self._words: dict[str, QStaticText] = {}
        self._label_ascent = QFontMetricsF(metrics.label_font).ascent()

    def paint(self, painter: QPainter, paragraphs: list[Paragraph], clip: QRectF) -> None:
        """Paints the lines of the paragraphs that touch a rectangle."""
        ranges = bool(self.emphasis.found or self.emphasis.selection)
        pitch, picture_of = self._metrics.pitch, self._pictures.line
        lines = [
            (paragraph, number, paragraph.y + number * pitch, picture)
            for paragraph in paragraphs
            if ranges or self._pictures.has_marks(paragraph)
            for number in self._lines(paragraph, clip)
            if (picture := picture_of(paragraph, number)).drawn or ranges
        ]
        for paragraph, number, y, picture in lines:
            painter.translate(paragraph.x, y)
            self._paint_under(painter, paragraph, number, picture)
            painter.translate(-paragraph.x, -y)
        painter.setPen(self._style.text)
        for paragraph in paragraphs:
            # Screen readers ask the layout where it is, so it stays where it is drawn.
            paragraph.layout.setPosition(QPointF(paragraph.x, paragraph.y))
            paragraph.layout.draw(painter, QPointF(0, 0), [], clip)
        painter.setFont(self._metrics.label_font)
        for paragraph, _, y, picture in lines:
            if picture.drawn:
                painter.translate(paragraph.x, y)
                self._paint_over(painter, picture)
                painter.translate(-paragraph.x, -y)
        self._paint_caret(painter, paragraphs)

    def _lines(self, paragraph: Paragraph, clip: QRectF) -> range:
        pitch = self._metrics.pitch
        first = int((clip.top() - paragraph.y) // pitch)
        last = int((clip.bottom() - paragraph.y) // pitch)
        return range(max(0, first), min(paragraph.layout.lineCount(), last + 1))

    # --- under the words ---

    def _paint_under(
        self, painter: QPainter, paragraph: Paragraph, number: int, picture: LinePicture
    ) -> None:
        for item in picture.drawn:
            tint = self._tint(item.piece.mark)
            for left, right in item.extents:
                painter.fillRect(self._box(left, right), tint)
        emphasis = self.emphasis
        if emphasis.found or emphasis.selection:
            self._paint_ranges(painter, paragraph, number)

    def _paint_ranges(self, painter: QPainter, paragraph: Paragraph, number: int) -> None:
        """Fills what was found and what is selected on one line."""
        line = paragraph.layout.lineAt(number)
        start = self._map.to_code_point(paragraph.base + line.textStart())
        end = self._map.to_code_point(paragraph.base + line.textStart() + line.textLength())
        emphasis = self.emphasis
        for place in _touching(emphasis.found, start, end):
            chosen = place == emphasis.found_current
            colour = self._style.find_current if chosen else self._style.find
            for left, right in self._extents(paragraph, number, emphasis.found[place]):
                painter.fillRect(self._box(left, right), colour)
        for place in _touching(emphasis.selection, start, max(end, start + 1)):
            spans = self._extents(paragraph, number, emphasis.selection[place])
            if start == end:
                spans = [(0.0, _EMPTY_LINE)]
            for left, right in spans:
                self._paint_selected(painter, self._box(left, right))

    def _paint_selected(self, painter: QPainter, box: QRectF) -> None:
        fill = QColor(self._style.selection)
        if fill.alpha() == 255:
            # The marks under a selection stay visible whatever colour a theme gives.
            fill.setAlpha(60)
        edge = QColor(fill)
        edge.setAlpha(min(255, fill.alpha() * 3))
        painter.fillRect(box, fill)
        painter.setPen(QPen(edge, 1))
        painter.drawRect(box.adjusted(0, 0, -1, -1))

    def _extents(self, paragraph: Paragraph, number: int, span: Span) -> list[tuple[float, float]]:
        start = self._map.to_qt(span[0]) - paragraph.base
        end = self._map.to_qt(span[1]) - paragraph.base
        return extents(paragraph.layout.lineAt(number), start, end, paragraph.bidi)

    def _box(self, left: float, right: float) -> QRectF:
        x = round(left)
        return QRectF(
            x, self._metrics.gap_top - 1, max(2, round(right) - x), self._metrics.text_height + 2
        )

    # --- over the words ---

    def _paint_over(self, painter: QPainter, picture: LinePicture) -> None:
        for left, right, y, mark in picture.joins:
            painter.fillRect(QRectF(left + 1, y, right - left - 2, 1), self._faint(mark))
        for item in picture.drawn:
            self._paint_stroke(painter, item)
        hints = self.emphasis.hints
        for label in picture.labels:
            # A hint letter stands where the label would.
            if label.mark.id not in hints:
                self._paint_label(painter, label)
        if self.emphasis.marks_stand_out:
            self._paint_standing_out(painter, picture)

    def _paint_standing_out(self, painter: QPainter, picture: LinePicture) -> None:
        for item in picture.drawn:
            self._paint_emphasis(painter, item)
        if self.emphasis.hints:
            self._paint_hints(painter, picture)

    def _paint_stroke(self, painter: QPainter, item: Drawn) -> None:
        """The underline in its lane, and a small upright at each end of the fragment."""
        mark = item.piece.mark
        style = self._style.tag(mark.tag)
        ink = self._ink(mark)
        y, thick = item.lane_y, item.thickness
        for left, right in item.extents:
            x = round(left) + 1
            width = max(2, round(right) - x - 1)
            if style.stroke == "double" and thick > 1:
                painter.fillRect(x, y, width, 1, ink)
                painter.fillRect(x, y + thick, width, 1, ink)
            elif style.stroke in _DASHES:
                painter.setPen(self._pen(ink, style.stroke, thick))
                middle = y + thick / 2
                painter.drawLine(QPointF(x, middle), QPointF(x + width, middle))
            else:
                painter.fillRect(x, y, width, thick, ink)
        rise = self._metrics.lane_pitch - 1
        if item.piece.starts_here:
            x = round(item.start_x) - 2 if item.rtl else round(item.start_x) + 1
            painter.fillRect(x, y - rise, 1, rise + thick, ink)
        if item.piece.ends_here:
            x = round(item.end_x) + 1 if item.end_x < item.start_x else round(item.end_x) - 2
            painter.fillRect(x, y - rise, 1, rise + thick, ink)

    def _paint_label(self, painter: QPainter, label: Label) -> None:
        ink = self._ink(label.mark)
        top = self._metrics.gap_top - self._label_ascent - 4
        x = round(label.x)
        role = label.mark.id in self.emphasis.roles
        if role:
            pill = QRectF(x - 2, top, label.width + 4, self._label_ascent + 2)
            painter.fillRect(pill, ink)
        painter.setPen(self._style.page if role else ink)
        if label.mark.incomplete:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
            middle = top + self._label_ascent * 0.66
            painter.drawEllipse(QPointF(x + 2.5, middle), 2.2, 2.2)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawStaticText(QPointF(x + ring_width(label.mark), top), self._word(label.text))

    def _paint_emphasis(self, painter: QPainter, item: Drawn) -> None:
        """The clear outline of the span at hand, a finer one around its partners."""
        mark = item.piece.mark
        at_hand = mark.id == self.emphasis.current
        if not at_hand and mark.id not in self.emphasis.roles:
            return
        colour = self._style.current if at_hand else self._ink(mark)
        painter.setPen(QPen(colour, 2 if at_hand else 1))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        for left, right in item.extents:
            box = self._box(left, right).adjusted(-1, -0.5, 1, 0.5)
            painter.drawRoundedRect(box, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_hints(self, painter: QPainter, picture: LinePicture) -> None:
        measures = QFontMetricsF(self._metrics.hint_font)
        height = measures.height()

        def width(hint: str) -> float:
            return max(height, measures.horizontalAdvance(hint) + 6)

        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setFont(self._metrics.hint_font)
        for pill, hint in place_hints(picture.drawn, self.emphasis.hints, width, height):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._style.current)
            painter.drawRoundedRect(pill, 3, 3)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(self._style.page)
            painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, hint)
        painter.setFont(self._metrics.label_font)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)

    def _paint_caret(self, painter: QPainter, paragraphs: list[Paragraph]) -> None:
        if self.emphasis.caret is None:
            return
        position = self._map.to_qt(self.emphasis.caret)
        for paragraph in paragraphs:
            relative = position - paragraph.base
            if not 0 <= relative < paragraph.length:
                continue
            line = paragraph.layout.lineForTextPosition(relative)
            if line.isValid():
                colour = self._style.caret if self.emphasis.caret_strong else self._style.muted
                x = paragraph.x + round(cursor_x(line, relative))
                y = paragraph.y + line.lineNumber() * self._metrics.pitch + self._metrics.gap_top
                painter.fillRect(QRectF(x - 1, y - 2, 2, self._metrics.text_height + 4), colour)
            return

    # --- colours, pens, words ---

    def _ink(self, mark: Mark) -> QColor:
        ink = self._style.tag(mark.tag).ink
        return ink if mark.own else blend(ink, self._style.page, _LIGHTER)

    def _faint(self, mark: Mark) -> QColor:
        return blend(self._style.tag(mark.tag).ink, self._style.page, 0.55)

    def _tint(self, mark: Mark) -> QColor:
        style = self._style.tag(mark.tag)
        if mark.id == self.emphasis.current or mark.id in self.emphasis.roles:
            return blend(style.ink, style.tint, 0.14)
        return style.tint if mark.own else blend(style.tint, self._style.page, _LIGHTER)

    def _pen(self, ink: QColor, stroke: str, thick: int) -> QPen:
        key = (ink.rgba(), stroke, thick)
        pen = self._pens.get(key)
        if pen is None:
            pen = QPen(ink, thick, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.FlatCap)
            pen.setDashPattern(list(_DASHES[stroke]))
            self._pens[key] = pen
        return pen

    def _word(self, text: str) -> QStaticText:
        word = self._words.get(text)
        if word is None:
            word = QStaticText(text)
            word.setTextFormat(Qt.TextFormat.PlainText)
            word.prepare(font=self._metrics.label_font)
            self._words[text] = word
        return word


def _touching(spans: Sequence[Span], start: int, end: int) -> range:
    """The numbers of the sorted, disjoint spans that touch [start, end)."""
    first = bisect_left(spans, start, key=_end)
    if first < len(spans) and spans[first][1] == start:
        first += 1
    last = bisect_left(spans, end, key=_start)
    return range(first, max(first, last))


def _start(span: Span) -> int:
    return span[0]


def _end(span: Span) -> int:
    return span[1]
