"""Copies of one project, worked in by several people, and what they hold, to be compared."""

from __future__ import annotations

import contextlib
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from domain.annotation import Annotator
from domain.clock import Clock, wall_milliseconds
from domain.document import State
from domain.ids import AnnotatorId, DocumentId
from domain.merging import canonical
from domain.span import Span
from storage import (
    annotating,
    assigning,
    codebook_editing,
    commenting,
    entities,
    purging,
    relating,
    reviewing,
    work,
)
from storage.adding import NewDocument, add_documents
from storage.codebook_file import DEFAULT, load_codebook, read_codebook
from storage.errors import RefusedError
from storage.merge.conflicts import conflicts, mark_seen, take_lost
from storage.merge.merging import Merged, merge
from storage.merge.rows import all_rows, shape_of, version_of
from storage.project import Project, create_project, open_project
from storage.tables import TABLES
from storage.work import ensure_annotator

TEXT = "one two three four five six seven eight nine ten"
DAY_MS = 24 * 3600 * 1000


class Replica:
    """One person's copy; `ahead` is by how many days their clock is wrong."""

    def __init__(self, path: Path, name: str, ahead: float = 0) -> None:
        self.path = path
        self.name = name
        self._ahead = int(ahead * DAY_MS)
        self.project = self._opened()
        self.me: Annotator = ensure_annotator(self.project, name)

    def _opened(self) -> Project:
        project = open_project(self.path)
        # Nothing is killed here: to wait for the disk would only take time.
        project.connection.execute("PRAGMA synchronous = OFF")
        latest = project.changes_since(0)[-1].stamp if project.last_change() else None
        clock = Clock(wall=lambda: wall_milliseconds() + self._ahead)
        if latest is not None:
            clock.observe(latest)
        project._clock = clock
        return project

    def reopen(self) -> None:
        """Close the file and open it again."""
        self.project.close()
        self.project = self._opened()

    def merge(self, other: Replica) -> Merged:
        """Merge the other's file as it stands on the disk."""
        other.project.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return merge(self.project, other.path)


def begun(folder: Path) -> Path:
    """Make the project that all copies are made of."""
    path = folder / "base.gloss"
    with create_project(path, title="P") as project:
        load_codebook(project, read_codebook(DEFAULT))
        new = [NewDocument("First", TEXT), NewDocument("Second", TEXT[::-1])]
        documents, _ = add_documents(project, new, None)
        for name in ("Person 0", "Person 1"):
            _begin(project, ensure_annotator(project, name).id, documents[0])
    return path


def _begin(project: Project, who: AnnotatorId, document: DocumentId) -> None:
    """Tag a little, so that there is something to disagree about from the start."""
    tags = {tag.key: tag.id for tag in project.codebooks.current().active}
    actor, _ = annotating.tag_span(
        project, document=document, annotator=who, tag=tags["actor"], span=Span.single(0, 3)
    )
    stance, _ = annotating.tag_span(
        project, document=document, annotator=who, tag=tags["stance"], span=Span.single(4, 13)
    )
    entities.name_mentions(
        project, annotations=[actor], annotator=who, key="actor", name=f"Actor of {who[:4]}"
    )
    relating.relate(project, source=stance, type="holder", target=actor, annotator=who)


def copies(folder: Path, clocks: list[float]) -> list[Replica]:
    """Make a copy of a new project for each of some people, whose clocks are so many days wrong."""
    base = begun(folder)
    made = []
    for number, ahead in enumerate(clocks):
        path = folder / f"copy-{number}.gloss"
        shutil.copyfile(base, path)
        # Two people work under one name in two copies, which is where edits meet most.
        made.append(Replica(path, f"Person {number // 2}", ahead))
    return made


def close(replicas: list[Replica]) -> None:
    """Close all copies."""
    for replica in replicas:
        replica.project.close()


