"""How a document's row is painted: its title, and under it date, state and count."""

from __future__ import annotations

from PySide6.QtCore import (
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import (
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from domain.document import DocumentRow, State
from ui.models.document_list import ROW, details
from ui.theme.icons import pixmap
from ui.theme.metrics import RADIUS_SMALL, SMALL, SPACE_2, SPACE_3
from ui.theme.theme import Theme

ICONS = {
    State.NEW: "new-doc",
    State.IN_PROGRESS: "progress",
    State.DONE: "done",
    State.SKIPPED: "skip",
}
_ICON = 16
_GAP = 2


class DocumentRowDelegate(QStyledItemDelegate):
    """Paints two lines and the state's icon; every row is as high as the next."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._pictures: dict[tuple[State, bool, float], QPixmap] = {}
        self._theme = theme
        self.open_document: str | None = None

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._theme = theme
        self._pictures.clear()

    def _picture(self, state: State, ratio: float, *, chosen: bool) -> QPixmap:
        key = (state, chosen, ratio)
        if key not in self._pictures:
            self._pictures[key] = pixmap(ICONS[state], self._ink(state, chosen), _ICON, ratio)
        return self._pictures[key]

    def _ink(self, state: State, chosen: bool) -> QColor:
        colours = self._theme.colours
        if state is State.DONE:
            return colours.success
        if state is State.IN_PROGRESS:
            return colours.accent
        return colours.selection_text if chosen else colours.text_muted

    def _paint_ground(
        self, painter: QPainter, option: QStyleOptionViewItem, *, chosen: bool
    ) -> None:
        # By hand: a style sheet's row costs as much as its words, and each tag paints a row anew.
        colours = self._theme.colours
        if chosen:
            painter.fillRect(option.rect, colours.selection)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, colours.hover)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colours.focus)
            painter.drawRoundedRect(
                QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS_SMALL, RADIUS_SMALL
            )

    def _paint_words(
        self, painter: QPainter, area: QRect, row: DocumentRow, font: QFont, chosen: bool
    ) -> None:
        colours = self._theme.colours
        title = " ".join(row.title.split())
        metrics = QFontMetrics(font)
        line = QRect(area.left(), area.top(), area.width(), metrics.height())
        painter.setFont(font)
        painter.setPen(colours.selection_text if chosen else colours.text)
        self._paint_line(painter, line, title)
        small = _small(font)
        line = QRect(
            area.left(), line.bottom() + 1 + _GAP, area.width(), QFontMetrics(small).height()
        )
        painter.setFont(small)
        painter.setPen(colours.selection_text if chosen else colours.text_muted)
        self._paint_line(painter, line, " · ".join(details(row)))

    def _paint_line(self, painter: QPainter, line: QRect, words: str) -> None:
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, line.width())
        # Each title reads in its own direction, but all begin at the same edge.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        row: DocumentRow = index.data(ROW)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        self._paint_ground(painter, option, chosen=chosen)
        font = QFont(option.font)
        if row.id == self.open_document:
            font.setWeight(QFont.Weight.DemiBold)
        metrics = QFontMetrics(font)
        area = option.rect.adjusted(SPACE_3, SPACE_2, -SPACE_3, -SPACE_2)
        ratio = painter.device().devicePixelRatio()
        top = area.top() + (metrics.height() - _ICON) // 2
        painter.save()
        painter.drawPixmap(area.left(), top, self._picture(row.state, ratio, chosen=chosen))
        area.setLeft(area.left() + _ICON + SPACE_2)
        self._paint_words(painter, area, row, font, chosen)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        font = option.font
        lines = QFontMetrics(font).height() + _GAP + QFontMetrics(_small(font)).height()
        return QSize(160, lines + 2 * SPACE_2)


def _small(font: QFont) -> QFont:
    small = QFont(font)
    small.setWeight(QFont.Weight.Normal)
    small.setPointSizeF(font.pointSizeF() * SMALL)
    return small
