"""What a colleague's file says must be possible: stamps, ids, JSON, texts and quotes.

The file's types, constraints and keys were checked with its pages (see `source`). The first thing
found wrong refuses the whole file: half a stranger's file is nothing that anybody meant to send.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator
from itertools import groupby
from typing import Any, NoReturn

from domain.clock import FAR_FUTURE_MS, Stamp, is_stamp, milliseconds_of, wall_milliseconds
from domain.ids import ProjectId, annotator_id, assignment_id, progress_id
from domain.text import is_canonical, text_sha256
from storage.errors import RefusedError
from storage.records import Table
from storage.tables import TABLES

MOST_CHARACTERS = 4_000_000
MOST_IN_A_NAME = 20_000
MOST_BYTES = 200 * 1024**2
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_NAMES = frozenset(("name", "title", "key", "verb", "shortcut", "at", "created"))
_UNSAFE = "It was not merged; nothing was changed. Have its owner run a check."

Progress = Callable[[int, int], None]


def verify(connection: sqlite3.Connection, progress: Progress) -> None:
    """Raise RefusedError, with the first thing that is wrong, unless the contents can be trusted.

    `progress(done, total)` counts documents; what it raises ends it.
    """
    latest = wall_milliseconds() + FAR_FUTURE_MS
    for table in TABLES.values():
        _sizes(connection, table.name)
        _ids(connection, table.name)
        _stamps(connection, table.name, ("born", "stamp"), latest)
        _json(connection, table, latest)
    _originals(connection)
    _sizes(connection, "change")
    _sizes(connection, "change_item")
    _ids(connection, "change")
    _stamps(connection, "change", ("stamp",), latest)
    _history(connection)
    _codebook_versions(connection)
    _references(connection)
    _derived_ids(connection)
    _documents(connection, progress)


def refuse(what: str) -> NoReturn:
    """Refuse the file with a sentence that says what was found."""
    raise RefusedError(f"The colleague's file {what}. {_UNSAFE}")


def _sizes(connection: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    longest = ", ".join(f'coalesce(length("{column}"), 0)' for column in columns)
    row = connection.execute(
        f"SELECT 1 FROM {table} WHERE max({longest}) > ? LIMIT 1", (MOST_CHARACTERS,)
    ).fetchone()
    if row is not None:
        refuse(f"holds an entry of more than 4 million characters in the table {table}")
    for column in _NAMES.intersection(columns):
        row = connection.execute(f'SELECT max(length("{column}")) FROM {table}').fetchone()
        if (row[0] or 0) > MOST_IN_A_NAME:
            refuse(f"has a {column} of more than 20,000 characters in the table {table}")


def _originals(connection: sqlite3.Connection) -> None:
    largest = connection.execute("SELECT max(length(bytes)) FROM original").fetchone()[0] or 0
    if largest > MOST_BYTES:
        refuse(f"holds an original file larger than {MOST_BYTES // 1024**2} MB")


def _ids(connection: sqlite3.Connection, table: str) -> None:
    for (value,) in connection.execute(f"SELECT id FROM {table}"):
        if not _ID.fullmatch(value):
            refuse(f"holds “{value[:60]}” in the table {table}, which is no id")


def _stamps(
    connection: sqlite3.Connection, table: str, columns: tuple[str, ...], latest: int
) -> None:
    for row in connection.execute(f"SELECT DISTINCT {', '.join(columns)} FROM {table}"):
        for value in row:
            _stamp(value, table, latest)


def _stamp(value: Any, table: str, latest: int) -> None:
    if not isinstance(value, str) or not is_stamp(value):
        refuse(f"holds “{str(value)[:60]}” in the table {table}, which is no stamp of a clock")
    if milliseconds_of(Stamp(value)) > latest:
        refuse(
            f"holds an edit in the table {table} that lies more than 30 days in the future: "
            "a clock was wrong there"
        )


def _json(connection: sqlite3.Connection, table: Table, latest: int) -> None:
    lists = ("aliases", "choices", "sources", "targets")
    names = [*table.mappings, *table.json_fields, "stamps"]
    listed = ", ".join(f'"{name}"' for name in names)
    # Distinct, since most rows of a table hold one of a few values.
    rows = connection.execute(f"SELECT DISTINCT {listed} FROM {table.name}")
    known = {"deleted", *table.columns, *dict(table.registers).values(), "fragments"}
    for row in rows:
        for name, text in zip(names, row, strict=True):
            if text == "{}":
                continue
            value = _parsed(text, f"{table.name}.{name}")
            shape = list if name in lists else dict if name in (*table.mappings, "stamps") else None
            if shape is not None and not isinstance(value, shape):
                refuse(f"holds something in “{name}” of the table {table.name} that it cannot be")
            if name == "stamps":
                _register_stamps(value, table, known, latest)


def _register_stamps(value: dict[str, Any], table: Table, known: set[str], latest: int) -> None:
    for register, stamp in value.items():
        if register not in known and register.split(".", 1)[0] not in table.mappings:
            refuse(f"speaks of a part “{register[:60]}” of a {table.name}, which has none")
        _stamp(stamp, table.name, latest)


def _parsed(text: str, where: str) -> Any:
    try:
        return json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        refuse(f"holds something in {where} that cannot be read")


def _no_number(name: str) -> NoReturn:
    raise ValueError(name)


def _history(connection: sqlite3.Connection) -> None:
    rows = connection.execute('SELECT "table", before, after FROM change_item')
    for table, before, after in rows:
        if table not in TABLES:
            refuse(f"has a history of “{table[:60]}”, which no project holds")
        for text in (before, after):
            if text is not None and not isinstance(_parsed(text, "its history"), dict):
                refuse("has a history that cannot be read")
    for (skipped,) in connection.execute("SELECT DISTINCT skipped FROM change"):
        found = _parsed(skipped, "its history")
        if not isinstance(found, list) or not all(
            isinstance(one, list) and len(one) == 3 and all(isinstance(s, str) for s in one)
            for one in found
        ):
            refuse("has a history that cannot be read")


def _codebook_versions(connection: sqlite3.Connection) -> None:
    for version, content in connection.execute("SELECT hash, content FROM codebook_version"):
        found = _parsed(content, "a version of its codebook")
        if not isinstance(found, dict) or not isinstance(found.get("tags"), dict):
            refuse(f"has a version {version[:12]} of the codebook that cannot be read")


def _derived_ids(connection: sqlite3.Connection) -> None:
    """An annotator's id follows from their name, and with a document's id that of their work."""
    project = ProjectId(connection.execute("SELECT id FROM project").fetchone()[0])
    for record, name in connection.execute("SELECT id, name FROM annotator"):
        if record != annotator_id(project, name):
            refuse(f"has an annotator “{name[:60]}” under another one's id")
    for table, derived in (("progress", progress_id), ("assignment", assignment_id)):
        for record, document, annotator in connection.execute(
            f"SELECT id, document, annotator FROM {table}"
        ):
            if record != derived(document, annotator):
                refuse(f"has an entry in the table {table} under another one's id")


def _references(connection: sqlite3.Connection) -> None:
    """Attributes that refer to an entity, and merges, are no keys of the schema."""
    known = {row[0] for row in connection.execute("SELECT id FROM entity")}
    row = connection.execute(
        "SELECT 1 FROM entity WHERE merged_into NOT IN (SELECT id FROM entity) UNION ALL "
        "SELECT 1 FROM tag WHERE merged_into NOT IN (SELECT id FROM tag) LIMIT 1"
    ).fetchone()
    if row is not None:
        refuse("merges something into what is not there")
    keys = connection.execute("SELECT tag, key FROM attribute WHERE type = 'ref' AND deleted = 0")
    refs: dict[str, list[str]] = {}
    for tag, key in keys:
        refs.setdefault(tag, []).append(key)
    for tag, values in connection.execute(
        "SELECT DISTINCT tag, attributes FROM annotation WHERE deleted = 0"
    ):
        # A text from before the attribute referred to entities is not one, and does no harm.
        wanted = (str(v) for k, v in json.loads(values).items() if k in refs.get(tag, ()))
        if any(_ID.fullmatch(value) and value not in known for value in wanted):
            refuse("has an annotation that refers to an entity that is not there")


def _documents(connection: sqlite3.Connection, progress: Progress) -> None:
    quotes = groupby(_fragments(connection), key=lambda row: row[0])
    pending = next(quotes, None)
    total = connection.execute("SELECT count(*) FROM document").fetchone()[0]
    rows = connection.execute(
        "SELECT d.number, d.title, d.sha256, d.length, d.purged, t.text FROM document d "
        "LEFT JOIN document_text t ON t.number = d.number ORDER BY d.number"
    )
    for done, (number, title, sha256, length, purged, text) in enumerate(rows):
        progress(done, total)
        if not purged:
            _text(title, sha256, length, text)
        if pending is not None and pending[0] == number:
            _quotes(title, text or "", pending[1])
            pending = next(quotes, None)
    progress(total, total)


def _text(title: str, sha256: str, length: int, text: str | None) -> None:
    shown = title[:60]
    if text is None:
        refuse(f"has no text for “{shown}”")
    if not is_canonical(text) or text_sha256(text) != sha256 or len(text) != length:
        refuse(f"holds another text for “{shown}” than the one that was imported")


def _fragments(connection: sqlite3.Connection) -> Iterator[tuple[Any, ...]]:
    # By document and annotation; an annotation without fragments stands here with none.
    for row in connection.execute(
        'SELECT d.number, a.number, a."start", a."end", f.ordinal, f."start", f."end", f.quote '
        "FROM annotation a JOIN document d ON d.id = a.document "
        "LEFT JOIN fragment f ON f.annotation = a.number ORDER BY d.number, a.number, f.ordinal"
    ):
        yield tuple(row)


def _quotes(title: str, text: str, rows: Iterator[tuple[Any, ...]]) -> None:
    """Check that every fragment quotes the text, and that those of one span follow each other."""
    current, at, ends = None, 0, 0
    for _, annotation, first, last, ordinal, start, end, quote in rows:
        if annotation != current:
            if current is not None and at != ends:
                _misquoted(title)
            current, at, ends = annotation, -1, last
            if ordinal != 0 or start != first:
                _misquoted(title)
        if ordinal is None or start < at or text[start:end] != quote or end > len(text):
            _misquoted(title)
        at = end
    if at != ends:
        _misquoted(title)


def _misquoted(title: str) -> NoReturn:
    refuse(f"has an annotation in “{title[:60]}” whose words are not those of the text")
