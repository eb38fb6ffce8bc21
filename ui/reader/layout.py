"""A document layout that shapes only the paragraphs near the viewport and estimates the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAbstractTextDocumentLayout,
    QPainter,
    QTextBlock,
    QTextDocument,
    QTextFrame,
    QTextLayout,
    QTextLine,
    QTextOption,
)

from ui.reader.geometry import Paragraph
from ui.reader.heights import Heights
from ui.reader.metrics import Metrics

_RTL = re.compile(
    "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefe"
    "\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_KEPT = 600
_NEAR = 120
# Labels and hints may reach this far beyond their line.
_SLACK = 6
_BOTTOM = 72

PaintPage = Callable[[QPainter, list[Paragraph], QRectF], None]


def is_bidi(text: str) -> bool:
    """Whether a text holds anything that is written from right to left."""
    return not text.isascii() and _RTL.search(text) is not None


def starts_rtl(text: str) -> bool:
    """Whether the first letter of a text is written from right to left."""
    for char in text:
        direction = unicodedata.bidirectional(char)
        if direction in ("R", "AL", "L"):
            return direction != "L"
    return False


def shape(layout: QTextLayout, width: float, rtl: bool, metrics: Metrics) -> int:
    """Breaks a paragraph into lines of one pitch; returns how many there are."""
    option = QTextOption(Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft)
    option.setTextDirection(
        Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    )
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.setCacheEnabled(True)
    layout.beginLayout()
    baseline = metrics.gap_top + metrics.ascent
    pitch = metrics.pitch
    line = layout.createLine()
    while line.isValid():
        line.setLineWidth(width)
        # One baseline grid, whatever fonts a line falls back to.
        line.setPosition(QPointF(0, baseline - line.ascent()))
        baseline += pitch
        line = layout.createLine()
    layout.endLayout()
    return layout.lineCount()


class LazyLayout(QAbstractTextDocumentLayout):
    """Lays out paragraphs when they are needed; paints through the page painter it is given."""

    # Painting found heights that nobody had settled yet.
    settle_requested = Signal()

    def __init__(
        self, document: QTextDocument, metrics: Metrics, lengths: list[int], paint: PaintPage
    ) -> None:
        super().__init__(document)
        self._document = document
        self._metrics = metrics
        self._lengths = lengths
        self._paint = paint
        self._known: dict[int, bool] = {}
        self._viewport = 0
        self._width = 0
        self._moved = False
        self.heights = Heights([metrics.pitch] * len(lengths))
        self.offset = metrics.margin

    @property
    def width(self) -> int:
        """The width of the text column in pixels."""
        return self._width

    def set_metrics(self, metrics: Metrics) -> None:
        """Takes other measures; the caller sets the document's font, which reshapes."""
        self._metrics = metrics
        self._width = 0

    def reset(self) -> None:
        """Forgets all shaping and estimates every height anew."""
        for number in self._known:
            self._document.findBlockByNumber(number).layout().clearLayout()
        self._known.clear()
        metrics = self._metrics
        per_line = max(1.0, self._width / (metrics.character * 1.03))
        pitch, gap, blank = metrics.pitch, metrics.paragraph_gap, metrics.blank
        self.heights = Heights(
            (int(length // per_line) + 1) * pitch + gap if length else blank
            for length in self._lengths
        )

    def ensure(self, block: QTextBlock) -> int:
        """Shapes a paragraph unless that is done; returns its number."""
        number = block.blockNumber()
        if number in self._known or not 0 <= number < len(self.heights):
            return number
        metrics = self._metrics
        rtl = block.textDirection() == Qt.LayoutDirection.RightToLeft
        lines = shape(block.layout(), self._width, rtl, metrics)
        self._known[number] = is_bidi(block.text())
        # An empty paragraph is a pause between two others, not a line.
        blank = block.length() == 1
        height = metrics.blank if blank else lines * metrics.pitch + metrics.paragraph_gap
        if self.heights[number] != height:
            self.heights[number] = height
            self._moved = True
        return number

    def take_moved(self) -> bool:
        """Whether heights have changed since this was last asked."""
        moved, self._moved = self._moved, False
        return moved

    def top(self, number: int) -> int:
        """The height of a paragraph's top on the page, in pixels."""
        return self._metrics.margin // 2 + self.heights.top(number)

    def number_at(self, y: float) -> int:
        """The number of the paragraph at a height on the page."""
        return self.heights.at(y - self._metrics.margin // 2)

    def lay_out(self, top: float, bottom: float) -> tuple[int, int]:
        """Shapes what lies between two heights; returns the first and last paragraph."""
        # What painting touches beyond the edges is shaped too, or it would move while painted.
        first = number = self.number_at(top - _SLACK - 1)
        if len(self._known) > _KEPT:
            self._forget_far_from(first)
        block = self._document.findBlockByNumber(first)
        y = self.top(first)
        while block.isValid():
            number = self.ensure(block)
            y += self.heights[number]
            if y > bottom + _SLACK + 1:
                break
            block = block.next()
        return first, number

    def line_at(self, position: int) -> tuple[Paragraph, QTextLine]:
        """The paragraph and the line of a Qt position, shaped if need be."""
        block = self._document.findBlock(position)
        self.ensure(block)
        paragraph = self.paragraph(block)
        return paragraph, paragraph.layout.lineForTextPosition(position - paragraph.base)

    def is_shaped(self, position: int) -> bool:
        """Whether the paragraph of a Qt position is shaped."""
        return self._document.findBlock(position).blockNumber() in self._known

    def line_top(self, position: int) -> int:
        """The height on the page at which the line of a Qt position begins."""
        paragraph, line = self.line_at(position)
        number = line.lineNumber() if line.isValid() else 0
        return int(paragraph.y) + number * self._metrics.pitch

    def band(self, start: int, end: int) -> tuple[int, int]:
        """The heights between which a Qt range stands; whole paragraphs, estimated if far."""
        first = self._document.findBlock(start).blockNumber()
        last = self._document.findBlock(end).blockNumber()
        if last < 0:
            last = len(self.heights) - 1
        return self.top(max(0, first)), self.top(last) + self.heights[last]

    def paragraph(self, block: QTextBlock) -> Paragraph:
        """What painting needs to know of a shaped paragraph."""
        number = block.blockNumber()
        return Paragraph(
            number,
            block.position(),
            block.length(),
            block.layout(),
            self._known.get(number, False),
            self.offset,
            self.top(number),
        )

    def visible(self, clip: QRectF) -> Iterator[Paragraph]:
        """The shaped paragraphs that touch a rectangle of the page."""
        number = self.number_at(clip.top() - _SLACK)
        block = self._document.findBlockByNumber(number)
        y = self.top(number)
        while block.isValid() and y <= clip.bottom() + _SLACK:
            self.ensure(block)
            yield self.paragraph(block)
            y += self.heights[number]
            number += 1
            block = block.next()

    def _forget_far_from(self, number: int) -> None:
        for known in [n for n in self._known if abs(n - number) > _NEAR]:
            self._document.findBlockByNumber(known).layout().clearLayout()
            del self._known[known]

    def _set_viewport(self, width: int) -> None:
        column = max(60, min(self._metrics.column, width - 2 * self._metrics.margin))
        self.offset = max(0, (width - column) // 2)
        self._viewport = width
        if column != self._width:
            self._width = column
            self.reset()

    # --- what Qt asks of a layout ---

    def documentChanged(self, position: int, removed: int, added: int) -> None:
        width = self._document.pageSize().width()
        if not 0 < width < 1e6:
            width = self._metrics.column + 2 * self._metrics.margin
        self._set_viewport(int(width))
        self.documentSizeChanged.emit(self.documentSize())

    def documentSize(self) -> QSizeF:
        metrics = self._metrics
        return QSizeF(self._viewport, metrics.margin // 2 + self.heights.total + _BOTTOM)

    def pageCount(self) -> int:
        return 1

    def frameBoundingRect(self, frame: QTextFrame) -> QRectF:
        return QRectF(QPointF(0, 0), self.documentSize())

    def blockBoundingRect(self, block: QTextBlock) -> QRectF:
        if not block.isValid():
            return QRectF()
        number = self.ensure(block)
        if not 0 <= number < len(self.heights):
            return QRectF()
        return QRectF(self.offset, self.top(number), self._width, self.heights[number])

    # Qt hands over a QPointF; the stub's union is what callers from Python may pass.
    def hitTest(  # type: ignore[override]
        self, point: QPointF, accuracy: Qt.HitTestAccuracy
    ) -> int:
        exact = accuracy == Qt.HitTestAccuracy.ExactHit
        block = self._document.findBlockByNumber(self.number_at(point.y()))
        if not block.isValid():
            return -1 if exact else 0
        self.ensure(block)
        paragraph = self.paragraph(block)
        lines = paragraph.layout.lineCount()
        if lines == 0:
            return paragraph.base
        number = int((point.y() - paragraph.y) // self._metrics.pitch)
        line = paragraph.layout.lineAt(max(0, min(number, lines - 1)))
        x = point.x() - paragraph.x
        if not exact:
            return int(paragraph.base + line.xToCursor(x))
        if not line.naturalTextRect().left() <= x < line.naturalTextRect().right():
            return -1
        return int(paragraph.base + line.xToCursor(x, QTextLine.CursorPosition.CursorOnCharacter))

    def draw(self, painter: QPainter, context: QAbstractTextDocumentLayout.PaintContext) -> None:
        clip = QRectF(context.clip) if context.clip.isValid() else painter.clipBoundingRect()
        self._paint(painter, list(self.visible(clip)), clip)
        if self._moved:
            QTimer.singleShot(0, self.settle_requested.emit)
