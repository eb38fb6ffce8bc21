"""What was found in the project as rows, under a heading a document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from PySide6.QtCore import QModelIndex, Qt

from storage.search import CONTEXT, AnnotationHit, Hit
from ui.models.row_list import HeadedList


@dataclass(frozen=True, slots=True)
class HitRow:
    """A document's heading (`hit` is None) or one hit; the words are on one line.

    `start` and `end` are code points of the document's text.
    """

    title: str
    count: int = 0
    document: str = ""
    start: int = 0
    end: int = 0
    before: str = ""
    quote: str = ""
    after: str = ""
    is_hit: bool = False


class HitList(HeadedList[HitRow]):
    """Hits under the titles of their documents; `ROW` gives the HitRow."""

    def load(self, hits: Sequence[Hit | AnnotationHit]) -> None:
        """Show these hits, which stand together by document."""
        rows = []
        for _, group in groupby(hits, key=_document):
            found = list(group)
            rows.append(HitRow(_line(found[0].title) or "Untitled", len(found)))
            rows += map(_row, found)
        self._replace(rows)

    def step(self, row: int, step: int) -> QModelIndex:
        """Return the next hit after (1) or before (-1) a row, going round; invalid if none."""
        count = len(self._rows)
        for distance in range(1, count + 1):
            at = (row + step * distance) % count
            if self._rows[at].is_hit:
                return self.index(at)
        return QModelIndex()

    def _is_heading(self, row: HitRow) -> bool:
        return not row.is_hit

    def _said(self, row: HitRow, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{row.before}{row.quote}{row.after}" if row.is_hit else row.title
        return None


def _document(hit: Hit | AnnotationHit) -> str:
    return hit.document


def _row(hit: Hit | AnnotationHit) -> HitRow:
    if isinstance(hit, Hit):
        before, after = _line(hit.before), _line(hit.after)
        if len(hit.before) == CONTEXT:
            before = "…" + before[before.find(" ") + 1 :]
        if len(hit.after) == CONTEXT:
            after = (after[: after.rfind(" ")] if " " in after else after) + "…"
    else:
        before, after = "", f" — {_line(hit.note)}" if hit.note.strip() else ""
    return HitRow(
        title=hit.title,
        document=hit.document,
        start=hit.start,
        end=hit.end,
        before=before,
        quote=_line(hit.quote),
        after=after,
        is_hit=True,
    )


def _line(words: str) -> str:
    """Return words on one line; white space at either end counts, since a hit may follow."""
    spaced = [" " if c.isspace() else c for c in words]
    return "".join(c for at, c in enumerate(spaced) if c != " " or at == 0 or spaced[at - 1] != " ")
