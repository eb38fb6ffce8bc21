"""Actions: whole, durable, seen by other windows, and one file afterwards."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from domain.annotation import Annotator
from domain.change import Change
from domain.codebook import TagId
from domain.ids import DocumentId
from domain.span import Span
from storage import checkpoint
from storage.adding import NewDocument, add_documents
from storage.annotating import delete_annotations, retag, set_attributes, set_note, tag_span
from storage.project import Project, open_project
from storage.tables import ANNOTATION, ANNOTATOR
from storage.work import ensure_annotator, set_document_note


def _rows(project: Project, table: str) -> int:
    return int(project.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def _tag(
    project: Project, document: DocumentId, annotator: Annotator, tag: TagId, start: int = 0
) -> tuple[str, Change]:
    span = Span.single(start, start + 4)
    return tag_span(project, document=document, annotator=annotator.id, tag=tag, span=span)


def test_one_gesture_is_one_change_with_its_items(
    project: Project, annotator: Annotator, document: DocumentId, tags: list[TagId]
) -> None:
    before = _rows(project, "change")
    made, change = _tag(project, document, annotator, tags[0])
    assert _rows(project, "change") == before + 1
    assert [(i.table, i.before) for i in change.items] == [("annotation", None), ("progress", None)]
    assert change.items[0].record == made
    assert change.label == "Tag “Peru” as actor"


def test_a_change_names_each_field_before_and_after(
    project: Project, annotator: Annotator, document: DocumentId, tags: list[TagId]
) -> None:
    made, _ = _tag(project, document, annotator, tags[0])
    set_note(project, annotation=made, annotator=annotator.id, note="one")
    change = set_note(project, annotation=made, annotator=annotator.id, note="two")
    assert change is not None
    (item,) = change.items
    assert (item.before, item.after) == ({"note": "one"}, {"note": "two"})


def test_an_action_that_changes_nothing_leaves_no_change(
    project: Project, annotator: Annotator, document: DocumentId, tags: list[TagId]
) -> None:
    made, change = _tag(project, document, annotator, tags[0])
    assert retag(project, annotations=[made], annotator=annotator.id, tag=tags[0]) is None
    assert project.last_change() == change.number


def test_attributes_are_set_and_taken_away_key_by_key(
    project: Project, annotator: Annotator, document: DocumentId, tags: list[TagId]
) -> None:
    made, _ = _tag(project, document, annotator, tags[0])
    for values in ({"a": "x", "b": [1, "é"]}, {"a": None}):
        set_attributes(project, annotations=[made], annotator=annotator.id, values=values)
    found = project.annotations.get(made)
    assert found is not None
    assert found.attributes == {"b": [1, "é"]}


class _InterruptedError(Exception):
    pass


def _interrupted(project: Project, annotator: Annotator, made: str) -> None:
    with project.action("x", "X", annotator.id) as outcome:
        outcome.action.insert(ANNOTATOR, "another", {"name": "Bo"})
        outcome.action.update(ANNOTATION, made, {"note": "half"})
        raise _InterruptedError


def test_an_exception_within_an_action_leaves_nothing(
    project: Project, annotator: Annotator, document: DocumentId, tags: list[TagId]
) -> None:
    made, _ = _tag(project, document, annotator, tags[0])
    before = list(project.connection.iterdump())
    with pytest.raises(_InterruptedError):
        _interrupted(project, annotator, made)
    assert list(project.connection.iterdump()) == before
    set_note(project, annotation=made, annotator=annotator.id, note="whole")


def test_a_deleted_annotation_leaves_a_tombstone(
    project: Project, annotator: Annotator, document: DocumentId, tags: list[TagId]
) -> None:
    made, _ = _tag(project, document, annotator, tags[0])
    delete_annotations(project, annotations=[made], annotator=annotator.id)
    found = project.annotations.get(made)
    assert found is not None
    assert found.deleted
    assert project.annotations.of_document(document) == []
    assert project.annotations.count() == 0


def test_stamps_of_later_actions_are_later_also_in_two_windows(
    project: Project, annotator: Annotator, document: DocumentId, path: Path
) -> None:
    stamps = []
    with open_project(path) as other:
        for at in range(6):
            window = other if at % 2 else project
            change = set_document_note(
                window, document=document, annotator=annotator.id, note=str(at)
            )
            assert change is not None
            stamps.append(change.stamp)
    assert stamps == sorted(stamps)
    assert len({stamp[18:] for stamp in stamps}) == 2


def test_another_window_sees_what_was_done(
    project: Project, annotator: Annotator, document: DocumentId, path: Path
) -> None:
    with open_project(path) as other:
        seen, last = other.data_version(), other.last_change()
        set_document_note(project, document=document, annotator=annotator.id, note="hello")
        assert other.data_version() != seen
        (change,) = other.changes_since(last)
        assert change.records("document") == (document,)
        assert other.documents.rows(None)[0].note == "hello"
        assert other.changes_since(change.number) == []


def test_ones_own_writing_does_not_look_like_anothers(
    project: Project, annotator: Annotator, document: DocumentId
) -> None:
    seen = project.data_version()
    set_document_note(project, document=document, annotator=annotator.id, note="mine")
    assert project.data_version() == seen


def test_a_reader_apart_sees_one_moment_and_cannot_write(
    project: Project, annotator: Annotator, document: DocumentId
) -> None:
    with project.apart() as reader:
        reader.connection.execute("BEGIN")
        assert reader.documents.count() == 1
        add_documents(project, [NewDocument("Second", "two")], annotator.id)
        assert reader.documents.count() == 1
        reader.connection.execute("COMMIT")
        assert reader.documents.count() == 2
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.connection.execute("DELETE FROM change")


@pytest.mark.parametrize("last", ["project", "reader"])
def test_after_the_last_close_there_is_one_file(
    project: Project, annotator: Annotator, document: DocumentId, path: Path, last: str
) -> None:
    apart = project.apart()
    reader = apart.__enter__()
    assert reader.documents.count() == 1
    set_document_note(project, document=document, annotator=annotator.id, note="x")
    for step in ("reader", "project") if last == "project" else ("project", "reader"):
        if step == "project":
            project.close()
        else:
            apart.__exit__(None, None, None)
    assert [p.name for p in path.parent.iterdir()] == [path.name]
    with open_project(path) as again:
        assert again.documents.rows(None)[0].note == "x"


def test_a_reader_of_a_closed_project_leaves_one_file(project: Project, path: Path) -> None:
    project.close()
    with open_project(path, writable=False) as reading:
        assert reading.documents.count() == 0
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_the_log_is_copied_back_in_a_thread_of_its_own(
    project: Project, annotator: Annotator, document: DocumentId, path: Path
) -> None:
    copied = threading.Event()
    project.close()
    with open_project(path) as again:
        again._checkpointer = checkpoint.Checkpointer(path, log_bytes=1)
        size = path.stat().st_size
        watcher = threading.Thread(target=_until, args=(path, size, copied))
        watcher.start()
        add_documents(again, [NewDocument("Long", "word " * 100_000)], annotator.id)
        watcher.join()
        assert copied.is_set()
        assert "checkpoint" in [thread.name for thread in threading.enumerate()]
    assert "checkpoint" not in [thread.name for thread in threading.enumerate()]
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def _until(path: Path, size: int, grown: threading.Event) -> None:
    pause = threading.Event()
    for _ in range(1000):
        if path.stat().st_size > size:
            grown.set()
            return
        pause.wait(0.01)


def test_two_copies_give_the_same_things_the_same_ids(
    project: Project, path: Path, tmp_path: Path
) -> None:
    project.close()
    twin = tmp_path / "twin.gloss"
    twin.write_bytes(path.read_bytes())
    found = []
    for copy, name in ((path, "André "), (twin, "ANDRE\u0301")):
        with open_project(copy) as mine:
            who = ensure_annotator(mine, name)
            documents, _ = add_documents(mine, [NewDocument(name, "Same text.")], who.id)
            found.append((who.id, documents))
    assert found[0] == found[1]


def test_a_text_that_is_there_is_added_again_only_if_asked(
    project: Project, annotator: Annotator, document: DocumentId
) -> None:
    text = project.documents.text(document) or ""
    same, change = add_documents(project, [NewDocument("Again", text)], annotator.id)
    assert (same, change) == ([document], None)
    (other,), _ = add_documents(
        project, [NewDocument("Again", text)], annotator.id, duplicates=True
    )
    assert other != document
    assert project.documents.count() == 2
