"""How the file is opened, and what a bad one is told."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from domain.annotation import Annotator
from domain.ids import DocumentId
from storage import connection as connecting
from storage import schema
from storage.errors import (
    DiskError,
    LockedProjectError,
    NewerProjectError,
    NotAProjectError,
    ProjectError,
    ReadOnlyProjectError,
)
from storage.project import Project, create_project, open_project
from storage.work import ensure_annotator, set_document_note


def _pragma(project: Project, name: str) -> object:
    return project.connection.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.fixture
def short_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for other programs no longer than a test may."""
    monkeypatch.setattr(connecting, "BUSY_MS", 50)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("trusted_schema", 0),
        ("wal_autocheckpoint", 0),
        ("query_only", 0),
        ("busy_timeout", 5000),
        ("application_id", 0x474C4F53),
        ("user_version", schema.LATEST),
    ],
)
def test_the_pragmas_are_set(project: Project, name: str, value: object) -> None:
    assert _pragma(project, name) == value


def test_the_pragmas_are_set_on_a_file_opened_again(project: Project, path: Path) -> None:
    project.close()
    with open_project(path) as again:
        found = [_pragma(again, name) for name in ("journal_mode", "synchronous", "foreign_keys")]
    assert found == ["wal", 2, 1]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE stray (a)",
        "CREATE TEMP TABLE stray (a)",
        "CREATE INDEX stray ON document (title)",
        "CREATE VIEW stray AS SELECT 1",
        "CREATE TRIGGER stray AFTER INSERT ON change BEGIN SELECT 1; END",
        "CREATE VIRTUAL TABLE stray USING fts5 (a)",
        "ALTER TABLE document ADD COLUMN stray",
        "DROP TABLE document",
        "DROP INDEX document_title",
        "ATTACH ':memory:' AS stray",
    ],
)
def test_the_schema_is_sealed(project: Project, statement: str) -> None:
    with pytest.raises(sqlite3.DatabaseError, match=r"not authorized|prohibited"):
        project.connection.execute(statement)


def test_rows_savepoints_and_the_search_index_work_under_the_seal(project: Project) -> None:
    connection = project.connection
    for statement in (
        "BEGIN",
        "SAVEPOINT a",
        "INSERT INTO annotation_search (rowid, quote, note) VALUES (1, 'word', '')",
        "RELEASE a",
        "INSERT INTO document_search (document_search) VALUES ('optimize')",
        "COMMIT",
    ):
        connection.execute(statement)
    query = "SELECT rowid FROM annotation_search WHERE annotation_search MATCH 'word'"
    assert connection.execute(query).fetchone()[0] == 1


def test_foreign_keys_are_enforced(project: Project) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        project.connection.execute("INSERT INTO document_text (number, text) VALUES (99, 'x')")


def _rewritten(at: int, value: int) -> Callable[[bytes], bytes]:
    return lambda whole: whole[:at] + value.to_bytes(4, "big") + whole[at + 4 :]


