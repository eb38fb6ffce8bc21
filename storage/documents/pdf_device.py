"""The page that pdfminer.six draws on for us: letters drawn twice count once."""

from __future__ import annotations

from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar

_NEAR = 0.12  # Of the size of the letters: how far apart the strokes of a false bold are drawn.


class PageDevice(PDFPageAggregator):
    """Gathers the letters of a page, and leaves out those drawn again to look bold or shadowed."""

    def begin_page(self, *args: Any) -> None:
        """Begin a page."""
        super().begin_page(*args)
        self._drawn: dict[str, list[tuple[float, float]]] = {}

    def render_char(self, *args: Any, **named: Any) -> float:
        """Take a letter in unless it stands where the same letter was drawn already."""
        advance = float(super().render_char(*args, **named))
        held = getattr(self.cur_item, "_objs", None)
        if held and isinstance(letter := held[-1], LTChar) and letter.get_text().strip():
            near = max(0.1, _NEAR * letter.size)
            places = self._drawn.setdefault(letter.get_text(), [])
            if any(
                abs(letter.x0 - x) < near and abs(letter.y0 - y) < near
                for x, y in reversed(places[-_LOOK_BACK:])
            ):
                held.pop()
            else:
                places.append((letter.x0, letter.y0))
        return advance


_LOOK_BACK = 200
