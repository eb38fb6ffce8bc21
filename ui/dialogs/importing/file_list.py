"""The files on the left of an import: listed, filtered, ticked."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.dialogs.importing.incoming import Group, IncomingText
from ui.dialogs.importing.incoming_list import IncomingList
from ui.dialogs.importing.incoming_row import IncomingRowDelegate
from ui.dialogs.tick_view import TickView
from ui.theme.metrics import SPACE_2
from ui.theme.theme import Theme

_WIDTH = 360


class FileList(QWidget):
    """Shows the texts that `model` holds; tells which is at hand and when ticks change."""

    current_changed = Signal()
    report_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = IncomingList(self)
        self.view = TickView(self.model, IncomingRowDelegate(theme, self), "Files")
        self.filter = QComboBox()
        self.all = QPushButton("Tick &all")
        self.none = QPushButton("Tick n&one")
        self.copy = QPushButton("Copy the &report")
        self._lay_out()
        self.view.toggle_requested.connect(self.model.toggle)
        self.view.selectionModel().currentChanged.connect(self._tell_current)
        self.filter.activated.connect(self._filter)
        self.all.clicked.connect(self._tick_all)
        self.none.clicked.connect(self._tick_none)
        self.copy.clicked.connect(self.report_requested)

    @property
    def current(self) -> IncomingText | None:
        """The text at hand."""
        return self.model.text_at(self.view.currentIndex())

    def load(self, texts: Sequence[IncomingText]) -> None:
        """List these texts, and stay with the one at hand if it is among them."""
        at, place = self.current, self.view.verticalScrollBar().value()
        self.model.load(texts)
        self._count_groups(len(texts))
        self._filter()
        row = -1 if at is None else self.model.row_of(at.label)
        self.view.setCurrentIndex(self.model.index(max(0, row)))
        if row >= 0:
            self.view.verticalScrollBar().setValue(place)
        self.current_changed.emit()

    def _count_groups(self, everything: int) -> None:
        chosen, counts = self.filter.currentData(), self.model.counts
        with QSignalBlocker(self.filter):
            self.filter.clear()
            self.filter.addItem(f"Everything ({everything:,})", None)
            for group in Group:
                if counts[group]:
                    self.filter.addItem(f"{group.value} ({counts[group]:,})", group)
            self.filter.setCurrentIndex(max(0, self.filter.findData(chosen)))

    def _filter(self) -> None:
        self.model.show_group(self.filter.currentData())
        self.view.setCurrentIndex(self.model.index(0))
        self.current_changed.emit()

    def _tell_current(self) -> None:
        self.current_changed.emit()

    def _tick_all(self) -> None:
        self.model.tick_shown(on=True)

    def _tick_none(self) -> None:
        self.model.tick_shown(on=False)

    def _lay_out(self) -> None:
        ticks = QHBoxLayout()
        ticks.setSpacing(SPACE_2)
        for button in (self.all, self.none, self.copy):
            button.setAutoDefault(False)
        ticks.addWidget(self.all)
        ticks.addWidget(self.none)
        ticks.addStretch(1)
        ticks.addWidget(self.copy)
        self.filter.setAccessibleName("Which files are shown")
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(SPACE_2)
        whole.addWidget(self.filter)
        whole.addWidget(self.view, 1)
        whole.addLayout(ticks)
        self.setFixedWidth(_WIDTH)
