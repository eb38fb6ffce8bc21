"""The texts that are about to be imported, as rows with a tick each, filtered by what they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QObject,
    Qt,
    Signal,
)

from ui.dialogs.importing.incoming import Group, IncomingText
from ui.models.index import ROOT, Index

ROW = Qt.ItemDataRole.UserRole


class IncomingList(QAbstractListModel):
    """Rows of texts; `ROW` gives the IncomingText. What is new is ticked, near copies are not.

    What a person ticked or left out stays so when the texts are read again.
    """

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._texts: list[IncomingText] = []
        self._shown: list[int] = []
        self._group: Group | None = None
        self._said: dict[str, bool] = {}

    def load(self, texts: Sequence[IncomingText]) -> None:
        """Show these texts."""
        self._texts = list(texts)
        self._arrange()
        self.ticks_changed.emit()

    def show_group(self, group: Group | None) -> None:
        """Show only what belongs to a group, or everything."""
        self._group = group
        self._arrange()

    @property
    def ticked(self) -> list[IncomingText]:
        """The texts to import, in order, shown or not."""
        return [text for text in self._texts if self._is_on(text)]

    @property
    def counts(self) -> Counter[Group]:
        """How many texts there are in each group."""
        return Counter(text.group for text in self._texts)

    def text_at(self, index: Index) -> IncomingText | None:
        """Return the text at an index, or None."""
        return self._texts[self._shown[index.row()]] if index.isValid() else None

    def row_of(self, label: str) -> int:
        """Return the row that shows the text with this label, or -1."""
        rows = (row for row, at in enumerate(self._shown) if self._texts[at].label == label)
        return next(rows, -1)

    def tick_shown(self, *, on: bool) -> None:
        """Tick all that is shown, or none of it."""
        for at in self._shown:
            if self._texts[at].can_be_added:
                self._said[self._texts[at].label] = on
        self._tell(0, len(self._shown) - 1)

    def toggle(self, index: Index) -> None:
        """Tick a row, or take its tick away."""
        text = self.text_at(index)
        if text is not None and text.can_be_added:
            self._said[text.label] = not self._is_on(text)
            self._tell(index.row(), index.row())

    def _is_on(self, text: IncomingText) -> bool:
        return text.can_be_added and self._said.get(text.label, text.group is Group.NEW)

    def _arrange(self) -> None:
        self.beginResetModel()
        self._shown = [
            at for at, text in enumerate(self._texts) if self._group in (None, text.group)
        ]
        self.endResetModel()

    def _tell(self, first: int, last: int) -> None:
        if last >= first:
            role = Qt.ItemDataRole.CheckStateRole
            self.dataChanged.emit(self.index(first), self.index(last), [role])
        self.ticks_changed.emit()

    # Qt overrides

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._shown)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        text = self.text_at(index)
        if text is None:
            return None
        if role == ROW:
            return text
        if role == Qt.ItemDataRole.DisplayRole:
            return text.label
        if role == Qt.ItemDataRole.ToolTipRole:
            return "\n".join(filter(None, (text.label, text.summary)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{text.label}, {text.detail}"
        if role == Qt.ItemDataRole.CheckStateRole and text.can_be_added:
            return Qt.CheckState.Checked if self._is_on(text) else Qt.CheckState.Unchecked
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        text = self.text_at(index)
        checkable = text is not None and text.can_be_added
        return found | Qt.ItemFlag.ItemIsUserCheckable if checkable else found
