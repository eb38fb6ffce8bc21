"""What the lists with headings share: how a heading is painted, and walking past it."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.theme.metrics import SMALL, SPACE_1, SPACE_3
from ui.theme.theme import Theme


def small_font(font: QFont) -> QFont:
    """Return a font in the small size of the type scale."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * SMALL)
    return small


def paint_heading(
    painter: QPainter, option: QStyleOptionViewItem, theme: Theme, words: str, count: str = ""
) -> None:
    """Paint a heading, with a count at its right end if given."""
    area = option.rect.adjusted(SPACE_3, SPACE_1, -SPACE_3, 0)
    font = small_font(option.font)
    painter.save()
    painter.setPen(theme.colours.text_muted)
    painter.setFont(font)
    width = painter.fontMetrics().horizontalAdvance(count)
    painter.drawText(area, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, count)
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    room = QRect(area.left(), area.top(), area.width() - width - SPACE_3, area.height())
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
    side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
    painter.restore()