def held(project: Project) -> dict[str, dict[str, Any]]:
    """Return all that a copy holds which every copy must hold alike."""
    found: dict[str, dict[str, Any]] = {}
    connection = project.connection
    for table in TABLES.values():
        shape = shape_of(table.name)
        found[table.name] = {}
        for number, row in all_rows(connection, table):
            version = canonical(version_of(connection, table, number, row), shape)
            found[table.name][row[0]] = (
                dict(version.values), version.born, version.stamp, dict(version.stamps)
            )  # fmt: skip
    marks = connection.execute("SELECT id, variant_of FROM document ORDER BY id").fetchall()
    found["variants"] = {row[0]: row[1] for row in marks}
    rows = connection.execute("SELECT id, stamp, annotator, verb FROM change WHERE verb <> 'merge'")
    found["change"] = {row[0]: tuple(row) for row in rows}
    rows = connection.execute(
        'SELECT c.id, i."table", i.record, i.before, i.after FROM change_item i '
        "JOIN change c ON c.number = i.change"
    )
    found["items"] = {str(tuple(row)): 1 for row in rows}
    found["mentions"] = {
        str(tuple(row)): 1
        for row in connection.execute(
            "SELECT m.entity, a.id, m.attribute FROM mention m JOIN annotation a "
            "ON a.number = m.annotation"
        )
    }
    return found


Move = Callable[[Replica, random.Random], object]


def act(replica: Replica, chance: random.Random) -> None:
    """Do one thing at random in a copy; what the rules refuse is not done."""
    move = chance.choice(MOVES)
    with contextlib.suppress(RefusedError):
        move(replica, chance)


def _own(replica: Replica, chance: random.Random) -> Any:
    rows = replica.project.connection.execute(
        "SELECT id FROM annotation WHERE deleted = 0 AND annotator = ? ORDER BY id",
        (replica.me.id,),
    ).fetchall()
    if not rows:
        raise RefusedError("nothing there")
    return chance.choice(rows)["id"]


def _anyones(replica: Replica, chance: random.Random) -> Any:
    rows = replica.project.connection.execute(
        "SELECT id FROM annotation WHERE deleted = 0 ORDER BY id"
    ).fetchall()
    if not rows:
        raise RefusedError("nothing there")
    return chance.choice(rows)["id"]


def _document(replica: Replica, chance: random.Random) -> Any:
    ids = replica.project.documents.ids()
    if not ids:
        raise RefusedError("nothing there")
    return chance.choice(sorted(ids))


def _tag(replica: Replica, chance: random.Random) -> None:
    tags = replica.project.codebooks.current().active
    document = _document(replica, chance)
    start = chance.randrange(40)
    annotating.tag_span(
        replica.project,
        document=document,
        annotator=replica.me.id,
        tag=chance.choice(tags).id,
        span=Span.of([(start, start + 3), (start + chance.randrange(6), start + 8)]),
    )


def _retag(replica: Replica, chance: random.Random) -> None:
    tag = chance.choice(replica.project.codebooks.current().active).id
    one = _own(replica, chance)
    annotating.retag(replica.project, annotations=[one], annotator=replica.me.id, tag=tag)


def _note(replica: Replica, chance: random.Random) -> None:
    annotating.set_note(
        replica.project,
        annotation=_own(replica, chance),
        annotator=replica.me.id,
        note=f"note {chance.randrange(4)}",
    )


def _edges(replica: Replica, chance: random.Random) -> None:
    start = chance.randrange(30)
    span = Span.single(start, start + chance.randrange(1, 9))
    one = _own(replica, chance)
    annotating.set_span(replica.project, annotation=one, annotator=replica.me.id, span=span)


def _values(replica: Replica, chance: random.Random) -> None:
    value = chance.choice(["a", "b", None])
    annotating.set_attributes(
        replica.project,
        annotations=[_own(replica, chance)],
        annotator=replica.me.id,
        values={chance.choice(["remark", "other"]): value},
    )


def _delete(replica: Replica, chance: random.Random) -> None:
    one = _own(replica, chance)
    annotating.delete_annotations(replica.project, annotations=[one], annotator=replica.me.id)


def _name(replica: Replica, chance: random.Random) -> None:
    entities.name_mentions(
        replica.project,
        annotations=[_own(replica, chance)],
        annotator=replica.me.id,
        key="actor",
        name=chance.choice(["Peru", "Lima", "Alan"]),
    )


def _merge_entities(replica: Replica, chance: random.Random) -> None:
    known = [e.id for e in replica.project.entities.all() if e.merged_into is None]
    if len(known) > 1:
        one, into = chance.sample(sorted(known), 2)
        entities.merge_entities(replica.project, annotator=replica.me.id, entities=[one], into=into)


