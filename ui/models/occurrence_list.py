"""The occurrences of words as rows with a tick each, under a heading a document."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from storage.occurrences import Occurrence, Place
from ui.models.hit_list import HitList, HitRow
from ui.models.index import Index

TAGGED = Qt.ItemDataRole.UserRole + 1


class OccurrenceList(HitList):
    """Rows as in HitList; `TAGGED` says whether one carries the tag already and has no tick.

    What was left out stays left out when other words are looked for.
    """

    ticks_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._open: list[Place] = []
        self._tagged: set[Place] = set()
        self._left_out: set[Place] = set()

    def take(
        self, occurrences: Sequence[Occurrence], only: Collection[Place] | None = None
    ) -> None:
        """Show these, which stand together by document; those without the tag are ticked.

        `only` says which are ticked from the start, if not all.
        """
        self._open = [o.place for o in occurrences if not o.tagged]
        if only is not None:
            self._left_out = {place for place in self._open if place not in only}
        self._tagged = {o.place for o in occurrences if o.tagged}
        self.load([o.hit for o in occurrences])
        self.ticks_changed.emit()

    @property
    def ticked(self) -> list[Place]:
        """The ticked places, in order."""
        return [place for place in self._open if place not in self._left_out]

    @property
    def open_count(self) -> int:
        """How many there are to tick."""
        return len(self._open)

    @property
    def tagged_count(self) -> int:
        """How many carry the tag already."""
        return len(self._tagged)

    def tick_all(self) -> None:
        """Tick every one that does not carry the tag."""
        self._left_out.difference_update(self._open)
        self._tell_all()

    def tick_none(self) -> None:
        """Tick none."""
        self._left_out.update(self._open)
        self._tell_all()

    def toggle(self, index: Index) -> None:
        """Tick a row, or take its tick away; a heading stands for all below it."""
        row = self._rows[index.row()]
        if row.is_hit:
            self._turn([_place(row)])
        else:
            first = index.row() + 1
            self._turn([_place(hit) for hit in self._rows[first : first + row.count]])

    def _turn(self, places: Sequence[Place]) -> None:
        free = [place for place in places if place not in self._tagged]
        if all(place in self._left_out for place in free):
            self._left_out.difference_update(free)
        else:
            self._left_out.update(free)
        self._tell_all()

    def _tell_all(self) -> None:
        if self.rowCount():
            last = self.index(self.rowCount() - 1)
            self.dataChanged.emit(self.index(0), last, [Qt.ItemDataRole.CheckStateRole])
        self.ticks_changed.emit()

    def _said(self, row: HitRow, role: int) -> Any:
        if role not in (TAGGED, Qt.ItemDataRole.CheckStateRole):
            return super()._said(row, role)
        if not row.is_hit:
            return None
        tagged = _place(row) in self._tagged
        if role == TAGGED:
            return tagged
        is_on = not tagged and _place(row) not in self._left_out
        return Qt.CheckState.Checked if is_on else Qt.CheckState.Unchecked

    def flags(self, index: Index) -> Qt.ItemFlag:
        found = super().flags(index)
        if self.data(index, TAGGED):
            return found & ~Qt.ItemFlag.ItemIsEnabled
        return found | Qt.ItemFlag.ItemIsUserCheckable if self.row_at(index) else found


def _place(row: HitRow) -> Place:
    return row.document, row.start, row.end  # type: ignore[return-value]
