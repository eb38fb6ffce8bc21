"""Backups: made beside the open project, rotated, restored."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from domain.annotation import Annotator
from domain.ids import DocumentId
from storage import backup
from storage.backup import Backup, backup_folder, list_backups, make_backup, restore_backup
from storage.errors import (
    DiskError,
    LockedProjectError,
    NotAProjectError,
    ProjectError,
    RefusedError,
)
from storage.project import Project, create_project, open_project
from storage.work import ensure_annotator, set_document_note


def _note(project: Project, annotator: Annotator, document: DocumentId, note: str) -> None:
    set_document_note(project, document=document, annotator=annotator.id, note=note)


def _noted(path: Path) -> list[str]:
    with open_project(path) as project:
        return [row.note for row in project.documents.rows(None)]


@pytest.fixture
def saved(
    project: Project, annotator: Annotator, document: DocumentId, path: Path
) -> tuple[Path, Path]:
    """A closed project noted “new”, and a backup of it from when its note was “old”."""
    _note(project, annotator, document, "old")
    made = make_backup(path, "open")
    assert made is not None
    _note(project, annotator, document, "new")
    project.close()
    return path, made


def test_a_backup_holds_what_was_committed_and_stands_away_from_the_project(
    project: Project, annotator: Annotator, document: DocumentId, path: Path
) -> None:
    _note(project, annotator, document, "kept")
    made = make_backup(path, "Open!")
    assert made is not None
    home = Path(os.environ["GLOSSATOR_HOME"])
    assert made.parent == backup_folder(project.id) == home / "backups" / project.id
    assert list(made.parent.iterdir()) == [made]
    (listed,) = list_backups(project.id)
    assert (listed.reason, listed.number) == ("open", project.last_change())
    assert _noted(made) == ["kept"]


def test_no_second_backup_is_made_of_the_same_state(
    project: Project, annotator: Annotator, path: Path
) -> None:
    assert make_backup(path, "open") is not None
    assert make_backup(path, "open") is None
    ensure_annotator(project, "Bo")
    assert make_backup(path, "open") is not None


def test_a_backup_in_a_thread_leaves_one_file_after_the_last_close(
    project: Project, annotator: Annotator, path: Path
) -> None:
    thread = threading.Thread(target=make_backup, args=(path, "open"))
    thread.start()
    project.close()
    thread.join()
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_the_latest_ten_stay_and_one_a_day_for_two_weeks(
    project: Project, monkeypatch: pytest.MonkeyPatch, path: Path
) -> None:
    folder = backup_folder(project.id)
    folder.mkdir(parents=True)
    (folder / "readme.txt").write_text("not a backup")
    start = datetime.now(UTC) - timedelta(days=30)
    for hours in range(0, 30 * 24, 6):
        made = (start + timedelta(hours=hours)).strftime("%Y%m%dT%H%M%S%fZ")
        (folder / f"{made}.{hours}-{'0' * 12}.open.gloss").touch()
    make_backup(path, "open")
    left = list_backups(project.id)
    assert len({b.made.date() for b in left}) >= 14
    assert 10 + 11 <= len(left) <= 10 + 15
    assert min(b.made for b in left) > datetime.now(UTC) - timedelta(days=16)
    assert (folder / "readme.txt").exists()


def test_restoring_brings_back_the_old_state_and_backs_up_the_new(saved: tuple[Path, Path]) -> None:
    path, made = saved
    assert restore_backup(made, path) is None
    assert _noted(path) == ["old"]
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    newest, oldest = list_backups(made.parent.name)
    assert (newest.reason, oldest.path) == ("before-restore", made)
    assert _noted(newest.path) == ["new"]


def test_a_state_reached_again_under_the_same_number_is_backed_up(
    saved: tuple[Path, Path],
) -> None:
    path, made = saved
    restore_backup(made, path)
    with open_project(path) as project:
        ensure_annotator(project, "Somebody else")
    assert make_backup(path, "open") is not None


def test_a_backup_returns_to_where_no_file_is(saved: tuple[Path, Path]) -> None:
    path, made = saved
    path.unlink()
    restore_backup(made, path)
    assert _noted(path) == ["old"]


@pytest.mark.parametrize("damage", ["empty", "cut", "text", "inside"])
def test_a_damaged_project_is_kept_aside(saved: tuple[Path, Path], damage: str) -> None:
    path, made = saved
    whole = path.read_bytes()
    hurt = {
        "empty": b"",
        "cut": whole[: len(whole) // 2],
        "text": b"no database at all",
        "inside": whole[:4096] + b"\xff" * 8192 + whole[4096 + 8192 :],
    }[damage]
    path.write_bytes(hurt)
    aside = restore_backup(made, path)
    assert aside is not None
    assert aside.read_bytes() == hurt
    assert _noted(path) == ["old"]
    assert sorted(path.parent.iterdir()) == sorted([path, aside])


def test_an_open_project_is_not_replaced(saved: tuple[Path, Path]) -> None:
    path, made = saved
    with open_project(path) as project:
        with pytest.raises(LockedProjectError, match="close the other program"):
            restore_backup(made, path)
        assert project.documents.rows(None)[0].note == "new"
    assert _noted(path) == ["new"]


def test_a_project_open_for_reading_elsewhere_is_not_replaced(saved: tuple[Path, Path]) -> None:
    path, made = saved
    with open_project(path, writable=False), pytest.raises(LockedProjectError):
        restore_backup(made, path)
    assert _noted(path) == ["new"]


def test_a_damaged_backup_is_refused(saved: tuple[Path, Path]) -> None:
    path, made = saved
    before = path.read_bytes()
    broken = bytearray(made.read_bytes())
    broken[4096:12288] = b"\xff" * 8192
    made.write_bytes(broken)
    with pytest.raises(NotAProjectError):
        restore_backup(made, path)
    assert path.read_bytes() == before


def test_a_backup_with_a_foreign_trigger_is_refused(saved: tuple[Path, Path]) -> None:
    path, made = saved
    connection = sqlite3.connect(made)
    connection.execute("CREATE TRIGGER evil AFTER INSERT ON change BEGIN DELETE FROM change; END")
    connection.commit()
    connection.close()
    with pytest.raises(NotAProjectError):
        restore_backup(made, path)


def test_a_backup_of_another_project_is_refused(saved: tuple[Path, Path], tmp_path: Path) -> None:
    _, made = saved
    other = tmp_path / "other.gloss"
    create_project(other, title="Other").close()
    before = other.read_bytes()
    with pytest.raises(RefusedError, match="another project"):
        restore_backup(made, other)
    assert other.read_bytes() == before


def test_a_backup_that_does_not_fit_on_the_disk_leaves_nothing(
    project: Project, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "_sync", full)
    with pytest.raises(DiskError, match="project itself is safe"):
        make_backup(path, "open")
    assert list(backup_folder(project.id).iterdir()) == []


def test_a_missing_project_or_id_is_told(tmp_path: Path) -> None:
    with pytest.raises(ProjectError):
        make_backup(tmp_path / "none.gloss", "open")
    with pytest.raises(RefusedError):
        list_backups("../elsewhere")


_KILLED = """
import os, sys
from pathlib import Path
from storage import backup
steps = int(sys.argv[3])
def trace(frame, event, arg):
    global steps
    if frame.f_code.co_filename.endswith("backup.py"):
        steps -= 1
        if steps < 0:
            os.kill(os.getpid(), 9)
    return trace
sys.settrace(trace)
backup.restore_backup(Path(sys.argv[1]), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("steps", [20, 120, 200, 268, 275, 290, 299, 304])
def test_a_restore_killed_on_the_way_leaves_the_old_or_the_new(
    saved: tuple[Path, Path], steps: int
) -> None:
    path, made = saved
    command = [sys.executable, "-c", _KILLED, str(made), str(path), str(steps)]
    subprocess.run(command, check=False, env={**os.environ, "PYTHONPATH": str(Path.cwd())})
    assert _noted(path) in (["old"], ["new"])


def test_backups_are_listed_newest_first(
    project: Project, annotator: Annotator, path: Path
) -> None:
    for name in ("Bo", "Cy", "Di"):
        ensure_annotator(project, name)
        make_backup(path, "open")
    listed: list[Backup] = list_backups(project.id)
    assert [b.number for b in listed] == sorted((b.number for b in listed), reverse=True)
    assert len(listed) == 3