@pytest.mark.parametrize(
    ("error", "spoil", "says"),
    [
        (NotAProjectError, lambda whole: b"", "is empty"),
        (NotAProjectError, lambda whole: b"An article, not a project.", "not a Glossator project"),
        (NotAProjectError, lambda whole: whole[:50], "cut short"),
        (NotAProjectError, lambda whole: whole[: len(whole) // 2], "cut short"),
        (NotAProjectError, lambda whole: whole[:-1], "cut short"),
        (NotAProjectError, _rewritten(68, 0), "another program"),
        (NewerProjectError, _rewritten(60, 99), "update Glossator"),
        (NotAProjectError, lambda w: w[:100] + b"\xff" * 3996 + w[4096:], "is damaged"),
    ],
)
def test_a_bad_file_is_told_and_left_as_it_is(
    project: Project,
    path: Path,
    error: type[ProjectError],
    spoil: Callable[[bytes], bytes],
    says: str,
) -> None:
    project.close()
    bad = spoil(path.read_bytes())
    path.write_bytes(bad)
    with pytest.raises(error, match=says):
        open_project(path)
    assert path.read_bytes() == bad
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_file_that_is_cut_within_a_page_table_is_told_not_raised(
    project: Project, path: Path
) -> None:
    project.close()
    whole = path.read_bytes()
    # The header promises no more than what is there, as some copying tools leave it.
    half = len(whole) // 8192
    path.write_bytes(_rewritten(28, half)(whole)[: half * 4096])
    with pytest.raises(NotAProjectError, match="restore a backup"):
        open_project(path).documents.rows(None)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="There is no file"):
        open_project(tmp_path / "none.gloss")
    with pytest.raises(NotAProjectError, match="is a folder"):
        open_project(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE project (a)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    with pytest.raises(NotAProjectError, match="another program"):
        open_project(path)
    assert path.read_bytes() == before


def test_a_project_is_not_made_over_a_file_or_in_no_folder(tmp_path: Path) -> None:
    taken = tmp_path / "taken.gloss"
    taken.write_text("mine")
    with pytest.raises(ProjectError, match="exists already"):
        create_project(taken, title="T")
    with pytest.raises(ProjectError, match="no folder"):
        create_project(tmp_path / "no" / "p.gloss", title="T")
    assert taken.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [taken]


def test_a_file_that_another_program_holds_is_told(
    project: Project, path: Path, short_wait: None
) -> None:
    project.close()
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    try:
        with pytest.raises(LockedProjectError, match="close the other program"):
            open_project(path)
    finally:
        holder.close()


def test_an_action_while_another_program_writes_is_told_and_not_done(
    project: Project, annotator: Annotator, path: Path, short_wait: None
) -> None:
    with open_project(path) as mine:
        project.connection.execute("BEGIN IMMEDIATE")
        with pytest.raises(LockedProjectError, match="safe"):
            ensure_annotator(mine, "Bo")
        project.connection.execute("ROLLBACK")
        ensure_annotator(mine, "Bo")
        assert [a.name for a in mine.annotators.all()] == ["Ann", "Bo"]


def test_a_file_that_may_only_be_read_opens_for_reading(
    project: Project,
    annotator: Annotator,
    document: DocumentId,
    path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    project.close()
    before = path.read_bytes()
    monkeypatch.setattr(os, "access", lambda _path, mode: mode != os.W_OK)
    with open_project(path) as reading:
        assert not reading.writable
        assert len(reading.documents.rows(annotator.id)) == 1
        with pytest.raises(ReadOnlyProjectError, match="Nothing was changed"):
            ensure_annotator(reading, "Bo")
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_a_full_database_is_told_and_the_action_not_done(
    project: Project, annotator: Annotator, document: DocumentId, path: Path
) -> None:
    last = project.last_change()
    pages = _pragma(project, "page_count")
    project.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(DiskError, match="Make room"):
        _note(project, annotator, document, "long " * 50_000)
    assert (project.last_change(), project.documents.rows(None)[0].note) == (last, "")
    _note(project, annotator, document, "short")
    project.close()
    with open_project(path) as again:
        assert again.documents.rows(None)[0].note == "short"


def _note(project: Project, annotator: Annotator, document: DocumentId, note: str) -> None:
    set_document_note(project, document=document, annotator=annotator.id, note=note)


_ON_A_FULL_DISK = """
import resource, signal, sys
from pathlib import Path
from storage.errors import ProjectError
from storage.project import open_project
from storage.work import ensure_annotator
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
project = open_project(Path(sys.argv[1]))
limit = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
done = 0
try:
    while True:
        ensure_annotator(project, f"Annotator {done}")
        done += 1
except ProjectError as error:
    print(done, type(error).__name__, error)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no limit of file size")
def test_on_a_full_disk_all_that_was_acknowledged_is_kept(project: Project, path: Path) -> None:
    project.close()
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd())}
    limit = path.stat().st_size
    command = [sys.executable, "-c", _ON_A_FULL_DISK, str(path), str(limit)]
    ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    done, kind, says = ran.stdout.split(" ", 2)
    assert kind == "DiskError"
    assert "safe" in says
    assert int(done) > 5
    with open_project(path) as again:
        assert len(again.annotators.all()) == int(done)
