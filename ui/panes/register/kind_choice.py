"""Which kind of entities is listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QComboBox

from domain.codebook import Tag
from ui.kinds import Kind
from ui.theme.metrics import TARGET


class KindChoice(QComboBox):
    """Offers the kinds that the codebook names; the first entry stands for all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Which kind of entities is listed")
        self.setFixedHeight(TARGET + 2)

    @property
    def key(self) -> str:
        """The key of the chosen kind; empty for all."""
        return str(self.currentData() or "")

    def teach(self, kinds: Mapping[str, Kind], swatch: Callable[[Tag], QIcon]) -> None:
        """Offer these kinds; what was chosen stays chosen."""
        chosen = self.key
        self.blockSignals(True)
        self.clear()
        self.addItem("Every kind", "")
        for key, kind in kinds.items():
            picture = QIcon() if kind.tag is None else swatch(kind.tag)
            self.addItem(picture, kind.name, key)
        self.setCurrentIndex(max(0, self.findData(chosen)))
        self.blockSignals(False)
