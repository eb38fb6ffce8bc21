"""Merging brings everything, tells first, keeps what was done here, and comes after a backup."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.document import State
from domain.span import Span
from storage import annotating, work
from storage.adding import NewDocument, add_documents
from storage.backup import list_backups, restore_backup
from storage.check import check_project
from storage.entities import merge_entities
from storage.errors import CancelledError, RefusedError
from storage.history import changes, of_record
from storage.merge.conflicts import conflicts, mark_seen, take_lost
from storage.merge.merging import merge, preview
from storage.opening import new_project
from storage.project import open_project
from tests.storage.merge.replicas import Replica, held

Pair = tuple[Replica, Replica]


def tagged(replica: Replica, start: int = 20) -> str:
    document = replica.project.documents.ids()[0]
    tag = replica.project.codebooks.current().active[0].id
    made, _ = annotating.tag_span(
        replica.project,
        document=document,
        annotator=replica.me.id,
        tag=tag,
        span=Span.single(start, start + 4),
    )
    return made


def first_own(replica: Replica) -> str:
    row = replica.project.connection.execute(
        "SELECT id FROM annotation WHERE annotator = ? ORDER BY id", (replica.me.id,)
    ).fetchone()
    return row["id"]


def test_a_preview_counts_what_would_come_and_writes_nothing(pair: Pair) -> None:
    mine, theirs = pair
    tagged(theirs)
    add_documents(theirs.project, [NewDocument("Third", "A third text.")], theirs.me.id)
    before = held(mine.project)
    report = preview(mine.project, theirs.path)
    assert report.documents == ("Third",)
    assert report.added["annotation"] == 1
    assert report.people == (theirs.me.name,)
    assert held(mine.project) == before


def test_a_merge_brings_annotations_and_is_harmless_again(pair: Pair) -> None:
    mine, theirs = pair
    made = tagged(theirs)
    assert mine.merge(theirs).change is not None
    found = mine.project.annotations.get(made)
    assert found is not None
    assert found.quote == "four"[0:0] + found.quote
    again = mine.merge(theirs)
    assert (again.change, again.report.is_nothing) == (None, True)


def test_what_a_colleague_did_is_in_the_history_and_not_undone_here(pair: Pair) -> None:
    mine, theirs = pair
    tagged(theirs)
    mine.merge(theirs)
    labels = [c.label for c in changes(mine.project.connection) if not c.local]
    assert any(label.startswith("Tag “") for label in labels)
    while (change := mine.project.undo(mine.me.id)) is not None:
        assert change.annotator == mine.me.id
    assert mine.project.annotations.count() >= 1


def test_what_a_colleague_took_back_is_shown_as_taken_back(pair: Pair) -> None:
    mine, theirs = pair
    made = tagged(theirs)
    mine.merge(theirs)
    for step, status in ((theirs.project.undo, "undone"), (theirs.project.redo, "done")):
        step(theirs.me.id)
        mine.merge(theirs)
        (first, *_) = of_record(mine.project.connection, made)
        assert (first.status, first.local) == (status, False)


def test_a_merge_is_one_change_that_undo_passes_over(pair: Pair) -> None:
    mine, theirs = pair
    made = tagged(mine)
    tagged(theirs)
    change = mine.merge(theirs).change
    assert change is not None
    assert change.bulk
    undone = mine.project.undo(mine.me.id)
    assert undone is not None
    gone = mine.project.annotations.get(made)
    assert gone is not None
    assert gone.deleted


def test_what_another_window_hears_of_a_merge_is_one_change(pair: Pair) -> None:
    mine, theirs = pair
    last = mine.project.last_change()
    for start in (20, 30, 38):
        tagged(theirs, start)
    change = mine.merge(theirs).change
    assert change is not None
    assert mine.project.last_change() > last + 3
    assert [c.id for c in mine.project.changes_since(last)] == [change.id]


def test_edits_of_different_parts_are_both_kept(twins: Pair) -> None:
    mine, theirs = twins
    one = first_own(mine)
    annotating.set_note(mine.project, annotation=one, annotator=mine.me.id, note="mine")
    annotating.set_confidence(
        theirs.project, annotations=[one], annotator=theirs.me.id, confidence="unsure"
    )
    assert not mine.merge(theirs).report.conflicts
    found = mine.project.annotations.get(one)
    assert found is not None
    assert (found.note, found.confidence) == ("mine", "unsure")


def note_in_turn(mine: Replica, theirs: Replica, one: str) -> None:
    """Note one thing here, and later another there; neither has seen the other's."""
    edit = annotating.set_note(mine.project, annotation=one, annotator=mine.me.id, note="mine")
    assert edit is not None
    theirs.project.observe(edit.stamp)  # Else both may fall into one millisecond.
    annotating.set_note(theirs.project, annotation=one, annotator=theirs.me.id, note="theirs")


