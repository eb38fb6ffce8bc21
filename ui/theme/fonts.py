"""The fonts that come with the program: a serif for the article (SIL Open Font License)."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtGui import QFontDatabase

FONTS = Path(__file__).parents[2] / "resources" / "fonts"


def load_fonts() -> list[str]:
    """Make the program's own fonts known to Qt, and return their families."""
    families: list[str] = []
    for path in sorted(FONTS.glob("*.ttf")):
        number = QFontDatabase.addApplicationFont(str(path))
        families += QFontDatabase.applicationFontFamilies(number)
    return families
