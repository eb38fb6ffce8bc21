"""Numbers of Qt's enumerations, for the widgets of the first window.

Whoever names `Qt` makes all its enumerations, which takes a sixth of the time in which a bare
window starts. What the start screen shows sets such values as properties, by number; a test holds
the numbers to the enumerations.
"""

from __future__ import annotations

from typing import Final

PLAIN_TEXT: Final = 0  # Qt.TextFormat.PlainText
NO_FOCUS: Final = 0  # Qt.FocusPolicy.NoFocus
STRONG_FOCUS: Final = 11  # Qt.FocusPolicy.StrongFocus
NO_SCROLL_BAR: Final = 1  # Qt.ScrollBarPolicy.ScrollBarAlwaysOff
WIDGET_SHORTCUT: Final = 0  # Qt.ShortcutContext.WidgetShortcut
RIGHT_IN_THE_MIDDLE: Final = 0x82  # Qt.AlignmentFlag.AlignRight | AlignVCenter
