"""The first paragraph of the seed article, annotated whole by keys alone, and what that costs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from storage.project import open_project
from tests.e2e import driver
from tests.e2e.driver import Driver

# Words, how many of the same stand before them, and the tag's letter, as a reader meets them.
SPANS = (
    ("US President Donald Trump", 0, "A"),
    ("Peru", 0, "A"),
    ("several other members of the so-called Lima Group", 0, "A"),
    ("several", 0, "T"),
    ("Lima Group", 0, "A"),
    ("recognised Juan Guaidó as the legitimate president of Venezuela", 0, "S"),
    ("recognised", 0, "E"),
    ("Juan Guaidó", 0, "A"),
    ("decision", 0, "E"),
    ("up the ante against Nicolás Maduro and his government", 0, "S"),
    ("Nicolás Maduro", 0, "A"),
    ("his government", 0, "A"),
    ("contacts", 0, "E"),
    ("Lima Group", 1, "A"),
    ("US administration", 0, "A"),
    ("OAS General Secretary Luis Almagro", 0, "A"),
    ("OAS", 0, "A"),
)
# By their places in SPANS: the source, the role's letter, the partners.
RELATIONS = (
    (2, "A", (4,)),
    (3, "M", (2,)),
    (5, "H", (1, 2)),
    (5, "T", (7,)),
    (6, "I", (1, 2)),
    (6, "R", (7,)),
    (8, "S", (6,)),
    (9, "H", (1, 2)),
    (9, "T", (10, 11)),
    (10, "A", (11,)),
    (12, "I", (13, 14, 15)),
    (15, "A", (16,)),
)


class Fingers:
    """Presses keys and counts them by what they are for; positions are code points."""

    def __init__(self, desk: Driver, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk = desk
        self.count: Counter[str] = Counter()
        self._task = ""
        for name in ("press", "send"):
            monkeypatch.setattr(driver, name, self._counted(getattr(driver, name)))

    def _counted(self, press):
        def pressed(target, *keys: str) -> None:
            self.count[self._task] += len(keys)
            press(target, *keys)

        return pressed

    @contextmanager
    def at(self, task: str) -> Iterator[None]:
        """Count the keys of the block for a task."""
        self._task = task
        yield

    def place(self, words: str, number: int) -> tuple[int, int]:
        """Return where words stand, with that many of the same before them."""
        start = -1
        for _ in range(number + 1):
            start = self.desk.reader.canonical_text.index(words, start + 1)
        return start, start + len(words)

    def select(self, start: int, end: int) -> None:
        """Move the caret to a place, back or on, and select."""
        reader, press = self.desk.reader, self.desk.press
        while reader.caret() > start:
            press("Ctrl+Left")
        while reader.caret() < start:
            press("Ctrl+Right")
        QTest.keyPress(reader, Qt.Key.Key_Shift)
        while reader.caret() < end:
            driver.send(reader, "Ctrl+Shift+Right")
        QTest.keyRelease(reader, Qt.Key.Key_Shift)
        assert reader.selection() == ((start, end),)

    def walk_to(self, annotation: str) -> None:
        """Take an annotation at hand, from the one that is."""
        desk = self.desk
        order = [a.id for a in desk.session.annotations]
        here = desk.session.current
        steps = order.index(annotation) - (-1 if here is None else order.index(here.id))
        desk.press(*(["Tab"] * steps if steps > 0 else ["Shift+Tab"] * -steps))
        assert desk.session.current.id == annotation

    def relate(self, letter: str, partners: list[str]) -> None:
        """Link partners in a role to the span at hand."""
        self.desk.press(";", letter)
        for at, partner in enumerate(partners):
            keep = "Shift+" if at + 1 < len(partners) else ""
            for each in self.desk.bench.relating.hints[partner].upper():
                self.desk.press(keep + each)


def stored(path: Path) -> tuple[int, set[tuple[str, str, str]]]:
    """Return how many annotations a file holds, and its relations in words."""
    with open_project(path, writable=False) as project:
        relations = project.relations.all()
        ends = {end for r in relations for end in (r.source, r.target)}
        words = {a.id: a.quote for a in project.annotations.some(ends)}
        named = {(words[r.source], r.type, words[r.target]) for r in relations}
        return project.annotations.count(), named


def test_the_first_paragraph_is_annotated_by_keys_alone(
    desk: Driver, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fingers = Fingers(desk, monkeypatch)
    made = []
    with fingers.at("spans"):
        for words, number, key in SPANS:
            fingers.select(*fingers.place(words, number))
            desk.press(key)
            made.append(desk.session.current.id)
    with fingers.at("relations"):
        for source, letter, partners in RELATIONS:
            fingers.walk_to(made[source])
            fingers.relate(letter, [made[partner] for partner in partners])
    with fingers.at("values"):
        for choice in "12":  # favor, then against
            desk.press("F12", choice, "Esc")
        desk.press("F12")
    assert "Nothing is incomplete" in desk.said
    count, relations = stored(file)
    assert (count, len(relations)) == (len(SPANS), sum(len(each[2]) for each in RELATIONS))
    assert ("recognised", "recipient", "Juan Guaidó") in relations
    # Moving the caret and selecting included; the README states both.
    assert fingers.count["spans"] / len(SPANS) < 9.6
    assert sum(fingers.count.values()) / len(SPANS) < 14
