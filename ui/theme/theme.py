"""Themes: colours with meanings, read from resources/themes."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from PySide6.QtGui import QColor, QGuiApplication

THEMES = Path(__file__).parents[2] / "resources" / "themes"
THEME_NAMES = ("light", "dark")


class UnknownThemeError(ValueError):
    """A theme was asked for that Glossator does not have."""


class Colours(NamedTuple):
    """What each colour is for; some are translucent (see the comments in the theme files)."""

    page: QColor
    window: QColor
    panel: QColor
    raised: QColor
    text: QColor
    text_muted: QColor
    text_disabled: QColor
    border: QColor
    hairline: QColor
    input_border: QColor
    hover: QColor
    pressed: QColor
    accent: QColor
    accent_hover: QColor
    accent_text: QColor
    selection: QColor
    selection_text: QColor
    text_selection: QColor
    focus: QColor
    danger: QColor
    warning: QColor
    success: QColor
    find: QColor
    find_current: QColor
    caret: QColor
    tooltip: QColor
    tooltip_text: QColor
    scrollbar: QColor
    scrollbar_hover: QColor


class TagColour(NamedTuple):
    """The colours of a tag: `ink` for strokes and labels, translucent `tint` under the words."""

    ink: QColor
    tint: QColor

    def tint_over(self, ground: QColor) -> QColor:
        """Return the opaque colour that the tint has on an opaque ground."""
        return over(self.tint, ground)


class Theme(NamedTuple):
    """One theme: its name, whether it is dark, its colours, and the tag colours by role."""

    name: str
    dark: bool
    colours: Colours
    tags: Mapping[str, TagColour]

    def tag(self, role: str) -> TagColour:
        """Return the colours of a tag's colour role; an unknown role is slate."""
        return self.tags.get(role, self.tags["slate"])


def over(colour: QColor, ground: QColor) -> QColor:
    """Return the opaque colour that a translucent one has on an opaque ground."""
    share = colour.alphaF()

    def mix(above: int, below: int) -> int:
        return round(above * share + below * (1 - share))

    return QColor(
        mix(colour.red(), ground.red()),
        mix(colour.green(), ground.green()),
        mix(colour.blue(), ground.blue()),
    )


def parse_colour(text: str) -> QColor:
    """Return the colour of "#rrggbb" or "#rrggbbaa"."""
    colour = QColor(text[:7])
    if len(text) == 9:
        colour.setAlpha(int(text[7:], 16))
    return colour


@cache
def load_theme(name: str) -> Theme:
    """Return the theme of this name, or raise UnknownThemeError."""
    if name not in THEME_NAMES:
        raise UnknownThemeError(
            f"There is no theme named {name}; choose one of {', '.join(THEME_NAMES)}."
        )
    table = tomllib.loads((THEMES / f"{name}.toml").read_text(encoding="utf-8"))
    given = table["colours"]
    colours = Colours(*(parse_colour(given[name]) for name in Colours._fields))
    tags = {
        role: TagColour(parse_colour(tag["ink"]), parse_colour(tag["tint"]))
        for role, tag in table["tags"].items()
    }
    return Theme(table["name"], table["dark"], colours, MappingProxyType(tags))


def system_theme_name() -> str:
    """Return "dark" if the system asks for dark colours, else "light"; before a theme is put on.

    Read off the palette, which follows the system's scheme: `ui.theme.numbers` says why.
    """
    given = QGuiApplication.palette()
    window, text = given.window().color(), given.text().color()
    return "dark" if window.lightness() < text.lightness() else "light"
