"""Which backup holds the project as it was before the latest merge."""

from __future__ import annotations

from dataclasses import dataclass

from domain.change import Change
from domain.ids import ChangeId
from storage import history
from storage.backup import Backup, list_backups
from storage.project import Project


@dataclass(frozen=True, slots=True)
class WayBack:
    """The latest merge, the backup made before it, and how many changes were made since."""

    merge: Change
    backup: Backup
    since: int


def way_back(project: Project) -> WayBack | None:
    """Return how the latest merge can be rolled back; None without one, or without its backup."""
    row = project.connection.execute(
        "SELECT number, id FROM change WHERE verb = 'merge' ORDER BY number DESC LIMIT 1"
    ).fetchone()
    if row is None:
        return None
    before = project.connection.execute(
        "SELECT coalesce(max(number), 0) FROM change "
        "WHERE number < ? AND (local = 1 OR verb = 'merge')",
        (row["number"],),
    ).fetchone()[0]
    merge = history.by_id(project.connection, ChangeId(row["id"]))
    assert merge is not None
    for backup in list_backups(project.id):
        if before <= backup.number < merge.number and _is_of(project, backup):
            return WayBack(merge, backup, project.last_change() - merge.number)
    return None


def _is_of(project: Project, backup: Backup) -> bool:
    """Tell whether a backup is one of this history, and not of another way that it took once."""
    row = project.connection.execute(
        "SELECT id FROM change WHERE number = ?", (backup.number,)
    ).fetchone()
    return backup.number == 0 if row is None else bool(row["id"][-12:] == backup.last)
