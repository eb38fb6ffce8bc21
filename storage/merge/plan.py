"""What merging would do: what is new, what is joined, what lost; nothing is written here."""

from __future__ import annotations

import sqlite3
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from domain.clock import Stamp
from domain.merging import (
    NEVER,
    CollisionError,
    Difference,
    Joined,
    Version,
    canonical,
    edits_behind_deletion,
    join,
    overridden,
)
from storage.merge.purging import blank, dependents, purged_documents
from storage.merge.rows import Row, all_rows, row_of, shape_of, version_of
from storage.merge.verify import refuse
from storage.records import Table
from storage.tables import DOCUMENT, TABLES

# Differences that no person has made or would want to look at.
_SILENT = frozenset(
    (
        *("created", "ordinal", "length", "origin", "external_id", "seconds", "position"),
        *("seen", "purged"),
    )
)
Step = Callable[[int], None]
_AT_ONCE = 4_096


@dataclass(frozen=True, slots=True)
class Loss:
    """An edit that a concurrent one overrides: the fields of its register as it wrote them.

    All edits of what was deleted meanwhile are one loss, whose `loser` is no stamp (NEVER), so that
    it is the same whatever the order of merging. `edit` is the latest of them, `born` when a
    conflict that tells of the loss begins.
    """

    table: str
    record: str
    register: str
    loser: Stamp
    value: Mapping[str, Any]
    edit: Stamp
    born: Stamp


@dataclass(slots=True)
class Plan:
    """What merging a colleague's copy writes.

    `new` holds row numbers in their copy, `joined` the records that change in ours, `purges` the
    documents that they have purged and we have not, `gone` all that hangs on purged documents;
    `losses` is what is overridden on either side, `deletions` counts what they have deleted.
    """

    new: dict[str, array[int]] = field(default_factory=dict)
    joined: dict[str, dict[str, Version]] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)
    purges: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    deletions: dict[str, int] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether no record of ours would change (their history may still be new to us)."""
        return not any(self.new.values()) and not any(self.joined.values()) and not self.losses


class Log:
    """Tells whether a copy's history holds the edit with a stamp."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._stamps: set[str] | None = None

    def __call__(self, stamp: Stamp) -> bool:
        """Return whether it does; the history is read when first asked for."""
        if self._stamps is None:
            rows = self._connection.execute("SELECT stamp FROM change")
            self._stamps = {row[0] for row in rows}
        return stamp in self._stamps


def make_plan(own: sqlite3.Connection, other: sqlite3.Connection, step: Step) -> Plan:
    """Compare two copies of a project; `step(rows)` is called every few thousand records.

    Raises RefusedError if they cannot be copies of one project.
    """
    return _Comparison(own, other, step).plan()


