"""Facts as plain tables: what a window lists, a command prints and a CSV file holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from domain.facts.events import UNDATED
from domain.facts.networks import Tie, conflict, congruence
from domain.facts.values import EventRow, Facts, StanceRow, Statistic
from domain.ids import AnnotationId

_BETWEEN = "; "
_STATISTIC_FIRST = ("text", "kind", "value_min", "value_max", "unit", "modifier", "property")
_STATISTIC_LAST = ("measures", "note", "document", "id")


@dataclass(frozen=True, slots=True)
class FactRow:
    """Cells (text, number or None), and the annotation that they stand for, if it is one."""

    cells: tuple[Any, ...]
    annotation: AnnotationId | None = None


@dataclass(frozen=True, slots=True)
class FactTable:
    """A table with the names of its columns; `key` names it in files, `title` on the screen."""

    key: str
    title: str
    columns: tuple[str, ...]
    rows: tuple[FactRow, ...]


def all_tables(facts: Facts) -> tuple[FactTable, ...]:
    """Return every table, in the order of the JSON output."""
    said = facts.statements()
    return (
        actors(facts),
        stances(facts),
        _network("congruence", "Congruence", congruence(said)),
        _network("conflict", "Conflict", conflict(said)),
        timeline(facts),
        statistics(facts),
    )


def actors(facts: Facts) -> FactTable:
    """Return who is mentioned how often, with which words."""
    columns = ("actor", "type", "kb_id", "mentions", "forms")
    rows = (
        FactRow((a.name, a.type, a.kb_id, a.mentions, _BETWEEN.join(a.forms))) for a in facts.actors
    )
    return FactTable("actors", "Actors", columns, tuple(rows))


def stances(facts: Facts) -> FactTable:
    """Return who takes which position on what, with the words that say so."""
    columns = ("holder", "position", "topic", "targets", "date", "text", "document", "id")
    rows = map(_stance, facts.stances)
    return FactTable("stance_rows", "Stances", columns, tuple(rows))


def timeline(facts: Facts) -> FactTable:
    """Return the events by date, undated ones last."""
    columns = ("date", "title", "event_type", "status", "part_of", "text", "document", "id")
    return FactTable("timeline", "Timeline", columns, tuple(map(_event, facts.timeline)))


def statistics(facts: Facts) -> FactTable:
    """Return the figures; a column for each value that any of them has."""
    present = dict.fromkeys(key for s in facts.statistics for key in s.values)
    fixed = {*_STATISTIC_FIRST, *_STATISTIC_LAST}
    more = [key for key in present if key not in fixed]
    columns = (*_STATISTIC_FIRST, *sorted(more), *_STATISTIC_LAST)
    rows = (_statistic(s, columns) for s in facts.statistics)
    return FactTable("statistics", "Statistics", columns, tuple(rows))


def _stance(row: StanceRow) -> FactRow:
    targets = _BETWEEN.join(row.targets)
    said = (row.holder, row.position, row.topic, targets, row.date)
    return FactRow((*said, row.quote, row.source.title, row.label), row.annotation)


def _event(row: EventRow) -> FactRow:
    # On the screen and in a spreadsheet an empty cell says “undated” better than a sign.
    date = "" if row.date == UNDATED else row.date
    told = (date, row.title, row.type, row.status, _BETWEEN.join(row.part_of))
    return FactRow((*told, row.quote, row.source.title, row.label), row.annotation)


def _statistic(statistic: Statistic, columns: tuple[str, ...]) -> FactRow:
    fixed = {
        "text": statistic.text,
        "measures": _BETWEEN.join(statistic.measures),
        "note": statistic.note,
        "document": statistic.source.title,
        "id": statistic.label,
    }
    cells = {**statistic.values, **fixed}
    return FactRow(tuple(cells.get(column) for column in columns), statistic.annotation)


def _network(key: str, title: str, ties: Iterable[Tie]) -> FactTable:
    columns = ("actor", "other", "topics")
    return FactTable(key, title, columns, tuple(FactRow(tie) for tie in ties))
