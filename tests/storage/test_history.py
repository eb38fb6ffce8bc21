"""Undo, redo and revert: the cases that people meet."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.annotation import Annotator
from domain.codebook import TagId
from domain.ids import AnnotationId, ChangeId, DocumentId
from domain.span import Span
from storage import history
from storage.adding import NewDocument, add_documents
from storage.annotating import retag, set_note, tag_span
from storage.errors import RefusedError
from storage.project import Project, open_project
from storage.search import search_annotations
from storage.work import delete_document, ensure_annotator, set_document_note


@pytest.fixture
def made(
    project: Project, annotator: Annotator, document: DocumentId, tags: list[TagId]
) -> AnnotationId:
    """An annotation of the annotator's."""
    annotation, _ = tag_span(
        project, document=document, annotator=annotator.id, tag=tags[0], span=Span.single(0, 4)
    )
    return annotation


def _note(project: Project, made: AnnotationId) -> str:
    found = project.annotations.get(made)
    assert found is not None
    return found.note


def test_undo_goes_on_after_closing_and_redo_too(
    project: Project, annotator: Annotator, made: AnnotationId, path: Path
) -> None:
    for note in ("one", "two"):
        set_note(project, annotation=made, annotator=annotator.id, note=note)
    project.close()
    for step, note in (("undo", "one"), ("undo", ""), ("redo", "one"), ("redo", "two")):
        with open_project(path) as again:
            assert getattr(again, step)(annotator.id) is not None
            assert _note(again, made) == note


def test_undo_says_when_nothing_is_left(project: Project, annotator: Annotator) -> None:
    assert project.undo(annotator.id) is None
    assert project.redo(annotator.id) is None
    assert project.connection.in_transaction is False


def test_an_import_of_many_documents_is_undone_and_redone_as_one(
    project: Project, annotator: Annotator
) -> None:
    new = [NewDocument(f"No. {n}", f"Text {n}") for n in range(50)]
    ids, change = add_documents(project, new, annotator.id)
    assert change is not None
    assert change.bulk
    assert change.items == ()
    for _ in range(2):
        project.undo(annotator.id)
        assert project.documents.count() == 0
        project.redo(annotator.id)
        assert project.documents.ids() == ids


def test_redoing_an_import_brings_back_only_what_its_undo_took(
    project: Project, annotator: Annotator
) -> None:
    (one, two), _ = add_documents(
        project, [NewDocument("1", "one"), NewDocument("2", "two")], annotator.id
    )
    bo = ensure_annotator(project, "Bo")
    delete_document(project, document=one, annotator=bo.id)
    project.undo(annotator.id)
    assert project.documents.ids() == []
    project.redo(annotator.id)
    assert project.documents.ids() == [two]


def test_an_import_that_was_taken_back_twice_comes_back_twice(
    project: Project, annotator: Annotator
) -> None:
    ids, imported = add_documents(project, [NewDocument("1", "one")], annotator.id)
    assert imported is not None
    project.revert(imported.id, annotator.id)
    for _ in range(3):
        project.undo(annotator.id)
        assert project.documents.ids() == ids
        project.redo(annotator.id)
        assert project.documents.ids() == []
    (reverted,) = [c for c in history.changes(project.connection) if c.verb == "revert"]
    project.revert(reverted.id, annotator.id)
    assert project.documents.ids() == ids


def test_taking_back_may_itself_be_taken_back_in_any_way(
    project: Project, annotator: Annotator
) -> None:
    ids, imported = add_documents(project, [NewDocument("1", "one")], annotator.id)
    assert imported is not None
    removal = project.revert(imported.id, annotator.id)
    assert removal is not None
    for _ in range(2):
        project.revert(removal.id, annotator.id)
        assert project.documents.ids() == ids
        project.undo(annotator.id)
        assert project.documents.ids() == []


