"""Facts as values, and the pages of annotations that they are read from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from domain.annotation import Annotation, Relation
from domain.facts.networks import Statement, conflict, congruence
from domain.ids import AnnotationId, DocumentId


@dataclass(frozen=True, slots=True)
class Source:
    """The document that annotations stand in; `author` is empty if nobody is named."""

    id: DocumentId
    title: str
    author: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The live annotations of one layer in one document, with the relations that start there.

    `elsewhere` holds those ends of relations that stand in other documents; a relation to anything
    else (another layer, a deleted annotation) counts for nothing.
    """

    source: Source
    annotations: Sequence[Annotation]
    relations: Sequence[Relation]
    elsewhere: Sequence[Annotation] = ()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is mentioned: how often, and with which words how often, in order of appearance."""

    name: str
    type: str | None
    kb_id: str | None
    mentions: int
    forms: Mapping[str, int]

    def as_json(self) -> dict[str, Any]:
        """Return the actor as plain values, without its name."""
        return {
            "mentions": self.mentions,
            "forms": dict(self.forms),
            "type": self.type,
            "kb_id": self.kb_id,
        }


@dataclass(frozen=True, slots=True)
class StanceRow:
    """One holder's position on one topic; None where the tags leave it open.

    `label` is how other files call the annotation, else its id; `targets` are the names of whom
    or what the words are about, whether or not a topic is given.
    """

    holder: str | None
    position: str | None
    topic: str | None
    label: str
    annotation: AnnotationId
    source: Source
    quote: str
    date: str = ""
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EventRow:
    """One entry of the timeline; `date` is a partial ISO date, an interval, or `~` for undated."""

    date: str
    title: str
    type: str | None
    status: str | None
    label: str
    annotation: AnnotationId
    source: Source
    quote: str
    part_of: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statistic:
    """A figure with the values that were filled in, and the names of what it measures."""

    text: str
    values: Mapping[str, Any]
    note: str
    measures: tuple[str, ...]
    annotation: AnnotationId
    source: Source
    label: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the figure as plain values; a note only if there is one."""
        note = {"note": self.note} if self.note else {}
        # A codebook may have attributes of these names too: what is fixed goes before them.
        fixed = {"text": self.text, **note, "measures": list(self.measures)}
        return {"text": self.text, **self.values} | fixed


@dataclass(frozen=True, slots=True)
class Facts:
    """All that follows from the tags of one layer."""

    actors: tuple[Actor, ...] = ()
    stances: tuple[StanceRow, ...] = ()
    timeline: tuple[EventRow, ...] = ()
    statistics: tuple[Statistic, ...] = field(default=())

    def statements(self) -> list[Statement]:
        """Return who takes which position on what, as the networks count it."""
        return [(row.holder, row.position, row.topic) for row in self.stances]

    def as_json(self) -> dict[str, Any]:
        """Return everything as plain values; the same tags always give the same order."""
        statements = self.statements()
        return {
            "actors": {actor.name: actor.as_json() for actor in self.actors},
            "stance_rows": [[r.holder, r.position, r.topic, r.label] for r in self.stances],
            "congruence": [list(tie) for tie in congruence(statements)],
            "conflict": [list(tie) for tie in conflict(statements)],
            "timeline": [[r.date, r.title, r.type, r.status, r.label] for r in self.timeline],
            "statistics": [statistic.as_json() for statistic in self.statistics],
        }
