"""`check` finds each kind of damage, and calls a sound project sound."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import retag, tag_span
from storage.check import Report, check_project
from storage.errors import CancelledError
from storage.opening import new_project
from storage.project import open_project
from storage.work import ensure_annotator


@pytest.fixture
def damaged(tmp_path: Path):
    """Make a small project, damage it with SQL behind the program's back, and check it."""
    path = tmp_path / "p.gloss"
    with new_project(path, title="P", annotator="Ann") as project:
        ann = ensure_annotator(project, "Ann")
        (document,), _ = add_documents(project, [NewDocument("Peru", "Peru said no.")], ann.id)
        tag = project.codebooks.current().active[0].id
        span = Span.of([(0, 4), (10, 12)])
        tag_span(project, document=document, annotator=ann.id, tag=tag, span=span)

    def check(*statements: str) -> Report:
        raw = sqlite3.connect(path)
        for statement in statements:
            raw.execute(statement)
        raw.commit()
        raw.close()
        with open_project(path, writable=False) as project:
            return check_project(project)

    return check


def test_a_sound_project_has_no_errors(damaged) -> None:
    assert damaged().is_sound


@pytest.mark.parametrize(
    ("damage", "says"),
    [
        ("UPDATE document_text SET text = 'Peru said so.'", "its hash differs"),
        ("UPDATE document_text SET text = 'Peru' || char(13)", "not canonical"),
        ("UPDATE document SET length = 3", "but says 3"),
        ("DELETE FROM document_text", "has no text"),
        ("UPDATE fragment SET quote = 'Lima' WHERE ordinal = 0", "the text has “Peru no” there"),
        ("UPDATE fragment SET end = 99 WHERE ordinal = 1", "beyond the text"),
        ("UPDATE fragment SET start = 2 WHERE ordinal = 1", "overlap or are not in order"),
        ("DELETE FROM fragment", "stands on no words"),
        ("UPDATE annotation SET attributes = '{'", "“attributes” of"),
        ("UPDATE annotation SET attributes = '[]'", "“attributes” of"),
        ('UPDATE annotation SET attributes = \'{"canonical":"x"}\'', "does not exist"),
        ("UPDATE annotation SET tag = 'x'", "refers to a tag"),
        ("UPDATE annotation SET stamp = 'x'", "no stamp of a clock"),
        ("UPDATE annotation SET stamp = 'f' || substr(stamp, 2)", "30 days in the future"),
        ("DELETE FROM annotation_search", "annotations is not complete"),
        ("UPDATE annotation_search SET quote = 'x'", "other words than 1"),
        ("DELETE FROM document_search_docsize", "texts is not complete"),
        (
            "INSERT INTO relation (id, source, type, target, created, born, stamp) "
            "VALUES ('r', 'x', 'same_as', 'y', '', '', '')",
            "refers to a annotation",
        ),
    ],
)
def test_each_kind_of_damage_is_an_error(damaged, damage: str, says: str) -> None:
    report = damaged(damage)
    assert any(says in error for error in report.errors), report


def test_a_broken_page_is_an_error(tmp_path: Path, damaged) -> None:
    damaged()
    path = tmp_path / "p.gloss"
    data = bytearray(path.read_bytes())
    root = sqlite3.connect(path)
    (page,) = root.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = 'annotation_place'"
    ).fetchone()
    root.close()
    data[(page - 1) * 4096 : page * 4096] = b"\xaa" * 4096
    path.write_bytes(data)
    assert any("damaged" in error for error in damaged().errors)


def test_an_incomplete_annotation_is_a_warning(project, document, annotator, tags) -> None:
    stance = tags[1]
    tag_span(project, document=document, annotator=annotator.id, tag=stance, span=Span.single(0, 4))
    report = check_project(project)
    assert report.is_sound
    assert report.warnings == tuple(
        f"In “Peru”, “Peru” at 0: {name} is missing." for name in ("position", "holder", "target")
    )


def test_a_value_that_does_not_fit_is_a_warning(damaged) -> None:
    report = damaged('UPDATE annotation SET attributes = \'{"actor_type":"x"}\'')
    assert report.is_sound
    assert any("not one of its choices" in said for said in report.warnings)


def test_what_a_former_tag_left_behind_is_a_warning(project, document, annotator, tags) -> None:
    made, _ = tag_span(
        project,
        document=document,
        annotator=annotator.id,
        tag=tags[0],
        span=Span.single(0, 4),
        attributes={"role": "x"},
    )
    retag(project, annotations=[made], annotator=annotator.id, tag=tags[2])
    report = check_project(project)
    assert report.is_sound
    assert any("“role” is not an attribute of event" in said for said in report.warnings)


def test_a_check_can_be_cancelled(project, document) -> None:
    def cancel(done: int, total: int) -> None:
        raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        check_project(project, cancel)