def _relate(replica: Replica, chance: random.Random) -> None:
    tags = {t.id: t for t in replica.project.codebooks.current().tags}
    source, target = _own(replica, chance), _own(replica, chance)
    found = replica.project.annotations.get(source)
    assert found is not None
    kinds = tags[found.tag].relations
    if kinds:
        relating.relate(
            replica.project,
            source=source,
            type=chance.choice(kinds).key,
            target=target,
            annotator=replica.me.id,
        )


def _comment(replica: Replica, chance: random.Random) -> None:
    commenting.comment_on_annotation(
        replica.project, annotation=_anyones(replica, chance), author=replica.me.id, text="why?"
    )


def _judge(replica: Replica, chance: random.Random) -> None:
    one = _anyones(replica, chance)
    if chance.random() < 0.5:
        reviewing.accept(replica.project, annotations=[one], reviewer=replica.me.id)
    else:
        reviewing.reject(
            replica.project, annotations=[one], reviewer=replica.me.id, reason="spurious"
        )


def _state(replica: Replica, chance: random.Random) -> None:
    state = chance.choice([State.DONE, State.SKIPPED, State.NEW])
    document = _document(replica, chance)
    reason = f"reason {chance.randrange(3)}"
    work.set_state(
        replica.project, document=document, annotator=replica.me.id, state=state, reason=reason
    )


def _describe(replica: Replica, chance: random.Random) -> None:
    work.set_document_details(
        replica.project,
        document=_document(replica, chance),
        annotator=replica.me.id,
        title=f"Title {chance.randrange(3)}",
        details={"url": "https://paper.example/a", "desk": chance.choice(["home", "world"])},
    )


def _add(replica: Replica, chance: random.Random) -> None:
    text = f"A text, number {chance.randrange(4)}, of several words that go on for a while here."
    add_documents(replica.project, [NewDocument("Added", text)], replica.me.id)


def _remove(replica: Replica, chance: random.Random) -> None:
    document = _document(replica, chance)
    work.delete_document(replica.project, document=document, annotator=replica.me.id)


def _codebook(replica: Replica, chance: random.Random) -> None:
    from dataclasses import replace

    codebook = replica.project.codebooks.current()
    tags = list(codebook.tags)
    at = chance.randrange(len(tags))
    tags[at] = replace(tags[at], definition=f"definition {chance.randrange(3)}")
    if chance.random() < 0.3:
        tags.reverse()
    changed = replace(codebook, tags=tuple(tags))
    codebook_editing.change_codebook(replica.project, codebook=changed, annotator=replica.me.id)


def _assign(replica: Replica, chance: random.Random) -> None:
    blind = chance.random() < 0.5
    assigning.assign(
        replica.project,
        documents=[_document(replica, chance)],
        annotators=[replica.me.id],
        by=replica.me.id,
        blind=blind,
    )


def _purge(replica: Replica, chance: random.Random) -> None:
    if chance.random() < 0.2:
        document = _document(replica, chance)
        purging.purge_document(replica.project, document=document, annotator=replica.me.id)


def _settle(replica: Replica, chance: random.Random) -> None:
    found = conflicts(replica.project)
    if found:
        take_lost(replica.project, conflict=chance.choice(found), annotator=replica.me.id)


def _look_at(replica: Replica, chance: random.Random) -> None:
    found = conflicts(replica.project)
    if found:
        chosen = [chance.choice(found)]
        mark_seen(replica.project, conflicts=chosen, annotator=replica.me.id)


def _undo(replica: Replica, chance: random.Random) -> None:
    del chance
    replica.project.undo(AnnotatorId(replica.me.id))


def _redo(replica: Replica, chance: random.Random) -> None:
    del chance
    replica.project.redo(AnnotatorId(replica.me.id))


def _reopen(replica: Replica, chance: random.Random) -> None:
    del chance
    replica.reopen()


MOVES: tuple[Move, ...] = (
    *(_tag, _tag, _tag, _retag, _note, _edges, _values, _delete, _name, _name, _merge_entities),
    *(_relate, _comment, _judge, _state, _describe, _add, _remove, _codebook, _undo, _undo),
    *(_redo, _reopen, _edges, _note, _values, _comment, _judge, _state, _delete, _retag, _relate),
    *(_assign, _purge, _settle, _look_at),
)
