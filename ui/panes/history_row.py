"""How a row of the history is painted."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.models import times
from ui.models.history_list import HistoryRow
from ui.panes.heading_row import small_font
from ui.panes.row_delegate import HeadedRowDelegate, paint_cut
from ui.theme.metrics import SPACE_2, SPACE_3

_WHEN = 12  # Widths in average characters
_WHO = 14


class HistoryRowDelegate(HeadedRowDelegate[HistoryRow]):
    """Paints when, what, how it stands, and who; what no longer stands is struck out."""

    def _heading(self, row: HistoryRow) -> tuple[str, str] | None:
        return (row.heading, "") if row.change is None else None

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: HistoryRow) -> None:
        assert row.change is not None
        colours = self._theme.colours
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        faint = colours.selection_text if chosen else colours.text_muted
        at = times.moment(row.change.at)
        when = times.ago(at, datetime.now().astimezone()) if at is not None else ""
        area = option.rect.adjusted(SPACE_3, 0, -SPACE_3, 0)
        average = option.fontMetrics.averageCharWidth()
        painter.setFont(small_font(option.font))
        painter.setPen(faint)
        area = self._left(painter, area, when, _WHEN * average)
        who = min(painter.fontMetrics().horizontalAdvance(row.who), _WHO * average)
        area = self._right(painter, area, row.who, who)
        state = min(painter.fontMetrics().horizontalAdvance(row.state), area.width() // 2)
        area = self._right(painter, area, row.state, state)
        font = QFont(option.font)
        font.setStrikeOut(not row.in_force)
        painter.setFont(font)
        stands = row.in_force and row.change.kind == "do"
        painter.setPen(colours.text if stands and not chosen else faint)
        self._left(painter, area, row.change.label, area.width())

    def _left(self, painter: QPainter, area: QRect, words: str, width: int) -> QRect:
        place = QRect(area.left(), area.top(), width, area.height())
        paint_cut(painter, place, " ".join(words.split()), Qt.AlignmentFlag.AlignLeft)
        return area.adjusted(width + SPACE_2, 0, 0, 0)

    def _right(self, painter: QPainter, area: QRect, words: str, width: int) -> QRect:
        if not words:
            return area
        place = QRect(area.right() - width, area.top(), width + 1, area.height())
        paint_cut(painter, place, " ".join(words.split()), Qt.AlignmentFlag.AlignRight)
        return area.adjusted(0, 0, -width - SPACE_3, 0)
