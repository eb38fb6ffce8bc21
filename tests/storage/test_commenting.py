"""Comments on annotations and passages: threads, replies, resolved, undone."""

from __future__ import annotations

import pytest

from domain.annotation import Annotator
from domain.comment import threads
from domain.ids import CommentId, DocumentId
from storage import commenting
from storage.errors import RefusedError
from storage.project import Project
from storage.work import ensure_annotator
from tests.storage.test_reviewing import tagged


@pytest.fixture
def thread(project: Project, document: DocumentId, annotator: Annotator) -> CommentId:
    """A thread on a passage."""
    made, _ = commenting.comment_on_passage(
        project, document=document, start=38, end=47, author=annotator.id, text=" Whose figure? "
    )
    return made


def test_a_passage_is_commented_with_its_words(
    project: Project, document: DocumentId, thread: CommentId
) -> None:
    (comment,) = project.comments.of_document(document)
    assert (comment.id, comment.start, comment.end) == (thread, 38, 47)
    assert (comment.quote, comment.text) == ("4 million", "Whose figure?")


def test_a_reply_to_a_reply_stands_in_the_same_thread(
    project: Project, document: DocumentId, annotator: Annotator, thread: CommentId
) -> None:
    bo = ensure_annotator(project, "Bo")
    first, _ = commenting.reply(project, to=thread, author=bo.id, text="The UN's.")
    commenting.reply(project, to=first, author=annotator.id, text="Thanks.")
    (found,) = threads(project.comments.of_document(document))
    assert [c.text for c in found.comments] == ["Whose figure?", "The UN's.", "Thanks."]


def test_a_reply_stands_after_what_it_answers_though_the_clock_was_set_back(
    project: Project,
    document: DocumentId,
    annotator: Annotator,
    thread: CommentId,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("storage.times.wall_milliseconds", lambda: 0)
    commenting.reply(project, to=thread, author=annotator.id, text="The UN's.")
    said = [c.text for c in project.comments.of_document(document)]
    assert said == ["Whose figure?", "The UN's."]


def test_a_thread_is_resolved_reopened_and_undone(
    project: Project, annotator: Annotator, thread: CommentId
) -> None:
    commenting.resolve(project, thread=thread, author=annotator.id)
    assert [t.is_open for t in threads(project.comments.all())] == [False]
    assert commenting.resolve(project, thread=thread, author=annotator.id) is None
    project.undo(annotator.id)
    assert [t.is_open for t in threads(project.comments.all())] == [True]


def test_a_comment_on_an_annotation_outlives_it(
    project: Project, document: DocumentId, annotator: Annotator
) -> None:
    bo = ensure_annotator(project, "Bo")
    theirs = tagged(project, document, bo, "actor", 0, 16)
    commenting.comment_on_annotation(
        project, annotation=theirs.id, author=annotator.id, text="A role?"
    )
    assert [c.quote for c in project.comments.of_annotation(theirs.id)] == ["Peru's president"]


def test_only_the_author_edits_and_deletes_a_comment(
    project: Project, annotator: Annotator, thread: CommentId
) -> None:
    bo = ensure_annotator(project, "Bo")
    with pytest.raises(RefusedError, match="Only its author"):
        commenting.edit_comment(project, comment=thread, author=bo.id, text="Mine")
    commenting.edit_comment(project, comment=thread, author=annotator.id, text="Which figure?")
    commenting.delete_comment(project, comment=thread, author=annotator.id)
    assert project.comments.all() == []
    project.undo(annotator.id)
    assert [c.text for c in project.comments.all()] == ["Which figure?"]


def test_a_reply_stays_when_its_thread_is_deleted(
    project: Project, annotator: Annotator, thread: CommentId
) -> None:
    bo = ensure_annotator(project, "Bo")
    commenting.reply(project, to=thread, author=bo.id, text="The UN's.")
    commenting.delete_comment(project, comment=thread, author=annotator.id)
    assert [t.first.text for t in threads(project.comments.all())] == ["The UN's."]


@pytest.mark.parametrize(("start", "end"), [(5, 5), (80, 500), (-1, 4)])
def test_a_passage_outside_the_text_is_refused(
    project: Project, document: DocumentId, annotator: Annotator, start: int, end: int
) -> None:
    with pytest.raises(RefusedError, match="Nothing was changed"):
        commenting.comment_on_passage(
            project, document=document, start=start, end=end, author=annotator.id, text="?"
        )


def test_a_comment_without_words_is_refused(
    project: Project, annotator: Annotator, thread: CommentId
) -> None:
    with pytest.raises(RefusedError, match="needs words"):
        commenting.reply(project, to=thread, author=annotator.id, text=" \n")
