"""Merging a colleague's copy of this project: first what it would do, then the deed.

Any order and any number of times ends in the same project. The file is checked as untrusted (see
`source` and `verify`); a refusal leaves the project as it was, byte for byte.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from domain.change import Change
from domain.clock import Stamp
from storage.backup import list_backups, make_backup
from storage.errors import RefusedError
from storage.merge import derived, log
from storage.merge.apply import apply_plan
from storage.merge.circles import break_circles
from storage.merge.plan import Plan, make_plan
from storage.merge.report import Report, report
from storage.merge.source import opened
from storage.merge.verify import verify
from storage.project import Project
from storage.tables import TABLES

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge did: its report, the change (None if nothing was new) and the backup."""

    report: Report
    change: Change | None
    backup: Path


def preview(project: Project, path: Path, progress: Progress | None = None) -> Report:
    """Return what merging a colleague's file would do. Nothing is written.

    `progress(done, total)` counts records; what it raises ends it. Raises ProjectError or
    RefusedError.
    """
    meter = _Meter(progress, passes=2)
    with opened(path, meter.poll) as other, project.apart() as own:
        meter.begin(other)
        _check(own.connection, other, project, path, meter)
        plan = make_plan(own.connection, other, meter.step)
        changes = log.missing_changes(own.connection, other)
        return report(own.connection, other, plan, changes)


def merge(project: Project, path: Path, progress: Progress | None = None) -> Merged:
    """Merge a colleague's file in one transaction, after a backup; return what was done.

    Merging the same file again does nothing. What `progress` raises leaves nothing done.
    """
    meter = _Meter(progress, passes=3)
    with opened(path, meter.poll) as other:
        meter.begin(other)
        with project.apart() as own:
            _check(own.connection, other, project, path, meter)
        # No new one is made where the latest holds everything already.
        backup = make_backup(project.path, "merge") or list_backups(project.id)[0].path
        project.observe(_latest(other))
        with (
            _much_memory(project.connection),
            project.action("merge", f"Merge “{path.name}”", None) as outcome,
        ):
            own_connection = outcome.action.connection
            plan = make_plan(own_connection, other, meter.step)
            changes = log.missing_changes(own_connection, other)
            told = report(own_connection, other, plan, changes)
            outcome.action.bulk = _write(own_connection, other, plan, changes, meter)
        meter.finish()
    return Merged(told, outcome.change, backup)


@contextlib.contextmanager
def _much_memory(connection: sqlite3.Connection) -> Iterator[None]:
    """Let a connection keep 256 MB of pages: ids are random, so a large merge touches all pages."""
    former = connection.execute("PRAGMA cache_size").fetchone()[0]
    connection.execute("PRAGMA cache_size = -262144")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {former:d}")


def _write(
    own: sqlite3.Connection,
    other: sqlite3.Connection,
    plan: Plan,
    changes: list[int],
    meter: _Meter,
) -> bool:
    """Write all that is new and what follows from it; return whether there was anything."""
    apply_plan(own, other, plan, meter.step)
    versions = _write_versions(own, other)
    log.write_changes(own, other, changes, plan.gone)
    added = log.complete_changes(own, other, plan.gone)
    circles = break_circles(own)
    renamed = derived.note_codebook(own)
    marked = derived.mark_variants(own)
    return not plan.is_empty or bool(changes or added or versions or circles or renamed or marked)


def _write_versions(own: sqlite3.Connection, other: sqlite3.Connection) -> int:
    rows = [tuple(r) for r in other.execute("SELECT hash, content, created FROM codebook_version")]
    before = own.total_changes
    own.executemany(
        "INSERT OR IGNORE INTO codebook_version (hash, content, created) VALUES (?, ?, ?)", rows
    )
    return own.total_changes - before


def _check(
    own: sqlite3.Connection,
    other: sqlite3.Connection,
    project: Project,
    path: Path,
    meter: _Meter,
) -> None:
    del own
    if path.exists() and project.path.exists() and path.samefile(project.path):
        raise RefusedError("This file is the project that is open. Nothing was changed.")
    theirs = other.execute("SELECT id, title FROM project").fetchone()
    if theirs is None or theirs["id"] != project.id:
        raise RefusedError(
            f"{path} is another project, not a copy of this one, so it cannot be merged. Nothing "
            "was changed; export it there as JSON Lines and import that here instead."
        )
    verify(other, meter.documents)


def _latest(connection: sqlite3.Connection) -> Stamp:
    """Return the latest stamp in a copy, of whatever was edited."""
    tables = (*TABLES, "change")
    found = (connection.execute(f"SELECT max(stamp) FROM {t}").fetchone()[0] for t in tables)
    return Stamp(max(stamp for stamp in found if stamp is not None))


class _Meter:
    """Counts the records looked at in all passes, for a progress bar that only moves forward."""

    def __init__(self, progress: Progress | None, *, passes: int) -> None:
        self._progress = progress
        self._passes = passes
        self._rows = 0
        self._total = 0
        self._done = 0

    def begin(self, other: sqlite3.Connection) -> None:
        """Count what there is to look at."""
        counts = (other.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in TABLES)
        self._rows = sum(counts)
        self._total = self._rows * self._passes

    def poll(self) -> None:
        """Say again how far it is, so that whoever waits may stop it."""
        self.step(0)

    def documents(self, done: int, total: int) -> None:
        """Count the first pass, which goes by documents."""
        self._done = 0
        self.step(self._rows * done // max(1, total))

    def step(self, rows: int) -> None:
        """Count some records."""
        self._done = min(self._done + rows, self._total)
        if self._progress is not None:
            self._progress(self._done, max(1, self._total))

    def finish(self) -> None:
        """Say that all is done."""
        self.step(self._total)
