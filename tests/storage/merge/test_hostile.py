"""A colleague's file is hostile until proven otherwise; a refusal leaves every byte as it was."""

from __future__ import annotations

import hashlib
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from domain.clock import FAR_FUTURE_MS, wall_milliseconds
from storage.errors import GlossatorError
from storage.merge.merging import merge, preview
from storage.project import open_project
from tests.storage.merge.replicas import begun

FUTURE = f"{wall_milliseconds() + FAR_FUTURE_MS + 9_000_000:012x}-0000-{'a' * 16}"


@pytest.fixture
def mine(tmp_path: Path) -> Path:
    return begun(tmp_path)


@pytest.fixture
def theirs(mine: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(mine, tmp_path / "theirs.gloss"))


@pytest.fixture
def change(theirs: Path) -> Callable[[str], None]:
    """Writes into the colleague's file behind the program's back."""

    def run(script: str) -> None:
        with closing(sqlite3.connect(theirs, isolation_level=None)) as connection:
            connection.execute("PRAGMA ignore_check_constraints = ON")
            connection.executescript(script)

    return run


STRICT = "UPDATE sqlite_schema SET sql = replace(sql, ') STRICT', ')') WHERE name = '{}';"
LYING = (
    "PRAGMA writable_schema = ON; "
    + STRICT.format("annotation")
    + "PRAGMA writable_schema = RESET; {} PRAGMA writable_schema = ON;"
    "UPDATE sqlite_schema SET sql = sql || ' STRICT' WHERE name = 'annotation';"
)
HOSTILE = {
    "another application": ("PRAGMA application_id = 7;", "another program"),
    "a newer schema": ("PRAGMA user_version = 99;", "newer Glossator"),
    "an older schema than it says": ("PRAGMA user_version = 1;", "no Glossator has put there"),
    "a trigger": (
        "CREATE TRIGGER t AFTER INSERT ON annotation BEGIN DELETE FROM change; END;",
        "no Glossator has put there",
    ),
    "a view": ("CREATE VIEW v AS SELECT 1;", "no Glossator has put there"),
    "a table more": ("CREATE TABLE t (a);", "no Glossator has put there"),
    "a column more": ("ALTER TABLE annotation ADD COLUMN x TEXT;", "no Glossator has put there"),
    "an index with a function": (
        "CREATE INDEX i ON annotation (abs(number));",
        "no Glossator has put there",
    ),
    "a table less": ("DROP TABLE conflict;", "lacks a part"),
    "wrong types": (LYING.format("UPDATE annotation SET note = x'00ff';"), "damaged"),
    "text that is no UTF-8": (
        "UPDATE annotation SET note = CAST(x'ff41' AS TEXT);",
        "damaged",
    ),
    "a value that no rule allows": ("UPDATE annotation SET confidence = 'maybe';", "damaged"),
    "dangling keys": ("PRAGMA foreign_keys = OFF; DELETE FROM annotator;", "refers to"),
    "a text that is another": (
        "UPDATE document_text SET text = replace(text, 'one', 'two');",
        "another text",
    ),
    "a quote that is another": ("UPDATE fragment SET quote = 'xyz';", "words are not those"),
    "fragments that are reversed": (
        "INSERT INTO fragment SELECT annotation, 1, 0, 3, 'one' FROM fragment;",
        "words are not those",
    ),
    "an annotation on no words": ("DELETE FROM fragment;", "words are not those"),
    "an annotation beyond the text": (
        'UPDATE annotation SET "end" = 9999; UPDATE fragment SET "end" = 9999;',
        "words are not those",
    ),
    "an entity that is not there": (
        "UPDATE annotation SET attributes = "
        '\'{"canonical":"00000000-0000-0000-0000-000000000000"}\';',
        "entity that is not there",
    ),
    "broken JSON": ("UPDATE annotation SET attributes = '{';", "cannot be read"),
    "JSON as deep as the sea": (
        "UPDATE annotation SET attributes = replace(hex(zeroblob(90000)), '00', '[');",
        "cannot be read",
    ),
    "JSON of another shape": ("UPDATE annotation SET attributes = '[]';", "cannot be"),
    "no numbers": ("UPDATE annotation SET attributes = '{\"a\":NaN}';", "cannot be read"),
    "stamps that are none": ("UPDATE annotation SET stamp = 'tomorrow';", "no stamp"),
    "stamps of strange parts": (
        'UPDATE annotation SET stamps = \'{"secret":"x"}\';',
        "speaks of a part",
    ),
    "an edit from the far future": (f"UPDATE annotation SET stamp = '{FUTURE}';", "30 days"),
    "a register from the far future": (
        f'UPDATE annotation SET stamps = \'{{"note":"{FUTURE}"}}\';',
        "30 days",
    ),
    "a history from the far future": (f"UPDATE change SET stamp = '{FUTURE}';", "30 days"),
    "a history of strange tables": (
        "UPDATE change_item SET \"table\" = 'sqlite_schema';",
        "no project holds",
    ),
    "a history that cannot be read": ("UPDATE change_item SET after = '[';", "cannot be read"),
    "ids that are none": ("UPDATE entity SET id = upper(id);", "refers to|no id"),
    "an id with other content": (
        "UPDATE annotation SET annotator = "
        "(SELECT id FROM annotator a WHERE a.id <> annotation.annotator) WHERE number = 1;",
        "something else under the id",
    ),
    "another value under one stamp": (
        "UPDATE annotation SET note = 'forged' WHERE number = 1;",
        "something else under the id",
    ),
    "another change under one id": (
        "UPDATE change SET stamp = (SELECT min(stamp) FROM change);",
        "another change",
    ),
    "a version of the codebook without tags": (
        "UPDATE codebook_version SET content = '{}';",
        "codebook that cannot be read",
    ),
    "progress under another id": (
        "UPDATE progress SET id = '00000000-0000-0000-0000-000000000000' WHERE number = 1;",
        "another one's id",
    ),
    "an annotator under another one's id": (
        "UPDATE annotator SET name = 'Mallory' WHERE number = 1;",
        "under another one's id",
    ),
    "a huge name": (
        "UPDATE entity SET name = replace(hex(zeroblob(25000)), '0', 'x');",
        "20,000",
    ),
    "a huge entry": (
        "UPDATE annotation SET note = replace(hex(zeroblob(2500000)), '0', 'x');",
        "4 million",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_it_is_refused_in_a_sentence(
    kind: str, mine: Path, theirs: Path, change: Callable[[str], None]
) -> None:
    script, sentence = HOSTILE[kind]
    change(script)
    before, there = _hash(mine), _hash(theirs)
    with open_project(mine) as project:
        last = project.last_change()
        for attempt in (preview, merge):
            with pytest.raises(GlossatorError, match=sentence) as refusal:
                attempt(project, theirs)
            assert "changed" in str(refusal.value)
        assert project.last_change() == last
    assert _hash(mine) == before
    assert _hash(theirs) == there


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize("cut", [0, 50, 4096, 100_000])
def test_a_file_cut_short_is_refused(mine: Path, theirs: Path, cut: int) -> None:
    theirs.write_bytes(theirs.read_bytes()[:cut])
    with open_project(mine) as project, pytest.raises(GlossatorError, match="changed"):
        preview(project, theirs)


def with_damaged_pages(theirs: Path) -> Path:
    data = bytearray(theirs.read_bytes())
    for page in range(2, len(data) // 4096):
        data[page * 4096 : page * 4096 + 32] = b"\xff" * 32
    theirs.write_bytes(data)
    return theirs


def test_damaged_pages_are_refused(mine: Path, theirs: Path) -> None:
    with open_project(mine) as project, pytest.raises(GlossatorError, match="changed"):
        preview(project, with_damaged_pages(theirs))


def test_a_refused_copy_is_closed(mine: Path, theirs: Path, monkeypatch) -> None:
    connect, made = sqlite3.connect, []

    def remembered(*given, **more) -> sqlite3.Connection:
        made.append(connect(*given, **more))
        return made[-1]

    damaged = with_damaged_pages(theirs)
    monkeypatch.setattr(sqlite3, "connect", remembered)
    with open_project(mine) as project, pytest.raises(GlossatorError, match="changed"):
        preview(project, damaged)
    for connection in made:
        with pytest.raises(sqlite3.ProgrammingError, match="closed"):
            connection.execute("SELECT 1")


def test_a_huge_blob_is_bounded(mine: Path, theirs: Path, monkeypatch) -> None:
    monkeypatch.setattr("storage.merge.verify.MOST_BYTES", 1_000_000)
    with closing(sqlite3.connect(theirs, isolation_level=None)) as connection:
        connection.execute(
            "INSERT INTO original SELECT number, zeroblob(2000000), '', 'text/plain', '', 'x', '1' "
            "FROM document LIMIT 1"
        )
    with open_project(mine) as project, pytest.raises(GlossatorError, match="larger than"):
        preview(project, theirs)


def test_what_its_owner_has_not_yet_copied_into_the_file_comes_along(
    mine: Path, theirs: Path
) -> None:
    from storage.work import ensure_annotator

    with open_project(theirs) as other, open_project(mine) as project:
        ensure_annotator(other, "Late")
        assert theirs.with_name("theirs.gloss-wal").exists()
        assert preview(project, theirs).added["annotator"] == 1
        assert "Late" in [annotator.name for annotator in other.annotators.all()]
