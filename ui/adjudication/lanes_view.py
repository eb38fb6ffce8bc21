"""The lanes on the screen: aligned, so that different edges are seen at a glance."""

from __future__ import annotations

from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QScrollArea, QSizePolicy, QWidget

from domain.codebook import Codebook
from ui.adjudication.lanes import Lane
from ui.theme.metrics import SPACE_1, SPACE_2, SPACE_3
from ui.theme.style import set_role
from ui.theme.theme import Theme

_COLUMNS = 4
_NAME = 16


class LanesView(QScrollArea):
    """Shows lanes one above the other: key, name, tag, text, and below it what differs."""

    def __init__(self, theme: Theme, codebook: Codebook) -> None:
        super().__init__()
        self._theme, self._codebook = theme, codebook
        self._lanes: list[Lane] = []
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName("What each annotator tagged")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    @property
    def lanes(self) -> list[Lane]:
        """What is shown."""
        return list(self._lanes)

    def set_theme(self, theme: Theme, codebook: Codebook) -> None:
        """Take the colours of another theme or another codebook."""
        self._theme, self._codebook = theme, codebook
        self.show_lanes(self._lanes)

    def show_lanes(self, lanes: list[Lane]) -> None:
        """Show these lanes in place of the others."""
        self._lanes = list(lanes)
        page = QWidget()
        grid = QGridLayout(page)
        grid.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        grid.setHorizontalSpacing(SPACE_3)
        grid.setVerticalSpacing(SPACE_1)
        grid.setColumnStretch(_COLUMNS - 1, 1)
        for row, lane in enumerate(lanes):
            self._add(grid, 2 * row, lane)
        grid.setRowStretch(2 * len(lanes), 1)
        self.setWidget(page)

    def _add(self, grid: QGridLayout, row: int, lane: Lane) -> None:
        key = QLabel(str(lane.number) if lane.number else "★")
        set_role(key, "key")
        key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        short = lane.name if len(lane.name) <= _NAME else lane.name[: _NAME - 1] + "…"
        name = QLabel(short + ("  ✓" if lane.is_taken else ""))
        name.setToolTip(f"{lane.name}: this version was taken" if lane.is_taken else lane.name)
        if lane.number == 0:
            font = name.font()
            font.setBold(True)
            name.setFont(font)
        text = QLabel(self._html(lane))
        text.setTextFormat(Qt.TextFormat.RichText)
        # The same words in the same width break alike in every lane, and so stay aligned.
        text.setWordWrap(True)
        text.setAccessibleName(f"{lane.name}: {_spoken(lane)}")
        for column, widget in enumerate((key, name, self._tag(lane), text)):
            grid.addWidget(widget, row, column, Qt.AlignmentFlag.AlignVCenter)
        if lane.details:
            details = QLabel(lane.details)
            details.setTextFormat(Qt.TextFormat.PlainText)
            details.setWordWrap(True)
            details.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            set_role(details, "small")
            grid.addWidget(details, row + 1, 1, 1, _COLUMNS - 1)

    def _tag(self, lane: Lane) -> QLabel:
        if lane.tag is None:
            label = QLabel("—")
            set_role(label, "muted")
            return label
        tag = self._codebook.tag(lane.tag)
        label = QLabel(tag.name)
        label.setStyleSheet(f"color: {self._theme.tag(tag.colour).ink.name()}; font-weight: 600;")
        return label

    def _html(self, lane: Lane) -> str:
        colours = self._theme.colours
        if lane.tag is None:
            return _styled(lane.words, f"color:{colours.text_muted.name()}")
        colour = self._theme.tag(self._codebook.tag(lane.tag).colour)
        ground = colour.tint_over(colours.page).name()
        marked = (
            f"background-color:{ground}; color:{colours.text.name()}; text-decoration:underline"
        )
        plain = f"color:{colours.text_muted.name()}"
        parts, at = [], 0
        for start, end in lane.marked:
            parts.append(_styled(lane.words[at:start], plain))
            parts.append(_styled(lane.words[start:end], marked))
            at = end
        parts.append(_styled(lane.words[at:], plain))
        return "".join(parts)


def _styled(words: str, style: str) -> str:
    return f'<span style="{style}; white-space:pre-wrap">{escape(words)}</span>' if words else ""


def _spoken(lane: Lane) -> str:
    if lane.tag is None:
        return lane.details
    return ", ".join(lane.words[start:end] for start, end in lane.marked)
