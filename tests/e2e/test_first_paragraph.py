"""The first paragraph of the seed article as it was worked out, with the keyboard alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from storage.project import open_project
from tests.e2e.driver import Driver
from ui.panes.inspector.reference import ReferenceEdit

_WORKED = Path(__file__).parents[2] / "resources" / "sample" / "seed-annotations.jsonl"
_LETTERS = {"actor": "A", "stance": "S", "event": "E", "statistic": "T"}
Entry = dict[str, Any]


def paragraph(text: str) -> list[Entry]:
    """Return the worked annotations of the first paragraph."""
    lines = _WORKED.read_text("utf-8").splitlines()
    entries = [json.loads(line) for line in lines if line.strip()]
    end = text.index("\n")
    found = [entry for entry in entries if entry["end"] <= end]
    ids = {entry["id"] for entry in found}
    for entry in found:
        entry["relations"] = {
            role: [one for one in targets if one in ids]
            for role, targets in entry["relations"].items()
        }
    return found


def take(desk: Driver, entry: Entry) -> None:
    """Take an annotation at hand, by Tab."""
    desk.press("Ctrl+Home", "Esc")
    for _ in range(200):
        desk.press("Tab")
        current = desk.session.current
        assert current is not None
        if (current.span.start, current.span.end) == (entry["start"], entry["end"]) and (
            desk.session.codebook.tag(current.tag).key == entry["tag"]
        ):
            return
    raise AssertionError(f"Tab never came to {entry['text']}")


def place(entry: Entry) -> tuple[int, int, str]:
    return entry["start"], entry["end"], entry["tag"]


def relate(desk: Driver, role: str, goal: Entry) -> int:
    """Relate the span at hand to another, and return how many keys that took."""
    session, relating = desk.session, desk.bench.relating
    desk.press(";")
    letter = next(r.letter for r in relating._roles() if r.type.key == role)
    desk.press(letter.upper())
    (partner,) = (
        a.id
        for a in session.annotations
        if (a.span.start, a.span.end, session.codebook.tag(a.tag).key) == place(goal)
    )
    hint = relating.hints[partner].upper()
    desk.press(*hint)
    return 2 + len(hint)


def name(desk: Driver, entity: str) -> None:
    """Say whom the span at hand mentions: what is proposed first, unless it is somebody else."""
    desk.press("Return")
    desk.type(entity)
    field = QApplication.focusWidget()
    assert isinstance(field, ReferenceEdit)
    listed = field.proposals
    assert listed is not None
    if listed.currentIndex().data() != entity and not listed.currentIndex().data().startswith(
        "New"
    ):
        desk.press("Up")
    assert listed.currentIndex().data() in (entity, f"New: {entity}")
    desk.press("Return", "Esc")


def stored(path: Path) -> tuple[set[tuple[int, int, str]], set[tuple[int, str, int]], list[Any]]:
    """Return what the file holds: spans with tags, relations by where they start, names."""
    with open_project(path, writable=False) as project:
        book = project.codebooks.current()
        found = {a.id: a for a in project.annotations.of_document(project.documents.ids()[0])}
        spans = {(a.span.start, a.span.end, book.tag(a.tag).key) for a in found.values()}
        relations = {
            (found[r.source].span.start, r.type, found[r.target].span.start)
            for r in project.relations.all()
        }
        names = sorted(entity.name for entity in project.entities.all())
        return spans, relations, names


def test_the_first_paragraph_is_annotated_with_the_keyboard_alone(desk: Driver, file: Path):
    entries = paragraph(desk.reader.canonical_text)
    for entry in entries:
        desk.select_span(entry["start"], entry["end"])
        desk.press(_LETTERS[entry["tag"]])
        if entry["tag"] == "actor":
            name(desk, entry["attributes"]["canonical"])
    by_id = {entry["id"]: entry for entry in entries}
    keys = wanted = 0
    for entry in entries:
        for role, goals in entry["relations"].items():
            for goal in goals:
                take(desk, entry)
                keys += relate(desk, role, by_id[goal])
                wanted += 1
    spans, relations, names = stored(file)
    assert spans == {place(entry) for entry in entries}
    assert relations == {
        (entry["start"], role, by_id[goal]["start"])
        for entry in entries
        for role, goals in entry["relations"].items()
        for goal in goals
    }
    assert names == sorted({e["attributes"]["canonical"] for e in entries if e["tag"] == "actor"})
    assert len(entries) > 15
    assert (keys, wanted) == (3 * wanted, wanted)
