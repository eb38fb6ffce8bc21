"""The place of a pane: empty until the pane is looked at, which few of them are in a session."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeAlias

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from ui.theme.style import give_role
from ui.theme.theme import Theme

if TYPE_CHECKING:
    from ui.panes.inspector import InspectorPane
    from ui.panes.pane import Pane

AnyPane: TypeAlias = "Pane | InspectorPane"


class PanePlace(QWidget):
    """Makes its pane when it is first shown or asked for, and stands for it all along.

    It has no layout: what changes inside a pane would go through one up to the window, which would
    arrange everything anew with each span that the pane shows.
    """

    def __init__(self, make: Callable[[], AnyPane]) -> None:
        super().__init__()
        self._make = make
        self.pane: AnyPane | None = None
        self.is_held = False
        give_role(self, "pane")

    def fill(self) -> AnyPane:
        """Return the pane, made if it was not there yet."""
        if self.pane is None:
            self.pane = self._make()
            self.pane.setParent(self)
            self.pane.setGeometry(self.rect())
            self.pane.show()
            self.updateGeometry()
        return self.pane

    def hold(self) -> None:
        """Make no pane for being shown, until `release`."""
        self.is_held = True

    def release(self) -> None:
        """Make the pane if it is on the screen, else when it will be."""
        self.is_held = False
        if self.isVisible():
            self.fill()

    def focus_first(self) -> None:
        """Put the keys into the pane."""
        self.fill().focus_first()

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme or another codebook."""
        if self.pane is not None:
            self.pane.set_theme(theme)
            self.updateGeometry()

    def stop(self) -> None:
        """End what runs in the background."""
        if self.pane is not None:
            self.pane.stop()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return super().sizeHint() if self.pane is None else self.pane.sizeHint()

    def minimumSizeHint(self) -> QSize:
        if self.pane is None:
            return super().minimumSizeHint()
        # What is set counts before what is asked for, as in a layout.
        given, asked = self.pane.minimumSize(), self.pane.minimumSizeHint()
        return QSize(given.width() or asked.width(), given.height() or asked.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.pane is not None:
            self.pane.setGeometry(self.rect())

    def showEvent(self, event: QShowEvent) -> None:
        if not self.is_held:
            self.fill()
        super().showEvent(event)
