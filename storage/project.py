"""A project file: opened, read, and written one whole action at a time."""

from __future__ import annotations

import contextlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

from domain.change import Change, Skipped
from domain.clock import Clock, Stamp
from domain.ids import AnnotatorId, ChangeId, DocumentId, ProjectId, new_id
from domain.text import on_one_line
from storage import connection as connecting
from storage import history, schema
from storage.action import Action, write_items
from storage.checkpoint import Checkpointer
from storage.contents import Contents
from storage.errors import NotAProjectError, ProjectError, ReadOnlyProjectError, RefusedError
from storage.jsontext import dump
from storage.times import now


class Project(Contents):
    """An open project: its contents to read, and `action` to change them.

    Made by `open_project` or `create_project`; `close` it, or use it as a context manager. The
    connection belongs to one thread; `apart` gives other threads one of their own.
    """

    def __init__(
        self, path: Path, connection: sqlite3.Connection, *, writable: bool, clock: Clock
    ) -> None:
        super().__init__(connection)
        self.path = path
        self.writable = writable
        self._clock = clock
        self._checkpointer = Checkpointer(path) if writable else None
        self._open_action = False
        # Who works in a layer that is not a person's: the change is theirs, and so is its undo.
        self.hands: dict[AnnotatorId, AnnotatorId] = {}
        row = connection.execute("SELECT id FROM project").fetchone()
        self.id = ProjectId(row["id"])

    def __enter__(self) -> Project:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextlib.contextmanager
    def action(
        self,
        verb: str,
        label: str,
        annotator: AnnotatorId | None,
        *,
        document: DocumentId | None = None,
    ) -> Iterator[Outcome]:
        """Do one user action as one durable transaction.

        The body writes through `outcome.action`; leaving it commits, an exception rolls all back.
        Afterwards `outcome.change` is what was done, or None if nothing was written.
        """
        annotator = annotator if annotator is None else self.hands.get(annotator, annotator)
        with self._transaction() as outcome:
            outcome.begin(self._action(annotator, document))
            yield outcome
            if outcome.action.is_empty:
                return
            self._drop_redo(annotator)
            outcome.change = self._record(outcome.action, verb, label, document=document)

    def undo(self, annotator: AnnotatorId) -> Change | None:
        """Take back the annotator's latest action; return the change, or None if there is none."""
        return self._step(annotator, history.next_undo, "undo", "undone")

    def redo(self, annotator: AnnotatorId) -> Change | None:
        """Bring back the action undone last; return the change, or None if there is none."""
        return self._step(annotator, history.next_redo, "redo", "done")

    def revert(self, change: ChangeId, annotator: AnnotatorId) -> Change | None:
        """Take back one earlier action of the annotator, as a new action.

        Raises RefusedError if it is not theirs, not from this copy, or not in force.
        """
        with self._transaction() as outcome:
            target = history.by_id(self.connection, change)
            if target is None or target.status != "done" or target.kind != "do":
                raise RefusedError(
                    "This change is no longer in force, so there is nothing to take back."
                )
            if target.annotator != annotator or not target.local:
                raise RefusedError(
                    "Only your own changes, made in this copy, can be taken back. "
                    "Nothing was changed."
                )
            outcome.begin(self._action(annotator, target.document))
            skipped = history.reverse(outcome.action, target)
            self._drop_redo(annotator)
            self._set_status(target.id, "reverted")
            outcome.change = self._record(
                outcome.action,
                "revert",
                f"Take back: {target.label}",
                undoes=target,
                skipped=skipped,
            )
        return outcome.change

    @contextlib.contextmanager
    def apart(self) -> Iterator[Contents]:
        """Give a reading connection of its own, for another thread or a long look at one moment."""
        connection = connecting.connect(self.path, writable=False)
        try:
            with connecting.telling(self.path):
                yield Contents(connection)
        finally:
            connection.close()

    def data_version(self) -> int:
        """Return a number that changes when another connection has written to the file."""
        return int(self.connection.execute("PRAGMA data_version").fetchone()[0])

    def last_change(self) -> int:
        """Return the number of the latest change in the file."""
        return history.last_number(self.connection)

    def changes_since(self, number: int) -> list[Change]:
        """Return what was done after change `number`, by whatever window or program."""
        found = history.since(self.connection, number)
        for change in found:
            self._clock.observe(change.stamp)
        return found

    def observe(self, stamp: Stamp) -> None:
        """Take note of an edit made in another copy: what is done next here comes after it."""
        self._clock.observe(stamp)

    def close(self) -> None:
        """Close the file; after the last close there is one file and no write-ahead log."""
        if self._checkpointer is not None:
            self._checkpointer.stop()
        with contextlib.suppress(sqlite3.ProgrammingError):
            self.connection.close()

    # What follows is the transaction itself.

    @contextlib.contextmanager
    def _transaction(self) -> Iterator[Outcome]:
        if not self.writable:
            raise ReadOnlyProjectError(
                f"{self.path} is open for reading only. Nothing was changed; "
                "copy the file to a place where you may write to go on."
            )
        if self._open_action:
            raise RuntimeError("an action inside an action would be two steps for one gesture")
        self._open_action = True
        try:
            with connecting.telling(self.path):
                self.connection.execute("BEGIN IMMEDIATE")
                try:
                    yield Outcome()
                    self.connection.execute("COMMIT")
                except BaseException:
                    if self.connection.in_transaction:
                        self.connection.execute("ROLLBACK")
                    raise
        finally:
            self._open_action = False
        if self._checkpointer is not None:
            self._checkpointer.nudge()

    def _action(self, annotator: AnnotatorId | None, document: DocumentId | None) -> Action:
        # Another window may have written since: its stamps must lie before ours.
        latest = self.connection.execute(
            "SELECT stamp FROM change ORDER BY number DESC LIMIT 1"
        ).fetchone()
        if latest is not None:
            self._clock.observe(Stamp(latest["stamp"]))
        action = Action(
            self.connection,
            change_id=new_id(),
            stamp=self._clock.tick(),
            at=now(),
            annotator=annotator,
        )
        action.document = document
        return action

    def _step(
        self,
        annotator: AnnotatorId,
        find: Callable[[sqlite3.Connection, AnnotatorId], Change | None],
        kind: str,
        status: str,
    ) -> Change | None:
        with self._transaction() as outcome:
            target = find(self.connection, annotator)
            if target is None:
                return None
            undone = target if kind == "undo" else self._latest_undo_of(target)
            whole = history.by_id(self.connection, undone.id)
            assert whole is not None
            outcome.begin(self._action(annotator, target.document))
            skipped = history.reverse(outcome.action, whole)
            self._set_status(target.id, status)
            self._follow_revert(target, status)
            outcome.change = self._record(
                outcome.action,
                kind,
                f"{kind.capitalize()}: {target.label}",
                kind=kind,
                undoes=undone,
                skipped=skipped,
            )
        return outcome.change

    def _latest_undo_of(self, target: Change) -> Change:
        """Return the undo that took `target` back last."""
        row = self.connection.execute(
            "SELECT id FROM change WHERE undoes = ? AND kind = 'undo' ORDER BY number DESC LIMIT 1",
            (target.id,),
        ).fetchone()
        found = history.by_id(self.connection, ChangeId(row["id"]))
        assert found is not None
        return found

    def _follow_revert(self, target: Change, status: str) -> None:
        """A revert that is undone puts what it reverted back in force, and the other way round."""
        if target.verb == "revert" and target.undoes is not None:
            self._set_status(target.undoes, "done" if status == "undone" else "reverted")

    def _drop_redo(self, annotator: AnnotatorId | None) -> None:
        self.connection.execute(
            "UPDATE change SET status = 'dropped' "
            "WHERE local = 1 AND annotator = ? AND status = 'undone'",
            (annotator,),
        )

    def _set_status(self, change: ChangeId, status: str) -> None:
        self.connection.execute("UPDATE change SET status = ? WHERE id = ?", (status, change))

    def _record(
        self,
        action: Action,
        verb: str,
        label: str,
        *,
        kind: str = "do",
        undoes: Change | None = None,
        skipped: tuple[Skipped, ...] = (),
        document: DocumentId | None = None,
    ) -> Change:
        batch = None
        if action.bulk:
            batch = action.change_id
            if undoes is not None and undoes.bulk:
                batch = history.batch_of(self.connection, undoes)
        cursor = self.connection.execute(
            "INSERT INTO change (id, stamp, annotator, verb, label, at, kind, undoes, batch, "
            "document, skipped) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(action.change_id, action.stamp, action.annotator, verb, on_one_line(label)),
                *(action.at, kind, None if undoes is None else undoes.id),
                *(batch, document or action.document),
                dump([[s.table, s.record, s.field] for s in skipped]),
            ),
        )
        write_items(self.connection, int(cursor.lastrowid or 0), action.items)
        change = history.by_id(self.connection, ChangeId(action.change_id))
        assert change is not None
        return change


