"""Comments as rows: the first of each thread, then its replies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from domain.comment import Comment, Thread
from ui.models.row_list import RowList


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


class CommentList(RowList[CommentRow]):
    """Threads one after the other; `ROW` gives the CommentRow."""

    def load(self, threads: Sequence[Thread], names: dict[str, str]) -> None:
        """Show these threads; `names` are those of the authors by id."""
        self._replace(
            CommentRow(comment, thread, names.get(comment.author, "?"))
            for thread in threads
            for comment in thread.comments
        )

    def index_of(self, comment: str) -> QModelIndex:
        """Return where a comment stands; invalid if it does not."""
        at = next((i for i, row in enumerate(self._rows) if row.comment.id == comment), -1)
        return self.index(at) if at >= 0 else QModelIndex()

    def _said(self, row: CommentRow, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.author}: {row.comment.text}"
        return None
