"""Chips that keep a table to some of the tags; where they do not fit, one menu holds them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QWidget

from domain.codebook import Codebook, Tag
from ui.theme.icons import icon
from ui.theme.metrics import SPACE_1, TARGET
from ui.theme.swatches import SWATCH, swatch
from ui.theme.theme import Theme


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
        chip.setIconSize(SWATCH)
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
