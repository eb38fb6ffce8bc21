"""The look of the window: light or dark, and how large the article is set."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from ui.settings import Settings
from ui.theme.style import apply_theme
from ui.theme.theme import Theme, load_theme

_ZOOMS = (0.7, 0.8, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)


class Look(QObject):
    """Holds theme and zoom, and remembers them in the settings."""

    theme_changed = Signal(object)
    zoom_changed = Signal(float)

    def __init__(self, settings: Settings, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self._settings = settings
        self.theme = theme

    def toggle_theme(self) -> None:
        """Change between light and dark."""
        self.theme = load_theme("light" if self.theme.dark else "dark")
        self._settings.theme = self.theme.name
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        apply_theme(app, self.theme)
        self.theme_changed.emit(self.theme)

    @property
    def zoom(self) -> float:
        """How large the article is set; 1.0 is normal."""
        return self._settings.zoom

    def zoom_by(self, steps: int) -> None:
        """Set the article one step larger (1) or smaller (-1)."""
        larger = [zoom for zoom in _ZOOMS if zoom > self.zoom + 0.01]
        smaller = [zoom for zoom in _ZOOMS if zoom < self.zoom - 0.01]
        chosen = (larger[:1] or _ZOOMS[-1:]) if steps > 0 else (smaller[-1:] or _ZOOMS[:1])
        self._set(chosen[0])

    def zoom_in(self) -> None:
        """Set the article one step larger."""
        self.zoom_by(1)

    def zoom_out(self) -> None:
        """Set the article one step smaller."""
        self.zoom_by(-1)

    def zoom_reset(self) -> None:
        """Set the article at its normal size."""
        self._set(1.0)

    def _set(self, zoom: float) -> None:
        self._settings.zoom = zoom
        self.zoom_changed.emit(zoom)
