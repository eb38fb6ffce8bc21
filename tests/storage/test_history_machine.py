"""Undo, redo and revert against a model: any actions, two people, two windows, closing between."""

from __future__ import annotations

import tempfile
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from domain.change import Change
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import delete_annotations, retag, set_note, set_span, tag_span
from storage.codebook_file import DEFAULT, load_codebook, read_codebook
from storage.errors import RefusedError
from storage.project import Project, create_project, open_project
from storage.work import delete_document, ensure_annotator, set_document_note

Key = tuple[str, str]
TEXT = "one two three four five six seven eight nine ten"


@dataclass
class _Done:
    """An action of the model: what it set, from what, to what."""

    owner: str
    items: list[tuple[Key, Any, Any]]
    status: str = "done"
    reverts: _Done | None = None
    undo: list[tuple[Key, Any, Any]] = field(default_factory=list)
    id: str = ""


class HistoryMachine(RuleBasedStateMachine):
    """What the file holds must always be what a few dictionaries say."""

    def __init__(self) -> None:
        super().__init__()
        self.state: dict[Key, Any] = {}
        self.log: list[_Done] = []
        self.annotations: dict[str, list[str]] = defaultdict(list)
        self.imported: list[str] = []
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "p.gloss"
        self.windows: list[Project] = []

    @initialize()
    def begin(self) -> None:
        project = create_project(self.path, title="P")
        load_codebook(project, read_codebook(DEFAULT))
        (self.document,), _ = add_documents(project, [NewDocument("Text", TEXT)], None)
        self.people = [ensure_annotator(project, name).id for name in ("Ann", "Bo")]
        self.tags = [tag.id for tag in project.codebooks.current().active]
        self.state[self.document, "note"] = ""
        self.windows = [project, open_project(self.path)]

    def teardown(self) -> None:
        for window in self.windows:
            window.close()
        if self.windows:
            assert [p.name for p in self.path.parent.iterdir()] == ["p.gloss"]
        self.folder.cleanup()

    # The model.

    def _do(self, owner: str, wanted: dict[Key, Any], change: Change | None) -> _Done:
        items = [(k, self.state.get(k), v) for k, v in wanted.items() if self.state.get(k) != v]
        assert (change is None) == (not items)
        for key, _, after in items:
            self.state[key] = after
        done = _Done(owner, items, id=change.id if change else "")
        if change is not None:
            for other in self.log:
                if other.owner == owner and other.status == "undone":
                    other.status = "dropped"
            self.log.append(done)
        return done

    def _reverse(self, items: list[tuple[Key, Any, Any]]) -> tuple[list[Any], set[Key]]:
        written, skipped = [], set()
        for key, before, after in reversed(items):
            current = self.state[key]
            if current == after:
                self.state[key] = before
                written.append((key, after, before))
            elif current != before and before is not None:
                skipped.add(key)
        return written, skipped

    def _follow(self, done: _Done, status: str) -> None:
        done.status = status
        if done.reverts is not None:
            done.reverts.status = "done" if status == "undone" else "reverted"

    # The actions.

    who = st.integers(0, 1)

    @rule(window=who, who=who, start=st.integers(0, 30), end=st.integers(31, 48), tag=who)
    def tag(self, window: int, who: int, start: int, end: int, tag: int) -> None:
        owner = self.people[who]
        try:
            made, change = tag_span(
                self.windows[window],
                document=self.document,
                annotator=owner,
                tag=self.tags[tag],
                span=Span.single(start, end),
            )
        except RefusedError:
            assert (start, end, self.tags[tag]) in self._live(owner)
            return
        self.annotations[owner].append(made)
        created = {"tag": self.tags[tag], "span": (start, end), "note": ""}
        self.state |= {(made, name): value for name, value in created.items()}
        self.state[made, "deleted"] = 1
        progress = (f"progress of {owner}", "deleted")
        self.state.setdefault(progress, 1)
        self._do(owner, {(made, "deleted"): 0, progress: 0}, change)

    def _live(self, owner: str) -> list[tuple[int, int, str]]:
        return [
            (*self.state[a, "span"], self.state[a, "tag"])
            for a in self.annotations[owner]
            if not self.state[a, "deleted"]
        ]

    @rule(window=who, who=who, which=st.integers(0, 9), verb=st.integers(0, 3), value=who)
    def edit(self, window: int, who: int, which: int, verb: int, value: int) -> None:
        owner, project = self.people[who], self.windows[window]
        if not self.annotations[owner]:
            return
        made = self.annotations[owner][which % len(self.annotations[owner])]
        one = {"annotation": made, "annotator": owner}
        several = {"annotations": [made], "annotator": owner}
        try:
            if verb == 0:
                change = retag(project, tag=self.tags[value], **several)
                wanted = {(made, "tag"): self.tags[value]}
            elif verb == 1:
                change = set_note(project, note=f"note {value}", **one)
                wanted = {(made, "note"): f"note {value}"}
            elif verb == 2:
                change = set_span(project, span=Span.single(value, 48 - value), **one)
                wanted = {(made, "span"): (value, 48 - value)}
            else:
                change = delete_annotations(project, **several)
                wanted = {(made, "deleted"): 1}
        except RefusedError:
            gone = self.state[made, "deleted"] == 1
            assert gone or verb in (0, 2)
            return
        self._do(owner, wanted, change)

    @rule(window=who, who=who, note=st.sampled_from(["", "a", "b"]))
    def note_the_document(self, window: int, who: int, note: str) -> None:
        owner = self.people[who]
        change = set_document_note(
            self.windows[window], document=self.document, annotator=owner, note=note
        )
        self._do(owner, {(self.document, "note"): note}, change)

    @rule(window=who, who=who, count=st.integers(1, 3))
    def bring_in(self, window: int, who: int, count: int) -> None:
        owner = self.people[who]
        new = [NewDocument("N", f"Text {len(self.imported)} {at}") for at in range(count)]
        made, change = add_documents(self.windows[window], new, owner)
        self.imported += made
        self.state |= {(document, "gone"): 1 for document in made}
        self._do(owner, {(document, "gone"): 0 for document in made}, change)

    @precondition(lambda self: self.imported)
    @rule(window=who, who=who, which=st.integers(0, 9))
    def take_out(self, window: int, who: int, which: int) -> None:
        owner = self.people[who]
        document = self.imported[which % len(self.imported)]
        if self.state[document, "gone"]:
            return
        change = delete_document(self.windows[window], document=document, annotator=owner)
        self._do(owner, {(document, "gone"): 1}, change)

    # Going back and forth.

    @rule(window=who, who=who)
    def undo(self, window: int, who: int) -> None:
        owner = self.people[who]
        done = [d for d in self.log if d.owner == owner and d.status == "done"]
        change = self.windows[window].undo(owner)
        assert (change is None) == (not done)
        if change is not None:
            assert change.undoes == done[-1].id
            done[-1].undo, skipped = self._reverse(done[-1].items)
            self._follow(done[-1], "undone")
            assert {(s.record, _register(s.field)) for s in change.skipped} == skipped

    @rule(window=who, who=who)
    def redo(self, window: int, who: int) -> None:
        owner = self.people[who]
        undone = [d for d in self.log if d.owner == owner and d.status == "undone"]
        change = self.windows[window].redo(owner)
        assert (change is None) == (not undone)
        if change is not None:
            self._reverse(undone[0].undo)
            self._follow(undone[0], "done")

    @rule(window=who, who=who, which=st.integers(0, 20))
    def revert(self, window: int, who: int, which: int) -> None:
        owner = self.people[who]
        if not self.log:
            return
        target = self.log[which % len(self.log)]
        try:
            change = self.windows[window].revert(target.id, owner)
        except RefusedError:
            assert target.owner != owner or target.status != "done"
            return
        assert change is not None
        assert target.owner == owner
        written, skipped = self._reverse(target.items)
        for other in self.log:
            if other.owner == owner and other.status == "undone":
                other.status = "dropped"
        target.status = "reverted"
        self.log.append(_Done(owner, written, reverts=target, id=change.id))
        assert {(s.record, _register(s.field)) for s in change.skipped} == skipped

    @rule(window=who)
    def close_and_open(self, window: int) -> None:
        self.windows[window].close()
        self.windows[window] = open_project(self.path)

    @invariant()
    def the_file_holds_what_the_model_says(self) -> None:
        for window in self.windows:
            for key, value in self.state.items():
                assert _held(window, key) == value, key


def _register(name: str) -> str:
    return {"fragments": "span", "deleted": "deleted"}.get(name, name)


def _held(project: Project, key: Key) -> Any:
    record, name = key
    if record.startswith("progress of "):
        (row,) = project.connection.execute(
            "SELECT deleted FROM progress WHERE annotator = ?",
            (record.removeprefix("progress of "),),
        ).fetchall()
        return row["deleted"]
    if name == "gone":
        return int(record not in project.documents.ids())
    if (found := project.documents.row(record, None)) is not None:
        return found.note
    annotation = project.annotations.get(record)
    assert annotation is not None
    values = {
        "tag": annotation.tag,
        "span": (annotation.span.start, annotation.span.end),
        "note": annotation.note,
        "deleted": int(annotation.deleted),
    }
    return values[name]


HistoryMachine.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestHistory = HistoryMachine.TestCase
