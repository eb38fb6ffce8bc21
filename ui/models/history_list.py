"""What was done in the project as rows: newest first, under a heading a day, fetched by page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from domain.change import Change
from domain.ids import AnnotatorId, DocumentId
from storage import history
from storage.project import Project
from storage.repositories.blind import blind_documents
from ui.models import times
from ui.models.index import Index
from ui.models.row_list import HeadedList

PAGE = 200


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """A day's heading (`change` is None) or one change, with its words for people."""

    day: date
    heading: str = ""
    change: Change | None = None
    who: str = ""
    state: str = ""

    @property
    def in_force(self) -> bool:
        """Whether what was done still stands."""
        return self.change is not None and self.change.status == "done"


class HistoryList(HeadedList[HistoryRow]):
    """Changes under headings; `ROW` gives the HistoryRow."""

    def __init__(
        self, project: Project, annotator: AnnotatorId, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._project = project
        self._annotator = annotator
        self._blind: set[DocumentId] = set()
        self._changes = 0
        self._reached: int | None = None
        self._names: Mapping[AnnotatorId, str] = {}
        self._complete = False

    def load(self) -> None:
        """Read as many changes anew as there are now, at least a page."""
        wanted = max(PAGE, self._changes)
        self._blind = blind_documents(self._project.connection, self._annotator)
        self._names = {a.id: a.name for a in self._project.annotators.all()}
        found = history.changes(self._project.connection, limit=wanted)
        self._reached = found[-1].number if found else None
        self._changes = len(found)
        self._complete = len(found) < wanted
        self._replace(self._headed(found, None))

    def change_at(self, index: Index) -> Change | None:
        """Return the change at an index; None at a heading."""
        row = self.row_at(index)
        return None if row is None else row.change

    def row_of(self, change: str) -> int:
        """Return the row of a change that was fetched, or -1."""
        found = (at for at, row in enumerate(self._rows) if row.change and row.change.id == change)
        return next(found, -1)

    def take_in(self, change: Change) -> bool:
        """Put a new change on top; False if it may have altered others, so that all are read."""
        top = next((row.change for row in self._rows if row.change is not None), None)
        if self._blind and self._is_hidden(change):
            return True
        simple = change.kind == "do" and change.verb not in ("revert", "annotator")
        follows = top is not None and change.number == top.number + 1
        if not simple or not follows or any(_is_undone(row) for row in self._rows):
            return False
        fresh = self._headed([change], None)
        if self._rows[0].day == fresh[0].day:
            self._insert(1, fresh[1:])
        else:
            self._insert(0, fresh)
        self._changes += 1
        return True

    def _headed(self, changes: Iterable[Change], day: date | None) -> list[HistoryRow]:
        today = datetime.now().astimezone().date()
        rows = []
        for change in changes:
            if self._blind and self._is_hidden(change):
                continue
            at = times.moment(change.at)
            on = at.date() if at is not None else date.min
            if on != day:
                day = on
                rows.append(HistoryRow(on, times.day_name(on, today)))
            rows.append(self._row(on, change))
        return rows

    def _is_hidden(self, change: Change) -> bool:
        """Tell whether the words of a change would show what a colleague said."""
        others = change.annotator not in (None, self._annotator)
        return others and (change.document is None or change.document in self._blind)

    def _row(self, day: date, change: Change) -> HistoryRow:
        who = "" if change.annotator is None else self._names.get(change.annotator, "")
        return HistoryRow(day, "", change, who, state_of(change))

    def _insert(self, at: int, rows: list[HistoryRow]) -> None:
        if rows:
            self.beginInsertRows(QModelIndex(), at, at + len(rows) - 1)
            self._rows[at:at] = rows
            self.endInsertRows()

    def _is_heading(self, row: HistoryRow) -> bool:
        return row.change is None

    def _said(self, row: HistoryRow, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.heading if row.change is None else row.change.label
        if role == Qt.ItemDataRole.AccessibleTextRole and row.change is not None:
            return ", ".join(filter(None, (row.change.label, row.who, row.state)))
        if role == Qt.ItemDataRole.ToolTipRole and row.change is not None:
            lines = (row.change.label, f"{row.who} {times.exact(row.change.at)}".strip(), row.state)
            return "\n".join(filter(None, lines))
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._complete

    def fetchMore(self, parent: Index) -> None:
        found = history.changes(self._project.connection, limit=PAGE, before=self._reached)
        self._reached = found[-1].number if found else self._reached
        self._complete = len(found) < PAGE
        self._changes += len(found)
        self._insert(
            len(self._rows), self._headed(found, self._rows[-1].day if self._rows else None)
        )


def state_of(change: Change) -> str:
    """Return in a few words how a change stands, and what an undo had to leave as it was."""
    words = {"undone": "undone", "dropped": "undone", "reverted": "taken back"}
    parts = [words.get(change.status, "")]
    if not change.local:
        parts.append("merged")
    if change.skipped:
        fields = dict.fromkeys(skipped.field.rpartition(".")[2] for skipped in change.skipped)
        parts.append(f"kept later edits: {', '.join(fields)}")
    return " · ".join(filter(None, parts))


def _is_undone(row: HistoryRow) -> bool:
    return row.change is not None and row.change.status == "undone"
