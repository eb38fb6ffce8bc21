"""How a case is painted: its verdict's sign, its tag, its words, and what was said of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from domain.codebook import Codebook
from ui.models.case_list import CaseRow
from ui.models.index import Index
from ui.models.row_list import ROW
from ui.panes.row_delegate import paint_ground
from ui.theme.metrics import SPACE_1, SPACE_2, SPACE_3
from ui.theme.swatches import paint_mark
from ui.theme.theme import Theme

_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SIGN = 22
_TAG = 76
_SAID = 0.5  # The share of a line that the verdict's words may take from the annotation's
_ELIDED = Qt.TextElideMode.ElideRight


class CaseRowDelegate(QStyledItemDelegate):
    """Paints a case as one line."""

    def __init__(self, theme: Theme, codebook: Codebook, parent: QObject) -> None:
        super().__init__(parent)
        self._theme = theme
        self._codebook = codebook

    def set_theme(self, theme: Theme, codebook: Codebook) -> None:
        """Take the colours of another theme or another codebook."""
        self._theme, self._codebook = theme, codebook

    def _ink(self, case: CaseRow) -> QColor:
        colours = self._theme.colours
        if case.is_open:
            return colours.text
        return colours.danger if case.is_refused else colours.text_muted

    def _paint_tag(
        self, painter: QPainter, option: QStyleOptionViewItem, room: QRect, case: CaseRow
    ) -> None:
        tag = self._codebook.tag(case.tag)
        colours = self._theme.tag(tag.colour)
        metrics = option.fontMetrics
        name = metrics.elidedText(tag.name, _ELIDED, room.width() - 2 * SPACE_1)
        height = metrics.height() + 4
        top = room.top() + (room.height() - height) // 2
        width = metrics.horizontalAdvance(name) + 2 * SPACE_1
        area = QRectF(room.left(), top, width, height)
        paint_mark(painter, area, colours.tint, colours.ink, tag.stroke)
        painter.setPen(colours.ink)
        painter.drawText(area.adjusted(SPACE_1, 0, 0, -1), int(_LEFT), name)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        case: CaseRow = index.data(ROW)
        painter.save()
        chosen = paint_ground(painter, option, self._theme)
        room = option.rect.adjusted(SPACE_3, 0, -SPACE_3, -1)
        ink = self._theme.colours.selection_text if chosen else self._ink(case)
        bold = QFont(option.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(ink)
        sign = QRect(room.left(), room.top(), _SIGN, room.height())
        painter.drawText(sign, int(_LEFT), case.sign)
        painter.setFont(option.font)
        tag = QRect(sign.right(), room.top(), _TAG, room.height())
        self._paint_tag(painter, option, tag, case)
        rest = QRect(
            tag.right() + SPACE_2, room.top(), room.right() - tag.right() - SPACE_2, room.height()
        )
        self._paint_words(painter, option, rest, case, ink)
        painter.restore()

    def _paint_words(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        room: QRect,
        case: CaseRow,
        ink: QColor,
    ) -> None:
        metrics = option.fontMetrics
        spare = room.width() - metrics.horizontalAdvance(case.words) - SPACE_3
        most = max(round(room.width() * _SAID), spare)
        fits = metrics.horizontalAdvance(case.said) <= most
        said = case.said if fits else metrics.elidedText(case.brief or case.said, _ELIDED, most)
        taken = metrics.horizontalAdvance(said) + SPACE_3 if said else 0
        shown = metrics.elidedText(case.words, _ELIDED, room.width() - taken)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        colours = self._theme.colours
        words = colours.text if case.is_open else colours.text_muted
        painter.setPen(colours.selection_text if chosen else words)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.drawText(room, int(_LEFT | Qt.AlignmentFlag.AlignAbsolute), shown)
        painter.setPen(ink)
        painter.drawText(room, int(_RIGHT | Qt.AlignmentFlag.AlignAbsolute), said)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(200, option.fontMetrics.height() + 12)
