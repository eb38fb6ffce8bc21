"""What is sent is one whole file, without a trace of what was left out, and merges back cleanly."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from domain.document import State
from domain.span import Span
from storage import annotating, assigning, commenting, entities, work
from storage.adding import NewDocument, add_documents
from storage.check import check_project
from storage.errors import RefusedError
from storage.merge.merging import merge, preview
from storage.merge.sending import Choice, send
from storage.project import open_project
from tests.storage.merge.replicas import Replica, act, close, copies, held

SECRET = "zyzzyva"


@pytest.fixture
def mine(pair: tuple[Replica, Replica]) -> Replica:
    """A copy in which a colleague, Person 1, has said a secret in every way there is."""
    mine, theirs = pair
    document = theirs.project.documents.ids()[0]
    who = {"annotator": theirs.me.id}
    tags = theirs.project.codebooks.current().active
    made, _ = annotating.tag_span(
        theirs.project, document=document, tag=tags[0].id, span=Span.single(14, 18), **who
    )
    annotating.set_note(theirs.project, annotation=made, note=f"{SECRET} note", **who)
    annotating.set_attributes(
        theirs.project, annotations=[made], values={"remark": f"{SECRET} value"}, **who
    )
    entities.name_mentions(
        theirs.project, annotations=[made], key="actor", name=f"{SECRET} entity", **who
    )
    commenting.comment_on_annotation(
        theirs.project, annotation=made, author=theirs.me.id, text=f"{SECRET} comment"
    )
    work.set_state(
        theirs.project, document=document, state=State.SKIPPED, reason=f"{SECRET} reason", **who
    )
    annotating.delete_annotations(theirs.project, annotations=[made], **who)
    mine.merge(theirs)
    return mine


def traces(path: Path) -> int:
    return path.read_bytes().lower().count(SECRET.encode())


def test_a_whole_project_is_one_file_and_holds_all(mine: Replica, tmp_path: Path) -> None:
    sent = send(mine.project, tmp_path / "sent.gloss")
    assert traces(sent.path) > 0
    before = held(mine.project)
    with open_project(sent.path) as other:
        assert held(other) == before
        assert check_project(other).errors == ()
        assert other.undo(mine.me.id) is None
    assert [p.name for p in tmp_path.glob("*sent*")] == ["sent.gloss"]


def test_a_hidden_layer_leaves_no_trace_in_the_bytes(mine: Replica, tmp_path: Path) -> None:
    hidden = {a.id for a in mine.project.annotators.all() if a.id != mine.me.id}
    sent = send(mine.project, tmp_path / "sent.gloss", Choice(hidden=frozenset(hidden)))
    assert traces(sent.path) == 0
    with open_project(sent.path) as other:
        assert check_project(other).errors == ()
        rows = other.connection.execute("SELECT DISTINCT annotator FROM annotation")
        assert {row[0] for row in rows} == {mine.me.id}
    assert traces(sent.path) == 0


def test_what_was_left_out_is_not_deleted_when_it_comes_back(mine: Replica, tmp_path: Path) -> None:
    hidden = {a.id for a in mine.project.annotators.all() if a.id != mine.me.id}
    sent = send(mine.project, tmp_path / "sent.gloss", Choice(hidden=frozenset(hidden)))
    before = held(mine.project)
    assert preview(mine.project, sent.path).is_nothing
    with open_project(sent.path) as other:
        work.set_title(other, annotator=mine.me.id, title="Worked in")
    assert merge(mine.project, sent.path).change is not None
    after = held(mine.project)
    assert after["annotation"] == before["annotation"]
    assert after["items"].items() >= before["items"].items()
    assert mine.project.info().title == "Worked in"


def test_a_part_grows_to_the_whole_by_merging(mine: Replica, tmp_path: Path) -> None:
    hidden = {a.id for a in mine.project.annotators.all() if a.id != mine.me.id}
    part = send(mine.project, tmp_path / "part.gloss", Choice(hidden=frozenset(hidden)))
    whole = send(mine.project, tmp_path / "whole.gloss")
    with open_project(part.path) as other:
        merge(other, whole.path)
        assert held(other) == held(mine.project)
        assert check_project(other).errors == ()


def test_chosen_documents_alone_are_sent(mine: Replica, tmp_path: Path) -> None:
    new = NewDocument(f"{SECRET} title", f"A {SECRET} text.", {"url": f"https://{SECRET}"})
    (document,), _ = add_documents(mine.project, [new], mine.me.id)
    tag = mine.project.codebooks.current().active[0].id
    annotating.tag_span(
        mine.project, document=document, annotator=mine.me.id, tag=tag, span=Span.single(2, 9)
    )
    others = tuple(d for d in mine.project.documents.ids() if d != document)
    sent = send(
        mine.project,
        tmp_path / "sent.gloss",
        Choice(others, frozenset(a.id for a in mine.project.annotators.all())),
    )
    assert (traces(sent.path), sent.documents) == (0, len(others))
    assert preview(mine.project, sent.path).is_nothing


def test_others_are_absent_where_the_recipient_codes_blind(mine: Replica, tmp_path: Path) -> None:
    document = mine.project.documents.ids()[0]
    assigning.assign(
        mine.project,
        documents=[document],
        annotators=[mine.me.id],
        by=mine.me.id,
        blind=True,
    )
    choice = Choice(recipient=mine.me.id)
    assert traces(send(mine.project, tmp_path / "a.gloss", choice).path) == 0
    work.set_state(mine.project, document=document, annotator=mine.me.id, state=State.DONE)
    assert traces(send(mine.project, tmp_path / "b.gloss", choice).path) > 0


def test_the_project_itself_is_no_place_to_write_to(mine: Replica) -> None:
    with pytest.raises(RefusedError, match="the project itself"):
        send(mine.project, mine.path)


@pytest.mark.parametrize("seed", range(4))
def test_parts_of_any_history_are_sound_and_grow_to_the_whole(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    replicas = copies(tmp_path, [0.0, 3.0, -9.0])
    for _ in range(50):
        act(chance.choice(replicas), chance)
    first, *others = replicas
    for other in others:
        first.merge(other)
    hidden = frozenset({others[-1].me.id})
    documents = tuple(first.project.documents.ids()[: chance.randrange(1, 4)])
    part = send(first.project, tmp_path / "part.gloss", Choice(documents, hidden))
    whole = send(first.project, tmp_path / "whole.gloss")
    assert preview(first.project, part.path).is_nothing
    with open_project(part.path) as project:
        assert not check_project(project).errors
        rows = project.connection.execute("SELECT DISTINCT annotator FROM annotation")
        assert hidden.isdisjoint(row[0] for row in rows)
        merge(project, whole.path)
        assert held(project) == held(first.project)
    close(replicas)
