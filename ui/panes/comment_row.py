"""How a comment is painted: who, when, about which words, and what they say."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QPainter, QTextDocument
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem

from ui.models.comment_list import CommentRow
from ui.models.index import Index
from ui.models.row_list import ROW
from ui.panes.row_delegate import RowDelegate, paint_ground
from ui.theme.metrics import SPACE_1, SPACE_3, SPACE_5
from ui.theme.theme import Theme
from ui.wording import moment

_QUOTE = 70
_NARROW = 120


class CommentRowDelegate(RowDelegate):
    """Paints a comment over as many lines as it needs; replies stand further in."""

    def __init__(self, theme: Theme, parent: QAbstractItemView) -> None:
        super().__init__(theme, parent)
        self._view = parent

    def _page(
        self, option: QStyleOptionViewItem, row: CommentRow, *, chosen: bool
    ) -> QTextDocument:
        colours = self._theme.colours
        strong = colours.selection_text if chosen else colours.text
        faint = colours.selection_text if chosen else colours.text_muted
        page = QTextDocument()
        page.setDefaultFont(option.font)
        page.setDocumentMargin(0)
        page.setTextWidth(max(_NARROW, self._view.viewport().width() - self._left(row) - SPACE_3))
        page.setHtml(_html(row, strong, faint))
        return page

    def _left(self, row: CommentRow) -> int:
        return SPACE_3 + (SPACE_5 if row.is_reply else 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row: CommentRow = index.data(ROW)
        painter.save()
        chosen = paint_ground(painter, option, self._theme)
        if not row.is_reply and index.row():
            area, line = option.rect, self._theme.colours.hairline
            painter.fillRect(area.left(), area.top(), area.width(), 1, line)
        painter.translate(option.rect.left() + self._left(row), option.rect.top() + SPACE_1 + 2)
        self._page(option, row, chosen=chosen).drawContents(painter)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        page = self._page(option, index.data(ROW), chosen=False)
        return QSize(_NARROW, round(page.size().height()) + 2 * SPACE_1 + 4)


def _html(row: CommentRow, strong: QColor, faint: QColor) -> str:
    comment = row.comment
    about = ""
    if not row.is_reply and comment.quote:
        quote = " ".join(comment.quote.split())
        quote = quote if len(quote) <= _QUOTE else quote[: _QUOTE - 1] + "…"
        state = "resolved" if comment.resolved else ""
        about = f" · on “{escape(quote)}”" + (f" · {state}" if state else "")
    return (
        f'<span style="color:{strong.name()}; font-weight:600">{escape(row.author)}</span>'
        f'<span style="color:{faint.name()}">  {moment(comment.created)}{about}</span><br>'
        f'<span style="color:{(faint if comment.resolved else strong).name()}; '
        f'white-space:pre-wrap">{escape(comment.text)}</span>'
    )
