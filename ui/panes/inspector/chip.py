"""The tag of a span as a coloured chip; pressing it offers the other tags."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QToolButton, QWidget

from domain.codebook import Codebook, Tag
from ui.theme.theme import Theme

_CHIP = (
    "QToolButton {{ background: {ground}; color: {ink}; border: 1px solid {ink};"
    " border-radius: 12px; padding: 2px 10px; min-height: 18px; font-weight: 600; }}"
    "QToolButton:focus {{ border: 2px solid {focus}; padding: 1px 9px; }}"
    "QToolButton:disabled {{ color: {ink}; }}"
    "QToolButton::menu-indicator {{ image: none; }}"
)
_DOT = 12


class TagChip(QToolButton):
    """Shows a tag in its colour; `tag_chosen` carries the id of the tag chosen from its menu."""

    tag_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tag: Tag | None = None
        self._codebook: Codebook | None = None
        self._editable: bool | None = None
        self._dressed = ""
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill)
        self._menu.triggered.connect(self._choose)

    def show_tag(self, tag: Tag, codebook: Codebook, *, editable: bool) -> None:
        """Show a tag; where it may be changed, offer those of the codebook."""
        if (tag, codebook, editable) == (self._tag, self._codebook, self._editable):
            return
        self._tag, self._editable = tag, editable
        self.setText(f"{tag.name}  ▾" if editable else tag.name)
        self.setToolTip(tag.definition)
        self.setAccessibleName(f"Tag: {tag.name}")
        self.setMenu(self._menu if editable else None)  # type: ignore[arg-type]
        self._codebook = codebook
        self._dress()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._theme = theme
        self._dress()

    def _fill(self) -> None:
        self._menu.clear()
        for tag in self._codebook.active if self._codebook is not None else ():
            action = self._menu.addAction(self._dot(tag), tag.name)
            action.setData(tag.id)
            action.setEnabled(tag != self._tag)

    def _dot(self, tag: Tag) -> QIcon:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(_DOT * ratio), round(_DOT * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(0, 0, 0, 0))
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(0, 0, 0, 0))
        painter.setBrush(self._theme.tag(tag.colour).ink)
        painter.drawEllipse(1, 1, _DOT - 2, _DOT - 2)
        painter.end()
        return QIcon(picture)

    def _dress(self) -> None:
        if self._tag is None:
            return
        colours = self._theme.colours
        tag = self._theme.tag(self._tag.colour)
        ground = tag.tint_over(colours.panel)
        dress = _CHIP.format(ground=ground.name(), ink=tag.ink.name(), focus=colours.focus.name())
        # A style sheet is parsed and polished anew each time it is set: only when it differs.
        if dress != self._dressed:
            self._dressed = dress
            self.setStyleSheet(dress)

    def _choose(self, action: QAction) -> None:
        self.tag_chosen.emit(action.data())
