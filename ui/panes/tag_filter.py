"""Chips that keep a table to some of the tags; where they do not fit, one menu holds them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QIcon, QPainter, QPen, QPixmap, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from domain.codebook import Codebook, Tag
from ui.theme.icons import icon
from ui.theme.metrics import SPACE_1, TARGET
from ui.theme.theme import Theme

_SWATCH = QSize(16, 12)
_STYLES = {
    "dashed": Qt.PenStyle.DashLine,
    "dotted": Qt.PenStyle.DotLine,
}


class TagFilter(QWidget):
    """One checkable chip a tag; none checked means all tags."""

    tags_changed = Signal()

    def __init__(self, codebook: Codebook, theme: Theme) -> None:
        super().__init__()
        self._chips: list[QToolButton] = []
        self._theme = theme
        self._codebook = codebook
        self._menu = QMenu(self)
        self._more = QToolButton()
        self._more.setText("Tags")
        self._more.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._more.setMenu(self._menu)
        self._more.setFixedHeight(TARGET)
        self._more.setAccessibleName("Keep to some tags")
        # As a box of its own, so that hiding the chips does not hide what the layout measures.
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(SPACE_1)
        self._row.addWidget(self._more)
        self._row.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Tags to show")
        self.set_codebook(codebook)

    def chosen(self) -> frozenset[str]:
        """Return the ids of the checked tags."""
        return frozenset(str(chip.property("tag")) for chip in self._chips if chip.isChecked())

    def clear(self) -> None:
        """Check none, so that all tags show."""
        for chip in self._chips:
            chip.setChecked(False)

    def set_codebook(self, codebook: Codebook) -> None:
        """Offer the tags of a codebook; what was checked stays checked."""
        self._codebook = codebook
        checked = self.chosen()
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._chips = [self._chip(tag, tag.id in checked) for tag in codebook.active]
        self._fill_menu()
        self._fit()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._theme = theme
        self.set_codebook(self._codebook)

    def _chip(self, tag: Tag, checked: bool) -> QToolButton:
        chip = QToolButton()
        chip.setText(tag.name)
        chip.setIcon(swatch(tag, self._theme))
        chip.setIconSize(_SWATCH)
        chip.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        chip.setCheckable(True)
        chip.setChecked(checked)
        chip.setFixedHeight(TARGET)
        chip.setToolTip(f"Show only {tag.name}")
        chip.setAccessibleName(f"Show only {tag.name}")
        chip.setProperty("tag", tag.id)
        chip.toggled.connect(self._tell)
        self._row.insertWidget(self._row.count() - 1, chip)
        return chip

    def _tell(self) -> None:
        chosen = self.chosen()
        for action in self._menu.actions():
            action.setChecked(action.data() in chosen)
        self._more.setText(f"Tags ({len(chosen)})" if chosen else "Tags")
        self.tags_changed.emit()

    def _fill_menu(self) -> None:
        self._more.setIcon(icon("tag", self._theme))
        self._menu.clear()
        for chip in self._chips:
            action = self._menu.addAction(chip.icon(), chip.text())
            action.setCheckable(True)
            action.setChecked(chip.isChecked())
            action.setData(chip.property("tag"))
            action.toggled.connect(chip.setChecked)

    def _fit(self) -> None:
        wanted = sum(chip.sizeHint().width() + SPACE_1 for chip in self._chips)
        fits = wanted <= self.width()
        for chip in self._chips:
            chip.setVisible(fits)
        self._more.setVisible(not fits)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._more.sizeHint().width(), TARGET)

    def sizeHint(self) -> QSize:
        wanted = sum(chip.sizeHint().width() + SPACE_1 for chip in self._chips)
        return QSize(wanted, TARGET)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()


def swatch(tag: Tag, theme: Theme) -> QIcon:
    """Return a sample of a tag's colour and stroke, as its words look in the article."""
    colours = theme.tag(tag.colour)
    result = QIcon()
    for ratio in (1.0, 2.0):
        picture = QPixmap(_SWATCH * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        area = QRectF(0, 0, _SWATCH.width(), _SWATCH.height())
        paint_mark(painter, area, colours.tint, colours.ink, tag.stroke)
        painter.end()
        result.addPixmap(picture)
    return result


def paint_mark(painter: QPainter, area: QRectF, tint: QColor, ink: QColor, stroke: str) -> None:
    """Paint a tinted field with a tag's stroke beneath it."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(tint)
    painter.drawRoundedRect(area, 3, 3)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    pen = QPen(ink, 2 if stroke != "double" else 1, _STYLES.get(stroke, Qt.PenStyle.SolidLine))
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    for up in (1, 4) if stroke == "double" else (1,):
        base = area.bottom() - up
        painter.drawLine(QPointF(area.left() + 1, base), QPointF(area.right() - 1, base))
    painter.restore()


def paint_tag(painter: QPainter, metrics: QFontMetrics, room: QRect, tag: Tag, theme: Theme) -> int:
    """Paint a tag's name as its words look in the article, in the middle; return its width."""
    colours = theme.tag(tag.colour)
    name = metrics.elidedText(tag.name, Qt.TextElideMode.ElideRight, room.width() - 2 * SPACE_1)
    width = metrics.horizontalAdvance(name) + 2 * SPACE_1
    height = metrics.height() + 4
    top = room.top() + (room.height() - height) // 2
    area = QRectF(room.left(), top, width, height)
    paint_mark(painter, area, colours.tint, colours.ink, tag.stroke)
    painter.setPen(colours.ink)
    painter.drawText(area.adjusted(SPACE_1, 0, 0, -1), int(Qt.AlignmentFlag.AlignVCenter), name)
    return width