class Outcome:
    """What an action is doing (`action`), and afterwards what it did (`change`)."""

    def __init__(self) -> None:
        self.change: Change | None = None
        self._action: Action | None = None

    def begin(self, action: Action) -> None:
        """Set the action that writes."""
        self._action = action

    @property
    def action(self) -> Action:
        """The action that writes, inside the block."""
        assert self._action is not None
        return self._action


def open_project(path: Path, *, writable: bool = True) -> Project:
    """Open a project file; raise ProjectError with the sentence that fits.

    A file that may only be read is opened for reading: see `Project.writable`.
    """
    path = Path(path)
    connecting.probe(path)
    if writable and not os.access(path, os.W_OK):
        writable = False
    connection = connecting.connect(path, writable=writable)
    try:
        with connecting.telling(path):
            check_identity(connection, path)
            if writable and _version(connection) < schema.LATEST:
                schema.migrate(connection)
            connecting.seal(connection)
            return Project(path, connection, writable=writable, clock=Clock(_seen(connection)))
    except BaseException:
        connection.close()
        raise


def create_project(path: Path, *, title: str) -> Project:
    """Make a new project file and open it; raise ProjectError if the place is taken or closed.

    The file appears under its name only when it is whole.
    """
    path = Path(path)
    if path.exists():
        raise ProjectError(
            f"{path} exists already. It was not changed; open it, or choose another name."
        )
    if not path.parent.is_dir():
        raise ProjectError(
            f"There is no folder {path.parent}. Nothing was made; choose a folder that exists."
        )
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _write_new(part, title)
        part.rename(path)
    except OSError as error:
        raise ProjectError(
            f"{path} could not be made: {error.strerror}. Nothing was changed; "
            "choose another folder."
        ) from error
    finally:
        part.unlink(missing_ok=True)
    return open_project(path)


