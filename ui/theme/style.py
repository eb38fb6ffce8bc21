"""Dressing the application: palette and style sheet of a theme, and the roles of widgets."""

from __future__ import annotations

from string import Template
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from ui.theme import metrics
from ui.theme.theme import THEMES, Colours, Theme, over

if TYPE_CHECKING:
    from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

_SURFACES = frozenset({"pane", "pane-header", "page", "banner"})


def apply_theme(app: QApplication, theme: Theme) -> None:
    """Give every widget of the application, now and later, the look of a theme."""
    # Fusion looks the same on every system; a second setStyle would polish all widgets again.
    if app.property("glossatorStyle") is None:
        app.setStyle("Fusion")
        app.setProperty("glossatorStyle", True)
    app.setPalette(palette(theme))
    app.setStyleSheet(style_sheet(theme, app.font().pointSizeF()))


def give_role(widget: QWidget, role: str) -> None:
    """Name what a new widget is for, before anybody has seen it."""
    widget.setProperty("role", role)
    # A plain QWidget paints no background of a style sheet unless it is told to.
    if role in _SURFACES and not isinstance(widget, QFrame):
        from PySide6.QtCore import Qt  # Not on the way to the first window

        widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)


def set_role(widget: QWidget, role: str) -> None:
    """Name what a widget is for ("heading", "muted", "primary", "pane" …), at any time."""
    give_role(widget, role)
    _restyle(widget)


def set_read_only(field: QLineEdit | QPlainTextEdit, read_only: bool) -> None:
    """Let a field only be read, or be written to, and look like it."""
    if field.isReadOnly() != read_only:
        field.setReadOnly(read_only)
        _restyle(field)


def _restyle(widget: QWidget) -> None:
    from PySide6.QtCore import Qt

    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def palette(theme: Theme) -> QPalette:
    """Return the palette for what the style sheet leaves to Fusion and for our own painting."""
    colours = theme.colours
    result = QPalette()
    for role, colour in _palette_roles(colours).items():
        result.setColor(role, colour)
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText):
        result.setColor(QPalette.ColorGroup.Disabled, role, colours.text_disabled)
    result.setColor(
        QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText, colours.text_disabled
    )
    return result


def style_sheet(theme: Theme, points: float) -> str:
    """Return the style sheet of a theme for a system font of `points` size."""
    colours = theme.colours
    names = {name: _css(colour) for name, colour in colours._asdict().items()}
    # Quiet edges at rest: half way between the edge that must be seen and the ground.
    strong = colours.input_border
    edge = QColor(strong.red(), strong.green(), strong.blue(), round(0.55 * 255))
    scale = {
        "s1": metrics.SPACE_1,
        "s2": metrics.SPACE_2,
        "s3": metrics.SPACE_3,
        "s4": metrics.SPACE_4,
        "s5": metrics.SPACE_5,
        "radius": metrics.RADIUS,
        "r_small": metrics.RADIUS_SMALL,
        "small_pt": f"{points * metrics.SMALL:.1f}",
        "heading_pt": f"{points * metrics.HEADING:.1f}",
        "title_pt": f"{points * metrics.TITLE:.1f}",
    }
    template = Template((THEMES / "style.qss").read_text(encoding="utf-8"))
    return template.substitute(
        names,
        **scale,
        mode=theme.name,
        art=THEMES.as_posix(),
        input_edge=_css(over(edge, colours.panel)),
        focus_on_accent=_css(colours.text),
    )


def _css(colour: QColor) -> str:
    if colour.alpha() == 255:
        return colour.name()
    return f"rgba({colour.red()}, {colour.green()}, {colour.blue()}, {colour.alpha()})"


def _palette_roles(colours: Colours) -> dict[QPalette.ColorRole, QColor]:
    role = QPalette.ColorRole
    return {
        role.Window: colours.window,
        role.WindowText: colours.text,
        role.Base: colours.panel,
        role.AlternateBase: colours.panel,
        role.Text: colours.text,
        role.PlaceholderText: colours.text_muted,
        role.Button: colours.window,
        role.ButtonText: colours.text,
        role.BrightText: colours.danger,
        role.Light: colours.raised,
        role.Midlight: colours.hairline,
        role.Mid: colours.border,
        role.Dark: colours.input_border,
        role.Shadow: colours.border,
        role.Highlight: colours.selection,
        role.HighlightedText: colours.selection_text,
        role.Accent: colours.accent,
        role.Link: colours.accent,
        role.LinkVisited: colours.accent,
        role.ToolTipBase: colours.tooltip,
        role.ToolTipText: colours.tooltip_text,
    }
