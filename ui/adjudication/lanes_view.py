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
_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class LanesView(QScrollArea):
    """Shows lanes one above the other: key, name, tag, text, and below it what differs.

    The widgets stay from case to case and get other words: making them anew takes longer than a
    frame.
    """

    def __init__(self, theme: Theme, codebook: Codebook) -> None:
        super().__init__()
        self._theme, self._codebook = theme, codebook
        self._lanes: list[Lane] = []
        self._rows: list[_Row] = []
        page = QWidget()
        self._grid = QGridLayout(page)
        self._grid.setContentsMargins(SPACE_3, SPACE_2, SPACE_3, SPACE_2)
        self._grid.setHorizontalSpacing(SPACE_3)
        self._grid.setVerticalSpacing(SPACE_1)
        self._grid.setColumnStretch(_COLUMNS - 1, 1)
        self._grid.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setWidget(page)
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
        while len(self._rows) < len(lanes):
            self._rows.append(_Row(self._grid, 2 * len(self._rows)))
        for row, lane in zip(self._rows, lanes, strict=False):
            row.show(lane, self._theme, self._codebook)
        for row in self._rows[len(lanes) :]:
            row.hide()


class _Row:
    """The widgets of one lane."""

    def __init__(self, grid: QGridLayout, at: int) -> None:
        self._key, self._name, self._tag, self._text = (QLabel() for _ in range(_COLUMNS))
        set_role(self._key, "key")
        self._key.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for label in (self._name, self._tag, self._text):
            label.setTextFormat(Qt.TextFormat.RichText)
        # The same words in the same width break alike in every lane, and so stay aligned.
        self._text.setWordWrap(True)
        self._details = QLabel()
        self._details.setTextFormat(Qt.TextFormat.PlainText)
        self._details.setWordWrap(True)
        self._details.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_role(self._details, "small")
        for column, label in enumerate((self._key, self._name, self._tag, self._text)):
            grid.addWidget(label, at, column, _MIDDLE)
        grid.addWidget(self._details, at + 1, 1, 1, _COLUMNS - 1)

    def show(self, lane: Lane, theme: Theme, codebook: Codebook) -> None:
        """Show a lane."""
        self._key.setText(str(lane.number) if lane.number else "★")
        self._name.setText(_name(lane))
        self._name.setToolTip(
            f"{lane.name}: this version was taken" if lane.is_taken else lane.name
        )
        self._tag.setText(_tag(lane, theme, codebook))
        self._text.setText(_words(lane, theme, codebook))
        self._text.setAccessibleName(f"{lane.name}: {_spoken(lane)}")
        self._details.setText(lane.details)
        for label in (self._key, self._name, self._tag, self._text):
            label.show()
        self._details.setVisible(bool(lane.details))

    def hide(self) -> None:
        """Show nothing."""
        for label in (self._key, self._name, self._tag, self._text, self._details):
            label.hide()


def _name(lane: Lane) -> str:
    short = lane.name if len(lane.name) <= _NAME else lane.name[: _NAME - 1] + "…"
    words = escape(short) + ("&nbsp;&nbsp;✓" if lane.is_taken else "")
    return words if lane.number else f"<b>{words}</b>"


def _tag(lane: Lane, theme: Theme, codebook: Codebook) -> str:
    if lane.tag is None:
        return f'<span style="color:{theme.colours.text_muted.name()}">—</span>'
    tag = codebook.tag(lane.tag)
    ink = theme.tag(tag.colour).ink.name()
    return f'<span style="color:{ink}; font-weight:600">{escape(tag.name)}</span>'


def _words(lane: Lane, theme: Theme, codebook: Codebook) -> str:
    colours = theme.colours
    plain = f"color:{colours.text_muted.name()}"
    if lane.tag is None:
        return _styled(lane.words, plain)
    ground = theme.tag(codebook.tag(lane.tag).colour).tint_over(colours.page).name()
    marked = f"background-color:{ground}; color:{colours.text.name()}; text-decoration:underline"
    parts, at = [], 0
    for start, end in lane.marked:
        parts += [_styled(lane.words[at:start], plain), _styled(lane.words[start:end], marked)]
        at = end
    return "".join([*parts, _styled(lane.words[at:], plain)])


def _styled(words: str, style: str) -> str:
    return f'<span style="{style}; white-space:pre-wrap">{escape(words)}</span>' if words else ""


def _spoken(lane: Lane) -> str:
    if lane.tag is None:
        return lane.details
    return ", ".join(lane.words[start:end] for start, end in lane.marked)
