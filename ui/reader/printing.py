"""Prints an article with its marks, or writes it to PDF, through the painter of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPagedPaintDevice, QPainter, QTextLayout

from ui.reader.geometry import Paragraph
from ui.reader.index import MarkIndex
from ui.reader.layout import is_bidi, shape, starts_rtl
from ui.reader.marks import Mark, ReaderStyle
from ui.reader.metrics import SCREEN_DPI, Metrics, measure
from ui.reader.painting import PagePainter
from ui.reader.pictures import Pictures
from ui.reader.positions import TextMap
from ui.reader.styles import LIGHT

_FOOTER = 30.0
_TITLE_SCALE = 1.4
_TITLE_GAP = 18.0


class PrintingError(Exception):
    """The printer or the file did not take the pages; the article itself is not touched."""


def print_article(
    title: str,
    text: str,
    marks: Iterable[Mark],
    style: ReaderStyle,
    device: QPagedPaintDevice,
) -> int:
    """Prints on a printer or a PDF writer, always light on white; returns how many pages.

    Raises PrintingError if the device takes no pages.
    """
    if style.page.lightness() < 128:
        style = LIGHT
    painter = QPainter()
    if not painter.begin(device):
        raise PrintingError("The pages could not be written. Check the printer or the folder.")
    try:
        return _Printout(title, text, marks, style, device, painter).run()
    finally:
        painter.end()


class _Printout:
    """One printing of one article; all measures are pixels at 96 to the inch."""

    def __init__(
        self,
        title: str,
        text: str,
        marks: Iterable[Mark],
        style: ReaderStyle,
        device: QPagedPaintDevice,
        painter: QPainter,
    ) -> None:
        self._title = title
        self._device = device
        self._painter = painter
        self._style = style
        scale = device.logicalDpiY() / SCREEN_DPI
        painter.scale(scale, scale)
        self._width = device.width() / scale
        self._height = device.height() / scale - _FOOTER
        self._metrics: Metrics = measure(style, 0.85)
        self._map = TextMap(text)
        self._column = min(self._width, float(self._metrics.column))
        self._left = float(round((self._width - self._column) / 2))
        pictures = Pictures(self._map, MarkIndex(marks), self._metrics, self._column)
        self._page_painter = PagePainter(self._map, pictures, self._metrics, style)
        self._pages = 1
        self._y = 0.0

    def run(self) -> int:
        """Prints everything; returns how many pages there are."""
        self._print_title()
        for paragraph in self._paragraphs():
            self._print_paragraph(paragraph)
        self._print_footer()
        return self._pages

    def _paragraphs(self) -> Iterator[Paragraph]:
        base = 0
        for number, line in enumerate(self._map.shown.split("\n")):
            layout = QTextLayout(line, self._metrics.text_font)
            shape(layout, self._column, starts_rtl(line), self._metrics)
            length = TextMap(line).qt_length
            yield Paragraph(number, base, length + 1, layout, is_bidi(line), self._left)
            base += length + 1

    def _print_paragraph(self, paragraph: Paragraph) -> None:
        """Prints one paragraph, over as many pages as it takes."""
        if paragraph.length == 1:
            self._y += self._metrics.blank
            return
        pitch = self._metrics.pitch
        lines = paragraph.layout.lineCount()
        done = 0
        while done < lines:
            fitting = int((self._height - self._y) // pitch)
            if fitting <= 0 and self._y > 0:
                self._turn_page()
                continue
            count = min(lines - done, max(1, fitting))
            self._print_lines(paragraph, done, count)
            done += count
        self._y += self._metrics.paragraph_gap

    def _print_lines(self, paragraph: Paragraph, first: int, count: int) -> None:
        pitch = self._metrics.pitch
        paragraph.y = self._y - first * pitch
        clip = QRectF(0, self._y, self._width, count * pitch - 0.5)
        self._painter.save()
        self._painter.setClipRect(clip.adjusted(-20, 0, 20, 0))
        self._page_painter.paint(self._painter, [paragraph], clip)
        self._painter.restore()
        self._y += count * pitch

    def _print_title(self) -> None:
        if not self._title:
            return
        font = QFont(self._metrics.text_font)
        font.setPixelSize(round(font.pixelSize() * _TITLE_SCALE))
        box = QRectF(self._left, 0, self._column, self._height)
        flags = Qt.AlignmentFlag.AlignLeft.value | Qt.TextFlag.TextWordWrap.value
        self._painter.setFont(font)
        self._painter.setPen(self._style.text)
        used = QFontMetricsF(font).boundingRect(box, flags, self._title)
        self._painter.drawText(box, flags, self._title)
        self._y = used.height() + _TITLE_GAP

    def _print_footer(self) -> None:
        font = QFont(self._metrics.label_font)
        self._painter.setFont(font)
        self._painter.setPen(self._style.muted)
        box = QRectF(0, self._height, self._width, _FOOTER)
        self._painter.drawText(
            box, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignBottom, str(self._pages)
        )

    def _turn_page(self) -> None:
        self._print_footer()
        if not self._device.newPage():
            raise PrintingError("A page could not be written. Check the printer or the free space.")
        self._pages += 1
        self._y = 0.0