def _write_new(part: Path, title: str) -> None:
    part.touch(exist_ok=False)
    with connecting.telling(part), contextlib.closing(connecting.connect(part)) as connection:
        connection.execute(f"PRAGMA application_id = {connecting.APPLICATION_ID:d}")
        schema.migrate(connection)
        stamp = Clock().tick()
        connection.execute(
            "INSERT INTO project (id, title, created, born, stamp) VALUES (?, ?, ?, ?, ?)",
            (new_id(), title, now(), stamp, stamp),
        )


def check_identity(connection: sqlite3.Connection, path: Path) -> None:
    """Raise NotAProjectError if the database is not a project of ours."""
    # Read through SQLite, so that a page that is still in the log counts.
    found = connection.execute("PRAGMA application_id").fetchone()[0]
    tables = connection.execute(
        "SELECT count(*) FROM sqlite_schema WHERE name IN ('project', 'annotation', 'change')"
    ).fetchone()[0]
    if found != connecting.APPLICATION_ID or tables != 3:
        raise NotAProjectError(
            f"{path} is not a whole Glossator project. It was not changed; restore a backup."
        )


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _seen(connection: sqlite3.Connection) -> Stamp:
    row = connection.execute("SELECT stamp FROM change ORDER BY number DESC LIMIT 1").fetchone()
    if row is None:
        row = connection.execute("SELECT stamp FROM project").fetchone()
    return Stamp(row["stamp"])
