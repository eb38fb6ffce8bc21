"""A purged document is gone: text, tags, history, in the bytes, in every copy, for good."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.annotation import Annotator
from domain.ids import DocumentId
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import set_note, tag_span
from storage.backup import list_backups, make_backup
from storage.check import check_project
from storage.commenting import comment_on_annotation
from storage.errors import RefusedError
from storage.project import Project
from storage.purging import purge_document
from tests.storage.merge.replicas import close, copies, held

SECRET = "zyzzyva"
TEXT = f"A {SECRET} in the text, and {SECRET} again."


def hold(project: Project, who: Annotator) -> DocumentId:
    """Bring a document in, tag it and talk about it."""
    new = NewDocument(f"The {SECRET}", TEXT, {"url": f"https://{SECRET}.example"})
    (document,), _ = add_documents(project, [new], who.id)
    tag = project.codebooks.current().active[0].id
    made, _ = tag_span(
        project, document=document, annotator=who.id, tag=tag, span=Span.single(2, 9)
    )
    set_note(project, annotation=made, annotator=who.id, note=f"{SECRET} note")
    comment_on_annotation(project, annotation=made, author=who.id, text=f"{SECRET}?")
    return document


def traces(path: Path) -> int:
    return path.read_bytes().lower().count(SECRET.encode())


def test_no_byte_of_it_is_left_in_the_file(project: Project, annotator: Annotator, path) -> None:
    document = hold(project, annotator)
    purge_document(project, document=document, annotator=annotator.id)
    assert check_project(project).errors == ()
    assert project.documents.count() == 0
    project.close()
    assert traces(path) == 0


def test_it_cannot_be_undone_and_leaves_no_empty_steps(project: Project, annotator) -> None:
    document = hold(project, annotator)
    purge_document(project, document=document, annotator=annotator.id)
    while (change := project.undo(annotator.id)) is not None:
        assert "note" not in change.label
    while project.redo(annotator.id) is not None:
        pass
    assert project.documents.ids() == []


def test_the_same_text_does_not_come_back(project: Project, annotator: Annotator) -> None:
    document = hold(project, annotator)
    purge_document(project, document=document, annotator=annotator.id)
    with pytest.raises(RefusedError, match="for good"):
        hold(project, annotator)
    with pytest.raises(RefusedError, match="gone already"):
        purge_document(project, document=document, annotator=annotator.id)


def test_backups_that_hold_it_go_if_asked(project: Project, annotator: Annotator) -> None:
    document = hold(project, annotator)
    make_backup(project.path, "open")
    purge_document(project, document=document, annotator=annotator.id, backups=True)
    assert list_backups(project.id) == []


def test_it_wins_over_every_later_merge(tmp_path: Path) -> None:
    replicas = copies(tmp_path, [0, 0, 3])
    first, second, third = replicas
    document = hold(first.project, first.me)
    second.merge(first)
    third.merge(first)
    tag = third.project.codebooks.current().active[1].id
    tag_span(
        third.project,
        document=document,
        annotator=third.me.id,
        tag=tag,
        span=Span.single(0, 9),
    )
    purge_document(second.project, document=document, annotator=second.me.id)
    for replica, other in ((first, third), (second, third), (first, second), (third, first)):
        replica.merge(other)
    third.merge(second)
    second.merge(first)
    contents = [held(replica.project) for replica in replicas]
    assert contents[0] == contents[1] == contents[2]
    for replica in replicas:
        assert check_project(replica.project).errors == ()
    close(replicas)
    assert [traces(replica.path) for replica in replicas] == [0, 0, 0]
