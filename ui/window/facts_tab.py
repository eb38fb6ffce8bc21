"""The place of the facts among the panes; they are loaded when they are first looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.session import Session
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from ui.panes.facts import FactsPane


class FactsTab(QWidget):
    """Stands for the FactsPane, and makes it when it is first shown; signals as there."""

    jump_requested = Signal(str)
    leave_requested = Signal()
    export_requested = Signal(object)

    def __init__(self, session: Session, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self.pane: FactsPane | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def focus_first(self) -> None:
        """Put the keys into the facts."""
        if self.pane is not None:
            self.pane.focus_first()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self._theme = theme
        if self.pane is not None:
            self.pane.set_theme(theme)

    def stop(self) -> None:
        """End what runs in the background."""
        if self.pane is not None:
            self.pane.stop()

    def _make(self) -> FactsPane:
        from ui.panes.facts import FactsPane

        pane = FactsPane(self._session, self._theme)
        pane.jump_requested.connect(self.jump_requested)
        pane.leave_requested.connect(self.leave_requested)
        pane.export_requested.connect(self.export_requested)
        self._column.addWidget(pane)
        return pane

    def showEvent(self, event: QShowEvent) -> None:
        if self.pane is None:
            self.pane = self._make()
        super().showEvent(event)
