"""What the window has read and reckoned apart from the screen."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from domain.agreement.bootstrap import FigureKey, Interval, intervals
from domain.agreement.gathering import PairKey
from domain.annotation import Annotator
from domain.facts import FactRow, FactTable
from domain.ids import AnnotatorId
from storage.agreement import AgreementChoice, coders, hidden_documents, read_agreement
from storage.agreement_cases import cases_behind
from storage.agreement_study import Behind, FigureRow, Study, main_tables, study, tables
from storage.contents import Contents
from ui.workers import Progress, with_cancel


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
        agreement = read_agreement(contents, choice, with_cancel(progress))
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
        ranges: Mapping[FigureKey, Interval] = intervals(known.agreement, with_cancel(progress))
        study = replace(known, intervals=ranges)
        made = {**(self.found.tables or {}), **_shown(study, main_tables(study))}
        return Outcome(self.found.people, study, made)


@dataclass(frozen=True, slots=True)
class Listing:
    """Lists the cases behind a figure."""

    study: Study
    behind: Behind

    def __call__(self, contents: Contents, progress: Progress) -> FactTable:
        del contents, progress
        return cases_behind(self.study, self.behind)


def outcome(people: tuple[Annotator, ...], found: Study) -> Outcome:
    """Return a study with all its tables; pairs without a common document have no rows there."""
    return Outcome(people, found, _shown(found, tables(found)))


def _shown(found: Study, made: Iterable[FactTable]) -> dict[str, FactTable]:
    apart = {row.pair for row in found.pairs if not row.documents}
    return {
        table.key: replace(table, rows=tuple(row for row in table.rows if not _is_of(row, apart)))
        for table in made
    }


def _usual(people: list[Annotator]) -> tuple[AnnotatorId, ...]:
    return tuple(person.id for person in people if person.kind != "adjudicated")


def _is_of(row: FactRow, pairs: Collection[PairKey]) -> bool:
    return isinstance(row, FigureRow) and row.behind.pair in pairs
