"""Changes: what one action touched, and how it stands in the history."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from domain.clock import Stamp
from domain.ids import AnnotatorId, ChangeId, DocumentId

ChangeKind = Literal["do", "undo", "redo"]
ChangeStatus = Literal["done", "undone", "reverted", "dropped"]


@dataclass(frozen=True, slots=True)
class ChangeItem:
    """One touched record, before and after; None before means created, None after never occurs."""

    table: str
    record: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Skipped:
    """A field that an undo left alone, because something else has changed it since."""

    table: str
    record: str
    field: str


@dataclass(frozen=True, slots=True)
class Change:
    """What one user action touched; every view refreshes from it.

    `number` orders changes within this file; `bulk` says that the items are not listed one by one
    (an import), so that views reload; `skipped` names what an undo could not restore.
    """

    id: ChangeId
    number: int
    stamp: Stamp
    annotator: AnnotatorId | None
    verb: str
    label: str
    at: str
    kind: ChangeKind = "do"
    undoes: ChangeId | None = None
    status: ChangeStatus = "done"
    bulk: bool = False
    local: bool = True
    document: DocumentId | None = None
    items: tuple[ChangeItem, ...] = ()
    skipped: tuple[Skipped, ...] = field(default=())

    def touches(self, table: str) -> bool:
        """Tell whether a record of `table` was touched (a bulk change may touch any)."""
        return self.bulk or any(item.table == table for item in self.items)

    def records(self, table: str) -> tuple[str, ...]:
        """Return the ids of the touched records of `table`, each once, in order."""
        return tuple(dict.fromkeys(item.record for item in self.items if item.table == table))
