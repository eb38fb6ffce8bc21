"""What the symbols of a plot stand for, in words beside small marks."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QColor
from PySide6.QtWidgets import QLabel

from ui.theme.style import set_role

MARKS = {"bar": "■", "round": "●", "up": "▲", "square": "■"}


class Legend(QLabel):
    """A line of marks and words."""

    def __init__(self) -> None:
        super().__init__()
        set_role(self, "small")

    def show_entries(self, entries: Sequence[tuple[str, QColor, str]]) -> None:
        """Show each entry: the mark (see MARKS), its colour, the words."""
        self.setText(
            "&nbsp;&nbsp;&nbsp;".join(
                f'<span style="color:{colour.name()}">{MARKS[mark]}</span>&nbsp;{words}'
                for mark, colour, words in entries
            )
        )
