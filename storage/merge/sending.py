"""Sending a project to a colleague: one compact file, and in it nothing that is not meant for them.

What is left out is absent from the file altogether, also from its history, its search indexes, its
register and its free pages. Merging the file back deletes nothing: absence never means deletion.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import tempfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.ids import AnnotatorId, DocumentId
from domain.wording import counted
from storage import connection as connecting
from storage.errors import DiskError, RefusedError
from storage.jsontext import dump
from storage.merge.purging import dependents, index_anew
from storage.project import Project
from storage.repositories.blind import blind_documents
from storage.tables import BATCHED

_IN = "(SELECT value FROM json_each(?))"
_AUTHORS = (
    ("annotation", "annotator", "document"),
    ("comment", "author", "document"),
    ("progress", "annotator", "document"),
    ("assignment", "annotator", "document"),
    ("decision", "adjudicator", "document"),
)


@dataclass(frozen=True, slots=True)
class Choice:
    """What to send: `documents` (None: all), without the layers of `hidden` annotators.

    For a `recipient`, the layers of others are also left out of the documents that they code blind
    and have not finished.
    """

    documents: tuple[DocumentId, ...] | None = None
    hidden: frozenset[AnnotatorId] = frozenset()
    recipient: AnnotatorId | None = None


@dataclass(frozen=True, slots=True)
class Sent:
    """What stands in a file that was written for a colleague; `size` in bytes."""

    path: Path
    documents: int
    annotations: int
    size: int

    def sentence(self) -> str:
        """Return what was written, for people."""
        return (
            f"Wrote {self.path.name}: {counted(self.documents, 'document')}, "
            f"{counted(self.annotations, 'annotation')}, {self.size / 1_000_000:.1f} MB."
        )


def send(project: Project, target: Path, choice: Choice | None = None) -> Sent:
    """Write a project, or a part of it, to a new file for a colleague.

    The file appears under its name only when it is whole. Raises ProjectError; RefusedError for a
    target that is the project itself.
    """
    choice = choice or Choice()
    if target.exists() and target.samefile(project.path):
        raise RefusedError(
            "This file is the project itself. Nothing was written; choose another name."
        )
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    # The whole copy stays in a folder that nobody else reads; only what is left of it leaves that.
    with tempfile.TemporaryDirectory(prefix="glossator-send-") as folder, _telling(target):
        copy = Path(folder) / "whole.gloss"
        _copy(project, copy)
        with contextlib.closing(connecting.connect(copy)) as connection:
            connection.execute("BEGIN")
            _leave_out(connection, choice)
            counts = [
                int(connection.execute(f"SELECT count(*) FROM {t} WHERE deleted = 0").fetchone()[0])
                for t in ("document", "annotation")
            ]
            connection.execute("COMMIT")
            try:
                connection.execute("VACUUM INTO ?", (str(part),))
                part.replace(target)
            finally:
                part.unlink(missing_ok=True)
    return Sent(target, counts[0], counts[1], target.stat().st_size)


@contextlib.contextmanager
def _telling(target: Path) -> Iterator[None]:
    try:
        with connecting.telling(target):
            yield
    except OSError as error:
        raise DiskError(
            f"{target} could not be written: {error.strerror}. The project is as it was; "
            "choose another place."
        ) from error


def _copy(project: Project, target: Path) -> None:
    with (
        project.apart() as contents,
        contextlib.closing(sqlite3.connect(target, isolation_level=None)) as copy,
    ):
        contents.connection.backup(copy)


def _leave_out(connection: sqlite3.Connection, choice: Choice) -> None:
    """Take out of a copy what is not meant for the recipient."""
    # What a merge did to this copy is no news to others, and they cannot undo what I did.
    connection.execute("DELETE FROM change WHERE verb = 'merge'")
    connection.execute("UPDATE change SET local = 0")
    gone = _gone(connection, choice)
    if not any(gone.values()):
        return
    connection.execute("PRAGMA defer_foreign_keys = ON")
    gone["entity"] = _entities(connection, choice, gone["annotation"])
    _forget(connection, gone)
    _delete(connection, gone)
    index_anew(connection)


def _gone(connection: sqlite3.Connection, choice: Choice) -> dict[str, set[str]]:
    """Return the ids of the records that are left out, by table."""
    found: dict[str, set[str]] = {"document": set()}
    if choice.documents is not None:
        rows = connection.execute(
            f"SELECT id FROM document WHERE id NOT IN {_IN}", (dump(choice.documents),)
        )
        found["document"] = {row[0] for row in rows}
    blind = (
        [] if choice.recipient is None else sorted(blind_documents(connection, choice.recipient))
    )
    for table, author, document in _AUTHORS:
        rows = connection.execute(
            f"SELECT id FROM {table} WHERE {author} IN {_IN} "
            f"OR ({document} IN {_IN} AND {author} IS NOT ?)",
            (dump(sorted(choice.hidden)), dump(blind), choice.recipient),
        )
        found[table] = {row[0] for row in rows}
    rows = connection.execute(
        f"SELECT id FROM review WHERE reviewer IN {_IN} OR colleague IN {_IN}",
        (dump(sorted(choice.hidden)),) * 2,
    )
    found["review"] = {row[0] for row in rows}
    found = dependents(connection, found)
    # A decision names the annotations that it was made from in its `sources`, in whatever form.
    for record, sources in connection.execute("SELECT id, sources FROM decision").fetchall():
        if any(one in sources for one in found["annotation"]):
            found["decision"].add(record)
    return found


def _entities(
    connection: sqlite3.Connection, choice: Choice, annotations: Collection[str]
) -> set[str]:
    """Return the entities that only what is left out mentions, or that a hidden annotator made."""
    listed = dump(sorted(annotations))
    left = f"annotation IN (SELECT number FROM annotation WHERE id IN {_IN})"
    rows = connection.execute(f"SELECT DISTINCT entity FROM mention WHERE {left}", (listed,))
    suspect = {row[0] for row in rows}
    rows = connection.execute(
        "SELECT i.record FROM change_item i JOIN change c ON c.number = i.change "
        f"WHERE i.\"table\" = 'entity' AND i.before IS NULL AND c.annotator IN {_IN}",
        (dump(sorted(choice.hidden)),),
    )
    suspect |= {row[0] for row in rows}
    rows = connection.execute(f"SELECT DISTINCT entity FROM mention WHERE NOT ({left})", (listed,))
    kept = {row[0] for row in rows}
    merged = dict(
        tuple(row)
        for row in connection.execute(
            "SELECT id, merged_into FROM entity WHERE merged_into IS NOT NULL"
        )
    )
    everything = {row[0] for row in connection.execute("SELECT id FROM entity")}
    kept |= everything - suspect
    pending = list(kept)
    while pending:
        goal = merged.get(pending.pop())
        if goal is not None and goal not in kept:
            kept.add(goal)
            pending.append(goal)
    return everything - kept


def _forget(connection: sqlite3.Connection, gone: dict[str, set[str]]) -> None:
    """Take the history of what is left out; what a change did besides keeps no words of it."""
    records = dump(sorted({record for ids in gone.values() for record in ids}))
    connection.execute(
        "CREATE TEMP TABLE touched AS SELECT DISTINCT change AS number FROM change_item "
        f"WHERE record IN {_IN}",
        (records,),
    )
    for table in BATCHED:
        connection.execute(
            "INSERT INTO touched SELECT number FROM change WHERE batch IN "
            f"(SELECT batch FROM {table} WHERE id IN {_IN})",
            (records,),
        )
    connection.execute(
        f"INSERT INTO touched SELECT number FROM change WHERE document IN {_IN}", (records,)
    )
    connection.execute(f"DELETE FROM change_item WHERE record IN {_IN}", (records,))
    kept = " UNION ".join(
        f"SELECT batch FROM {t} WHERE batch IS NOT NULL AND id NOT IN {_IN}" for t in BATCHED
    )
    connection.execute(
        "DELETE FROM change WHERE number NOT IN (SELECT change FROM change_item) "
        f"AND (batch IS NULL OR batch NOT IN ({kept}))",
        (records,) * len(BATCHED),
    )
    connection.execute(
        "UPDATE change SET label = upper(substr(verb, 1, 1)) || substr(verb, 2), skipped = '[]', "
        f"document = CASE WHEN document IN {_IN} THEN NULL ELSE document END "
        "WHERE number IN (SELECT number FROM touched)",
        (records,),
    )
    connection.execute("DROP TABLE touched")


def _delete(connection: sqlite3.Connection, gone: dict[str, set[str]]) -> None:
    for table, source in (("fragment", "annotation"), ("mention", "annotation")):
        connection.execute(
            f"DELETE FROM {table} WHERE annotation IN "
            f"(SELECT number FROM {source} WHERE id IN {_IN})",
            (dump(sorted(gone["annotation"])),),
        )
    for table in ("original", "document_text"):
        connection.execute(
            f"DELETE FROM {table} WHERE number IN (SELECT number FROM document WHERE id IN {_IN})",
            (dump(sorted(gone["document"])),),
        )
    for table, ids in gone.items():
        connection.execute(f"DELETE FROM {table} WHERE id IN {_IN}", (dump(sorted(ids)),))
