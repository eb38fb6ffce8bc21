"""How a text that is about to be imported is listed: its tick, its name, what becomes of it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.dialogs.importing.incoming import Group, IncomingText
from ui.dialogs.importing.incoming_list import ROW, IncomingList
from ui.dialogs.occurrence_row import paint_tick
from ui.panes.heading_row import small_font
from ui.theme.metrics import SPACE_1, SPACE_2, SPACE_3
from ui.theme.theme import Theme

Index = QModelIndex | QPersistentModelIndex

_TICK_ROOM = 16 + 2 * SPACE_2


class IncomingRowDelegate(QStyledItemDelegate):
    """Paints two lines: the name, and below it the kind or, in its colour, what is in the way."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

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
        area = option.rect.adjusted(_TICK_ROOM, SPACE_1, -SPACE_3, -SPACE_1)
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


class IncomingView(QListView):
    """Lists the texts: Space or a click on the tick turns it."""

    def __init__(self, model: IncomingList, delegate: IncomingRowDelegate) -> None:
        super().__init__()
        self._list = model
        self.setModel(model)
        self.setItemDelegate(delegate)
        self.setAccessibleName("Files")
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self._list.toggle(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        on_tick = place.x() - self.visualRect(index).left() < _TICK_ROOM
        if index.isValid() and on_tick and event.button() == Qt.MouseButton.LeftButton:
            self._list.toggle(index)


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
