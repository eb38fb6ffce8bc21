"""Lists whose rows have a tick: how it is painted, and how keys and clicks turn it."""

from __future__ import annotations

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.models.index import Index
from ui.panes.row_view import show_rows
from ui.theme.metrics import SPACE_2

TICK = 16
TICK_ROOM = TICK + 2 * SPACE_2


class TickView(QListView):
    """Lists rows of one height: Space or a click asks to turn a tick.

    `anywhere` says that a click on any place of a row does, not only one on its tick.
    """

    toggle_requested = Signal(QModelIndex)

    def __init__(
        self,
        model: QAbstractItemModel,
        delegate: QStyledItemDelegate,
        name: str,
        *,
        anywhere: bool = False,
    ) -> None:
        super().__init__()
        self._anywhere = anywhere
        show_rows(self, model, delegate, name)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.toggle_requested.emit(self.currentIndex())
            event.accept()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        index = self.indexAt(place)
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        if self._anywhere or place.x() - self.visualRect(index).left() < TICK_ROOM:
            self.toggle_requested.emit(index)


def paint_tick(painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
    """Paint the tick of a row at its left end, set or not as the model says."""
    box = QStyleOptionViewItem(option)
    box.rect = QRect(0, 0, TICK, TICK)
    box.rect.moveCenter(option.rect.center())
    box.rect.moveLeft(option.rect.left() + SPACE_2)
    box.features |= QStyleOptionViewItem.ViewItemFeature.HasCheckIndicator
    is_on = index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
    box.state &= ~QStyle.StateFlag.State_HasFocus
    box.state |= QStyle.StateFlag.State_On if is_on else QStyle.StateFlag.State_Off
    kind = QStyle.PrimitiveElement.PE_IndicatorItemViewItemCheck
    option.widget.style().drawPrimitive(kind, box, painter, option.widget)