def test_undo_leaves_what_another_has_changed_since_and_names_it(
    project: Project, annotator: Annotator, document: DocumentId
) -> None:
    bo = ensure_annotator(project, "Bo")
    set_document_note(project, document=document, annotator=annotator.id, note="mine")
    set_document_note(project, document=document, annotator=bo.id, note="theirs")
    change = project.undo(annotator.id)
    assert change is not None
    assert [(s.table, s.record, s.field) for s in change.skipped] == [
        ("document", document, "note")
    ]
    assert project.documents.rows(None)[0].note == "theirs"
    (latest, *_) = history.changes(project.connection)
    assert latest.skipped == change.skipped


def test_only_ones_own_actions_are_undone(
    project: Project, annotator: Annotator, made: AnnotationId, document: DocumentId
) -> None:
    bo = ensure_annotator(project, "Bo")
    set_document_note(project, document=document, annotator=bo.id, note="theirs")
    change = project.undo(annotator.id)
    assert change is not None
    assert change.label.startswith("Undo: Tag")
    assert project.documents.rows(None)[0].note == "theirs"


def test_what_came_from_another_copy_is_not_undone(
    project: Project, annotator: Annotator, made: AnnotationId
) -> None:
    project.connection.execute("UPDATE change SET local = 0")
    assert project.undo(annotator.id) is None


def test_a_new_action_clears_redo(
    project: Project, annotator: Annotator, made: AnnotationId
) -> None:
    set_note(project, annotation=made, annotator=annotator.id, note="old")
    project.undo(annotator.id)
    set_note(project, annotation=made, annotator=annotator.id, note="new")
    assert project.redo(annotator.id) is None
    assert _note(project, made) == "new"


def test_an_earlier_change_is_reverted_and_later_ones_stay(
    project: Project, annotator: Annotator, made: AnnotationId, tags: list[TagId]
) -> None:
    change = retag(project, annotations=[made], annotator=annotator.id, tag=tags[1])
    assert change is not None
    set_note(project, annotation=made, annotator=annotator.id, note="stays")
    project.revert(change.id, annotator.id)
    found = project.annotations.get(made)
    assert found is not None
    assert (found.tag, found.note) == (tags[0], "stays")
    project.undo(annotator.id)
    again = project.annotations.get(made)
    assert again is not None
    assert again.tag == tags[1]


def test_a_revert_that_is_not_allowed_changes_nothing(
    project: Project, annotator: Annotator, made: AnnotationId
) -> None:
    bo = ensure_annotator(project, "Bo")
    (change, *_) = history.changes(project.connection)
    tagged = next(c for c in history.changes(project.connection) if c.verb == "tag")
    with pytest.raises(RefusedError, match="Only your own"):
        project.revert(tagged.id, bo.id)
    with pytest.raises(RefusedError, match="no longer in force"):
        project.revert(ChangeId("none"), annotator.id)
    assert project.last_change() == change.number


def test_undo_brings_back_the_very_words_and_their_index(
    project: Project, annotator: Annotator, made: AnnotationId
) -> None:
    set_note(project, annotation=made, annotator=annotator.id, note="needle")
    project.undo(annotator.id)
    assert search_annotations(project, "needle") == []
    project.redo(annotator.id)
    assert [hit.annotation for hit in search_annotations(project, "needle")] == [made]


def test_the_history_of_a_record_is_told_in_order(
    project: Project, annotator: Annotator, made: AnnotationId
) -> None:
    set_note(project, annotation=made, annotator=annotator.id, note="n")
    project.undo(annotator.id)
    told = history.of_record(project.connection, made)
    assert [change.kind for change in told] == ["do", "do", "undo"]
    assert [change.status for change in told] == ["done", "undone", "done"]


def test_a_revert_that_is_undone_puts_the_change_back_on_the_stack(
    project: Project, annotator: Annotator, made: AnnotationId
) -> None:
    first = set_note(project, annotation=made, annotator=annotator.id, note="one")
    assert first is not None
    project.revert(first.id, annotator.id)
    project.undo(annotator.id)
    assert _note(project, made) == "one"
    undone = project.undo(annotator.id)
    assert undone is not None
    assert undone.undoes == first.id
    project.redo(annotator.id)
    project.redo(annotator.id)
    assert _note(project, made) == ""
