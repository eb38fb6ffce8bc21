"""How a row of the annotation table is painted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QFontMetricsF, QPainter, QPixmap, QStaticText

from domain.annotation import Annotation
from domain.codebook import Tag
from ui.models.annotation_columns import COLUMNS, Column, Names
from ui.theme.icons import pixmap
from ui.theme.metrics import SPACE_2
from ui.theme.swatches import paint_tag
from ui.theme.theme import Theme

_SIGN = 16
_KEPT = 500
_TAG = next(i for i, column in enumerate(COLUMNS) if column.order == "tag")
_INCOMPLETE = next(i for i, column in enumerate(COLUMNS) if column.order == "incomplete")
# These say the same in many rows: their words are shaped once.
_REPEATED = ("confidence", "annotator", "document", "modified")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands: its number in `COLUMNS`, its left edge and its width in pixels."""

    column: int
    left: int
    width: int


class RowPainter:
    """Paints the tag as its words look in the article, and lesser columns in lesser ink.

    A row is painted as a whole and without a style: a style sheet's cells cost many times as much,
    and the table is painted with every tag that is given.
    """

    def __init__(self, theme: Theme, font: QFont) -> None:
        self._font = font
        self._metrics = QFontMetrics(font)
        self._ascent = QFontMetricsF(font).ascent()
        self._shaped: dict[str, QStaticText] = {}
        self._theme = theme
        self._signs: dict[float, QPixmap] = {}
        self._tags: dict[tuple[str, str, str, int, float], QPixmap] = {}

    @property
    def font(self) -> QFont:
        """The font of the words."""
        return self._font

    @property
    def theme(self) -> Theme:
        """The theme whose colours they have."""
        return self._theme

    def paint(
        self,
        painter: QPainter,
        area: QRect,
        places: Sequence[Place],
        row: tuple[Annotation | None, Names],
        *,
        chosen: bool,
        hovered: int = -1,
    ) -> None:
        """Paint a row: its ground, and each column's words; `hovered` is a column's number."""
        self._paint_ground(painter, area, places, chosen=chosen, hovered=hovered)
        annotation, names = row
        if annotation is None:
            return
        for place in places:
            column = COLUMNS[place.column]
            words = column.text(annotation, names)
            room = QRect(
                place.left + SPACE_2, area.top(), place.width - 2 * SPACE_2, area.height() - 1
            )
            if place.column == _TAG:
                self._paint_tag(painter, room, names.tag(annotation))
            elif place.column == _INCOMPLETE and words:
                self._paint_sign(painter, room)
            elif words:
                painter.setPen(self._ink(column, chosen=chosen))
                self._paint_words(painter, room, column, words)

    def _paint_ground(
        self,
        painter: QPainter,
        area: QRect,
        places: Sequence[Place],
        *,
        chosen: bool,
        hovered: int,
    ) -> None:
        colours = self._theme.colours
        if chosen:
            painter.fillRect(area, colours.selection)
        elif hovered >= 0:
            for place in places:
                if place.column == hovered:
                    left, width = place.left, place.width
                    painter.fillRect(left, area.top(), width, area.height(), colours.hover)
        painter.fillRect(area.left(), area.bottom(), area.width(), 1, colours.hairline)

    def _paint_tag(self, painter: QPainter, room: QRect, tag: Tag) -> None:
        ratio = painter.device().devicePixelRatio()
        key = (tag.name, tag.colour, tag.stroke, room.width(), ratio)
        picture = self._tags.get(key)
        if picture is None:
            if len(self._tags) >= _KEPT:
                self._tags.clear()
            picture = self._tags[key] = self._tag_picture(tag, room.width(), ratio)
        top = room.top() + (room.height() - self._metrics.height() - 4) // 2
        painter.drawPixmap(room.left(), top, picture)

    def _tag_picture(self, tag: Tag, room: int, ratio: float) -> QPixmap:
        area = QRect(0, 0, max(1, room), self._metrics.height() + 4)
        picture = QPixmap(area.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setFont(self._font)
        paint_tag(painter, self._metrics, area, tag, self._theme)
        painter.end()
        return picture

    def _paint_sign(self, painter: QPainter, room: QRect) -> None:
        ratio = painter.device().devicePixelRatio()
        if ratio not in self._signs:
            self._signs[ratio] = pixmap("warning", self._theme.colours.warning, _SIGN, ratio)
        top = room.top() + (room.height() - _SIGN) // 2
        painter.drawPixmap(room.left(), top, self._signs[ratio])

    def _paint_words(self, painter: QPainter, room: QRect, column: Column, words: str) -> None:
        top = room.top() + (room.height() - self._metrics.height()) // 2
        if column.is_number:
            left = room.right() + 1 - self._metrics.horizontalAdvance(words)
            if left >= room.left():
                painter.drawText(QPointF(left, top + self._ascent), words)
                return
        shown = self._elided(words, room.width())
        if column.order in _REPEATED:
            painter.drawStaticText(QPointF(room.left(), top), self._shape(shown))
        else:
            painter.drawText(QPointF(room.left(), top + self._ascent), shown)

    def _elided(self, words: str, width: int) -> str:
        return self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)

    def _shape(self, words: str) -> QStaticText:
        shaped = self._shaped.get(words)
        if shaped is None:
            if len(self._shaped) >= _KEPT:
                self._shaped.clear()
            shaped = QStaticText(words)
            shaped.setTextFormat(Qt.TextFormat.PlainText)
            shaped.prepare(font=self._font)
            self._shaped[words] = shaped
        return shaped

    def _ink(self, column: Column, *, chosen: bool) -> QColor:
        colours = self._theme.colours
        if chosen:
            return colours.selection_text
        return colours.text_muted if column.is_muted else colours.text
