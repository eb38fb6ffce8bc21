"""How a hit is painted: in its context, with the words that were found marked."""

from __future__ import annotations

from html import escape

from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextDocument, QTextOption
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

from ui.models.hit_list import HitRow
from ui.panes.row_delegate import HeadedRowDelegate
from ui.theme.metrics import SPACE_3, SPACE_5

_BEFORE = 0.35  # The share of a line that the words before a hit may take


class HitRowDelegate(HeadedRowDelegate[HitRow]):
    """Paints hits as one line each, and titles as headings."""

    def _heading(self, row: HitRow) -> tuple[str, str] | None:
        return None if row.is_hit else (row.title, f"{row.count:,}")

    def _paint_row(self, painter: QPainter, option: QStyleOptionViewItem, row: HitRow) -> None:
        colours = self._theme.colours
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        area = option.rect.adjusted(SPACE_5, 0, -SPACE_3, 0)
        before, quote, after = cut(row, option.fontMetrics, area.width())
        page = QTextDocument()
        page.setDefaultFont(option.font)
        page.setDocumentMargin(0)
        line = QTextOption()
        line.setWrapMode(QTextOption.WrapMode.NoWrap)
        page.setDefaultTextOption(line)
        ink = colours.selection_text if chosen else colours.text_muted
        page.setHtml(
            f'<span style="color:{ink.name()}; white-space:pre">{escape(before)}'
            f"{marked(quote, colours.find, colours.text)}{escape(after)}</span>"
        )
        top = area.top() + (area.height() - page.size().height()) / 2
        painter.setClipRect(area)
        painter.translate(area.left(), round(top))
        page.drawContents(painter)


def cut(row: HitRow, metrics: QFontMetrics, width: int) -> tuple[str, str, str]:
    """Return the words before, in and after a hit, cut so that they fit a width in pixels."""
    before, quote, after = row.before, row.quote, row.after
    room = max(width, 40)
    left = before
    while left and metrics.horizontalAdvance(left) > room * _BEFORE:
        left = left[max(1, len(left) // 8) :]
    if left != before:
        left = "…" + (left[left.find(" ") + 1 :] if " " in left[:12].strip() else left)
    words = quote
    # Semi-bold letters are a little wider than those measured.
    room -= metrics.horizontalAdvance(left) + 2 * metrics.averageCharWidth()
    while len(words) > 1 and metrics.horizontalAdvance(words) * 1.1 > room:
        words = words[: len(words) - max(1, len(words) // 8)]
    if words != quote:
        return left, words + "…", ""
    room -= round(metrics.horizontalAdvance(words) * 1.1)
    right = after
    while right and metrics.horizontalAdvance(right) > room:
        right = right[: len(right) - max(1, len(right) // 8)]
    return left, words, right if right == after else right.rstrip("…") + "…"


def marked(words: str, ground: QColor, ink: QColor) -> str:
    """Return HTML that marks words: by colour, and by weight for whoever does not see it."""
    style = f"background-color:{ground.name()}; color:{ink.name()}; font-weight:600"
    return f'<span style="{style}">{escape(words)}</span>'
