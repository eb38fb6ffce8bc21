"""How a row of what is incomplete is painted: tag, words, and what they lack."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.models.incomplete_list import IncompleteRow
from ui.panes.heading_row import small_font
from ui.panes.row_delegate import HeadedRowDelegate, paint_cut
from ui.theme.metrics import SPACE_2, SPACE_3
from ui.theme.swatches import paint_tag

_TAG = 11  # The room for the tag, in average characters
_LACK = 0.5  # The share of the rest that what is lacking may take


class IncompleteRowDelegate(HeadedRowDelegate[IncompleteRow]):
    """Paints the tag as in the article, the quote, and at the right end what is lacking."""

    def _heading(self, row: IncompleteRow) -> tuple[str, str] | None:
        return (row.words, row.lack) if row.tag is None else None

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
        paint_cut(painter, place, row.lack, Qt.AlignmentFlag.AlignRight)
        area.setRight(place.left() - SPACE_3)
        painter.setFont(option.font)
        painter.setPen(colours.selection_text if chosen else colours.text)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        paint_cut(painter, area, row.words, side)
