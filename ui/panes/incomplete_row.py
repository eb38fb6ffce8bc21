"""How a row of what is incomplete is painted: tag, words, and what they lack."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.models.incomplete_list import IncompleteRow
from ui.models.index import Index
from ui.models.row_list import ROW
from ui.panes.heading_row import paint_heading, small_font
from ui.theme.metrics import SPACE_2, SPACE_3
from ui.theme.swatches import paint_tag
from ui.theme.theme import Theme

_TAG = 11  # The room for the tag, in average characters
_LACK = 0.5  # The share of the rest that what is lacking may take


class IncompleteRowDelegate(QStyledItemDelegate):
    """Paints the tag as in the article, the quote, and at the right end what is lacking."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._theme = theme

    def _paint_row(
        self, painter: QPainter, option: QStyleOptionViewItem, row: IncompleteRow
    ) -> None:
        assert row.tag is not None
        colours = self._theme.colours
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        area = option.rect.adjusted(SPACE_3, 0, -SPACE_3, 0)
        room = QRect(area)
        room.setWidth(_TAG * option.fontMetrics.averageCharWidth())
        painter.setFont(option.font)
        paint_tag(painter, option.fontMetrics, room, row.tag, self._theme)
        area.setLeft(room.right() + SPACE_2)
        painter.setFont(small_font(option.font))
        painter.setPen(colours.selection_text if chosen else colours.warning)
        metrics = painter.fontMetrics()
        width = min(metrics.horizontalAdvance(row.lack), round(area.width() * _LACK))
        place = QRect(area.right() - width, area.top(), width + 1, area.height())
        self._draw(painter, place, row.lack, Qt.AlignmentFlag.AlignRight)
        area.setRight(place.left() - SPACE_3)
        painter.setFont(option.font)
        painter.setPen(colours.selection_text if chosen else colours.text)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        self._draw(painter, area, row.words, side)

    def _draw(self, painter: QPainter, place: QRect, words: str, side: Qt.AlignmentFlag) -> None:
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
        painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: IncompleteRow = index.data(ROW)
        if row.tag is None:
            paint_heading(painter, option, self._theme, row.words, row.lack)
            return
        option.widget.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        painter.save()
        self._paint_row(painter, option, row)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, option.fontMetrics.height() + 12)
