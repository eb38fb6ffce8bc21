"""Samples of a tag's colour and stroke, as its words look in the article."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPen, QPixmap

from ui.theme.metrics import SPACE_1
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from domain.codebook import Tag

SWATCH = QSize(16, 12)  # Logical pixels
_STYLES = {
    "dashed": Qt.PenStyle.DashLine,
    "dotted": Qt.PenStyle.DotLine,
}


def swatch(tag: Tag, theme: Theme) -> QIcon:
    """Return a sample of a tag's colour and stroke, as its words look in the article."""
    colours = theme.tag(tag.colour)
    return _swatch(colours.ink.rgba(), colours.tint.rgba(), tag.stroke)


@cache
def _swatch(ink: int, tint: int, stroke: str) -> QIcon:
    result = QIcon()
    for ratio in (1.0, 2.0):
        picture = QPixmap(SWATCH * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        area = QRectF(0, 0, SWATCH.width(), SWATCH.height())
        paint_mark(painter, area, QColor.fromRgba(tint), QColor.fromRgba(ink), stroke)
        painter.end()
        result.addPixmap(picture)
    return result


def paint_mark(painter: QPainter, area: QRectF, tint: QColor, ink: QColor, stroke: str) -> None:
    """Paint a tinted field with a tag's stroke beneath it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawRoundedRect(area, 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    pen = QPen(ink, 2 if stroke != "double" else 1, _STYLES.get(stroke, Qt.PenStyle.SolidLine))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    for up in (1, 4) if stroke == "double" else (1,):
        base = area.bottom() - up
        painter.drawLine(QPointF(area.left() + 1, base), QPointF(area.right() - 1, base))
    painter.restore()


def paint_tag(painter: QPainter, metrics: QFontMetrics, room: QRect, tag: Tag, theme: Theme) -> int:
    """Paint a tag's name as its words look in the article, in the middle; return its width."""
    colours = theme.tag(tag.colour)
    name = metrics.elidedText(tag.name, Qt.TextElideMode.ElideRight, room.width() - 2 * SPACE_1)
    width = metrics.horizontalAdvance(name) + 2 * SPACE_1
    height = metrics.height() + 4
    top = room.top() + (room.height() - height) // 2
    area = QRectF(room.left(), top, width, height)
    paint_mark(painter, area, colours.tint, colours.ink, tag.stroke)
    painter.setPen(colours.ink)
    painter.drawText(area.adjusted(SPACE_1, 0, 0, -1), int(Qt.AlignmentFlag.AlignVCenter), name)
    return width
