"""How a cell of the annotation table is painted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.models.annotation_columns import COLUMNS, Column
from ui.models.annotation_table import AnnotationTable
from ui.theme.icons import pixmap
from ui.theme.metrics import SPACE_2
from ui.theme.swatches import paint_tag
from ui.theme.theme import Theme

_SIGN = 16
_MIDDLE = Qt.AlignmentFlag.AlignVCenter

Index = QModelIndex | QPersistentModelIndex


class AnnotationCellDelegate(QStyledItemDelegate):
    """Paints the tag as its words look in the article, and lesser columns in lesser ink.

    It paints by itself: a style sheet's cells cost several times as much, and the table is
    painted with every tag that is given.
    """

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._theme = theme
        self._signs: dict[float, QPixmap] = {}

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        colours = self._theme.colours
        area = option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, colours.selection)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(area, colours.hover)
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, colours.hairline)

    def _paint_sign(self, painter: QPainter, room: QRect) -> None:
        ratio = painter.device().devicePixelRatio()
        if ratio not in self._signs:
            self._signs[ratio] = pixmap("warning", self._theme.colours.warning, _SIGN, ratio)
        top = room.top() + (room.height() - _SIGN) // 2
        painter.drawPixmap(room.left(), top, self._signs[ratio])

    def _paint_words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        room: QRect,
        column: Column,
        words: str,
    ) -> None:
        painter.setPen(self._ink(option, column))
        shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        side = Qt.AlignmentFlag.AlignRight if column.is_number else Qt.AlignmentFlag.AlignLeft
        # Each quote reads in its own direction, but all keep to the same edge.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(room, side | Qt.AlignmentFlag.AlignAbsolute | _MIDDLE, shown)

    def _ink(self, option: QStyleOptionViewItem, column: Column) -> QColor:
        colours = self._theme.colours
        if option.state & QStyle.StateFlag.State_Selected:
            return colours.selection_text
        return colours.text_muted if column.is_muted else colours.text

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self._paint_ground(painter, option)
        table = index.model()
        assert isinstance(table, AnnotationTable)
        annotation = table.annotation_at(index.row())
        if annotation is None:
            return
        column = COLUMNS[index.column()]
        words = column.text(annotation, table.names)
        room = option.rect.adjusted(SPACE_2, 0, -SPACE_2, -1)
        painter.save()
        painter.setFont(option.font)
        if column.order == "tag":
            paint_tag(painter, option.fontMetrics, room, table.names.tag(annotation), self._theme)
        elif column.order == "incomplete" and words:
            self._paint_sign(painter, room)
        elif words:
            self._paint_words(painter, option, room, column, words)
        painter.restore()