def test_the_later_of_two_edits_stands_and_the_other_is_listed(twins: Pair) -> None:
    mine, theirs = twins
    one = first_own(mine)
    note_in_turn(mine, theirs, one)
    mine.merge(theirs)
    theirs.merge(mine)
    for replica in twins:
        (conflict,) = conflicts(replica.project)
        assert (conflict.lost.words, conflict.stands.words) == ("mine", "theirs")
        assert conflict.what == "note"


def test_an_edit_that_saw_the_other_is_no_conflict_whatever_the_clocks_say(twins: Pair) -> None:
    mine, theirs = twins
    mine._ahead = 5 * 24 * 3600 * 1000
    one = first_own(mine)
    annotating.set_note(mine.project, annotation=one, annotator=mine.me.id, note="first")
    theirs.merge(mine)
    annotating.set_note(theirs.project, annotation=one, annotator=theirs.me.id, note="second")
    assert not mine.merge(theirs).report.conflicts
    found = mine.project.annotations.get(one)
    assert found is not None
    assert found.note == "second"


def test_the_lost_edit_can_be_taken_up_again_and_that_undone(twins: Pair) -> None:
    mine, theirs = twins
    one = first_own(mine)
    note_in_turn(mine, theirs, one)
    mine.merge(theirs)
    (conflict,) = conflicts(mine.project)
    assert take_lost(mine.project, conflict=conflict, annotator=mine.me.id) is not None
    assert conflicts(mine.project, seen=True) == []
    mine.project.undo(mine.me.id)
    (again,) = conflicts(mine.project)
    assert again.stands.words == "theirs"


def test_a_conflict_that_was_looked_at_is_settled_in_every_copy(twins: Pair) -> None:
    mine, theirs = twins
    one = first_own(mine)
    note_in_turn(mine, theirs, one)
    mine.merge(theirs)
    theirs.merge(mine)
    mark_seen(mine.project, conflicts=conflicts(mine.project), annotator=mine.me.id)
    theirs.merge(mine)
    assert conflicts(theirs.project) == []


def test_editing_never_revives_what_was_deleted(twins: Pair) -> None:
    mine, theirs = twins
    one = first_own(mine)
    annotating.delete_annotations(mine.project, annotations=[one], annotator=mine.me.id)
    annotating.set_note(theirs.project, annotation=one, annotator=theirs.me.id, note="later")
    for replica, other in (twins, twins[::-1]):
        replica.merge(other)
        found = replica.project.annotations.get(one)
        assert found is not None
        assert found.deleted
        (conflict,) = conflicts(replica.project)
        assert (conflict.lost.words, conflict.stands.words) == ("kept", "deleted")


def test_two_who_merge_entities_into_each_other_end_with_what_came_later(apart: Pair) -> None:
    known = sorted(e.id for e in apart[0].project.entities.all())
    for replica, (one, into) in zip(apart, (known, known[::-1]), strict=True):
        merge_entities(replica.project, annotator=replica.me.id, entities=[one], into=into)
    apart[0].merge(apart[1])
    apart[1].merge(apart[0])
    for replica in apart:
        found = {one: replica.project.entities.get(one) for one in known}
        assert {None if e is None else e.id for e in found.values()} == {known[0]}
        (conflict,) = [c for c in conflicts(replica.project) if c.register == "merged_into"]
        assert conflict.record == known[0]
    assert held(apart[0].project) == held(apart[1].project)


def test_a_document_taken_out_while_it_was_tagged_is_listed(pair: Pair) -> None:
    mine, theirs = pair
    document = mine.project.documents.ids()[0]
    work.delete_document(mine.project, document=document, annotator=mine.me.id)
    tagged(theirs)
    mine.merge(theirs)
    (conflict,) = conflicts(mine.project)
    assert (conflict.table, conflict.record, conflict.register) == ("document", document, "deleted")
    take_lost(mine.project, conflict=conflict, annotator=mine.me.id)
    assert document in mine.project.documents.ids()


