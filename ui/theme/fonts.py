"""The fonts that come with the program: a serif for the article (SIL Open Font License)."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from PySide6.QtGui import QFontDatabase

FONTS = Path(__file__).parents[2] / "resources" / "fonts"


@cache
def load_fonts() -> tuple[str, ...]:
    """Make the program's own fonts known to Qt, once, and return their families."""
    families: list[str] = []
    for path in sorted(FONTS.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number)
    return tuple(families)
