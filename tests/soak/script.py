"""A scripted tagging session: what it does next, how it acknowledges, and what must hold."""

from __future__ import annotations

import hashlib
import json
import random
from dataclasses import dataclass
from pathlib import Path

from domain.change import Change
from domain.ids import AnnotationId
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import delete_annotations, retag, set_note, set_span, tag_span
from storage.check import check_project
from storage.codebook_file import DEFAULT, load_codebook, read_codebook
from storage.errors import RefusedError
from storage.project import Project, create_project, open_project
from storage.work import ensure_annotator

ANNOTATOR = "Ann"
_WORDS = "Peru’s president 🇵🇪 said that 4 million “refugees” had fled;日本の選挙 e\u0301 and left. "
_VERBS = ("tag", "retag", "note", "edges", "delete", "undo", "redo")
_WEIGHTS = (8, 3, 3, 2, 2, 3, 2)


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """One line of a session: the change that was committed, and a digest of all that held then."""

    number: int
    change: str
    digest: str

    def line(self) -> str:
        """Return it as a line of JSON."""
        return json.dumps([self.number, self.change, self.digest])

    @classmethod
    def read(cls, line: str) -> Acknowledged:
        """Read a line that `line` wrote."""
        return cls(*json.loads(line))


def prepare(path: Path) -> None:
    """Make the project that a session works in."""
    with create_project(path, title="Soak") as project:
        load_codebook(project, read_codebook(DEFAULT))
        ann = ensure_annotator(project, ANNOTATOR)
        add_documents(project, [NewDocument("Article", _WORDS * 60)], ann.id)


def digest(project: Project) -> str:
    """Return a hash of every annotation, its fragments and the state of work, deleted ones too."""
    found = hashlib.sha256()
    for query in (
        "SELECT id, tag, note, confidence, attributes, deleted, stamp FROM annotation ORDER BY id",
        'SELECT annotation, ordinal, "start", "end", quote FROM fragment ORDER BY 1, 2',
        "SELECT id, state, deleted FROM progress ORDER BY id",
        "SELECT number, id, status FROM change ORDER BY number",
    ):
        for row in project.connection.execute(query):
            found.update(repr(tuple(row)).encode())
    return found.hexdigest()[:16]


def acknowledged(project: Project, change: Change) -> Acknowledged:
    """Return what a session may print once `change` is committed (and painted)."""
    return Acknowledged(change.number, change.id, digest(project))


class Script:
    """Chooses and performs one action after the other, the same ones for the same seed."""

    def __init__(self, project: Project, seed: int) -> None:
        self._project = project
        self._random = random.Random(seed)
        self._who = ensure_annotator(project, ANNOTATOR).id
        self._document = project.documents.ids()[0]
        self._length = len(project.documents.text(self._document) or "")
        self._tags = [tag.id for tag in project.codebooks.current().active]

    def step(self) -> Change:
        """Perform the next action that is not refused, and return its change."""
        while True:
            (verb,) = self._random.choices(_VERBS, _WEIGHTS)
            try:
                change = self._perform(verb)
            except RefusedError:
                continue
            if change is not None:
                return change

    def _perform(self, verb: str) -> Change | None:
        live = self._project.annotations.of_document(self._document)
        if verb == "undo":
            return self._project.undo(self._who)
        if verb == "redo":
            return self._project.redo(self._who)
        if verb == "tag" or not live:
            return tag_span(
                self._project,
                document=self._document,
                annotator=self._who,
                tag=self._random.choice(self._tags),
                span=self._span(),
            )[1]
        return self._edit(verb, self._random.choice(live).id)

    def _edit(self, verb: str, made: AnnotationId) -> Change | None:
        one = {"annotation": made, "annotator": self._who}
        several = {"annotations": [made], "annotator": self._who}
        if verb == "retag":
            return retag(self._project, tag=self._random.choice(self._tags), **several)
        if verb == "note":
            return set_note(self._project, note=f"note {self._random.random()}", **one)
        if verb == "edges":
            return set_span(self._project, span=self._span(), **one)
        return delete_annotations(self._project, **several)

    def _span(self) -> Span:
        starts = self._random.sample(range(self._length - 60), self._random.choice((1, 1, 1, 2)))
        return Span.of([(start, start + self._random.randint(1, 50)) for start in starts])


def verify(path: Path, last: Acknowledged | None, acknowledged_ids: set[str]) -> int:
    """Check a file after a kill; return its last change. Raises AssertionError.

    It must open, be sound, hold every acknowledged change, and at most one that was committed
    just before its line could be printed; the content must be what the last line said.
    """
    with open_project(path) as project:
        found = project.last_change()
        every = "SELECT number, id FROM change ORDER BY number"
        rows = project.connection.execute(every).fetchall()
        missing = acknowledged_ids - {row["id"] for row in rows}
        assert not missing, f"{len(missing)} acknowledged changes are gone"
        assert [row["number"] for row in rows] == list(range(1, found + 1))
        if last is not None:
            assert found - last.number in (0, 1), (found, last.number)
            assert found != last.number or digest(project) == last.digest
        check_soundness(project)
    left = [p.name for p in path.parent.iterdir() if p.name.startswith(path.name)]
    assert left == [path.name], left
    return found


def check_soundness(project: Project) -> None:
    """Check the database, its references and its search indexes, and each quote."""
    assert check_project(project).errors == ()
    for document in project.documents.every():
        for annotation in project.annotations.of_document(document.id):
            assert annotation.span.quotes(document.text) == annotation.quotes
