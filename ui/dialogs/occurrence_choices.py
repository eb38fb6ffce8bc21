"""What to look for: which names, where, and what counts as the same words."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from domain.occurrences import Matching
from ui.dialogs.form import wrapped
from ui.reader.positions import display_copy
from ui.theme.metrics import SPACE_2, SPACE_3

_WIDTH = 232
_NAME_ROWS = 7
_NAME = Qt.ItemDataRole.UserRole


class OccurrenceChoices(QWidget):
    """A column of choices; of the names, the first is ticked from the start."""

    changed = Signal()

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self.names = QListWidget()
        self.scope = QComboBox()
        self.whole_words = QCheckBox("&Whole words")
        self.match_case = QCheckBox("&Match case")
        self.diacritics = QCheckBox("A&ccents matter")
        self._fill(names)
        self._lay_out()
        self.names.itemChanged.connect(self._tell)
        self.scope.currentIndexChanged.connect(self._tell)
        for box in (self.whole_words, self.match_case, self.diacritics):
            box.toggled.connect(self._tell)

    @property
    def phrases(self) -> list[str]:
        """The ticked names."""
        items = [self.names.item(row) for row in range(self.names.count())]
        return [i.data(_NAME) for i in items if i.checkState() == Qt.CheckState.Checked]

    @property
    def matching(self) -> Matching:
        """What counts as the same words."""
        return Matching(
            whole_words=self.whole_words.isChecked(),
            case=self.match_case.isChecked(),
            diacritics=self.diacritics.isChecked(),
        )

    @property
    def is_everywhere(self) -> bool:
        """Whether to look in the whole project."""
        return self.scope.currentIndex() == 1

    def _tell(self, *_: object) -> None:
        self.changed.emit()

    def _fill(self, names: Sequence[str]) -> None:
        for at, name in enumerate(names):
            item = QListWidgetItem(display_copy(name))
            item.setData(_NAME, name)
            item.setToolTip(display_copy(name))
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked if at else Qt.CheckState.Checked)
            self.names.addItem(item)
        self.names.setCurrentRow(0)
        self.scope.addItems(["In this article", "In the whole project"])
        for box in (self.whole_words, self.match_case, self.diacritics):
            box.setChecked(True)

    def _lay_out(self) -> None:
        self.names.setAccessibleName("Words to look for")
        self.names.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        shown = min(max(self.names.count(), 1), _NAME_ROWS)
        row = max(self.names.sizeHintForRow(0), self.names.fontMetrics().height() + SPACE_3)
        self.names.setFixedHeight(shown * row + SPACE_2)
        self.scope.setAccessibleName("Where to look")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(SPACE_2)
        for title, field in (("Look &for", self.names), ("Look &in", self.scope)):
            label = wrapped(title, "section")
            label.setBuddy(field)
            column.addWidget(label)
            column.addWidget(field)
        for box in (self.whole_words, self.match_case, self.diacritics):
            column.addWidget(box)
        column.addStretch(1)
        self.setFixedWidth(_WIDTH)
