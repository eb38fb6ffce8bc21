"""The mentions of an entity as rows in their context, under a heading a document."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject

from domain.ids import AnnotationId
from storage.mentions import Mention
from ui.models.hit_list import HitList
from ui.models.index import Index


class MentionList(HitList):
    """Rows as in HitList, each knowing the annotation that it stands for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mentions: dict[int, Mention] = {}

    def take(self, mentions: Sequence[Mention]) -> None:
        """Show these mentions, which stand together by document."""
        self.load([mention.hit for mention in mentions])
        indexes = (self.index(at) for at in range(self.rowCount()))
        hits = (index.row() for index in indexes if self.row_at(index) is not None)
        self._mentions = dict(zip(hits, mentions, strict=True))

    def mention_at(self, index: Index) -> Mention | None:
        """Return the mention at an index; None at a heading."""
        return self._mentions.get(index.row()) if index.isValid() else None

    def index_of(self, annotation: AnnotationId) -> QModelIndex:
        """Return where a mention is listed; invalid if it is not."""
        found = (at for at, one in self._mentions.items() if one.annotation == annotation)
        return next((self.index(at) for at in found), QModelIndex())
