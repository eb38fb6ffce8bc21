"""Annotators under other names, for data that leaves the house."""

from __future__ import annotations

from dataclasses import replace

from domain.annotation import Annotator
from domain.ids import AnnotatorId
from storage.contents import Contents
from storage.repositories.annotators import Annotators

_NAMES = {"person": "Annotator", "machine": "Program", "adjudicated": "Adjudicated"}


class Pseudonyms(Annotators):
    """Reads the annotators as “Annotator 1” and so on, in the order in which they joined.

    A name stays with its person in later exports, and in every copy of the project.
    """

    def all(self) -> list[Annotator]:
        """Return every annotator under another name."""
        rows = self._connection.execute("SELECT id FROM annotator ORDER BY born, id")
        numbers = {row["id"]: number for number, row in enumerate(rows, 1)}
        return [
            replace(each, name=f"{_NAMES[each.kind]} {numbers[each.id]}") for each in super().all()
        ]

    def get(self, annotator: AnnotatorId) -> Annotator | None:
        """Return the annotator of that id under another name, or None."""
        return next((each for each in self.all() if each.id == annotator), None)


def use_pseudonyms(contents: Contents) -> None:
    """Let everything that reads these contents see the other names."""
    contents.annotators = Pseudonyms(contents.connection)
