"""Backups that rotate by themselves, in the user's own folder, and how one is restored."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from domain.ids import ProjectId, is_id
from storage import connection as connecting
from storage.errors import DiskError, NotAProjectError, ProjectError, RefusedError
from storage.naming import SUFFIX, data_folder
from storage.project import check_identity

LATEST_KEPT = 10
DAYS_KEPT = 14
_TIME = "%Y%m%dT%H%M%S%fZ"
_NAME = re.compile(
    r"(?P<made>\d{8}T\d{12}Z)\.(?P<number>\d+)-(?P<last>[0-9a-f]{12})\.(?P<reason>[a-z-]+)\.gloss"
)


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of a project: when it was made and why, and the change that was the latest then.

    `made` is in UTC; `number` counts the changes in the file, `last` ends the latest one's id.
    """

    path: Path
    made: datetime
    reason: str
    number: int
    last: str
    size: int


def backup_folder(project: str) -> Path:
    """Return where the backups of a project stand; raise RefusedError if that is no id."""
    if not is_id(project):
        raise RefusedError("The project's id is not one. Nothing was changed.")
    return data_folder() / "backups" / project


def list_backups(project: str) -> list[Backup]:
    """Return the backups of a project, the newest first."""
    folder = backup_folder(project)
    found = [] if not folder.is_dir() else [_read_name(path) for path in folder.iterdir()]
    return sorted((b for b in found if b is not None), key=_made, reverse=True)


def make_backup(project_path: Path, reason: str, *, keep: Path | None = None) -> Path | None:
    """Copy a project to its backups; return None if the latest one already holds all of it.

    `reason` is a word such as `open` or `merge`; rotation spares `keep`. Works beside open
    connections, in any thread. Raises ProjectError; a copy that fails leaves nothing behind.
    """
    with (
        contextlib.closing(connecting.connect(project_path, writable=False)) as source,
        connecting.telling(project_path),
    ):
        check_identity(source, project_path)
        source.execute("BEGIN")
        project, number, last = _position(source)
        existing = list_backups(project)
        if existing and (existing[0].number, existing[0].last) == (number, last):
            return None
        made = datetime.now(UTC)
        name = f"{made.strftime(_TIME)}.{number}-{last}.{_slug(reason)}{SUFFIX}"
        target = backup_folder(project) / name
        _write_copy(source, target)
    _rotate(project, keep)
    return target


def restore_backup(backup: Path, project_path: Path) -> Path | None:
    """Put a backup in the place of a project that no program has open.

    What stood there is backed up first; a file too damaged for that stays beside it under a new
    name, which is returned (else None). A crash on the way leaves either the old or the new.
    Raises ProjectError with nothing changed.
    """
    project = check_backup(backup)
    if project_path.exists() and not project_path.is_file():
        raise NotAProjectError(f"{project_path} is not a file. Nothing was changed.")
    if not project_path.exists():
        _put(backup, project_path)
        return None
    if not os.access(project_path, os.W_OK):
        raise ProjectError(
            f"{project_path} may only be read. Nothing was changed; "
            "restore the backup to a place where you may write."
        )
    if not _is_whole(project_path, project):
        aside = _keep_aside(project_path)
        _put(backup, project_path)
        return aside
    make_backup(project_path, "before-restore", keep=backup)
    _overwrite(backup, project_path)
    return None


def check_backup(backup: Path) -> ProjectId:
    """Return the id of the project in a backup; raise NotAProjectError if it is not sound."""
    connecting.probe(backup)
    with _sealed_copy(backup) as connection, connecting.telling(backup):
        check_identity(connection, backup)
        wrong = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        foreign = connection.execute(
            "SELECT count(*) FROM sqlite_schema WHERE type IN ('trigger', 'view')"
        ).fetchone()[0]
        if wrong != "ok" or foreign:
            raise NotAProjectError(
                f"The backup {backup} is damaged. Nothing was changed; choose another one."
            )
        return _position(connection)[0]


@contextlib.contextmanager
def _sealed_copy(backup: Path) -> Iterator[sqlite3.Connection]:
    """Open a backup, which never changes, without leaving so much as a log beside it."""
    uri = f"{backup.absolute().as_uri()}?immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA query_only = ON")
        connection.row_factory = sqlite3.Row
        yield connection
    finally:
        connection.close()


def _position(connection: sqlite3.Connection) -> tuple[ProjectId, int, str]:
    """Return the project's id, and number and end of the id of its latest change."""
    project = connection.execute("SELECT id FROM project").fetchone()["id"]
    row = connection.execute(
        "SELECT number, id FROM change ORDER BY number DESC LIMIT 1"
    ).fetchone()
    # A number alone would not do: after a restore the same numbers are given again.
    return (ProjectId(project), 0, "0" * 12) if row is None else (project, row[0], row[1][-12:])


