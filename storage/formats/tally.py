"""What an import did, counted, and how it refuses."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import Any, NoReturn

from domain.wording import counted
from storage.errors import FormatError

_DONE = ("Added", "Brought back", "Replaced")
_WOULD = ("It would add", "It would bring back", "It would replace")
MOST_NAMED = 200
"""So many records that were left out are named; of more than these the number must do."""


@dataclass(slots=True)
class Tally:
    """What an import added (`documents`, `annotations`, …), found there already, and brought back.

    `tags` and `annotators` count the added annotations. `left_out` counts what could not be taken
    in, `records_out` those of it that were records in a file. `kept` annotations differ from those
    of the file, `replaced` ones did. `notes` are sentences about that and about what was changed on
    the way in.
    """

    documents: int = 0
    annotations: int = 0
    relations: int = 0
    entities: int = 0
    known_documents: int = 0
    known_annotations: int = 0
    revived: int = 0
    left_out: int = 0
    kept: int = 0
    replaced: int = 0
    records_out: int = 0
    tags: Counter[str] = field(default_factory=Counter)
    annotators: Counter[str] = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, reason: str) -> None:
        """Count and name something that is not taken in."""
        self.left_out += 1
        self.notes.append(reason)

    def pass_over(self, error: RecordError) -> None:
        """Count a record that is not taken in; the first of them are named."""
        self.records_out += 1
        if self.records_out <= MOST_NAMED:
            self.leave_out(error.left_out)
        else:
            self.left_out += 1

    def conclude(self) -> None:
        """Say how many records were left out besides those that were named."""
        if (more := self.records_out - MOST_NAMED) > 0:
            self.notes.append(f"… and {more:,} more were left out.")

    def as_json(self) -> dict[str, Any]:
        """Return all of it as plain values."""
        return asdict(self) | {
            name: dict(counted.most_common())
            for name, counted in (("tags", self.tags), ("annotators", self.annotators))
        }

    def lines(self) -> list[str]:
        """Return what would be done as people read it, a line each."""
        said = [f"Nothing is imported yet. {self.sentence(is_done=False)}"]
        said += [f"  {number:>8,}  {tag}" for tag, number in self.tags.most_common()]
        if self.annotators:
            people = ", ".join(f"{name} ({n:,})" for name, n in self.annotators.most_common())
            said.append(f"Annotators: {people}.")
        return said + self.notes

    def sentence(self, *, is_done: bool = True) -> str:
        """Say in one or two sentences what was done, or would be."""
        added = [
            _listed(self.documents, "document"),
            _listed(self.annotations, "annotation"),
            _listed(self.relations, "relation"),
            _listed(self.entities, "entity", "entities"),
        ]
        said = [part for part in added if part]
        adds, brings, replaces = _DONE if is_done else _WOULD
        first = f"{adds} {', '.join(said)}." if said else "Nothing new was found."
        if self.revived:
            first += f" {brings} {self.revived:,} that had been deleted."
        if self.replaced:
            differing = _listed(self.replaced, "annotation")
            first += f" {replaces} {differing} that differed."
        there = [
            _listed(self.known_documents, "document"),
            _listed(self.known_annotations, "annotation"),
        ]
        kept = " and ".join(part for part in there if part)
        differ = f" ({self.kept:,} of the annotations differ from the file)" if self.kept else ""
        if kept:
            first += f" There already, and left as they are: {kept}{differ}."
        if self.left_out:
            first += f" Left out: {_listed(self.left_out, 'file or record', 'files or records')}."
        return first


def _listed(number: int, one: str, many: str = "") -> str:
    return counted(number, one, many) if number else ""


class RecordError(FormatError):
    """A record that is refused: its place in the file, and what is wrong there."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(f"{where}: {what}. Nothing was imported.")
        self.where = where
        self.what = what

    @property
    def left_out(self) -> str:
        """What to say where the record is passed over and the others are taken."""
        return f"{self.where}: {self.what}. It was left out."


def refuse(where: str, what: str) -> NoReturn:
    """Raise the sentence that names the place and says that nothing was imported."""
    raise RecordError(where, what)
