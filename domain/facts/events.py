"""The timeline: every mention of an event, those of one event put together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from domain.annotation import Annotation
from domain.codebook import is_partial_date
from domain.facts.values import Source
from domain.ids import AnnotationId

UNDATED = "~"


@dataclass(frozen=True, slots=True)
class Mention:
    """An event as one span tells it; None (dates: an empty text) where it tells nothing.

    `words` are those of the span, `part_of` names the events that it belongs to.
    """

    annotation: Annotation
    source: Source
    words: str
    title: str | None
    type: Any
    status: Any
    start: str
    end: str
    part_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with what the other mentions of its event add to it."""

    mention: Mention
    title: str
    type: Any
    start: str
    end: str

    @property
    def date(self) -> str:
        """When it was: a partial date, an interval `a/b` of them, or `~` for undated.

        An event of which only the end is known stands at its end.
        """
        if self.start and self.end and self.start != self.end:
            return f"{self.start}/{self.end}"
        return self.start or self.end or UNDATED

    @property
    def key(self) -> tuple[str, str, str]:
        """What the timeline is sorted by: date, an instant before an interval, then title."""
        first, _, last = self.date.partition("/")
        return first, last, self.title


def dates(start: Any, end: Any) -> tuple[str, str]:
    """Return first and last date of what stands in the two fields; what is no date is left out.

    Either field may hold an interval `a/b`; a single date in the first leaves the last open.
    """
    first, last = _ends(start), _ends(end)
    opening = first[0] if first else ""
    closing = last[-1] if last else (first[-1] if len(first) > 1 else "")
    if not first and len(last) > 1:
        opening = last[0]
    return opening, closing


def tell(mentions: Iterable[Mention], same: Iterable[tuple[str, str]]) -> list[Told]:
    """Return what each mention tells, in their order, with what its event's others add.

    `same` are pairs of ids that mention one event, in either direction, however far the chain
    goes. Where a mention states no title, no type or neither date, it takes those of the first
    that does; its status is always its own, since saying nothing there means the default.
    """
    listed = list(mentions)
    root = _roots([m.annotation.id for m in listed], same)
    titles: dict[str, str] = {}
    types: dict[str, Any] = {}
    times: dict[str, tuple[str, str]] = {}
    for mention in listed:
        event = root[mention.annotation.id]
        if mention.title:
            titles.setdefault(event, mention.title)
        if mention.type is not None:
            types.setdefault(event, mention.type)
        if mention.start or mention.end:
            times.setdefault(event, (mention.start, mention.end))
    found = []
    for mention in listed:
        event = root[mention.annotation.id]
        title = mention.title or titles.get(event, mention.words)
        kind = types.get(event) if mention.type is None else mention.type
        own = (mention.start, mention.end)
        found.append(Told(mention, title, kind, *(own if any(own) else times.get(event, own))))
    return found


def once(told: Iterable[Told], same: Iterable[tuple[str, str]]) -> list[Told]:
    """Leave out what says of an event the same as an earlier mention of it, and sort by date."""
    listed = list(told)
    root = _roots([t.mention.annotation.id for t in listed], same)
    seen: dict[tuple[Any, ...], Told] = {}
    for entry in listed:
        event = root[entry.mention.annotation.id]
        alike = (event, entry.date, entry.title, entry.type, entry.mention.status)
        seen.setdefault(alike, entry)
    return sorted(seen.values(), key=_key)


def _key(entry: Told) -> tuple[str, str, str]:
    return entry.key


def _ends(value: Any) -> list[str]:
    return value.split("/") if isinstance(value, str) and is_partial_date(value) else []


def _roots(
    ids: Iterable[AnnotationId], same: Iterable[tuple[str, str]]
) -> dict[AnnotationId, str]:
    """Return for each id one that stands for all that it is connected with."""
    parent: dict[str, str] = {}

    def root(of: str) -> str:
        while (above := parent.get(of, of)) != of:
            parent[of] = parent.get(above, above)
            of = above
        return of

    for one, other in same:
        parent[root(one)] = root(other)
    return {annotation: root(annotation) for annotation in ids}
