"""Opening SQLite the one way this project does, and telling failures in sentences."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from storage import schema
from storage.errors import (
    DiskError,
    LockedProjectError,
    NewerProjectError,
    NotAProjectError,
    ProjectError,
    ReadOnlyProjectError,
)

APPLICATION_ID = 0x474C4F53  # "GLOS"
BUSY_MS = 5_000
_MAGIC = b"SQLite format 3\x00"
_FORBIDDEN = frozenset(
    getattr(sqlite3, name)
    for name in dir(sqlite3)
    if name.startswith(("SQLITE_CREATE_", "SQLITE_DROP_", "SQLITE_ALTER_", "SQLITE_ATTACH"))
)


def probe(path: Path) -> None:
    """Raise the sentence that fits if `path` cannot be a project file; touch nothing."""
    if not path.exists():
        raise ProjectError(
            f"There is no file {path}. Nothing was changed; check the name, or make a new project."
        )
    if path.is_dir():
        raise NotAProjectError(f"{path} is a folder, not a project file. Choose a .gloss file.")
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except PermissionError:
        raise ProjectError(
            f"You may not read {path}. Nothing was changed; ask its owner for access."
        ) from None
    if not header:
        raise NotAProjectError(
            f"{path} is empty: no project was ever saved in it, or copying it failed. "
            "Nothing was changed; fetch the file again or restore a backup."
        )
    if not header.startswith(_MAGIC):
        raise NotAProjectError(
            f"{path} is not a Glossator project. It was not changed; "
            "to read a text, import it into a project."
        )
    _probe_header(path, header)


def _probe_header(path: Path, header: bytes) -> None:
    page = int.from_bytes(header[16:18], "big")
    page = 65_536 if page == 1 else page
    promised = int.from_bytes(header[28:32], "big") * page
    has_log = path.with_name(path.name + "-wal").exists()
    if len(header) < 100 or (path.stat().st_size < promised and not has_log):
        raise NotAProjectError(
            f"{path} is cut short: a part of the file is missing, as after a broken copy. "
            "It was not changed; fetch the file again or restore a backup."
        )
    if int.from_bytes(header[68:72], "big") != APPLICATION_ID:
        raise NotAProjectError(
            f"{path} is a database of another program, not a Glossator project. It was not changed."
        )
    if int.from_bytes(header[60:64], "big") > schema.LATEST:
        raise NewerProjectError(
            f"{path} was written by a newer Glossator. It was not changed; "
            "update Glossator to open it."
        )


def connect(path: Path, *, writable: bool = True) -> sqlite3.Connection:
    """Open a connection in manual transaction mode, with this project's pragmas set.

    `writable=False` gives a connection that cannot write. Raises ProjectError.
    """
    with telling(path):
        connection = sqlite3.connect(
            _uri(path, writable),
            uri=True,
            isolation_level=None,
            timeout=BUSY_MS / 1000,
            check_same_thread=False,
        )
        try:
            _set_pragmas(connection, writable)
        except BaseException:
            connection.close()
            raise
    connection.row_factory = sqlite3.Row
    # SQLite's own lower() knows ASCII only.
    connection.create_function("casefold", 1, str.casefold, deterministic=True)
    return connection


def _uri(path: Path, writable: bool) -> str:
    base = path.absolute().as_uri()
    # A reader, too, opens for writing where it may (`query_only` keeps it from it): only such a
    # connection takes the log away if it happens to be the last to close.
    if writable or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)):
        return f"{base}?mode=rw"
    # A write-ahead database that we may not write to would leave a log behind, or not open at all;
    # as immutable it opens. That is right only while nobody writes, which a missing log shows.
    log = path.with_name(path.name + "-wal")
    return f"{base}?mode=ro" if log.exists() else f"{base}?immutable=1"


def _set_pragmas(connection: sqlite3.Connection, writable: bool) -> None:
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA temp_store = MEMORY")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA mmap_size = 0")
    if not writable:
        connection.execute("PRAGMA query_only = ON")
        return
    mode = connection.execute("PRAGMA journal_mode = WAL").fetchone()[0]
    # Where shared memory cannot work (some network disks) SQLite stays with a rollback journal.
    connection.execute(f"PRAGMA synchronous = {'FULL' if mode == 'wal' else 'EXTRA'}")
    # The checkpoint has a thread of its own: a person's key press never waits for it.
    connection.execute("PRAGMA wal_autocheckpoint = 0")


def seal(connection: sqlite3.Connection) -> None:
    """Deny every change of the schema from here on, so that a misspelt name cannot make a table."""

    def authorise(action: int, first: str | None, *_: object) -> int:
        if action in _FORBIDDEN and not (first or "").startswith("sqlite_stat"):
            return sqlite3.SQLITE_DENY
        return sqlite3.SQLITE_OK

    connection.set_authorizer(authorise)


@contextlib.contextmanager
def telling(path: Path) -> Iterator[None]:
    """Turn SQLite's failures that come from the outside into sentences; let bugs through."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        told = explain(error, path)
        if told is None:
            raise
        raise told from error


def sentence_for(error: BaseException, path: Path) -> str | None:
    """Return the sentence for an error that the environment causes (a bad disk), else None."""
    if not isinstance(error, sqlite3.DatabaseError):
        return None
    told = explain(error, path)
    return None if told is None else str(told)


def explain(error: sqlite3.Error, path: Path) -> ProjectError | None:
    """Return the sentence for an SQLite error that the environment causes, else None."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LockedProjectError(
            f"Another program is holding {path}. What was done before is safe; "
            "close the other program, or wait, and try again."
        )
    if code == sqlite3.SQLITE_FULL:
        return DiskError(
            f"The disk that holds {path} is full. Everything up to your last action is safe; "
            "this action was not done. Make room and try again."
        )
    if code in (sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return DiskError(
            f"{path} could not be read or written: {error}. Everything up to your last action is "
            "safe; this one was not done. Check the disk and try again."
        )
    if code == sqlite3.SQLITE_READONLY:
        return ReadOnlyProjectError(
            f"{path} may only be read here. Nothing was changed; "
            "copy the file to a place where you may write to go on."
        )
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return NotAProjectError(
            f"{path} is damaged: {error}. Leave the file as it is and restore a backup "
            "(File › Restore a backup)."
        )
    return None
