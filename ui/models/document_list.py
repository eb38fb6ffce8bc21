"""The documents of a project as rows, fetched page by page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt

from domain.change import Change
from domain.document import DocumentRow, State
from domain.ids import AnnotatorId, DocumentId
from storage.repositories.documents import Order
from ui.models.incomplete_counts import IncompleteCounts
from ui.models.index import Index
from ui.models.row_list import RowList
from ui.session import Session

PAGE = 200
INCOMPLETE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True, slots=True)
class Listing:
    """Which documents are listed, and in what order; `mine` are those assigned to oneself."""

    order: Order = "number"
    descending: bool = False
    words: str = ""
    state: State | None = None
    mine: bool = False

    @property
    def is_filtered(self) -> bool:
        """Whether some documents may be left out."""
        return bool(self.words) or self.is_narrowed

    @property
    def is_narrowed(self) -> bool:
        """Whether the menu leaves some documents out: by state, or those not one's own."""
        return self.mine or self.state is not None


class DocumentList(RowList[DocumentRow]):
    """Rows of documents with one annotator's state and counts.

    `ROW` gives the DocumentRow, `INCOMPLETE` how many annotations of one's own lack something.
    """

    def __init__(self, session: Session, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._project = session.project
        self._annotator = session.annotator.id
        self._incomplete = IncompleteCounts(session)
        self._at: dict[str, int] = {}
        self._complete = False
        self.listing = Listing()

    def load(self, listing: Listing | None = None) -> None:
        """Read the first page anew, of another listing if given."""
        if listing is not None:
            self.listing = listing
        self._show(self._read(PAGE, 0), PAGE)

    def reload(self) -> None:
        """Read as many rows anew as there are now."""
        wanted = max(PAGE, len(self._rows))
        self._show(self._read(wanted, 0), wanted)

    def refresh(self, document: str, gained: int | None = None) -> bool:
        """Bring one row up to date; False if it is gone, so that the list must be reloaded.

        `gained` is by how many its annotations have become more, if nothing else has changed; None
        if the row is to be read anew.
        """
        at = self._at.get(document)
        if at is None:
            return True
        if gained is None:
            row = self._project.documents.row(DocumentId(document), self._annotator)
        else:
            before = self._rows[at]
            row = replace(before, annotations=before.annotations + gained)
        if row is None:
            return False
        if row != self._rows[at]:
            self._rows[at] = row
            index = self.index(at)
            self.dataChanged.emit(index, index)
        return True

    def recount(self, change: Change) -> None:
        """Count again what a change may have completed, or left incomplete."""
        differing = self._incomplete.follow(change)
        if gained_by(change, self._annotator):
            return  # The row is told to be different anyway.
        for document in differing:
            at = self._at.get(document)
            if at is not None:
                self.dataChanged.emit(self.index(at), self.index(at))

    def _lacking(self, row: DocumentRow) -> int:
        return self._incomplete.of(row.id) if row.annotations else 0

    def _lacking_words(self, row: DocumentRow) -> str:
        lacking = self._lacking(row)
        return f"{lacking:,} incomplete" if lacking else ""

    def locate(self, document: str) -> QModelIndex:
        """Return the index of a document, fetching what lies before it; invalid if not listed."""
        if document not in self._at and not self._complete:
            self._append(self._read(-1, len(self._rows)), complete=True)
        at = self._at.get(document)
        return QModelIndex() if at is None else self.index(at)

    def _read(self, limit: int, offset: int) -> list[DocumentRow]:
        listing = self.listing
        return self._project.documents.rows(
            self._annotator,
            order=listing.order,
            descending=listing.descending,
            filter_text=listing.words,
            state=listing.state,
            assigned=listing.mine,
            limit=limit,
            offset=offset,
        )

    def _show(self, rows: list[DocumentRow], wanted: int) -> None:
        self.beginResetModel()
        self._rows = []
        self._at = {}
        self._take(rows)
        self._complete = len(rows) < wanted
        self.endResetModel()

    def _append(self, rows: list[DocumentRow], *, complete: bool) -> None:
        # Another window may have added a document in between: nothing is listed twice.
        fresh = [row for row in rows if row.id not in self._at]
        self._complete = complete
        if fresh:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(fresh) - 1)
            self._take(fresh)
            self.endInsertRows()

    def _take(self, rows: list[DocumentRow]) -> None:
        self._at.update((row.id, at) for at, row in enumerate(rows, len(self._rows)))
        self._rows += rows

    def _said(self, row: DocumentRow, role: int) -> Any:
        if role == INCOMPLETE:
            return self._lacking(row)
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == Qt.ItemDataRole.ToolTipRole:
            # Files of one title are told apart by their names.
            file = self._project.documents.file_name(row.id)
            return "\n".join(filter(None, (row.title, file, self._lacking_words(row), row.note)))
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join((row.title, *details(row, f" {self._lacking_words(row)}".rstrip())))
        return None

    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._complete

    def fetchMore(self, parent: Index) -> None:
        rows = self._read(PAGE, len(self._rows))
        self._append(rows, complete=len(rows) < PAGE)


def gained_by(change: Change, annotator: AnnotatorId) -> int | None:
    """Return how many annotations more the annotator has in the change's document.

    None if that cannot be told from the change alone: another's, or one of several documents.
    """
    items = [item for item in change.items if item.table == "annotation"]
    if change.bulk or change.document is None or change.annotator != annotator or len(items) != 1:
        return None
    (item,) = items
    if item.before is None:
        return 1 if item.after.get("annotator") == annotator else None
    if "deleted" not in item.after:
        return 0
    return int(bool(item.before["deleted"])) - int(bool(item.after["deleted"]))


def details(row: DocumentRow, incomplete: str = "") -> tuple[str, ...]:
    """Return what stands under a title: date, state, and the annotator's own count.

    `incomplete` is what follows the count to say how many lack something.
    """
    count = "1 tag" if row.annotations == 1 else f"{row.annotations:,} tags"
    parts = (
        row.published[:10],
        row.state.words.capitalize(),
        count + incomplete if row.annotations else "",
    )
    return tuple(part for part in parts if part)


def narrowed(listing: Listing, words: str) -> Listing:
    """Return the listing with other words to filter by."""
    return replace(listing, words=words.strip())
