"""Edits that lost to concurrent ones: listed, looked at, and taken up again if a person says so."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from domain.change import Change
from domain.clock import Stamp, milliseconds_of
from domain.ids import AnnotationId, AnnotatorId, DocumentId
from domain.merging import Version
from storage.contents import Contents
from storage.errors import RefusedError
from storage.merge.plan import Loss
from storage.merge.rows import load
from storage.project import Project
from storage.tables import CONFLICT, TABLES
from storage.times import iso_of_milliseconds

_WORDS = {
    "span": "tag and edges",
    "state": "state",
    "verdict": "verdict",
    "deleted": "deletion",
    "merged_into": "what it was merged into",
    "retired": "whether it is in use",
    "blind": "whether it is blind",
}
_SHOWN = 80


@dataclass(frozen=True, slots=True)
class Said:
    """One side of a conflict: the value in words, who wrote it and when (ISO 8601, UTC)."""

    words: str
    who: str
    at: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """An edit that lost: of what (`where`), in which respect (`what`), and what stands instead.

    `layer` is whose annotation it is, if it is one: only they can take the edit up again.
    """

    id: str
    table: str
    record: str
    register: str
    where: str
    what: str
    lost: Said
    stands: Said
    document: DocumentId | None
    annotation: AnnotationId | None
    layer: AnnotatorId | None
    seen: bool


def conflicts(contents: Contents, *, seen: bool = False) -> list[Conflict]:
    """Return the conflicts that nobody has looked at yet (with `seen`: all), the oldest first.

    One whose lost value stands again is settled, and not listed.
    """
    connection = contents.connection
    rows = connection.execute(
        "SELECT * FROM conflict WHERE deleted = 0 AND (seen = 0 OR ?) ORDER BY born, id",
        (int(seen),),
    ).fetchall()
    found = (_conflict(connection, row) for row in rows)
    return [one for one in found if one is not None]


def count_conflicts(contents: Contents) -> int:
    """Return how many conflicts wait to be looked at."""
    return len(conflicts(contents))


def take_lost(project: Project, *, conflict: Conflict, annotator: AnnotatorId) -> Change | None:
    """Put the value that lost in force again, as an edit of one's own; None if it stands.

    Refuses what lies in a colleague's layer.
    """
    if conflict.layer not in (None, annotator):
        raise RefusedError(
            "This is in a colleague's layer, which only they edit. Nothing was changed; "
            "they will find the conflict in their copy."
        )
    row = project.connection.execute(
        "SELECT value FROM conflict WHERE id = ?", (conflict.id,)
    ).fetchone()
    fields = _possible(project.connection, conflict.table, json.loads(row["value"]))
    label = f"Take the other {conflict.what} of {conflict.where}"
    with project.action("settle", label, annotator, document=conflict.document) as outcome:
        outcome.action.update(TABLES[conflict.table], conflict.record, fields)
        outcome.action.update(CONFLICT, conflict.id, {"seen": 1})
    return outcome.change


def mark_seen(
    project: Project, *, conflicts: Sequence[Conflict], annotator: AnnotatorId
) -> Change | None:
    """Note that conflicts were looked at and stay as they are; None if they all were noted."""
    said = conflicts[0].where if len(conflicts) == 1 else f"{len(conflicts)} conflicts"
    with project.action("seen", f"Leave {said} as it stands", annotator) as outcome:
        for conflict in conflicts:
            outcome.action.update(CONFLICT, conflict.id, {"seen": 1})
    return outcome.change


def describe(loss: Loss, own: sqlite3.Connection, other: sqlite3.Connection) -> str:
    """Return a sentence for an edit that a merge would override."""
    holder = own if load(own, TABLES[loss.table], loss.record) is not None else other
    where = _where(holder, loss.table, loss.record)
    if loss.register == "deleted" and not loss.value.get("deleted"):
        return f"{where} was deleted in one copy and worked on in the other: it stays deleted."
    what = _WORDS.get(loss.register, loss.register.split(".", 1)[-1].replace("_", " "))
    words = _words(holder, loss.table, loss.register, loss.value)
    return f"{what.capitalize()} of {where}: “{words}” gives way to a later edit."


def _possible(
    connection: sqlite3.Connection, table: str, value: Mapping[str, Any]
) -> dict[str, Any]:
    """Return the fields of a lost value; refuse one that names what is gone by now."""
    tag = value.get("tag") if table == "annotation" else None
    known = connection.execute("SELECT 1 FROM tag WHERE id = ?", (tag,)).fetchone()
    if tag is not None and known is None:
        raise RefusedError("The tag of that version is gone. Nothing was changed.")
    return dict(value)


def _conflict(connection: sqlite3.Connection, row: sqlite3.Row) -> Conflict | None:
    table, record, register = row["table"], row["record"], row["register"]
    if table not in TABLES:
        return None
    version = load(connection, TABLES[table], record)
    if version is None:
        return None
    value = json.loads(row["value"])
    if all(version.values.get(name) == wanted for name, wanted in value.items()):
        return None
    if version.values.get("deleted") and register != "deleted":
        return None
    stamp = version.stamp_of(register, tuple(value), always=True)
    standing = {name: version.values.get(name) for name in value}
    values = version.values
    is_annotation = table == "annotation"
    document = values.get("document") if table != "document" else record
    return Conflict(
        id=row["id"],
        table=table,
        record=record,
        register=register,
        where=_where(connection, table, record),
        what=_WORDS.get(register, register.split(".", 1)[-1].replace("_", " ")),
        lost=_said(connection, _lost_at(row, version), _words(connection, table, register, value)),
        stands=_said(connection, stamp, _words(connection, table, register, standing)),
        document=None if document is None else DocumentId(document),
        annotation=AnnotationId(record) if is_annotation else None,
        layer=AnnotatorId(values["annotator"]) if is_annotation else None,
        seen=bool(row["seen"]),
    )


def _lost_at(row: sqlite3.Row, version: Version) -> Stamp:
    """Return when the value that lost was written; of what was deleted, the latest edit."""
    edits = (stamp for name, stamp in version.stamps.items() if name != "deleted")
    return Stamp(row["loser"]) or max(edits, default=version.born)


def _said(connection: sqlite3.Connection, stamp: Stamp, words: str) -> Said:
    row = connection.execute(
        "SELECT coalesce(a.name, '') AS name, c.at FROM change c "
        "LEFT JOIN annotator a ON a.id = c.annotator WHERE c.stamp = ? LIMIT 1",
        (stamp,),
    ).fetchone()
    if row is None:
        return Said(words, "", iso_of_milliseconds(milliseconds_of(stamp)) if stamp else "")
    return Said(words, row["name"], row["at"])


def _where(connection: sqlite3.Connection, table: str, record: str) -> str:
    """Return how people call a record."""
    if table == "annotation":
        row = connection.execute(
            "SELECT group_concat(quote, ' ') FROM fragment f JOIN annotation a "
            "ON a.number = f.annotation WHERE a.id = ?",
            (record,),
        ).fetchone()
        return f"“{_short(row[0] or '')}”"
    column = {"document": "title", "project": "title", "comment": "text"}.get(table, "name")
    if column not in TABLES[table].columns:
        return f"a {table.replace('_', ' ')}"
    row = connection.execute(f"SELECT {column} FROM {table} WHERE id = ?", (record,)).fetchone()
    return f"“{_short(row[0] if row else '')}”"


def _words(
    connection: sqlite3.Connection, table: str, register: str, value: Mapping[str, Any]
) -> str:
    """Return a value in words."""
    if register == "deleted":
        return "deleted" if value.get("deleted") else "kept"
    if register == "span" and table == "annotation":
        row = connection.execute("SELECT name FROM tag WHERE id = ?", (value["tag"],)).fetchone()
        quote = " ".join(fragment[2] for fragment in value["fragments"])
        return f"{row[0] if row else '?'}: {_short(quote)}"
    said = []
    for stored in value.values():
        row = connection.execute("SELECT name FROM entity WHERE id = ?", (str(stored),)).fetchone()
        one = row[0] if row else stored
        if one not in (None, "", [], {}):
            said.append(one if isinstance(one, str) else json.dumps(one, ensure_ascii=False))
    return _short(" · ".join(said)) or "nothing"


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _SHOWN else flat[: _SHOWN - 1] + "…"
