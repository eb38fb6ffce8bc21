"""Icons of one family, drawn as SVG in resources/icons and inked with a theme's colours."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap

from ui.theme.metrics import ICON
from ui.theme.theme import Theme

# How one state of a button is inked: mode, state, colour.
Ink = tuple[QIcon.Mode, QIcon.State, str]

ICONS = Path(__file__).parents[2] / "resources" / "icons"


def pixmap(name: str, ink: QColor, size: int = ICON, ratio: float = 1.0) -> QPixmap:
    """Return an icon in one colour, `size` logical pixels wide, for a pixel ratio of the screen."""
    return _inked(_rendered(name, size, ratio), ink)


def icon(name: str, theme: Theme, size: int = ICON) -> QIcon:
    """Return an icon for buttons and menus: muted at rest, full ink when active, faint if disabled.

    A name without a drawing raises FileNotFoundError.
    """
    ratios = {screen.devicePixelRatio() for screen in QGuiApplication.screens()}
    return _icon(name, theme.name, size, tuple(sorted(ratios)), _inks(theme))


@cache
def application_icon() -> QIcon:
    """Return Glossator's own icon, for windows and the task bar."""
    return QIcon(str(ICONS / "glossator.svg"))  # Qt draws it in the sizes that it is asked for.


def _inks(theme: Theme) -> tuple[Ink, ...]:
    colours = theme.colours
    return (
        (QIcon.Mode.Normal, QIcon.State.Off, colours.text_muted.name()),
        (QIcon.Mode.Active, QIcon.State.Off, colours.text.name()),
        (QIcon.Mode.Normal, QIcon.State.On, colours.accent.name()),
        (QIcon.Mode.Selected, QIcon.State.Off, colours.selection_text.name()),
        (QIcon.Mode.Disabled, QIcon.State.Off, colours.text_disabled.name()),
    )


@cache
def _icon(
    name: str, _theme: str, size: int, ratios: tuple[float, ...], inks: tuple[Ink, ...]
) -> QIcon:
    result = QIcon()
    for ratio in ratios:
        drawn = _rendered(name, size, ratio)
        for mode, state, ink in inks:
            result.addPixmap(_inked(drawn, QColor(ink)), mode, state)
    return result


def _rendered(name: str, size: int, ratio: float) -> QPixmap:
    drawing = ICONS / f"{name}.svg"
    if not drawing.is_file():
        raise FileNotFoundError(f"there is no icon {drawing}")
    return QIcon(str(drawing)).pixmap(QSize(size, size), ratio)


def _inked(drawn: QPixmap, ink: QColor) -> QPixmap:
    # Filling the drawn shape is several times faster than rendering it anew in each colour.
    filling = QPixmap(drawn.size())
    filling.setDevicePixelRatio(drawn.devicePixelRatio())
    filling.fill(ink)
    result = drawn.copy()
    painter = QPainter(result)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
    painter.drawPixmap(0, 0, filling)
    painter.end()
    return result
