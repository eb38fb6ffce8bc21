"""Annotations as a table: those of the open document in memory, or the whole project's by page."""

from __future__ import annotations

import bisect
from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from domain.annotation import Annotation
from domain.ids import AnnotationId
from domain.lacking import Lack
from domain.links import Links
from storage.completeness import Judge
from storage.project import Project
from ui.models.annotation_columns import COLUMNS, Column, Names

ANNOTATION = Qt.ItemDataRole.UserRole
PLACE = next(i for i, column in enumerate(COLUMNS) if column.order == "place")
_PAGE = 200
_KEPT_PAGES = 20
_ROOT = QModelIndex()

Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Selection:
    """Which annotations are listed: those with these words and one of these tags (none: all)."""

    words: str = ""
    tags: frozenset[str] = frozenset()

    @property
    def is_narrowed(self) -> bool:
        """Whether some annotations may be left out."""
        return bool(self.words or self.tags)

    def holds(self, annotation: Annotation, names: Names) -> bool:
        """Tell whether the annotation is listed."""
        if self.tags and names.tag(annotation).id not in self.tags:
            return False
        if not self.words:
            return True
        whole = f"{annotation.quote} {annotation.note} {names.tag(annotation).name}"
        return self.words in whole.casefold()


class AnnotationTable(QAbstractTableModel):
    """Rows of annotations in `COLUMNS`; `ANNOTATION` gives the annotation."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.names = names
        self.column = PLACE
        self.descending = False

    @abstractmethod
    def annotation_at(self, row: int) -> Annotation | None:
        """Return the annotation in a row; None if it is gone."""

    @abstractmethod
    def row_of(self, annotation: str) -> int:
        """Return the row of an annotation, -1 if it is not listed."""

    def _words(self, annotation: Annotation, column: Column, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(annotation, self.names)
        if role == Qt.ItemDataRole.ToolTipRole:
            return (column.tip or column.text)(annotation, self.names)
        return None

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        annotation = self.annotation_at(index.row()) if index.isValid() else None
        if annotation is None:
            return None
        if role == ANNOTATION:
            return annotation
        return self._words(annotation, COLUMNS[index.column()], role)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft
            if COLUMNS[section].is_number:
                side = Qt.AlignmentFlag.AlignRight
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


_Key = tuple[Any, int, int, str]


class DocumentAnnotations(AnnotationTable):
    """The annotations of the open document; putting and discarding one costs no new sort."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(names, parent)
        self._all: dict[str, Annotation] = {}
        self._keys: list[_Key] = []
        self._key_of: dict[str, _Key] = {}
        self._selection = Selection()

    def load(self, annotations: Iterable[Annotation], names: Names) -> None:
        """Show these annotations and no others."""
        self._all = {annotation.id: annotation for annotation in annotations}
        self.names = names
        self._arrange()

    def select(self, selection: Selection) -> None:
        """List only these of the annotations."""
        self._selection = selection
        self._arrange()

    def put(self, annotation: Annotation) -> None:
        """Add an annotation, or take note of how it is now."""
        self._all[annotation.id] = annotation
        old = self._key_of.get(annotation.id)
        listed = self._selection.holds(annotation, self.names)
        if listed and old is not None and old == self._key(annotation):
            row = self.row_of(annotation.id)
            self.dataChanged.emit(self.index(row, 0), self.index(row, len(COLUMNS) - 1))
            return
        self._unlist(annotation.id)
        if listed:
            self._list(annotation)

    def discard(self, annotation: str) -> None:
        """Take an annotation out, if it is there."""
        if self._all.pop(annotation, None) is not None:
            self._unlist(annotation)

    def total(self) -> int:
        """Return how many annotations there are, listed or not."""
        return len(self._all)

    def annotation_at(self, row: int) -> Annotation | None:
        """Return the annotation in a row."""
        at = len(self._keys) - 1 - row if self.descending else row
        return self._all.get(self._keys[at][3]) if 0 <= at < len(self._keys) else None

    def row_of(self, annotation: str) -> int:
        """Return the row of an annotation, -1 if it is not listed."""
        key = self._key_of.get(annotation)
        if key is None:
            return -1
        at = bisect.bisect_left(self._keys, key)
        return len(self._keys) - 1 - at if self.descending else at

    def _key(self, annotation: Annotation) -> _Key:
        own = COLUMNS[self.column].key(annotation, self.names)
        return own, annotation.span.start, -annotation.span.end, annotation.id

    def _list(self, annotation: Annotation) -> None:
        key = self._key(annotation)
        at = bisect.bisect_left(self._keys, key)
        row = len(self._keys) - at if self.descending else at
        self.beginInsertRows(QModelIndex(), row, row)
        self._keys.insert(at, key)
        self._key_of[annotation.id] = key
        self.endInsertRows()

    def _unlist(self, annotation: str) -> None:
        row = self.row_of(annotation)
        if row < 0:
            return
        self.beginRemoveRows(QModelIndex(), row, row)
        del self._keys[bisect.bisect_left(self._keys, self._key_of.pop(annotation))]
        self.endRemoveRows()

    def _arrange(self) -> None:
        self.beginResetModel()
        holds, names = self._selection.holds, self.names
        listed = [a for a in self._all.values() if holds(a, names)]
        self._keys = sorted(map(self._key, listed))
        self._key_of = {key[3]: key for key in self._keys}
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._keys)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.column = max(column, 0)
        self.descending = order == Qt.SortOrder.DescendingOrder
        self._arrange()


class ProjectAnnotations(AnnotationTable):
    """The annotations of the whole project: their ids in order, the rest fetched as it is shown."""

    def __init__(self, project: Project, names: Names, parent: QObject | None = None) -> None:
        super().__init__(names, parent)
        self._project = project
        self._ids: list[AnnotationId] = []
        self._pages: dict[int, dict[str, Annotation]] = {}
        self._titles: dict[Any, str] = {}
        self._links = Links()

    def load(self, ids: Sequence[AnnotationId], names: Names) -> None:
        """Show the annotations of these ids, in this order."""
        self.beginResetModel()
        self._ids = list(ids)
        self._pages = {}
        self._titles = {}
        self._links.load([])
        self._judge = Judge(self._project, names.codebook)
        self.names = replace(names, titles=self._titles, lack=self._lack)
        self.endResetModel()

    def annotation_at(self, row: int) -> Annotation | None:
        """Return the annotation in a row, fetching its page if need be; None if it is gone."""
        if not 0 <= row < len(self._ids):
            return None
        number = row // _PAGE
        page = self._pages.get(number)
        if page is None:
            page = self._fetch(number)
        return page.get(self._ids[row])

    def row_of(self, annotation: str) -> int:
        """Return the row of an annotation, -1 if it is not listed."""
        try:
            return self._ids.index(AnnotationId(annotation))
        except ValueError:
            return -1

    def _fetch(self, number: int) -> dict[str, Annotation]:
        while len(self._pages) >= _KEPT_PAGES:
            del self._pages[next(iter(self._pages))]
        ids = self._ids[number * _PAGE : (number + 1) * _PAGE]
        found: dict[str, Annotation] = {a.id: a for a in self._project.annotations.some(ids)}
        for document in {a.document for a in found.values()} - self._titles.keys():
            row = self._project.documents.row(document, None)
            self._titles[document] = "" if row is None else row.title
        for relation in self._project.relations.around(ids):
            self._links.put(relation)
        self._pages[number] = found
        return found

    def _lack(self, annotation: Annotation) -> Lack:
        return self._judge.lack(annotation, self._links.counts(annotation.id))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)
