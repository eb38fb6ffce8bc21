"""The two built-in styles of the page, light and dark."""

from __future__ import annotations

from PySide6.QtGui import QColor

from ui.reader.marks import ReaderStyle, TagStyle

TEXT_FAMILY = "Source Serif 4, Noto Serif, Charter, Georgia, DejaVu Serif"
LABEL_FAMILY = "Inter, Noto Sans, Segoe UI, Helvetica Neue, DejaVu Sans"


def blend(ink: QColor, page: QColor, share: float) -> QColor:
    """An opaque colour with `share` (0 to 1) of the ink over the page."""
    rest = 1.0 - share
    return QColor(
        round(ink.red() * share + page.red() * rest),
        round(ink.green() * share + page.green() * rest),
        round(ink.blue() * share + page.blue() * rest),
    )


def _tags(page: QColor, share: float, inks: dict[str, tuple[str, str]]) -> dict[str, TagStyle]:
    return {
        name: TagStyle(QColor(ink), blend(QColor(ink), page, share), stroke)
        for name, (ink, stroke) in inks.items()
    }


_LIGHT_PAGE = QColor("#FFFEFB")
_DARK_PAGE = QColor("#1C1E22")
_LIGHT_FALLBACK = QColor("#5C6270")
_DARK_FALLBACK = QColor("#A3A8B4")

LIGHT = ReaderStyle(
    page=_LIGHT_PAGE,
    text=QColor("#22252A"),
    muted=QColor("#6B7078"),
    selection=QColor(74, 82, 128, 52),
    caret=QColor("#22252A"),
    find=QColor("#FBEFA6"),
    find_current=QColor("#F5CE47"),
    current=QColor("#22252A"),
    text_family=TEXT_FAMILY,
    text_points=13.0,
    label_family=LABEL_FAMILY,
    tags=_tags(
        _LIGHT_PAGE,
        0.11,
        {
            "actor": ("#1F5FA8", "solid"),
            "stance": ("#C4472B", "dashed"),
            "event": ("#1B7F5C", "double"),
            "statistic": ("#9A6A00", "dotted"),
        },
    ),
    fallback=TagStyle(_LIGHT_FALLBACK, blend(_LIGHT_FALLBACK, _LIGHT_PAGE, 0.11), "solid"),
)

DARK = ReaderStyle(
    page=_DARK_PAGE,
    text=QColor("#E4E2DC"),
    muted=QColor("#9A9DA3"),
    selection=QColor(170, 182, 235, 62),
    caret=QColor("#F2F0EA"),
    find=QColor("#4D4522"),
    find_current=QColor("#7A6718"),
    current=QColor("#F2F0EA"),
    text_family=TEXT_FAMILY,
    text_points=13.0,
    label_family=LABEL_FAMILY,
    tags=_tags(
        _DARK_PAGE,
        0.17,
        {
            "actor": ("#7FB2F0", "solid"),
            "stance": ("#F28C6F", "dashed"),
            "event": ("#67C9A3", "double"),
            "statistic": ("#E0B04A", "dotted"),
        },
    ),
    fallback=TagStyle(_DARK_FALLBACK, blend(_DARK_FALLBACK, _DARK_PAGE, 0.17), "solid"),
)
