"""The timeline: every mention of an event, those of one event put together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
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
    type: str | None
    status: str | None
    start: str
    end: str
    part_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A mention with what the other mentions of its event add to it."""

    mention: Mention
    title: str
    type: str | None
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


def timeline(mentions: Iterable[Mention], same: Iterable[tuple[str, str]]) -> Timeline:
    """Put mentions together that `same` connects: pairs of ids, however far their chain goes.

    The direction of a pair does not matter. Where a mention states no title, no type or neither
    date, it takes those of the first mention of its event that does; its status is always its own,
    since saying nothing there means the default. What then reads like an earlier mention of the
    same event is left out.
    """
    listed = list(mentions)
    root = _roots(same)
    stated: dict[str, _Stated] = {}
    for mention in listed:
        stated.setdefault(root(mention.annotation.id), _Stated()).add(mention)
    entries = [stated[root(mention.annotation.id)].told(mention) for mention in listed]
    once: dict[tuple[Any, ...], Told] = {}
    for told in entries:
        event = root(told.mention.annotation.id)
        alike = (event, told.date, told.title, told.type, told.mention.status)
        once.setdefault(alike, told)
    titles = {told.mention.annotation.id: told.title for told in entries}
    return Timeline(tuple(sorted(once.values(), key=_key)), titles)


@dataclass(frozen=True, slots=True)
class Timeline:
    """The events by date, undated ones last, and what the event of each mention is called."""

    entries: tuple[Told, ...]
    titles: Mapping[AnnotationId, str]


@dataclass(slots=True)
class _Stated:
    """What the mentions of one event state, the first of each."""

    title: str | None = None
    type: str | None = None
    dates: tuple[str, str] = ("", "")

    def add(self, mention: Mention) -> None:
        """Take note of what a mention states and none before it did."""
        self.title = self.title or mention.title
        self.type = self.type or mention.type
        self.dates = self.dates if any(self.dates) else (mention.start, mention.end)

    def told(self, mention: Mention) -> Told:
        """Return a mention with what it does not state itself."""
        own = (mention.start, mention.end)
        return Told(
            mention,
            mention.title or self.title or mention.words,
            mention.type or self.type,
            *(own if any(own) else self.dates),
        )


def _key(entry: Told) -> tuple[str, str, str]:
    return entry.key


def _ends(value: Any) -> list[str]:
    return value.split("/") if isinstance(value, str) and is_partial_date(value) else []


def _roots(same: Iterable[tuple[str, str]]) -> Callable[[str], str]:
    """Return what gives for each id one that stands for all that it is connected with."""
    parent: dict[str, str] = {}

    def root(of: str) -> str:
        while (above := parent.get(of, of)) != of:
            parent[of] = parent.get(above, above)
            of = above
        return of

    for one, other in same:
        parent[root(one)] = root(other)
    return root
