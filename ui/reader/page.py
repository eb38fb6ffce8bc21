"""One article made ready to show: its document, layout, marks and painter, asked in code points."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QTextBlock, QTextDocument

from ui.reader.geometry import Paragraph, cursor_x
from ui.reader.index import MarkIndex
from ui.reader.layout import LazyLayout
from ui.reader.marks import Mark, ReaderStyle
from ui.reader.metrics import Metrics
from ui.reader.painting import Emphasis, PagePainter
from ui.reader.pictures import Pictures
from ui.reader.positions import Span, TextMap

# A paragraph may have ten thousand lines; only so many are drawn in advance.
_READY_LINES = 60
# A mark over more paragraphs than this is drawn anew without looking for its lines.
_NEARBY = 8


class Page:
    """The document behind the view with everything that hangs on one text."""

    def __init__(
        self,
        parent: QObject,
        text: str,
        marks: Iterable[Mark],
        style: ReaderStyle,
        metrics: Metrics,
    ) -> None:
        self.map = TextMap(text)
        self.index = MarkIndex(marks)
        self.metrics = metrics
        self._ground = style.page
        self.document = QTextDocument(parent)
        self.document.setUndoRedoEnabled(False)
        self.document.setDocumentMargin(0)
        self.document.setDefaultFont(metrics.text_font)
        self.document.setPlainText(self.map.shown)
        if self.document.characterCount() - 1 != self.map.qt_length:
            raise ValueError("The shown text and the stored text differ in length.")
        self.layout = LazyLayout(self.document, metrics, self.map.paragraph_lengths, self._paint)
        self.pictures = Pictures(self.map, self.index, metrics, float(metrics.column))
        self.painter = PagePainter(self.map, self.pictures, metrics, style)
        self.document.setDocumentLayout(self.layout)

    def restyle(self, style: ReaderStyle, metrics: Metrics, emphasis: Emphasis) -> None:
        """Takes other colours and measures; all that was shaped or drawn is forgotten."""
        self.metrics = metrics
        self._ground = style.page
        self.pictures = Pictures(self.map, self.index, metrics, float(self.layout.width))
        self.pictures.roles = emphasis.roles
        self.painter = PagePainter(self.map, self.pictures, metrics, style)
        self.painter.emphasis = emphasis

    def reshape(self) -> None:
        """Shapes the text anew with the measures of the page."""
        self.layout.set_metrics(self.metrics)
        self.document.setDefaultFont(self.metrics.text_font)
        self.layout.documentChanged(0, 0, 0)
        self.fit()

    def fit(self) -> None:
        """Forgets drawn lines after the column has changed its width."""
        self.pictures.set_edge(float(self.layout.width + self.metrics.margin - 6))

    def position_at(self, x: float, y: float) -> int:
        """The caret position nearest to a point of the page, never inside a grapheme."""
        hit = self.layout.hitTest(QPointF(x, y), Qt.HitTestAccuracy.FuzzyHit)
        return self.map.floor(self.map.to_code_point(hit))

    def character_at(self, x: float, y: float) -> int | None:
        """The character under a point of the page, or None beside and between the lines."""
        number = self.layout.number_at(y)
        line_y = (y - self.layout.top(number)) % self.metrics.pitch
        inside = self.metrics.gap_top - 3 <= line_y <= self.metrics.pitch - 1
        if not inside or y < self.layout.top(0):
            return None
        hit = self.layout.hitTest(QPointF(x, y), Qt.HitTestAccuracy.ExactHit)
        return None if hit < 0 else self.map.floor(self.map.to_code_point(hit))

    def place_of(self, position: int) -> QPointF:
        """Where a caret position stands on the page: x, and the top of its line."""
        qt_position = self.map.to_qt(position)
        paragraph, line = self.layout.line_at(qt_position)
        x = cursor_x(line, qt_position - paragraph.base) if line.isValid() else 0.0
        return QPointF(paragraph.x + x, self.layout.line_top(qt_position))

    def strip(self, start: int, end: int) -> tuple[int, int]:
        """The heights between which a range stands; whole paragraphs where none are shaped."""
        first, last = self.map.to_qt(start), self.map.to_qt(end)
        top, bottom = self.layout.band(first, last)
        if self.layout.is_shaped(first):
            top = self.layout.line_top(first)
        if self.layout.is_shaped(last):
            bottom = self.layout.line_top(last) + self.metrics.pitch
        return top, bottom

    def renew(self, mark: Mark) -> list[tuple[int, int]]:
        """Has a mark drawn anew; returns the heights between which the page changes for it."""
        bands: list[tuple[int, int]] = []
        for start, end in mark.fragments:
            first, last = self.map.to_qt(start), self.map.to_qt(max(start, end - 1))
            block, stop = self.document.findBlock(first), self.document.findBlock(last)
            numbers = block.blockNumber(), stop.blockNumber()
            if numbers[0] < 0:
                continue
            if numbers[1] - numbers[0] > _NEARBY:
                self.pictures.drop(*numbers)
                bands.append(self.layout.band(first, last))
                continue
            while block.isValid() and block.blockNumber() <= numbers[1]:
                bands += self._renewed(block, mark)
                block = block.next()
        return bands

    def _renewed(self, block: QTextBlock, mark: Mark) -> list[tuple[int, int]]:
        """Has a mark drawn anew in one paragraph, on the lines that it concerns."""
        position, pitch = block.position(), self.metrics.pitch
        lines = None
        if self.layout.is_shaped(position):
            lines = self.pictures.renew(self.layout.paragraph(block), mark)
        if lines is None:
            self.pictures.drop(block.blockNumber(), block.blockNumber())
            return [self.layout.band(position, position)]
        top = self.layout.top(block.blockNumber())
        return [(top + number * pitch, top + (number + 1) * pitch) for number in lines]

    def make_ready(self, top: int, bottom: int) -> None:
        """Shapes and draws in advance what stands between two heights."""
        for paragraph in self.layout.visible(QRectF(0, top, 1, max(0, bottom - top))):
            for number in range(min(paragraph.layout.lineCount(), _READY_LINES)):
                self.pictures.line(paragraph, number)

    def is_rtl(self, position: int) -> bool:
        """Whether the paragraph of a position is written from right to left."""
        block = self.document.findBlock(self.map.to_qt(position))
        return bool(block.textDirection() == Qt.LayoutDirection.RightToLeft)

    def dispose(self) -> None:
        """Lets go of the document when another has taken its place."""
        self.document.deleteLater()

    def _paint(self, painter: QPainter, paragraphs: list[Paragraph], clip: QRectF) -> None:
        painter.fillRect(clip, self._ground)
        self.painter.paint(painter, paragraphs, clip)


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """The spans sorted, without empty ones, touching and overlapping ones joined."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if start >= end:
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return tuple(joined)
