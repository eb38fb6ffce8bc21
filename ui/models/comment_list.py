"""Comments as rows: the first of each thread, then its replies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, Qt

from domain.comment import Comment, Thread
from ui.models.index import ROOT, Index

COMMENT = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment with its thread, whether it is a reply, and its author's name."""

    comment: Comment
    thread: Thread
    author: str

    @property
    def is_reply(self) -> bool:
        """Whether it answers another one."""
        return self.comment.id != self.thread.first.id


class CommentList(QAbstractListModel):
    """Threads one after the other; `COMMENT` gives the CommentRow."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: list[CommentRow] = []

    def load(self, threads: Sequence[Thread], names: dict[str, str]) -> None:
        """Show these threads; `names` are those of the authors by id."""
        self.beginResetModel()
        self._rows = [
            CommentRow(comment, thread, names.get(comment.author, "?"))
            for thread in threads
            for comment in thread.comments
        ]
        self.endResetModel()

    def row_at(self, index: Index) -> CommentRow | None:
        """Return the row at an index, or None."""
        return self._rows[index.row()] if index.isValid() else None

    def index_of(self, comment: str) -> QModelIndex:
        """Return where a comment stands; invalid if it does not."""
        at = next((i for i, row in enumerate(self._rows) if row.comment.id == comment), -1)
        return self.index(at) if at >= 0 else QModelIndex()

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.row_at(index)
        if row is None:
            return None
        if role == COMMENT:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.author}: {row.comment.text}"
        return None
