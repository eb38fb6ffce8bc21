"""Annotations as a table: those of the open document in memory, or the whole project's by page."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Qt

from domain.annotation import Annotation
from domain.ids import AnnotationId
from domain.lacking import Lack
from domain.links import Links
from storage.completeness import Judge
from storage.project import Project
from ui.models.annotation_columns import COLUMNS, Column, Names
from ui.models.index import ROOT, Index
from ui.models.sorted_table import Key, SortedTable
from ui.models.titled_table import TitledTable

ANNOTATION = Qt.ItemDataRole.UserRole
PLACE = next(i for i, column in enumerate(COLUMNS) if column.order == "place")
_ROLES = frozenset((ANNOTATION, Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole))
_PAGE = 200
_KEPT_PAGES = 20


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


class AnnotationTable(TitledTable):
    """Rows of annotations in `COLUMNS`; `ANNOTATION` gives the annotation."""

    titles = tuple(column.title for column in COLUMNS)
    numbers = frozenset(at for at, column in enumerate(COLUMNS) if column.is_number)
    names: Names

    @abstractmethod
    def annotation_at(self, row: int) -> Annotation | None:
        """Return the annotation in a row; None if it is gone."""

    @abstractmethod
    def row_of(self, record: str) -> int:
        """Return the row of an annotation, -1 if it is not listed."""

    def _words(self, annotation: Annotation, column: Column, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(annotation, self.names)
        if role == Qt.ItemDataRole.ToolTipRole:
            return (column.tip or column.text)(annotation, self.names)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        # Views ask for many roles more: what a row stands for is found for these alone.
        asked = role in _ROLES and index.isValid()
        annotation = self.annotation_at(index.row()) if asked else None
        if annotation is None:
            return None
        if role == ANNOTATION:
            return annotation
        return self._words(annotation, COLUMNS[index.column()], role)


class DocumentAnnotations(SortedTable[Annotation], AnnotationTable):
    """The annotations of the open document."""

    def __init__(self, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent, PLACE)
        self.names = names
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

    def annotation_at(self, row: int) -> Annotation | None:
        """Return the annotation in a row."""
        return self._at(row)

    def _key(self, row: Annotation) -> Key:
        own = COLUMNS[self.column].key(row, self.names)
        return own, row.span.start, -row.span.end, row.id

    def _holds(self, row: Annotation) -> bool:
        return self._selection.holds(row, self.names)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.column = max(column, 0)
        self.descending = order == Qt.SortOrder.DescendingOrder
        self._arrange()


class ProjectAnnotations(AnnotationTable):
    """The annotations of the whole project: their ids in order, the rest fetched as it is shown."""

    def __init__(self, project: Project, names: Names, parent: QObject | None = None) -> None:
        super().__init__(parent, PLACE)
        self.names = names
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

    def row_of(self, record: str) -> int:
        """Return the row of an annotation, -1 if it is not listed."""
        try:
            return self._ids.index(AnnotationId(record))
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

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._ids)
