"""A colleague's file, opened as what it is until proven otherwise: a file from a stranger.

It is never opened itself. A private copy is, after its size and header were looked at; that the
schema is exactly ours (no trigger, no view, no function in it) is read before any table is.
"""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from storage import connection as connecting
from storage import schema
from storage.errors import CancelledError, DiskError, NotAProjectError, RefusedError
from storage.project import check_identity

MOST_BYTES = 8 * 1024**3
_INSTRUCTIONS = 200_000  # Of SQLite, between two looks at whether to stop
MOST_IN_A_FIELD = 256 * 1024**2
_READING = frozenset(
    getattr(sqlite3, name)
    for name in ("SQLITE_SELECT", "SQLITE_READ", "SQLITE_FUNCTION", "SQLITE_RECURSIVE")
)
_PRAGMAS = frozenset({"foreign_key_check", "integrity_check", "table_info", "user_version"})


@contextlib.contextmanager
def opened(path: Path, poll: Callable[[], None]) -> Iterator[sqlite3.Connection]:
    """Give a reading connection to a private copy of a colleague's file, in today's schema.

    `poll` is called now and then while SQLite works, and may raise CancelledError to stop it.
    Raises ProjectError or RefusedError, with the sentence that fits, if it is not a whole project.
    """
    connecting.probe(path)
    if path.stat().st_size > MOST_BYTES:
        raise RefusedError(
            f"{path} is larger than 8 GB, which no project is that people send each other. "
            "Nothing was changed."
        )
    stop = _Stop(poll)
    with (
        _copied(path) as copy,
        _telling(path, stop),
        contextlib.closing(_connect(copy)) as connection,
    ):
        connection.set_progress_handler(stop, _INSTRUCTIONS)
        _check_schema(connection, path)
        check_identity(connection, path)
        _check_pages(connection, path)
        if _version(connection) < schema.LATEST:
            schema.migrate(connection)
        connection.execute("PRAGMA query_only = ON")
        connection.set_authorizer(_authorise)
        yield connection


@contextlib.contextmanager
def _copied(path: Path) -> Iterator[Path]:
    """Copy a file (and its log, if its owner has it open) where nobody else can change it."""
    with tempfile.TemporaryDirectory(prefix="glossator-merge-") as folder:
        copy = Path(folder) / "theirs.gloss"
        try:
            shutil.copyfile(path, copy)
            log = path.with_name(path.name + "-wal")
            if log.exists():
                shutil.copyfile(log, copy.with_name(copy.name + "-wal"))
        except OSError as error:
            raise DiskError(
                f"{path} could not be read: {error.strerror}. Nothing was changed; "
                "copy it to this computer and try again."
            ) from error
        yield copy


def _connect(path: Path) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode=rw"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MOST_IN_A_FIELD)
        connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
        for pragma in (
            "trusted_schema = OFF",
            "cell_size_check = ON",
            "mmap_size = 0",
            "cache_size = -65536",
            "temp_store = MEMORY",
        ):
            connection.execute(f"PRAGMA {pragma}")
    except sqlite3.Error:  # No database at all: the copy could not be deleted while it is open.
        connection.close()
        raise
    connection.row_factory = sqlite3.Row
    return connection


def _authorise(action: int, first: str | None, *_: object) -> int:
    if action == sqlite3.SQLITE_PRAGMA:
        return sqlite3.SQLITE_OK if first in _PRAGMAS else sqlite3.SQLITE_DENY
    # SQLite asks this when it sets up json_each; a connection for queries only writes nothing.
    if (action, first) == (sqlite3.SQLITE_UPDATE, "sqlite_master"):
        return sqlite3.SQLITE_OK
    return sqlite3.SQLITE_OK if action in _READING else sqlite3.SQLITE_DENY


class _Stop:
    """Asks whether to go on; SQLite stops its work when this returns something."""

    def __init__(self, poll: Callable[[], None]) -> None:
        self._poll = poll
        self.reason: CancelledError | None = None

    def __call__(self) -> int:
        try:
            self._poll()
        except CancelledError as error:
            self.reason = error
        return int(self.reason is not None)


@contextlib.contextmanager
def _telling(path: Path, stop: _Stop) -> Iterator[None]:
    try:
        yield
    except sqlite3.DataError as error:  # A field beyond the limit set above.
        raise RefusedError(
            f"{path} holds a field larger than {MOST_IN_A_FIELD // 1024**2} MB. "
            "It was not merged; nothing was changed."
        ) from error
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # A bug of ours: nothing that is only read can cause it.
    except sqlite3.DatabaseError as error:
        if stop.reason is not None:
            raise stop.reason from error
        told = connecting.explain(error, path)
        if isinstance(told, DiskError):
            raise told from error
        # Text that is no UTF-8, a schema that cannot be parsed: what only a damaged or made-up file
        # has, since no statement here depends on what the file holds.
        raise NotAProjectError(
            f"{path} is damaged: {error}. It was not merged; nothing was changed. "
            "Ask for the file again."
        ) from error


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    """Raise NotAProjectError unless the schema is, word for word, that of its version."""
    version = _version(connection)
    wanted = _schema(version) if 1 <= version <= schema.LATEST else frozenset()
    found = _objects(connection)
    strange = sorted(name for _, name, _ in found - wanted)
    missing = sorted(name for _, name, _ in wanted - found)
    if strange or missing:
        first = strange[0] if strange else missing[0]
        what = "holds something that no Glossator has put there" if strange else "lacks a part"
        raise NotAProjectError(
            f"{path} {what} (“{first[:60]}”). It was not merged; nothing was changed. "
            "Ask for the file again."
        )


def _objects(connection: sqlite3.Connection) -> frozenset[tuple[str, str, str]]:
    """Return kind, name and words of all that a schema defines, but for SQLite's own statistics."""
    rows = connection.execute("SELECT type, name, sql FROM sqlite_schema")
    return frozenset(
        (row[0], row[1], " ".join(str(row[2] or "").split()))
        for row in rows
        if not str(row[1]).startswith("sqlite_stat")
    )


@cache
def _schema(version: int) -> frozenset[tuple[str, str, str]]:
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        schema.migrate(connection, upto=version)
        return _objects(connection)


def _check_pages(connection: sqlite3.Connection, path: Path) -> None:
    # With STRICT tables this looks at the type of every value, and at every CHECK.
    wrong = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
    if wrong != ["ok"]:
        raise NotAProjectError(
            f"{path} is damaged: {wrong[0]}. It was not merged; nothing was changed. "
            "Ask for the file again."
        )
    for row in connection.execute("PRAGMA foreign_key_check"):
        raise RefusedError(
            f"In {path}, a row of the table {row[0]} refers to a {row[2]} that is not there. "
            "It was not merged; nothing was changed. Have its owner run a check."
        )
