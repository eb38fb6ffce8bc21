"""The place of a pane: empty until the pane is looked at, which few of them are in a session."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.panes.inspector import InspectorPane
from ui.panes.pane import Pane
from ui.theme.theme import Theme

AnyPane: TypeAlias = Pane | InspectorPane


class PanePlace(QWidget):
    """Makes its pane when it is first shown or asked for, and stands for it all along."""

    def __init__(self, make: Callable[[], AnyPane]) -> None:
        super().__init__()
        self._make = make
        self.pane: AnyPane | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def fill(self) -> AnyPane:
        """Return the pane, made if it was not there yet."""
        if self.pane is None:
            self.pane = self._make()
            self._column.addWidget(self.pane)
            self.pane.show()  # At once: the layout would do it one turn later.
        return self.pane

    def focus_first(self) -> None:
        """Put the keys into the pane."""
        self.fill().focus_first()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme or another codebook."""
        if self.pane is not None:
            self.pane.set_theme(theme)

    def stop(self) -> None:
        """End what runs in the background."""
        if self.pane is not None:
            self.pane.stop()

    def showEvent(self, event: QShowEvent) -> None:
        self.fill()
        super().showEvent(event)
