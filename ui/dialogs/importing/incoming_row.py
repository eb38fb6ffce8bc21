"""How a text that is about to be imported is listed: its tick, its name, what becomes of it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.dialogs.importing.incoming import Group, IncomingText
from ui.dialogs.importing.incoming_list import ROW
from ui.dialogs.tick_view import TICK_ROOM, paint_tick
from ui.models.index import Index
from ui.panes.heading_row import small_font
from ui.panes.row_delegate import RowDelegate
from ui.theme.metrics import SPACE_1, SPACE_3


class IncomingRowDelegate(RowDelegate):
    """Paints two lines: the name, and below it the kind or, in its colour, what is in the way."""

    def _ink(self, text: IncomingText, option: QStyleOptionViewItem) -> QColor:
        colours = self._theme.colours
        if option.state & QStyle.StateFlag.State_Selected:
            return colours.selection_text
        inks = {Group.WRONG: colours.danger, Group.NEAR: colours.warning}
        return inks.get(text.group, colours.text_muted)

    def _name_ink(self, text: IncomingText, option: QStyleOptionViewItem) -> QColor:
        colours = self._theme.colours
        if option.state & QStyle.StateFlag.State_Selected:
            return colours.selection_text
        return colours.text if text.can_be_added else colours.text_muted

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        text: IncomingText = index.data(ROW)
        option.widget.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        if text.can_be_added:
            paint_tick(painter, option, index)
        painter.save()
        area = option.rect.adjusted(TICK_ROOM, SPACE_1, -SPACE_3, -SPACE_1)
        middle = area.top() + area.height() * 53 // 100
        name = QRect(area.left(), area.top(), area.width(), middle - area.top())
        below = QRect(area.left(), middle, area.width(), area.bottom() - middle + 1)
        for words, place, font, ink, mode in (
            (
                text.label,
                name,
                option.font,
                self._name_ink(text, option),
                Qt.TextElideMode.ElideLeft,
            ),
            (
                *(text.detail, below, small_font(option.font), self._ink(text, option)),
                Qt.TextElideMode.ElideRight,
            ),
        ):
            _write(painter, words, place, font, ink, mode)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, 2 * option.fontMetrics.height() + SPACE_3)


def _write(
    painter: QPainter,
    words: str,
    place: QRect,
    font: QFont,
    ink: QColor,
    mode: Qt.TextElideMode,
) -> None:
    painter.setFont(font)
    painter.setPen(ink)
    shown = painter.fontMetrics().elidedText(words.replace("\n", " "), mode, place.width())
    side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    painter.drawText(place, side, shown)
