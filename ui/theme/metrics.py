"""The scales that every widget keeps to: spacing, corners, type (lengths in logical pixels)."""

from __future__ import annotations

from typing import Final

SPACE_1: Final = 4
SPACE_2: Final = 8
SPACE_3: Final = 12
SPACE_4: Final = 16
SPACE_5: Final = 24

RADIUS: Final = 6
RADIUS_SMALL: Final = 4
TARGET: Final = 28  # The smallest height of anything that is clicked
ICON: Final = 18

# Shares of the system's own font size, so that a reader's larger system font is honoured.
SMALL: Final = 0.9
HEADING: Final = 1.2
TITLE: Final = 1.7

TEXT_FAMILIES: Final = (
    "Source Serif Pro",
    "Source Serif 4",
    "Noto Serif",
    "Charter",
    "Georgia",
    "DejaVu Serif",
)
