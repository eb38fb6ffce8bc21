"""The lines of a brat standoff file (.ann), parsed: T, E, R, A, M, N, # and *.

Source: https://brat.nlplab.org/standoff.html. Offsets count code points of the text beside it, ends
are exclusive, fragments stand apart by semicolons.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from storage.formats.corpus import ForeignRelation, ForeignSpan, Fragments

NOTES = "AnnotatorNotes"
OURS = "GlossatorAttributes"
UNSURE = "Unsure"
_NUMBER = re.compile(r"\d+$")
_KNOWN = re.compile(r"^(?:[TERAMN#][^\s]*|\*)\t")


class LineError(Exception):
    """What is wrong with a line, without its place; `part` is the file of several that it is in."""

    def __init__(self, number: int, what: str) -> None:
        super().__init__(what)
        self.number = number
        self.part = 0


@dataclass(slots=True)
class Standoff:
    """What the lines of one file say; `triggers` leads from the id of an event to its T."""

    spans: dict[str, tuple[str, Fragments, str | None]] = field(default_factory=dict)
    triggers: dict[str, str] = field(default_factory=dict)
    relations: list[tuple[str, str, str, str]] = field(default_factory=list)
    attributes: dict[str, dict[str, Any]] = field(default_factory=dict)
    exact: dict[str, dict[str, Any]] = field(default_factory=dict)
    notes: dict[str, list[str]] = field(default_factory=dict)
    passed_over: list[str] = field(default_factory=list)


def parse(*texts: str) -> Standoff:
    """Parse the files of one document; raise LineError with the number of the line that is wrong.

    A line that is no standoff line at all (brat's own reader passes it over, too) is noted.
    """
    found = Standoff()
    roles: list[tuple[int, str, str, str]] = []
    for part, text in enumerate(texts):
        try:
            _lines(found, roles, text)
        except LineError as error:
            error.part = part
            raise
    _resolve(found, roles)
    return found


def _lines(found: Standoff, roles: list[tuple[int, str, str, str]], text: str) -> None:
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), start=1):
        line = line.removesuffix("\r")
        if not line.strip():
            continue
        if not _KNOWN.match(line):
            found.passed_over.append("Lines that are no standoff line are left out.")
            continue
        _line(found, roles, number, line)


def _line(found: Standoff, roles: list[tuple[int, str, str, str]], number: int, line: str) -> None:
    name, _, rest = line.partition("\t")
    kind = name[0]
    if name in found.spans or name in found.triggers:
        raise LineError(number, f"another line has the id {name}")
    if kind == "T":
        found.spans[name] = _text_bound(number, rest)
    elif kind == "E":
        _event(found, roles, number, name, rest)
    elif kind in "R*":
        _relation(found, roles, number, name, rest)
    elif kind in "AM":
        _attribute(found, number, rest)
    elif kind == "N":
        _reference(found, number, rest)
    else:
        _note(found, rest)


def _text_bound(number: int, rest: str) -> tuple[str, Fragments, str | None]:
    head, has_text, quote = rest.partition("\t")
    label, _, places = head.strip().partition(" ")
    fragments = []
    for place in places.split(";"):
        edges = place.split()
        if len(edges) != 2 or not all(edge.isdecimal() for edge in edges):
            raise LineError(number, f"“{places}” is no place in the text")
        start, end = int(edges[0]), int(edges[1])
        if start >= end:
            raise LineError(number, f"{start} to {end} covers nothing")
        fragments.append((start, end))
    return label, tuple(sorted(fragments)), quote if has_text else None


def _event(
    found: Standoff,
    roles: list[tuple[int, str, str, str]],
    number: int,
    name: str,
    rest: str,
) -> None:
    parts = [_pair(number, part) for part in rest.split()]
    if not parts:
        raise LineError(number, "an event has no trigger")
    trigger = parts[0][1]
    if trigger in found.triggers.values():
        found.passed_over.append("Several events on one trigger are read as one.")
    found.triggers[name] = trigger
    roles += [(number, name, _NUMBER.sub("", role), target) for role, target in parts[1:]]


def _relation(
    found: Standoff,
    roles: list[tuple[int, str, str, str]],
    number: int,
    name: str,
    rest: str,
) -> None:
    kind, *ends = rest.split() or [""]
    if not ends:
        raise LineError(number, "a relation leads to nothing")
    if name == "*":
        roles += [(number, ends[0], kind, end) for end in ends[1:]]
        return
    pairs = [_pair(number, end) for end in ends]
    if len(pairs) != 2:
        raise LineError(number, "a relation has not two ends")
    found.relations.append((kind, pairs[0][1], pairs[1][1], name))


def _attribute(found: Standoff, number: int, rest: str) -> None:
    parts = rest.split(None, 2)
    if len(parts) < 2:
        raise LineError(number, "an attribute belongs to nothing")
    value: Any = parts[2].strip() if len(parts) == 3 else True
    values = found.attributes.setdefault(parts[1], {})
    if parts[0] in values and values[parts[0]] != value:
        found.passed_over.append("An attribute has several values: all but the first are left out.")
    values.setdefault(parts[0], value)


def _reference(found: Standoff, number: int, rest: str) -> None:
    parts = rest.split("\t")[0].split()
    if len(parts) != 3:
        raise LineError(number, "a reference names no entry")
    base, _, entry = parts[2].partition(":")
    named = entry if base.casefold() == "wikidata" and entry else parts[2]
    values = found.attributes.setdefault(parts[1], {})
    values["kb_id"] = f"{values['kb_id']} {named}" if "kb_id" in values else named


def _note(found: Standoff, rest: str) -> None:
    head, _, said = rest.partition("\t")
    kind, _, target = head.strip().partition(" ")
    if kind == OURS:
        try:
            values = json.loads(said)
        except (ValueError, RecursionError):
            values = None
        if isinstance(values, dict):
            found.exact[target] = values
            return
    if kind == NOTES or said.strip():
        found.notes.setdefault(target, []).append(said)


def _pair(number: int, part: str) -> tuple[str, str]:
    role, colon, target = part.partition(":")
    if not colon or not target:
        raise LineError(number, f"“{part}” does not say what it leads to")
    return role, target


def _resolve(found: Standoff, roles: list[tuple[int, str, str, str]]) -> None:
    """Let roles be relations, and every end a span that is there."""
    for name, trigger in found.triggers.items():
        if trigger not in found.spans:
            raise LineError(0, f"the event {name} has the trigger {trigger}, which is not there")
    found.relations += [(kind, source, target, "") for _, source, kind, target in roles]
    for _, source, target, _name in found.relations:
        for end in (source, target):
            if span_of(found, end) is None:
                raise LineError(0, f"a relation leads to {end}, which is not there")


def span_of(found: Standoff, name: str) -> str | None:
    """Return the T that an id means: itself, or the trigger of an event; None if there is none."""
    name = found.triggers.get(name, name)
    return name if name in found.spans else None


def spans(found: Standoff) -> tuple[ForeignSpan, ...]:
    """Return the spans with their attributes and notes."""
    return tuple(_spans(found))


def _spans(found: Standoff) -> Iterator[ForeignSpan]:
    events: dict[str, list[str]] = {}
    for event, trigger in found.triggers.items():
        events.setdefault(trigger, []).append(event)
    for name, (label, fragments, quote) in found.spans.items():
        owners = [name, *events.get(name, [])]
        values: dict[str, Any] = {}
        for owner in owners:
            values |= found.attributes.get(owner, {})
        is_unsure = values.pop(UNSURE, False) is True
        for owner in owners:
            values = dict(found.exact.get(owner, values))
        notes = [note for owner in owners for note in found.notes.get(owner, [])]
        yield ForeignSpan(
            fragments=fragments,
            label=label,
            id=name,
            quote=quote,
            attributes=values,
            note="\n".join(notes),
            confidence="unsure" if is_unsure else "sure",
        )


def relations(found: Standoff) -> Iterator[ForeignRelation]:
    """Yield the relations between spans."""
    for kind, source, target, name in found.relations:
        ends = span_of(found, source), span_of(found, target)
        if ends[0] is not None and ends[1] is not None:
            yield ForeignRelation(ends[0], kind, ends[1], name)


def remarks(found: Standoff) -> Iterator[str]:
    """Say what is left out, a sentence each: also what stands on no span, but on a relation."""
    yield from found.passed_over
    for target, said in found.notes.items():
        if span_of(found, target) is None:
            yield from ["Notes on what is no span are left out."] * len(said)
    for target, values in found.attributes.items():
        if span_of(found, target) is None:
            yield from ["Attributes of what is no span are left out."] * len(values)


def bare(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the values that an attribute line can hold: one word, as brat writes them."""
    found = {}
    for name, value in values.items():
        word = "true" if value is True else "false" if value is False else str(value)
        if re.fullmatch(r"[\w.+-]{1,40}", word) and re.fullmatch(r"[\w-]+", name):
            found[name] = word
    return found
