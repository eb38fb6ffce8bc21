"""Gathers the facts of a layer from its pages, one after the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product
from typing import Any

from domain.annotation import Annotation
from domain.codebook import Codebook
from domain.entity import Entity
from domain.facts.events import Mention, Timeline, dates, timeline
from domain.facts.lexicon import ACTOR, EVENT, STANCE, STATISTIC, Lexicon, words
from domain.facts.links import Links
from domain.facts.values import Actor, EventRow, Facts, Page, Source, StanceRow, Statistic
from domain.ids import AnnotationId

_AUTHOR = "author"


class Gatherer:
    """Takes one page at a time and keeps only what the facts need of it.

    Within a page everything is taken in reading order (outer before inner), so that neither the
    order of annotations nor that of relations matters; pages count in the order of their coming.
    """

    def __init__(self, codebook: Codebook, entities: Iterable[Entity]) -> None:
        self._lexicon = Lexicon(codebook, entities)
        self._actors: dict[str, _Mentions] = {}
        self._stances: list[_Stance] = []
        self._events: list[Mention] = []
        self._same: list[tuple[str, str]] = []
        self._statistics: list[tuple[Annotation, Statistic]] = []
        self._takers: dict[str, Callable[[Annotation, Page, Links], None]] = {
            ACTOR: self._take_actor,
            STANCE: self._take_stance,
            EVENT: self._take_event,
            STATISTIC: self._take_statistic,
        }

    def add(self, page: Page) -> None:
        """Take what follows from the tags of one document."""
        links = Links(page, self._lexicon)
        for annotation in sorted(page.annotations, key=_reading_order):
            take = self._takers.get(self._lexicon.tag(annotation).key)
            if take is not None:
                take(annotation, page, links)

    def facts(self) -> Facts:
        """Return what follows from all pages so far."""
        events = timeline(self._events, self._same)
        return Facts(
            actors=tuple(kept.actor(name) for name, kept in self._actors.items()),
            stances=tuple(self._stance_rows(events.titles)),
            timeline=tuple(self._event_rows(events)),
            statistics=tuple(self._figures()),
        )

    def _take_actor(self, annotation: Annotation, page: Page, links: Links) -> None:
        del page
        self._actors.setdefault(links.name(annotation), _Mentions()).add(annotation, self._lexicon)

    def _take_stance(self, annotation: Annotation, page: Page, links: Links) -> None:
        """One span, several holders: every holder is a row (rule G8 of the codebook).

        Where a relation names nobody, the author of the document may be the holder.
        """
        holders: tuple[str | None, ...] = links.names(annotation, "holder")
        if not holders:
            by_author = self._lexicon.value(annotation, "holder_kind") == _AUTHOR
            holders = (page.source.author or None,) if by_author else (None,)
        targets = tuple((links.name(a), a.id) for a in links.of(annotation, "target"))
        self._stances.append(_Stance(annotation, page.source, holders, targets))

    def _take_event(self, annotation: Annotation, page: Page, links: Links) -> None:
        lexicon = self._lexicon
        start, end = dates(*(lexicon.stated(annotation, key) for key in ("date_start", "date_end")))
        usual = lexicon.default(lexicon.tag(annotation), "status")
        mention = Mention(
            annotation=annotation,
            source=page.source,
            words=words(annotation),
            title=lexicon.text(annotation, "title"),
            type=lexicon.text(annotation, "event_type"),
            status=lexicon.text(annotation, "status") or usual,
            start=start,
            end=end,
            part_of=links.names(annotation, "part_of"),
        )
        self._events.append(mention)
        self._same += [(annotation.id, a.id) for a in links.of(annotation, "same_event")]

    def _take_statistic(self, annotation: Annotation, page: Page, links: Links) -> None:
        statistic = Statistic(
            text=words(annotation),
            values=self._lexicon.filled(annotation),
            note=annotation.note,
            measures=links.names(annotation, "measures"),
            annotation=annotation.id,
            source=page.source,
        )
        self._statistics.append((annotation, statistic))

    def _stance_rows(self, titles: Mapping[AnnotationId, str]) -> Iterator[StanceRow]:
        """A row for each holder and topic; a stance without a topic is about each of its targets.

        A target that mentions an event is called as the event is.
        """
        lexicon = self._lexicon
        label = _labels([stance.annotation for stance in self._stances])
        for stance in self._stances:
            annotation = stance.annotation
            targets = tuple(dict.fromkeys(titles.get(at, name) for name, at in stance.targets))
            topic = lexicon.label(annotation)
            topics: Sequence[str | None] = (targets or (None,)) if topic is None else (topic,)
            for holder, about in product(stance.holders, topics):
                yield StanceRow(
                    holder=holder,
                    position=lexicon.value(annotation, "position"),
                    topic=about,
                    label=label(annotation),
                    annotation=annotation.id,
                    source=stance.source,
                    quote=words(annotation),
                    date=str(lexicon.stated(annotation, "date") or ""),
                    targets=targets,
                )

    def _event_rows(self, events: Timeline) -> Iterator[EventRow]:
        label = _labels([mention.annotation for mention in self._events])
        for entry in events.entries:
            mention = entry.mention
            tag = self._lexicon.tag(mention.annotation)
            usual = self._lexicon.default(tag, "event_type")
            yield EventRow(
                date=entry.date,
                title=entry.title,
                type=usual if entry.type is None else entry.type,
                status=mention.status,
                label=label(mention.annotation),
                annotation=mention.annotation.id,
                source=mention.source,
                quote=mention.words,
                part_of=mention.part_of,
            )

    def _figures(self) -> Iterator[Statistic]:
        label = _labels([annotation for annotation, _ in self._statistics])
        for annotation, statistic in self._statistics:
            yield replace(statistic, label=label(annotation))


@dataclass(frozen=True, slots=True)
class _Stance:
    """A stance as it stands on its page; targets are names with the annotations they came from."""

    annotation: Annotation
    source: Source
    holders: tuple[str | None, ...]
    targets: tuple[tuple[str, AnnotationId], ...]


@dataclass(slots=True)
class _Mentions:
    """The mentions of one actor so far."""

    forms: Counter[str] = field(default_factory=Counter)
    type: Any = None
    kb_id: Any = None
    usual: Any = None

    def add(self, annotation: Annotation, lexicon: Lexicon) -> None:
        """Count a mention; what the register says of the actor goes before what a mention says."""
        self.forms[words(annotation)] += 1
        entity = lexicon.entity(annotation)
        registered = {} if entity is None else entity.attributes
        said = annotation.attributes
        self.type = registered.get("actor_type") or self.type or said.get("actor_type")
        self.kb_id = registered.get("kb_id") or self.kb_id or said.get("kb_id")
        if self.usual is None:
            self.usual = lexicon.default(lexicon.tag(annotation), "actor_type")

    def actor(self, name: str) -> Actor:
        """Return the actor that was mentioned."""
        kind, kb_id = self.type or self.usual, self.kb_id or None
        return Actor(name, kind, kb_id, self.forms.total(), dict(self.forms))


def _labels(annotations: Sequence[Annotation]) -> Callable[[Annotation], str]:
    """Return what tells how other files call an annotation, or its id where that is not enough."""
    times = Counter(a.external_id for a in annotations)

    def label(annotation: Annotation) -> str:
        other = annotation.external_id
        return other if other and times[other] == 1 else annotation.id

    return label


def _reading_order(annotation: Annotation) -> tuple[int, int, str]:
    return annotation.span.start, -annotation.span.end, annotation.id
