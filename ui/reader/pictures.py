"""Pictures of lines: made when a line is first painted, kept until its marks change."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from PySide6.QtGui import QFontMetricsF

from ui.reader.geometry import (
    LinePicture,
    Paragraph,
    Piece,
    joins,
    place,
    set_lanes,
)
from ui.reader.index import Entry, MarkIndex
from ui.reader.labels import place_labels
from ui.reader.lanes import assign_lanes
from ui.reader.marks import Mark
from ui.reader.metrics import Metrics
from ui.reader.positions import Span, TextMap

_KEPT = 400


# With more marks than this in a paragraph each line asks the index for its own.
_FEW = 64
_NOTHING = LinePicture()
Place = tuple[int, int]


@dataclass(slots=True)
class _ParagraphPicture:
    """What is known of a paragraph; `places` are Qt positions in it, in the order of `entries`."""

    entries: list[Entry]
    places: list[Place]
    lanes: dict[str, int]
    lines: dict[int, LinePicture] = field(default_factory=dict)


class Pictures:
    """The line pictures of one text at one width."""

    def __init__(self, text_map: TextMap, index: MarkIndex, metrics: Metrics, edge: float) -> None:
        self._map = text_map
        self._index = index
        self._metrics = metrics
        self._edge = edge
        self._label_metrics = QFontMetricsF(metrics.label_font)
        self._widths: dict[str, float] = {}
        self._kept: dict[int, _ParagraphPicture] = {}
        self.roles: Mapping[str, str] = {}

    def set_edge(self, edge: float) -> None:
        """Sets the right edge of labels, in pixels from the column, and drops what was kept."""
        self._edge = edge
        self._kept.clear()

    def drop(self, first: int | None = None, last: int | None = None) -> None:
        """Drops the pictures of the paragraphs from first to last, or all."""
        if first is None or last is None or last - first > len(self._kept):
            keys = list(self._kept)
            low, high = first or 0, last if last is not None else 1 << 60
        else:
            keys, low, high = list(range(first, last + 1)), first, last
        for number in keys:
            if low <= number <= high:
                self._kept.pop(number, None)

    def renew(self, paragraph: Paragraph, mark: Mark) -> list[int] | None:
        """Takes note that a mark was put, changed or taken away in a paragraph.

        Returns the lines that look different for it: its own, and those of marks that it moved to
        another lane. None if that is not known, because the paragraph was not drawn yet.
        """
        old = self._kept.pop(paragraph.number, None)
        if old is None:
            return None
        new = self._kept[paragraph.number] = self._whole(paragraph)
        moved = {m for m, lane in new.lanes.items() if old.lanes.get(m, lane) != lane}
        moved.add(mark.id)
        spans = [e[:2] for e in (*old.entries, *new.entries) if e[2].id in moved]
        touched = self._lines_of(paragraph, [*spans, *mark.fragments])
        new.lines = {n: picture for n, picture in old.lines.items() if n not in touched}
        return sorted(touched)

    def has_marks(self, paragraph: Paragraph) -> bool:
        """Whether a mark stands anywhere in a shaped paragraph; most have none."""
        return bool(self._known(paragraph).entries)

    def line(self, paragraph: Paragraph, number: int) -> LinePicture:
        """The picture of one line of a shaped paragraph."""
        whole = self._known(paragraph)
        picture = whole.lines.get(number)
        if picture is None:
            picture = whole.lines[number] = self._draw_line(paragraph, number, whole)
        return picture

    def wording(self, mark: Mark) -> str:
        """What stands above a mark: its role if it is a partner, else its label."""
        return self.roles.get(mark.id, mark.label)

    def label_width(self, text: str) -> float:
        """The width of a label in pixels."""
        width = self._widths.get(text)
        if width is None:
            if len(self._widths) > 2000:
                self._widths.clear()
            width = self._widths[text] = self._label_metrics.horizontalAdvance(text)
        return width

    def _known(self, paragraph: Paragraph) -> _ParagraphPicture:
        whole = self._kept.get(paragraph.number)
        if whole is None:
            if len(self._kept) >= _KEPT:
                self._kept.clear()
            whole = self._kept[paragraph.number] = self._whole(paragraph)
        return whole

    def _whole(self, paragraph: Paragraph) -> _ParagraphPicture:
        base = paragraph.base
        start = self._map.to_code_point(base)
        end = self._map.to_code_point(base + paragraph.length)
        entries = self._index.touching(start, end)
        return _ParagraphPicture(entries, self._places(base, entries), assign_lanes(entries))

    def _lines_of(self, paragraph: Paragraph, spans: Iterable[Span]) -> set[int]:
        """The lines of a shaped paragraph on which spans stand."""
        touched: set[int] = set()
        last = paragraph.length - 1
        for start, end in spans:
            low = self._map.to_qt(start) - paragraph.base
            high = self._map.to_qt(end) - 1 - paragraph.base
            if high < 0 or low > last:
                continue
            layout = paragraph.layout
            first_line = layout.lineForTextPosition(max(low, 0)).lineNumber()
            last_line = layout.lineForTextPosition(min(max(high, low, 0), last)).lineNumber()
            touched.update(range(first_line, last_line + 1))
        return touched

    def _standing(
        self, paragraph: Paragraph, whole: _ParagraphPicture, start: int, end: int
    ) -> Iterable[tuple[Place, Entry]]:
        """The entries among which are those between two places of a paragraph."""
        if len(whole.entries) <= _FEW:
            return zip(whole.places, whole.entries, strict=True)
        base = paragraph.base
        low, high = self._map.to_code_point(base + start), self._map.to_code_point(base + end)
        entries = self._index.touching(low, high)
        return zip(self._places(base, entries), entries, strict=True)

    def _places(self, base: int, entries: list[Entry]) -> list[Place]:
        to_qt = self._map.to_qt
        return [(to_qt(entry[0]) - base, to_qt(entry[1]) - base) for entry in entries]

    def _draw_line(
        self, paragraph: Paragraph, number: int, whole: _ParagraphPicture
    ) -> LinePicture:
        if not whole.entries:
            return _NOTHING
        line = paragraph.layout.lineAt(number)
        start = line.textStart()
        end = start + line.textLength()
        pieces = [
            Piece(low, high, low >= start, high <= end, entry[0] == entry[2].start, entry[2])
            for (low, high), entry in self._standing(paragraph, whole, start, end)
            if low < end and high > start
        ]
        if not pieces:
            return _NOTHING
        # Outer marks first, so that the innermost tint lies on top and none are mixed.
        pieces.sort(key=_longest_first)
        drawn = [item for item in (place(line, p, paragraph.bidi) for p in pieces) if item]
        set_lanes(drawn, whole.lanes, self._metrics)
        labels = place_labels(drawn, self.wording, self.label_width, self._edge)
        return LinePicture(drawn, joins(drawn), labels)


def _longest_first(piece: Piece) -> tuple[int, int]:
    return piece.start - piece.end, piece.start