def _write_copy(source: sqlite3.Connection, target: Path) -> None:
    part = target.with_name(f".{target.name}.{os.getpid()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with contextlib.closing(sqlite3.connect(part, isolation_level=None)) as copy:
            copy.execute("PRAGMA journal_mode = MEMORY")
            source.backup(copy)
        _sync(part)
        part.replace(target)
        _sync(target.parent)
    except (OSError, sqlite3.OperationalError) as error:
        raise DiskError(
            f"A backup could not be written to {target.parent}: {error}. The project itself is "
            "safe; make room on that disk."
        ) from error
    finally:
        part.unlink(missing_ok=True)


def _rotate(project: str, keep: Path | None) -> None:
    """Keep the latest backups, and one a day for two weeks."""
    backups = list_backups(project)
    kept = {backup.path for backup in backups[:LATEST_KEPT]}
    oldest = datetime.now(UTC) - timedelta(days=DAYS_KEPT)
    days = {backup.made.date(): backup.path for backup in reversed(backups)}
    kept |= {path for day, path in days.items() if day >= oldest.date()}
    for backup in backups:
        if backup.path not in kept and backup.path != keep:
            backup.path.unlink(missing_ok=True)


def _is_whole(path: Path, project: ProjectId) -> bool:
    """Tell whether the file is sound; raise if another program holds it or it is another project.

    A file that is open elsewhere cannot be locked alone, since every open program shares a lock.
    """
    try:
        connecting.probe(path)
        with _alone(path) as connection:
            check_identity(connection, path)
            found = _position(connection)[0]
            is_whole = bool(connection.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok")
    except (NotAProjectError, sqlite3.DatabaseError):
        return False
    if found != project:
        raise RefusedError(
            f"{path} holds another project than the backup. Nothing was changed; "
            "restore the backup under a new name."
        )
    return is_whole


@contextlib.contextmanager
def _alone(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a file that nobody else has open, and let nobody in; LockedProjectError if in use."""
    uri = f"{path.absolute().as_uri()}?mode=rw"
    with (
        connecting.telling(path),
        contextlib.closing(
            sqlite3.connect(uri, uri=True, isolation_level=None, timeout=0.2)
        ) as connection,
    ):
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA trusted_schema = OFF")
        connection.execute("PRAGMA synchronous = FULL")
        # Set before the first access, so that the lock is one on the whole file and stays.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        yield connection


def _overwrite(backup: Path, path: Path) -> None:
    # Written through SQLite as one transaction: a program that opens the file meanwhile waits, and
    # then sees the new content. Renaming would leave it writing to a file without a name.
    with _sealed_copy(backup) as source, _alone(path) as target:
        source.backup(target)


def _keep_aside(path: Path) -> Path:
    """Copy a damaged file and its log to a new name beside it; then take the log away."""
    moment = datetime.now(UTC).strftime("%Y-%m-%d %H%M%S")
    aside = path.with_name(f"{path.stem} (damaged {moment}){path.suffix}")
    with _telling_disk(path):
        shutil.copy2(path, aside)
        for ending in ("-wal", "-shm", "-journal"):
            beside = path.with_name(path.name + ending)
            if beside.exists():
                beside.replace(aside.with_name(aside.name + ending))
        _sync(aside)
    return aside


def _put(backup: Path, path: Path) -> None:
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    with _telling_disk(path):
        try:
            shutil.copyfile(backup, part)
            _sync(part)
            part.replace(path)
            _sync(path.parent)
        finally:
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def _telling_disk(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise DiskError(
            f"The backup could not be restored to {path}: {error.strerror}. What stood there is "
            "unchanged; make room, or choose another folder."
        ) from error


def _sync(path: Path) -> None:
    """Have the disk hold what was written to a file or a folder."""
    if path.is_dir() and os.name == "nt":  # Windows cannot open a folder, and keeps renames itself.
        return
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _read_name(path: Path) -> Backup | None:
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    return Backup(
        path=path,
        made=datetime.strptime(match["made"], _TIME).replace(tzinfo=UTC),
        reason=match["reason"],
        number=int(match["number"]),
        last=match["last"],
        size=path.stat().st_size,
    )


def _made(backup: Backup) -> tuple[datetime, int]:
    return backup.made, backup.number


def _slug(reason: str) -> str:
    return re.sub("[^a-z]+", "-", reason.lower()).strip("-") or "backup"
