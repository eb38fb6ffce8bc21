"""The frame of the window: what stands where, and what is said while there are no figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTabBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from domain.agreement.gathering import PairKey
from ui.agreement.cases_pane import CasesPane
from ui.agreement.choices import Choices
from ui.agreement.pages import Page
from ui.dialogs.form import wrapped
from ui.panes.pane import Message
from ui.theme.icons import icon
from ui.theme.metrics import ICON, SPACE_2, SPACE_3, SPACE_4, TARGET
from ui.theme.style import set_role
from ui.theme.theme import Theme

_SIZE = (1180, 720)
_SHARE = 0.9  # Of a small screen
_BAR = 160


class Frame:
    """The parts of the window around its pages; the window wires them."""

    def __init__(self, theme: Theme, choices: Choices, cases: CasesPane) -> None:
        self._theme = theme
        self.choices = choices
        self.tabs = QTabBar()
        self.pair = QComboBox()
        self.cases = cases
        self.message = Message(theme, "person")
        self.counts = wrapped("", "small")
        self.doing = QLabel()
        self.progress = QProgressBar()
        self.cancel = QPushButton("S&top")
        self.intervals = QPushButton("&Intervals")
        self.export = QToolButton()
        self.report = QToolButton()
        self._pages = QStackedWidget()
        self._either = QStackedWidget()
        self._halves = QSplitter(Qt.Orientation.Vertical)

    def fill(self, window: QWidget, pages: Mapping[str, Page]) -> None:
        """Put everything into the window."""
        for name, page in pages.items():
            self.tabs.addTab(name)
            self._pages.addWidget(page)
        self._dress()
        self._halves.addWidget(self._pages)
        self._halves.addWidget(self.cases)
        self._halves.setSizes([360, 240])
        self._halves.setHandleWidth(1)
        self._halves.setChildrenCollapsible(False)
        self._either.addWidget(self.message)
        self._either.addWidget(self._halves)
        whole = QVBoxLayout(window)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(self._top())
        whole.addLayout(self._middle())
        whole.addWidget(self._either, 1)
        whole.addLayout(self._bottom())
        set_role(window, "pane")
        self.hide_progress()
        self.offer_intervals(offered=False)
        room = window.screen().availableSize()
        window.resize(QSize(*_SIZE).boundedTo(room * _SHARE))

    # What it says

    def say(self, heading: str, hint: str, button: str = "") -> None:
        """Say why there are no figures."""
        self.message.say(heading, hint, button)
        self._either.setCurrentWidget(self.message)
        self._show_tabs(shown=False)

    def show_figures(self) -> None:
        """Show the figures instead of a message."""
        self._either.setCurrentWidget(self._halves)
        self._show_tabs(shown=True)

    @property
    def shows_figures(self) -> bool:
        """Whether figures show, not a message."""
        return self._either.currentWidget() is self._halves

    def show_page(self, page: Page) -> None:
        """Show one page; the rules have no cases."""
        self._pages.setCurrentWidget(page)
        self.cases.setVisible(bool(page.key))
        self.export.setEnabled(bool(page.key))
        self.pair.setVisible(page.by_pair and self.pair.count() > 1)

    def next_page(self) -> None:
        """Turn to the next page, from the last to the first."""
        self._turn(1)

    def previous_page(self) -> None:
        """Turn to the page before."""
        self._turn(-1)

    def show_pairs(self, pairs: Sequence[tuple[PairKey, str]]) -> None:
        """Offer these two annotators to look at, keeping to those that were chosen."""
        before = self.pair.currentText()
        with QSignalBlocker(self.pair):
            self.pair.clear()
            for pair, names in pairs:
                self.pair.addItem(names, pair)
            self.pair.setCurrentIndex(max(0, self.pair.findText(before)))

    def show_counts(self, sentences: str) -> None:
        """Say what the figures rest on."""
        self.counts.setText(sentences)

    def show_progress(self, what: str, done: int, total: int) -> None:
        """Show how far something is."""
        self.doing.setText(what)
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        for part in (self.doing, self.progress, self.cancel):
            part.show()

    def hide_progress(self) -> None:
        """Take the bar away."""
        for part in (self.doing, self.progress, self.cancel):
            part.hide()

    def offer_intervals(self, *, offered: bool) -> None:
        """Offer to reckon the intervals that were stopped."""
        self.intervals.setVisible(offered)

    def enable_exports(self, *, enabled: bool) -> None:
        """Allow exporting, or not."""
        self.export.setEnabled(enabled)
        self.report.setEnabled(enabled)

    def set_theme(self, theme: Theme) -> None:
        """Take the colours of another theme."""
        self.message.set_theme(theme)
        for button, name in ((self.export, "table"), (self.report, "export")):
            button.setIcon(icon(name, theme))

    def _turn(self, step: int) -> None:
        if self.shows_figures:
            self.tabs.setCurrentIndex((self.tabs.currentIndex() + step) % self.tabs.count())

    # Building

    def _show_tabs(self, *, shown: bool) -> None:
        self.tabs.setVisible(shown)
        if not shown:
            self.pair.hide()

    def _dress(self) -> None:
        self.tabs.setAccessibleName("Which figures are shown")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.pair.setAccessibleName("Which two annotators are looked at")
        self.pair.setMinimumHeight(TARGET + 2)
        self.pair.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        set_role(self.doing, "small")
        self.progress.setFixedWidth(_BAR)
        self.progress.setAccessibleName("How far it is")
        texts = ((self.export, "Table as &CSV…"), (self.report, "&Report…"))
        for button, text in texts:
            button.setText(text)
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
            button.setIconSize(QSize(ICON, ICON))
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.tabs.setToolTip("Ctrl+PgDown turns to the next page, Ctrl+PgUp back")
        self.export.setToolTip("Save the table that shows, with all digits")
        self.report.setToolTip("Save everything as Markdown or HTML, for a paper’s appendix")
        self.set_theme(self._theme)

    def _top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_4, SPACE_3, SPACE_3, SPACE_2)
        row.setSpacing(SPACE_2)
        row.addWidget(self.choices, 1)
        row.addWidget(self.export)
        row.addWidget(self.report)
        return row

    def _middle(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_2, 0, SPACE_3, 0)
        row.setSpacing(SPACE_2)
        row.addWidget(self.tabs)
        row.addStretch(1)
        row.addWidget(self.pair)
        return row

    def _bottom(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(SPACE_4, SPACE_2, SPACE_3, SPACE_2)
        row.setSpacing(SPACE_2)
        row.addStrut(TARGET + SPACE_2)  # Nothing moves when the bar comes and goes.
        row.addWidget(self.counts, 1)
        row.addWidget(self.doing)
        row.addWidget(self.progress)
        row.addWidget(self.cancel)
        row.addWidget(self.intervals)
        return row
