"""The logged tables of this project, by name."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

from domain.clock import Stamp, milliseconds_of
from storage.records import Record, Table, Tail
from storage.times import iso_of_milliseconds


class AnnotationTable(Table):
    """Annotations: the record holds the fragments, which have a table of their own."""

    __slots__ = ()

    def load(self, connection: sqlite3.Connection, record: str) -> Record | None:
        """Return the record with its fragments as `[[start, end, quote], …]` (code points)."""
        loaded = super().load(connection, record)
        number = self.number(connection, record)
        if loaded is None:
            return None
        loaded["fragments"] = [
            list(row)
            for row in connection.execute(
                'SELECT "start", "end", quote FROM fragment WHERE annotation = ? ORDER BY ordinal',
                (number,),
            )
        ]
        return loaded

    def insert(
        self,
        connection: sqlite3.Connection,
        record: str,
        values: Mapping[str, Any],
        stamp: Stamp,
        batch: str | None = None,
    ) -> int:
        """Write the row, its fragments, its mentions and its entry in the search index."""
        plain = self._without_fragments(values)
        number = super().insert(connection, record, plain, stamp, batch)
        self._write_fragments(connection, number, values["fragments"])
        quote = " ".join(fragment[2] for fragment in values["fragments"])
        connection.execute(
            "INSERT INTO annotation_search (rowid, quote, note) VALUES (?, ?, ?)",
            (number, quote, values.get("note", "")),
        )
        self._write_mentions(connection, number)
        return number

    def update(
        self,
        connection: sqlite3.Connection,
        record: str,
        values: Mapping[str, Any],
        stamp: Stamp,
    ) -> None:
        """Write the fields given, and whatever is derived from them."""
        plain = self._without_fragments(values)
        plain["modified"] = iso_of_milliseconds(milliseconds_of(stamp))
        super().update(connection, record, plain, stamp)
        number = self.number(connection, record)
        assert number is not None
        if "fragments" in values:
            connection.execute("DELETE FROM fragment WHERE annotation = ?", (number,))
            self._write_fragments(connection, number, values["fragments"])
        if "fragments" in values or "note" in values:
            self._index_words(connection, number)
        if any(name.startswith("attributes.") for name in values):
            connection.execute("DELETE FROM mention WHERE annotation = ?", (number,))
            self._write_mentions(connection, number)

    def rewrite(
        self,
        connection: sqlite3.Connection,
        record: str,
        values: Mapping[str, Any],
        tail: Tail,
    ) -> None:
        """Write an annotation as merging made it, and whatever is derived from it."""
        super().rewrite(connection, record, self._without_fragments(values), tail)
        number = self.number(connection, record)
        assert number is not None
        for table in ("fragment", "mention"):
            connection.execute(f"DELETE FROM {table} WHERE annotation = ?", (number,))
        self._write_fragments(connection, number, values["fragments"])
        self._write_mentions(connection, number)
        self._index_words(connection, number)

    @staticmethod
    def _without_fragments(values: Mapping[str, Any]) -> Record:
        plain = {name: value for name, value in values.items() if name != "fragments"}
        if "fragments" in values:
            plain["start"] = values["fragments"][0][0]
            plain["end"] = values["fragments"][-1][1]
        return plain

    @staticmethod
    def _write_fragments(
        connection: sqlite3.Connection, number: int, fragments: list[list[Any]]
    ) -> None:
        connection.executemany(
            'INSERT INTO fragment (annotation, ordinal, "start", "end", quote) '
            "VALUES (?, ?, ?, ?, ?)",
            [(number, ordinal, *fragment) for ordinal, fragment in enumerate(fragments)],
        )

    @staticmethod
    def _index_words(connection: sqlite3.Connection, number: int) -> None:
        connection.execute(
            "UPDATE annotation_search SET note = (SELECT note FROM annotation WHERE number = ?1), "
            "quote = (SELECT group_concat(quote, ' ') FROM "
            "(SELECT quote FROM fragment WHERE annotation = ?1 ORDER BY ordinal)) "
            "WHERE rowid = ?1",
            (number,),
        )

    @staticmethod
    def _write_mentions(connection: sqlite3.Connection, number: int) -> None:
        stored = connection.execute(
            "SELECT attributes FROM annotation WHERE number = ?", (number,)
        ).fetchone()[0]
        # Entity ids are the only values that can match the register; an attribute of another
        # type that happens to hold such an id would be a mention too, which does no harm.
        texts = {key: value for key, value in json.loads(stored).items() if isinstance(value, str)}
        connection.executemany(
            "INSERT OR IGNORE INTO mention (entity, annotation, attribute) "
            "SELECT id, ?, ? FROM entity WHERE id = ?",
            [(number, key, value) for key, value in texts.items() if len(value) == 36],
        )


_SPAN_REGISTER = tuple(
    (name, "span") for name in ("tag", "fragments", "before", "after", "codebook_version")
)

PROJECT = Table(
    "project",
    ("title", "guidelines", "created"),
    mappings=("codebook",),
    derived=frozenset({"codebook.version"}),
)
ANNOTATOR = Table("annotator", ("name", "kind"))
DOCUMENT = Table(
    "document",
    (
        *("title", "sha256", "ordinal", "length", "source", "author", "published", "url"),
        *("language", "note", "variant_of", "created", "purged"),
    ),
    mappings=("metadata",),
    derived=frozenset({"variant_of"}),
    identity=("sha256",),
)
TAG = Table(
    "tag",
    (
        *("key", "name", "position", "colour", "stroke", "shortcut", "definition"),
        *("guidelines", "retired", "merged_into"),
    ),
)
ATTRIBUTE = Table(
    "attribute",
    ("tag", "key", "name", "position", "type", "required", "scope", "help", "retired"),
    ("choices", "default", "condition"),
)
RELATION_TYPE = Table(
    "relation_type",
    ("tag", "key", "name", "position", "minimum", "maximum", "help", "retired"),
    ("targets", "condition"),
)
ENTITY = Table("entity", ("kind", "name", "merged_into"), ("aliases",), ("attributes",))
ANNOTATION = AnnotationTable(
    "annotation",
    (
        *("document", "annotator", "tag", "start", "end", "before", "after", "note"),
        *("confidence", "origin", "external_id", "codebook_version", "created", "modified"),
    ),
    mappings=("attributes",),
    registers=_SPAN_REGISTER,
    derived=frozenset({"start", "end", "modified"}),
    identity=("document", "annotator"),
)
RELATION = Table(
    "relation", ("source", "type", "target", "created"), identity=("source", "type", "target")
)
PROGRESS = Table(
    "progress",
    ("document", "annotator", "state", "reason", "seconds"),
    registers=(("reason", "state"),),
    identity=("document", "annotator"),
)
REVIEW = Table(
    "review",
    (
        *("annotation", "version", "reviewer", "colleague", "verdict", "reason"),
        *("remark", "replacement", "created"),
    ),
    registers=tuple((name, "verdict") for name in ("version", "reason", "remark", "replacement")),
    identity=("reviewer",),
)
DECISION = Table(
    "decision",
    ("document", "adjudicator", "outcome", "annotation", "remark", "created"),
    ("sources",),
    registers=tuple((name, "outcome") for name in ("annotation", "sources", "remark")),
    identity=("document", "adjudicator"),
)
SOURCE_OF = Table("source_of", ("gold", "source", "version"), identity=("gold", "source"))
COMMENT = Table(
    "comment",
    (
        *("document", "annotation", "start", "end", "quote", "parent", "author"),
        *("text", "resolved", "created"),
    ),
    identity=("document", "author"),
)
ASSIGNMENT = Table(
    "assignment", ("document", "annotator", "blind"), identity=("document", "annotator")
)
CONFLICT = Table(
    "conflict",
    ("table", "record", "register", "loser", "seen"),
    ("value",),
    identity=("table", "record", "register", "loser"),
)

TABLES: dict[str, Table] = {
    table.name: table
    for table in (
        *(PROJECT, ANNOTATOR, DOCUMENT, TAG, ATTRIBUTE, RELATION_TYPE, ENTITY, ANNOTATION),
        *(RELATION, PROGRESS, REVIEW, DECISION, SOURCE_OF, COMMENT, ASSIGNMENT, CONFLICT),
    )
}
BATCHED = ("document", "entity", "annotation", "relation", "progress")
