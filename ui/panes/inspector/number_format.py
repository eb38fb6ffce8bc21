"""How a document writes its numbers: as its language does, unless somebody says otherwise."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from domain.document import Document
from domain.proposing import NUMBER_FORMAT
from domain.quantity import NUMBER_LOCALES, locale_for


class NumberFormatEdit(QComboBox):
    """Offers the ways to write numbers by an example each; `chosen` carries one, or None."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.addItem("", None)
        for name in NUMBER_LOCALES:
            self.addItem(name, name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setToolTip("How the numbers of this document are read when a statistic is tagged")
        self.activated.connect(self._choose)

    def show_document(self, document: Document) -> None:
        """Show how a document writes numbers."""
        self.setItemText(0, f"{locale_for(document.language).name}  (usual)")
        stored = document.metadata.get(NUMBER_FORMAT)
        self.setCurrentIndex(max(self.findData(stored), 0) if stored else 0)

    def _choose(self, _at: int) -> None:
        self.chosen.emit(self.currentData())

    # Qt overrides

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # The wheel scrolls the inspector; it never changes a value.
