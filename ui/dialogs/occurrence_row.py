"""How an occurrence is painted: its tick, then the words in their context."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.dialogs.tick_view import TickView, paint_tick
from ui.models.hit_list import HitRow
from ui.models.index import Index
from ui.models.occurrence_list import TAGGED, OccurrenceList
from ui.models.row_list import ROW
from ui.panes.heading_row import small_font
from ui.panes.hit_row import HitRowDelegate
from ui.theme.metrics import SPACE_3

_WORD = "tagged"


class OccurrenceRowDelegate(HitRowDelegate):
    """Paints a tick before each hit; one that is tagged already says so at its right end."""

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: HitRow) -> None:
        inner = QStyleOptionViewItem(option)
        inner.rect = option.rect.adjusted(SPACE_3, 0, 0, 0)
        if not option.state & QStyle.StateFlag.State_Enabled:
            inner.rect.setRight(inner.rect.right() - self._say_tagged(painter, option))
        super()._paint_row(painter, inner, row)

    def _say_tagged(self, painter: QPainter, option: QStyleOptionViewItem) -> int:
        """Write that a hit carries the tag, and return the width that it takes."""
        painter.setFont(small_font(option.font))
        painter.setPen(self._theme.colours.text_muted)
        area = option.rect.adjusted(0, 0, -SPACE_3, 0)
        side = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(area, side, _WORD)
        return painter.fontMetrics().horizontalAdvance(_WORD) + SPACE_3

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if index.data(TAGGED):
            option.state &= ~QStyle.StateFlag.State_Enabled
        super().paint(painter, option, index)
        row: HitRow = index.data(ROW)
        if row.is_hit and not index.data(TAGGED):
            paint_tick(painter, option, index)


class OccurrenceView(TickView):
    """Lists occurrences: a click or Space turns a tick, on a heading all those of its document."""

    def __init__(self, model: OccurrenceList, delegate: OccurrenceRowDelegate) -> None:
        super().__init__(model, delegate, "Occurrences", anywhere=True)
        self._list = model
        self.toggle_requested.connect(model.toggle)

    def take_first(self) -> None:
        """Stand on the first row that has a tick, if there is one."""
        rows = map(self._list.index, range(self._list.rowCount()))
        first = next((i for i in rows if i.data(TAGGED) is False), None)
        if first is not None:
            self.setCurrentIndex(first)
            self.scrollToTop()
