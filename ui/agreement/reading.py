"""What the window has read and reckoned apart from the screen."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

from domain.agreement.bootstrap import FigureKey, Interval, intervals
from domain.agreement.gathering import PairKey
from domain.annotation import Annotator
from domain.facts import FactRow, FactTable
from domain.ids import AnnotatorId
from storage.agreement import AgreementChoice, coders, hidden_documents, read_agreement
from storage.agreement_study import FigureRow, Study, study, tables
from storage.contents import Contents
from storage.errors import CancelledError
from storage.formats.exporting import Progress as Steps
from ui.workers import Progress


@dataclass(frozen=True)
class Outcome:
    """Who has coded anything, and what was reckoned for those chosen; None for fewer than two."""

    people: tuple[Annotator, ...]
    study: Study | None = None
    tables: Mapping[str, FactTable] | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """Reads the layers of the chosen annotators; of no choice, of all who coded."""

    choice: AgreementChoice

    def __call__(self, contents: Contents, progress: Progress) -> Outcome:
        people = coders(contents)
        chosen = self.choice.annotators or _usual(people)
        present = {person.id for person in contents.annotators.all()}
        chosen = tuple(one for one in chosen if one in present)
        if len(chosen) < 2:
            return Outcome(tuple(people))
        choice = replace(self.choice, annotators=chosen)
        agreement = read_agreement(contents, choice, steps(progress))
        hidden = len(hidden_documents(contents, choice))
        return outcome(tuple(people), study(contents, agreement, hidden=hidden))


@dataclass(frozen=True, slots=True)
class Resampling:
    """Reckons the intervals of what was read."""

    found: Outcome

    def __call__(self, contents: Contents, progress: Progress) -> Outcome:
        del contents
        known = self.found.study
        assert known is not None
        ranges: Mapping[FigureKey, Interval] = intervals(known.agreement, steps(progress))
        return outcome(self.found.people, replace(known, intervals=ranges))


def outcome(people: tuple[Annotator, ...], found: Study) -> Outcome:
    """Return a study with all its tables; pairs without a common document have no rows there."""
    apart = {row.pair for row in found.pairs if not row.documents}
    shown = {
        table.key: replace(table, rows=tuple(row for row in table.rows if not _is_of(row, apart)))
        for table in tables(found)
    }
    return Outcome(people, found, shown)


def steps(progress: Progress) -> Steps:
    """Return what reports progress and ends the work once it was cancelled."""

    def step(done: int, total: int) -> None:
        if not progress(done, total):
            raise CancelledError("It was stopped. Nothing was changed.")

    return step


def _usual(people: list[Annotator]) -> tuple[AnnotatorId, ...]:
    return tuple(person.id for person in people if person.kind != "adjudicated")


def _is_of(row: FactRow, pairs: Collection[PairKey]) -> bool:
    return isinstance(row, FigureRow) and row.behind.pair in pairs
