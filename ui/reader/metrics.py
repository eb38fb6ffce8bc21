"""Fonts and whole-pixel measures of the page; every line has the same pitch, tagged or not."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from PySide6.QtGui import QFont, QFontMetricsF, QGuiApplication

from ui.reader.marks import ReaderStyle

_SAMPLE = "the quick brown fox jumps over the lazy dog and then goes home again"
_MARGIN = 40
SCREEN_DPI = 96.0


@dataclass(frozen=True)
class Metrics:
    """Pixels; a line is `gap_top` for labels, `text_height`, then `gap_bottom` for lanes."""

    text_font: QFont
    label_font: QFont
    hint_font: QFont
    ascent: int
    text_height: int
    gap_top: int
    gap_bottom: int
    lane_pitch: int
    stroke: int
    column: int
    character: float

    @property
    def pitch(self) -> int:
        """The distance from one line to the next."""
        return self.gap_top + self.text_height + self.gap_bottom

    @property
    def blank(self) -> int:
        """The height of an empty paragraph."""
        return self.pitch // 2

    @property
    def paragraph_gap(self) -> int:
        """The room after a paragraph."""
        return self.pitch // 6

    @property
    def margin(self) -> int:
        """The least room beside the column, and the room above the first line."""
        return _MARGIN


def screen_dpi() -> float:
    """The logical resolution of the first screen, in dots per inch."""
    screens = QGuiApplication.screens()
    return screens[0].logicalDotsPerInchY() if screens else SCREEN_DPI


def _font(families: str, pixels: int) -> QFont:
    font = QFont()
    font.setFamilies([name.strip() for name in families.split(",")])
    font.setPixelSize(max(1, pixels))
    # Even spacing at every zoom, and the same line breaks on screen and on paper.
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    return font


def measure(style: ReaderStyle, zoom: float = 1.0, dpi: float = SCREEN_DPI) -> Metrics:
    """The measures of a style at a zoom (1.0 is the style's own size)."""
    pixels = max(6, round(style.text_points * zoom * dpi / 72))
    text_font = _font(style.text_family, pixels)
    label_font = _font(style.label_family, max(8, round(pixels * 0.56)))
    hint_font = _font(style.label_family, max(9, round(pixels * 0.64)))
    hint_font.setBold(True)
    text = QFontMetricsF(text_font)
    character = text.horizontalAdvance(_SAMPLE) / len(_SAMPLE)
    stroke = max(1, round(pixels / 10))
    lane_pitch = stroke + max(2, round(pixels / 9))
    return Metrics(
        text_font=text_font,
        label_font=label_font,
        hint_font=hint_font,
        ascent=ceil(text.ascent()),
        text_height=ceil(text.ascent()) + ceil(text.descent()),
        gap_top=ceil(QFontMetricsF(label_font).ascent()) + 3,
        gap_bottom=3 * lane_pitch + 3,
        lane_pitch=lane_pitch,
        stroke=stroke,
        column=round(style.column_chars * character),
        character=character,
    )
