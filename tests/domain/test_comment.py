"""Comments gather into threads."""

from __future__ import annotations

from domain.clock import Stamp
from domain.comment import Comment, threads
from domain.ids import AnnotatorId, CommentId, DocumentId


def comment(name: str, parent: str | None = None) -> Comment:
    return Comment(
        id=CommentId(name),
        document=DocumentId("d"),
        annotation=None,
        start=0,
        end=1,
        quote="x",
        parent=None if parent is None else CommentId(parent),
        author=AnnotatorId("a"),
        text=name,
        resolved=False,
        created="2026-01-01T00:00:00.000Z",
        born=Stamp("1"),
    )


def test_replies_follow_their_first_comment_in_the_order_given():
    found = threads([comment("z"), comment("b"), comment("y", "z"), comment("a", "z")])
    assert [[c.id for c in thread.comments] for thread in found] == [["z", "y", "a"], ["b"]]


def test_a_reply_whose_parent_is_gone_begins_a_thread():
    assert [t.first.id for t in threads([comment("b", "gone"), comment("a")])] == ["b", "a"]


def test_parents_in_a_circle_lose_nobody():
    found = threads([comment("a", "b"), comment("b", "a")])
    assert sorted(c.id for thread in found for c in thread.comments) == ["a", "b"]
