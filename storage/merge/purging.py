"""What goes with a document that is purged: all that refers to it, in whatever copy."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from domain.clock import Stamp
from domain.merging import Version
from storage.jsontext import dump

# Which column of which table refers to a record of which table, in the order of removal.
_REFERENCES = (
    ("annotation", "document", "document"),
    ("comment", "document", "document"),
    ("comment", "annotation", "annotation"),
    ("comment", "parent", "comment"),
    ("source_of", "gold", "annotation"),
    ("source_of", "source", "annotation"),
    ("decision", "document", "document"),
    ("decision", "annotation", "annotation"),
    ("review", "annotation", "annotation"),
    ("review", "replacement", "annotation"),
    ("relation", "source", "annotation"),
    ("relation", "target", "annotation"),
    ("progress", "document", "document"),
    ("assignment", "document", "document"),
)
_BLANK = ("title", "source", "author", "published", "url", "language", "note", "created")


def purged_documents(connection: sqlite3.Connection) -> set[str]:
    """Return the ids of the documents that were purged in a copy."""
    return {row[0] for row in connection.execute("SELECT id FROM document WHERE purged = 1")}


def dependents(
    connection: sqlite3.Connection, gone: Mapping[str, Collection[str]]
) -> dict[str, set[str]]:
    """Return the ids of all records that hang on those given, by table, those given included."""
    found: dict[str, set[str]] = {table: set(ids) for table, ids in gone.items()}
    grown = True
    while grown:  # A reply hangs on a comment, which hangs on a comment.
        grown = False
        for table, column, target in _REFERENCES:
            more = _referring(connection, table, column, found.get(target, ()))
            known = found.setdefault(table, set())
            grown |= table == "comment" and not more <= known
            known |= more
    records = [record for ids in found.values() for record in ids]
    found["conflict"] = _referring(connection, "conflict", "record", records)
    return found


def _referring(
    connection: sqlite3.Connection, table: str, column: str, targets: Collection[str]
) -> set[str]:
    if not targets:
        return set()
    rows = connection.execute(
        f'SELECT id FROM {table} WHERE "{column}" IN (SELECT value FROM json_each(?))',
        (json.dumps(list(targets)),),
    )
    return {row[0] for row in rows}


def blank(version: Version, purged: Stamp) -> Version:
    """Return what is left of a document that was purged with that stamp, the same in all copies."""
    values: dict[str, Any] = dict.fromkeys(_BLANK, "")
    values |= {name: version.values[name] for name in ("sha256", "ordinal")}
    values |= {"length": 0, "purged": 1, "deleted": 1}
    return Version(values, version.born, purged, {"deleted": purged, "purged": purged})


def remove(connection: sqlite3.Connection, documents: Iterable[str]) -> None:
    """Remove the texts of documents and all that hangs on them, history included.

    What is deleted is overwritten in the file; both search indexes are written anew, because they
    keep the words of what was taken out. The rows of the documents stay.
    """
    connection.execute("PRAGMA secure_delete = ON")
    try:
        gone = dependents(connection, {"document": set(documents)})
        ids = dump(list(gone.pop("document")))
        _forget_history(connection, {*json.loads(ids), *(one for s in gone.values() for one in s)})
        _remove_rows(connection, gone)
        numbers = "(SELECT number FROM document WHERE id IN (SELECT value FROM json_each(?)))"
        for table in ("original", "document_text"):
            connection.execute(f"DELETE FROM {table} WHERE number IN {numbers}", (ids,))
        connection.execute("UPDATE document SET batch = NULL WHERE number IN " + numbers, (ids,))
        index_anew(connection)
    finally:
        connection.execute("PRAGMA secure_delete = OFF")


def _remove_rows(connection: sqlite3.Connection, gone: Mapping[str, Collection[str]]) -> None:
    connection.execute("PRAGMA defer_foreign_keys = ON")
    listed = dump(list(gone.get("annotation", ())))
    numbers = "(SELECT number FROM annotation WHERE id IN (SELECT value FROM json_each(?)))"
    for table in ("fragment", "mention"):
        connection.execute(f"DELETE FROM {table} WHERE annotation IN {numbers}", (listed,))
    for table, ids in gone.items():
        connection.execute(
            f"DELETE FROM {table} WHERE id IN (SELECT value FROM json_each(?))", (dump(list(ids)),)
        )


def _forget_history(connection: sqlite3.Connection, records: Collection[str]) -> None:
    """Take the records out of the history; a change that touched them keeps no words of theirs."""
    listed = dump(list(records))
    rows = connection.execute(
        "SELECT change FROM change_item WHERE record IN (SELECT value FROM json_each(?1)) UNION "
        "SELECT number FROM change WHERE document IN (SELECT value FROM json_each(?1)) UNION "
        "SELECT c.number FROM change c JOIN document d ON d.batch = c.batch "
        "WHERE d.id IN (SELECT value FROM json_each(?1))",
        (listed,),
    )
    touched = dump([row[0] for row in rows])
    connection.execute(
        "DELETE FROM change_item WHERE record IN (SELECT value FROM json_each(?))", (listed,)
    )
    connection.execute(
        "UPDATE change SET label = upper(substr(verb, 1, 1)) || substr(verb, 2) || ' (purged)', "
        "skipped = '[]' WHERE number IN (SELECT value FROM json_each(?))",
        (touched,),
    )
    # What has nothing left to take back would be a step of undo that does nothing.
    connection.execute(
        "UPDATE change SET status = 'dropped' WHERE number IN (SELECT value FROM json_each(?)) "
        "AND batch IS NULL AND number NOT IN (SELECT change FROM change_item)",
        (touched,),
    )


def index_anew(connection: sqlite3.Connection) -> None:
    """Write both search indexes from what is there."""
    connection.execute("INSERT INTO document_search (document_search) VALUES ('rebuild')")
    # A deleted row leaves its words in the index until that is written from nothing.
    connection.execute("DELETE FROM annotation_search")
    connection.execute("INSERT INTO annotation_search (annotation_search) VALUES ('rebuild')")
    connection.execute(
        "INSERT INTO annotation_search (rowid, quote, note) SELECT a.number, "
        "(SELECT group_concat(quote, ' ') FROM "
        "(SELECT quote FROM fragment f WHERE f.annotation = a.number ORDER BY ordinal)), a.note "
        "FROM annotation a"
    )
