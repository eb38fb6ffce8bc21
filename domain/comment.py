"""Discussing: comments on an annotation or a passage, in threads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from domain.clock import Stamp
from domain.ids import AnnotationId, AnnotatorId, CommentId, DocumentId


@dataclass(frozen=True, slots=True)
class Comment:
    """One comment; it stands on an annotation, or on the passage `start` to `end` (code points).

    A reply names its `parent` and stands where that stands. `resolved` counts on the first comment
    of a thread only. `created` is ISO 8601 in UTC, for people; `born` orders
    comments across copies.
    """

    id: CommentId
    document: DocumentId
    annotation: AnnotationId | None
    start: int | None
    end: int | None
    quote: str
    parent: CommentId | None
    author: AnnotatorId
    text: str
    resolved: bool
    created: str
    born: Stamp


@dataclass(frozen=True, slots=True)
class Thread:
    """A first comment and its replies, oldest first."""

    first: Comment
    replies: tuple[Comment, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether nobody has marked it as resolved."""
        return not self.first.resolved

    @property
    def comments(self) -> tuple[Comment, ...]:
        """All of it, oldest first."""
        return (self.first, *self.replies)


def threads(comments: Sequence[Comment]) -> list[Thread]:
    """Gather comments, oldest first, into threads in the order of their first comments.

    A reply whose parent is gone begins a thread of its own, so that nothing said is lost.
    """
    known = {comment.id: comment for comment in comments}
    gathered: dict[CommentId, list[Comment]] = {}
    for comment in comments:
        gathered.setdefault(_root(comment, known), []).append(comment)
    return [
        Thread(known[root], tuple(c for c in gathered[root] if c.id != root))
        for root in known
        if root in gathered
    ]


def _root(comment: Comment, known: dict[CommentId, Comment]) -> CommentId:
    seen = {comment.id}
    while comment.parent in known:
        comment = known[comment.parent]
        if comment.id in seen:  # A circle, which only a damaged file has: one of it is the first.
            return min(seen)
        seen.add(comment.id)
    return comment.id
