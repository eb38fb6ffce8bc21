"""What the painters of rows share: a theme, the ground, and one line that is cut where it ends."""

from __future__ import annotations

from abc import abstractmethod
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, QRect, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.models.index import Index
from ui.models.row_list import ROW
from ui.panes.heading_row import paint_heading
from ui.theme.theme import Theme

Row = TypeVar("Row")


class RowDelegate(QStyledItemDelegate):
    """Paints rows of one line in the colours of a theme."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, option.fontMetrics.height() + 12)


class HeadedRowDelegate(RowDelegate, Generic[Row]):
    """Paints the rows of a HeadedList."""

    @abstractmethod
    def _heading(self, row: Row) -> tuple[str, str] | None:
        """Return a heading's words and its count, if a row is one."""

    @abstractmethod
    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: Row) -> None:
        """Paint a row that is no heading."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: Row = index.data(ROW)
        heading = self._heading(row)
        if heading is not None:
            paint_heading(painter, option, self._theme, *heading)
            return
        option.widget.style().drawPrimitive(
            QStyle.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget
        )
        painter.save()
        self._paint_row(painter, option, row)
        painter.restore()


def paint_ground(painter: QPainter, option: QStyleOptionViewItem, theme: Theme) -> bool:
    """Paint what lies under a row, chosen, below the mouse or neither; tell whether it is chosen.

    By hand: a style sheet's row costs as much as its words, and each tag paints a row anew.
    """
    chosen = bool(option.state & QStyle.StateFlag.State_Selected)
    if chosen:
        painter.fillRect(option.rect, theme.colours.selection)
    elif option.state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(option.rect, theme.colours.hover)
    return chosen


def paint_cut(painter: QPainter, place: QRect, words: str, side: Qt.AlignmentFlag) -> None:
    """Write words on one line, cut at its end if they are too long for it."""
    shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
    painter.drawText(place, side | Qt.AlignmentFlag.AlignVCenter, shown)