class _Comparison:
    """Two copies side by side."""

    def __init__(self, own: sqlite3.Connection, other: sqlite3.Connection, step: Step) -> None:
        self._own = own
        self._other = other
        self._step = step
        self._own_saw = Log(own)
        self._other_saw = Log(other)
        self._plan = Plan()

    def plan(self) -> Plan:
        """Compare all tables."""
        ours, theirs = purged_documents(self._own), purged_documents(self._other)
        self._plan.purges = {
            row[0] for row in self._own.execute("SELECT id FROM document WHERE purged = 0")
        } & theirs
        # What hangs on a document that either copy has purged is in neither afterwards.
        gone = {"document": ours | theirs}
        own_gone, other_gone = dependents(self._own, gone), dependents(self._other, gone)
        for ids in (*own_gone.values(), *other_gone.values()):
            self._plan.gone |= ids
        for table in TABLES.values():
            skipped = own_gone.get(table.name, set()) | other_gone.get(table.name, set())
            self._compare(table, set() if table is DOCUMENT else skipped)
        self._tags_in_deleted_documents()
        return self._plan

    def _compare(self, table: Table, skipped: set[str]) -> None:
        new: array[int] = array("q")
        joined: dict[str, Version] = {}
        # Python's hashes of text differ from run to run, so nobody can make rows that meet in one.
        ours = {row[0]: hash(row) for _, row in all_rows(self._own, table)}
        done = 0
        for done, (number, row) in enumerate(all_rows(self._other, table), start=1):
            if done % _AT_ONCE == 0:
                self._step(_AT_ONCE)
            if row[0] in skipped:
                continue
            known = ours.get(row[0])
            if known is None:
                new.append(number)
            elif known != hash(row):
                version = self._join(table, row_of(self._own, table, row[0]), (number, row))
                if version is not None:
                    joined[row[0]] = version
        self._step(done % _AT_ONCE)
        self._plan.new[table.name] = new
        self._plan.joined[table.name] = joined

    def _join(self, table: Table, ours: tuple[int, Row], theirs: tuple[int, Row]) -> Version | None:
        """Return what a record becomes, or None if it stays as it is."""
        record = ours[1][0]
        shape = shape_of(table.name)
        own = version_of(self._own, table, *ours)
        other = version_of(self._other, table, *theirs)
        if own.values.get("purged") or other.values.get("purged"):
            result = _purged(own, other)
            return None if result == own else result
        try:
            joined = join(own, other, shape)
        except CollisionError as collision:
            refuse(
                f"has something else under the id {record} of the table {table.name} than this "
                f"project ({collision})"
            )
        self._note_losses(table.name, record, joined, own, other)
        standing = canonical(own, shape)
        if joined.version.values.get("deleted") and not own.values.get("deleted"):
            self._plan.deletions[table.name] = self._plan.deletions.get(table.name, 0) + 1
        return None if joined.version == standing else joined.version

    def _note_losses(
        self, table: str, record: str, joined: Joined, own: Version, other: Version
    ) -> None:
        saw = {"own_saw": self._own_saw, "other_saw": self._other_saw}
        if joined.version.values.get("deleted"):
            edit = edits_behind_deletion(joined, own, other, **saw)
            if edit is not None:
                self._lose_to_deletion(table, record, edit, joined.version.born)
            return
        for difference in overridden(joined, own, other, **saw):
            if difference.register not in _SILENT:
                value = _value(own if difference.is_taken else other, difference)
                stamp = difference.loser
                self._plan.losses.append(
                    Loss(table, record, difference.register, stamp, value, stamp, stamp)
                )

    def _lose_to_deletion(self, table: str, record: str, edit: Stamp, born: Stamp) -> None:
        loss = Loss(table, record, "deleted", NEVER, {"deleted": 0}, edit, born)
        self._plan.losses.append(loss)

    def _tags_in_deleted_documents(self) -> None:
        """Note the documents that one copy took out while annotations were made in the other."""
        for deleting, tagging, saw in (
            (self._own, self._other, self._own_saw),
            (self._other, self._own, self._other_saw),
        ):
            gone = {
                row[0]
                for row in deleting.execute(
                    "SELECT id FROM document WHERE deleted = 1 AND purged = 0"
                )
            }
            if not gone:
                continue
            rows = tagging.execute(
                "SELECT a.document, a.stamp FROM annotation a JOIN document d ON d.id = a.document "
                "WHERE d.deleted = 0 AND a.deleted = 0"
            )
            latest: dict[str, Stamp] = {}
            for document, stamp in rows:
                if document in gone and not saw(stamp):
                    latest[document] = max(latest.get(document, Stamp("")), stamp)
            for document, stamp in latest.items():
                joined = self._plan.joined["document"].get(document)
                # Ours was deleted and stays so, or theirs was and ours becomes so.
                stays = joined.values["deleted"] if joined else deleting is self._own
                known = any(
                    (loss.table, loss.record) == ("document", document)
                    for loss in self._plan.losses
                )
                if stays and not known:
                    born = joined.born if joined else self._born(document)
                    self._lose_to_deletion("document", document, stamp, born)

    def _born(self, document: str) -> Stamp:
        row = self._own.execute("SELECT born FROM document WHERE id = ?", (document,)).fetchone()
        return Stamp(row[0])


def _value(version: Version, difference: Difference) -> dict[str, Any]:
    return {name: version.values.get(name) for name in difference.fields}


def _purged(own: Version, other: Version) -> Version:
    stamp = max(v.stamp for v in (own, other) if v.values.get("purged"))
    born = min(own.born, other.born)
    return blank(Version(own.values, born, own.stamp, own.stamps), stamp)
