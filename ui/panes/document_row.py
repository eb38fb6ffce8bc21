"""How a document's row is painted: its title, and under it date, state and count."""

from __future__ import annotations

from PySide6.QtCore import (
    QObject,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPixmap
from PySide6.QtWidgets import (
    QStyle,
    QStyleOptionViewItem,
)

from domain.document import DocumentRow, State
from ui.models.document_list import INCOMPLETE, details
from ui.models.index import Index
from ui.models.row_list import ROW
from ui.panes.row_delegate import RowDelegate, paint_ground
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


class _Fonts:
    """The fonts of a row; to find one takes Qt as long as to paint its words, so they are kept."""

    def __init__(self, font: QFont) -> None:
        self.plain = QFont(font)
        self.plain_metrics = QFontMetrics(self.plain)
        self.strong = QFont(font)
        self.strong.setWeight(QFont.Weight.DemiBold)
        self.strong_metrics = QFontMetrics(self.strong)
        self.small = QFont(font)
        self.small.setWeight(QFont.Weight.Normal)
        self.small.setPointSizeF(font.pointSizeF() * SMALL)
        self.small_metrics = QFontMetrics(self.small)

    def title(self, *, open_now: bool) -> tuple[QFont, QFontMetrics]:
        """Return the font of a title, stronger if its document is the open one."""
        if open_now:
            return self.strong, self.strong_metrics
        return self.plain, self.plain_metrics


class DocumentRowDelegate(RowDelegate):
    """Paints two lines and the state's icon; every row is as high as the next."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(theme, parent)
        self._pictures: dict[tuple[State, bool, float], QPixmap] = {}
        self._fonts: _Fonts | None = None
        self.open_document: str | None = None

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        super().set_theme(theme)
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

    def _paint_words(
        self, painter: QPainter, area: QRect, index: Index, fonts: _Fonts, chosen: bool
    ) -> None:
        row: DocumentRow = index.data(ROW)
        incomplete = index.data(INCOMPLETE)
        # The ring stands at incomplete spans in the article too.
        lacking = f"\u2002◦{incomplete:,}" if incomplete else ""
        colours = self._theme.colours
        title = " ".join(row.title.split())
        font, metrics = fonts.title(open_now=row.id == self.open_document)
        line = QRect(area.left(), area.top(), area.width(), metrics.height())
        painter.setFont(font)
        painter.setPen(colours.selection_text if chosen else colours.text)
        self._paint_line(painter, line, metrics, title)
        height = fonts.small_metrics.height()
        line = QRect(area.left(), line.bottom() + 1 + _GAP, area.width(), height)
        painter.setFont(fonts.small)
        painter.setPen(colours.selection_text if chosen else colours.text_muted)
        self._paint_line(painter, line, fonts.small_metrics, " · ".join(details(row, lacking)))

    def _fonts_of(self, font: QFont) -> _Fonts:
        if self._fonts is None or self._fonts.plain != font:
            self._fonts = _Fonts(font)
        return self._fonts

    def _paint_line(
        self, painter: QPainter, line: QRect, metrics: QFontMetrics, words: str
    ) -> None:
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, line.width())
        # Each title reads in its own direction, but all begin at the same edge.
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(line, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> None:
        row: DocumentRow = index.data(ROW)
        chosen = paint_ground(painter, option, self._theme)
        if option.state & QStyle.StateFlag.State_HasFocus:
            frame = QRectF(option.rect).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(self._theme.colours.focus)
            painter.drawRoundedRect(frame, RADIUS_SMALL, RADIUS_SMALL)
        fonts = self._fonts_of(option.font)
        area = option.rect.adjusted(SPACE_3, SPACE_2, -SPACE_3, -SPACE_2)
        ratio = painter.device().devicePixelRatio()
        top = area.top() + (fonts.plain_metrics.height() - _ICON) // 2
        painter.save()
        painter.drawPixmap(area.left(), top, self._picture(row.state, ratio, chosen=chosen))
        area.setLeft(area.left() + _ICON + SPACE_2)
        self._paint_words(painter, area, index, fonts, chosen)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        fonts = self._fonts_of(option.font)
        lines = fonts.plain_metrics.height() + _GAP + fonts.small_metrics.height()
        return QSize(160, lines + 2 * SPACE_2)