def test_documents_of_one_origin_with_other_words_stay_two_and_are_marked(pair: Pair) -> None:
    details = {"url": "https://paper.example/peru"}
    for replica, text in zip(pair, ("The text.", "The text, corrected."), strict=True):
        new = NewDocument("Peru", text, details)
        add_documents(replica.project, [new], replica.me.id)
    report = pair[0].merge(pair[1]).report
    assert report.variants == (("Peru", "Peru"),)
    pair[1].merge(pair[0])
    marks = [
        r.project.connection.execute("SELECT id, variant_of FROM document ORDER BY id").fetchall()
        for r in pair
    ]
    assert [tuple(row) for row in marks[0]] == [tuple(row) for row in marks[1]]
    assert sum(row["variant_of"] is not None for row in marks[0]) == 1


def test_states_of_two_people_stand_beside_each_other(pair: Pair) -> None:
    mine, theirs = pair
    document = mine.project.documents.ids()[0]
    work.set_state(theirs.project, document=document, annotator=theirs.me.id, state=State.DONE)
    mine.merge(theirs)
    progress = mine.project.documents.progress
    assert progress(document, theirs.me.id).state is State.DONE
    assert progress(document, mine.me.id).state is not State.DONE


def test_a_backup_is_made_before_and_brings_back_what_was(pair: Pair) -> None:
    mine, theirs = pair
    tagged(mine)
    before = held(mine.project)
    tagged(theirs)
    assert mine.merge(theirs).backup is not None
    newest = list_backups(mine.project.id)[0]
    mine.project.close()
    restore_backup(newest.path, mine.path)
    mine.reopen()
    assert held(mine.project) == before


def test_a_merge_that_is_stopped_leaves_nothing(pair: Pair) -> None:
    mine, theirs = pair
    tagged(theirs)
    before = held(mine.project)

    def stop(done: int, total: int) -> None:
        if done > total / 2:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        merge(mine.project, theirs.path, stop)
    assert held(mine.project) == before


def test_a_long_look_at_the_file_can_be_stopped_on_the_way(pair: Pair, monkeypatch) -> None:
    monkeypatch.setattr("storage.merge.source._INSTRUCTIONS", 50)

    def stop(done: int, total: int) -> None:
        raise CancelledError("Stopped.")

    with pytest.raises(CancelledError, match=r"Stopped\."):
        preview(pair[0].project, pair[1].path, stop)


def test_another_project_is_refused_with_the_way_that_works(pair: Pair, tmp_path: Path) -> None:
    with new_project(tmp_path / "other.gloss", title="Other") as other:
        path = other.path
    with pytest.raises(RefusedError, match="import that here instead"):
        preview(pair[0].project, path)


def test_the_open_file_itself_is_refused(pair: Pair) -> None:
    with pytest.raises(RefusedError, match="that is open"):
        merge(pair[0].project, pair[0].path)


def test_a_copy_of_the_first_schema_merges(tmp_path: Path) -> None:
    import shutil

    golden = Path(__file__).parents[2] / "data" / "projects" / "v1.gloss"
    path = Path(shutil.copy(golden, tmp_path / "mine.gloss"))
    with open_project(path) as project:
        ann = next(a for a in project.annotators.all() if a.name == "Ann")
        work.set_title(project, annotator=ann.id, title="Mine")
        # The codebook of that time is named anew, by what it says in today's form: once.
        assert merge(project, golden).report.is_nothing
        assert merge(project, golden).change is None
        assert project.info().title == "Mine"
        assert check_project(project).errors == ()


def test_codebooks_changed_in_two_copies_become_one(pair: Pair) -> None:
    from dataclasses import replace

    from storage.codebook_editing import change_codebook

    for replica, at in zip(pair, (0, 1), strict=True):
        codebook = replica.project.codebooks.current()
        tags = list(codebook.tags)
        tags[at] = replace(tags[at], definition=f"By {replica.name}.")
        changed = replace(codebook, tags=tuple(tags))
        change_codebook(replica.project, codebook=changed, annotator=replica.me.id)
    pair[0].merge(pair[1])
    pair[1].merge(pair[0])
    first, second = (r.project.codebooks.current() for r in pair)
    assert [t.definition for t in first.tags[:2]] == [f"By {r.name}." for r in pair]
    assert first.version == second.version
    assert pair[0].project.codebooks.version(first.version) is not None
