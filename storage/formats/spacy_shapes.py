"""The shapes that training data of spaCy come in, each made a record of Prodigy's.

A text with its annotations is a pair `[text, {"entities": [[start, end, label]]}]`, an object with
`text` and `entities`, or one with `text` and `spans`; they stand a line each, in a list, or (as the
annotators on the web write them) in a list below `annotations`. Sources: https://spacy.io/api/data-formats
(training data of version 2) and https://prodi.gy/docs/api-interfaces.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from storage.formats.corpus import Problem
from storage.formats.json_records import first_value, json_values

_EDGES = (("start", "end"), ("start_offset", "end_offset"))


class WrongRecordError(Exception):
    """What is wrong with a record."""


def records(path: Path) -> Iterator[tuple[str, Any] | Problem]:
    """Yield the place and the value of each record: lines, or the members of a list."""
    yield from json_values(path, "record", partial(_members, path.name))


def _members(name: str, held: Any) -> Iterator[tuple[str, Any] | Problem]:
    """Yield the records of a value: a list, one below “annotations”, or a single record."""
    if isinstance(held, dict) and isinstance(held.get("annotations"), list):
        held = [each for each in held["annotations"] if each is not None]
    if isinstance(held, dict) and "text" in held:
        held = [held]
    if not isinstance(held, list):
        yield Problem(name, "this is not a list of texts with their spans")
        return
    for number, value in enumerate(held, 1):
        yield f"{name}, record {number}", value


def record_of(value: Any) -> Mapping[str, Any]:
    """Return a value as an object with `text` and `spans`; raise WrongRecordError."""
    if isinstance(value, list):
        return _from_pair(value)
    if not isinstance(value, dict):
        raise WrongRecordError("this is not a JSON object")
    if value.get("entities") and not value.get("spans"):
        return {**value, "spans": [_entity(entry) for entry in list_of(value, "entities")]}
    return value


def _from_pair(pair: list[Any]) -> Mapping[str, Any]:
    if len(pair) != 2 or not isinstance(pair[0], str) or not isinstance(pair[1], dict):
        raise WrongRecordError("this is not a text with its annotations")
    groups = pair[1].get("spans")
    groups = groups if isinstance(groups, dict) else {}
    spans = [_entity(entry) for entry in list_of(pair[1], "entities")]
    spans += [_entity(entry) for name in groups for entry in list_of(groups, name)]
    others = {"dep": 1} if pair[1].keys() - {"entities", "spans", "cats"} else {}
    return {"text": pair[0], "spans": spans} | others


def _entity(entry: Any) -> Mapping[str, Any]:
    if isinstance(entry, dict):
        names = next((pair for pair in _EDGES if pair[0] in entry), _EDGES[0])
        return {**entry, "start": entry.get(names[0]), "end": entry.get(names[1])}
    if not isinstance(entry, list) or len(entry) < 3:
        raise WrongRecordError("an entity is not a start, an end and a label")
    return dict(zip(("start", "end", "label"), entry, strict=False))


def list_of(record: Mapping[str, Any], key: str) -> list[Any]:
    """Return the list under a key, an empty one if there is none; raise WrongRecordError."""
    found = record.get(key) or []
    if not isinstance(found, list):
        raise WrongRecordError(f"its “{key}” are not a list")
    return found


def is_pair(head: bytes) -> bool:
    """Tell whether the first line of a file is a text with its annotations."""
    first = first_value(head)
    return (
        isinstance(first, list)
        and len(first) == 2
        and isinstance(first[0], str)
        and isinstance(first[1], dict)
        and bool(first[1].keys() & {"entities", "spans"})
    )
