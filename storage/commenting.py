"""The verbs of discussing: each is one action, one transaction, one change."""

from __future__ import annotations

from domain.annotation import Annotation
from domain.change import Change
from domain.comment import Comment
from domain.ids import AnnotationId, AnnotatorId, CommentId, DocumentId, new_id
from domain.span import Span, SpanError
from storage.errors import RefusedError
from storage.labels import quoted
from storage.project import Project
from storage.records import Record
from storage.tables import COMMENT


def comment_on_annotation(
    project: Project, *, annotation: AnnotationId, author: AnnotatorId, text: str
) -> tuple[CommentId, Change]:
    """Begin a thread on an annotation of anybody."""
    found = project.annotations.get(annotation)
    if found is None or found.deleted:
        raise RefusedError("That annotation is gone. Nothing was changed.")
    place: Record = {
        "document": found.document,
        "annotation": found.id,
        "start": found.span.start,
        "end": found.span.end,
        "quote": found.quote,
    }
    return _add(project, author, text, place, _label(found))


def comment_on_passage(
    project: Project, *, document: DocumentId, start: int, end: int, author: AnnotatorId, text: str
) -> tuple[CommentId, Change]:
    """Begin a thread on the passage from `start` to `end` (code points)."""
    whole = project.documents.text(document)
    if whole is None:
        raise RefusedError("This document was deleted meanwhile. Nothing was changed.")
    try:
        (quote,) = Span.single(start, end).quotes(whole)
    except SpanError as error:
        raise RefusedError(f"Nothing was changed: {error}.") from error
    place: Record = {"document": document, "start": start, "end": end, "quote": quote}
    return _add(project, author, text, place, f"Comment on {quoted(quote)}")


def reply(
    project: Project, *, to: CommentId, author: AnnotatorId, text: str
) -> tuple[CommentId, Change]:
    """Answer a comment; the reply stands where it stands."""
    found = _live(project, to)
    place: Record = {
        "document": found.document,
        "annotation": found.annotation,
        "start": found.start,
        "end": found.end,
        "quote": found.quote,
        "parent": found.parent or found.id,
    }
    return _add(project, author, text, place, f"Reply to {quoted(found.text)}")


def edit_comment(
    project: Project, *, comment: CommentId, author: AnnotatorId, text: str
) -> Change | None:
    """Write a comment of one's own anew; None if it said so already."""
    found = _own(project, comment, author)
    fields = {"text": _clean(text)}
    with project.action("comment", "Edit a comment", author, document=found.document) as outcome:
        outcome.action.update(COMMENT, comment, fields)
    return outcome.change


def delete_comment(project: Project, *, comment: CommentId, author: AnnotatorId) -> Change | None:
    """Delete a comment of one's own; replies to it stay."""
    found = _own(project, comment, author)
    label = f"Delete the comment {quoted(found.text)}"
    with project.action("comment", label, author, document=found.document) as outcome:
        outcome.action.remove(COMMENT, comment)
    return outcome.change


def resolve(
    project: Project, *, thread: CommentId, author: AnnotatorId, resolved: bool = True
) -> Change | None:
    """Mark a thread (its first comment) as resolved or open; None if it was so already."""
    found = _live(project, thread)
    label = f"{'Resolve' if resolved else 'Reopen'} {quoted(found.text)}"
    with project.action("resolve", label, author, document=found.document) as outcome:
        outcome.action.update(COMMENT, thread, {"resolved": int(resolved)})
    return outcome.change


def _add(
    project: Project, author: AnnotatorId, text: str, place: Record, label: str
) -> tuple[CommentId, Change]:
    clean = _clean(text)
    made = CommentId(new_id())
    values: Record = {"annotation": None, "parent": None, "resolved": 0, **place}
    with project.action("comment", label, author, document=place["document"]) as outcome:
        values |= {"author": author, "text": clean, "created": outcome.action.at}
        outcome.action.insert(COMMENT, made, values)
    assert outcome.change is not None
    return made, outcome.change


def _clean(text: str) -> str:
    clean = text.strip()
    if not clean:
        raise RefusedError("A comment needs words. Nothing was changed.")
    return clean


def _live(project: Project, comment: CommentId) -> Comment:
    found = project.comments.get(comment)
    if found is None:
        raise RefusedError("That comment was deleted meanwhile. Nothing was changed.")
    return found


def _own(project: Project, comment: CommentId, author: AnnotatorId) -> Comment:
    found = _live(project, comment)
    if found.author != author:
        raise RefusedError("Only its author edits a comment. Nothing was changed; reply instead.")
    return found


def _label(annotation: Annotation) -> str:
    return f"Comment on {quoted(annotation.quote)}"
