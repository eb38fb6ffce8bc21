"""Rows of datasets of Hugging Face as documents: spans of a text, or tags of tokens.

Columns are called as the well-known datasets call them. Spans are objects in a list, or lists in an
object (as `datasets` stores a Sequence of objects); what GLiNER trains with numbers the first and
last token of each span.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from domain.document import State
from storage.formats.corpus import (
    ForeignDocument,
    ForeignRelation,
    ForeignSpan,
    Fragments,
    Problem,
)
from storage.formats.hf_names import Names, names_of
from storage.formats.iob import OUTSIDE, chunks
from storage.formats.offsets import edge
from storage.formats.spacing import joined

TEXTS = ("text", "sentence", "content")
TOKENS = ("tokens", "words", "tokenized_text")
TAGS = ("ner_tags", "ner", "tags", "labels", "ner_tags_index")
SPANS = ("spans", "entities")
_LABELS = ("label", "type", "tag", "entity")
_EDGES = (("start", "end"), ("start_char", "end_char"), ("start_offset", "end_offset"))
_OURS = ("id", "title", "metadata", "note", "state", "relations")
_JOINED = "The texts are put together from tokens, one space between them."
_NUMBERED = "span "
_LOOSE = "Relations that do not name two spans are left out."
_TAGS_TOO = "Tags of tokens are left out where there are spans besides."


class RowError(Exception):
    """What is wrong with a row."""


def document_of(where: str, row: Any, names: Names) -> ForeignDocument | Problem:
    """Return a row as a document, or what is wrong with it; `names` are those of numbers."""
    try:
        return _document(where, row, names)
    except RowError as error:
        return Problem(where, str(error))


def _document(where: str, row: Any, names: Names) -> ForeignDocument:
    if not isinstance(row, dict):
        raise RowError("this is not a JSON object")
    words = _strings(row)
    text = next((row[key] for key in TEXTS if row.get(key) is not None), None)
    remarks: list[str] = []
    tokens: Fragments | None = None
    if text is None and words is not None:
        text, tokens = joined(words)
        remarks.append(_JOINED)
    if not isinstance(text, str):
        raise RowError(f"it has neither a text ({', '.join(TEXTS)}) nor tokens")
    found = list(_spans(row, names))
    tags = next((key for key in TAGS if isinstance(row.get(key), list)), None)
    if words is not None and tags is not None and not found:
        tokens = tokens or _places(words, text)
        found = list(_tagged(row[tags], tokens, text, names_of(names, tags)))
    elif tags is not None and "fragments" not in _keys(row):
        remarks.append(_TAGS_TOO)
    state = row.get("state")
    details = _others(row, text, remarks) | _details(row.get("metadata"))
    found, relations = _connected(row, found, remarks)
    return ForeignDocument(
        where=where,
        text=text,
        name=_name(row.get("id")),
        title=_name(row.get("title")),
        details=details,
        note=_name(row.get("note")),
        spans=tuple(found),
        relations=tuple(relations),
        states={"": State(state)} if state in list(State) else {},
        tokens=tokens,
        remarks=tuple(remarks),
    )


def _others(row: Mapping[str, Any], text: str, remarks: list[str]) -> dict[str, Any]:
    """Return the other columns, which say something of the text; tell of those that do not."""
    read = {*_OURS, *TOKENS, *SPANS}
    # A time stands as ISO 8601 has it.
    others = {k: getattr(v, "isoformat", lambda v=v: v)() for k, v in row.items() if k not in read}
    others = {k: v for k, v in others.items() if v is not None and v != text}
    # Tags were read or told of already; a number or word in such a column is one for the whole.
    plain = {k: v for k, v in others.items() if isinstance(v, str | int | float)}
    rest = [k for k in others if k not in plain and k not in TAGS]
    if rest:
        remarks.append(f"Columns that are neither text nor spans are left out: {', '.join(rest)}.")
    return plain


def _strings(row: Mapping[str, Any]) -> list[str] | None:
    key = next((key for key in TOKENS if row.get(key) is not None), None)
    if key is None:
        return None
    found = _list(row[key], "tokens")
    if not all(isinstance(word, str) for word in found):
        raise RowError("its tokens are not words")
    return found


def _keys(row: Mapping[str, Any]) -> set[str]:
    """Return what the spans of a row are described by."""
    return {key for column in SPANS for given in _objects(row, column) for key in given}


def _spans(row: Mapping[str, Any], names: Names) -> Iterator[ForeignSpan]:
    column = next((key for key in SPANS if row.get(key) is not None), None)
    if column is None:
        return
    for given in _objects(row, column):
        yield _span(given, column, names)


def _objects(row: Mapping[str, Any], column: str) -> list[Mapping[str, Any]]:
    """Return the spans of a column as objects, from an object of lists if it is one."""
    held = row.get(column)
    if held is None:
        return []
    if isinstance(held, dict):
        lists = {key: value for key, value in held.items() if value is not None}
        if not all(isinstance(value, list) for value in lists.values()):
            raise RowError(f"its “{column}” are not lists")
        if len({len(value) for value in lists.values()}) > 1:
            raise RowError(f"the lists of its “{column}” are not of one length")
        return [dict(zip(lists, each, strict=True)) for each in zip(*lists.values(), strict=True)]
    found = _list(held, column)
    if not all(isinstance(given, dict) for given in found):
        raise RowError("a span is not an object")
    return found


def _span(given: Mapping[str, Any], column: str, names: Names) -> ForeignSpan:
    key = next((key for key in _LABELS if given.get(key) not in (None, "")), "label")
    label = given.get(key)
    if type(label) is int:
        label = _named(label, names_of(names, f"{column}.{key}"), "label")
    start, end = next((pair for pair in _EDGES if pair[0] in given), _EDGES[0])
    pairs = given.get("fragments") or [[edge(given.get(start)), edge(given.get(end))]]
    are_numbers = isinstance(pairs, list) and all(
        isinstance(pair, list) and len(pair) == 2 and all(type(edge) is int for edge in pair)
        for pair in pairs
    )
    if not isinstance(label, str) or not are_numbers:
        raise RowError("a span has no label, or its start and end are not whole numbers")
    quote = given.get("text")
    is_quoted = isinstance(quote, str) and len(pairs) == 1
    return ForeignSpan(
        tuple((start, end) for start, end in pairs),
        label,
        id=_name(given.get("id")),
        quote=quote if is_quoted else None,
    )


def _tagged(
    given: list[Any], tokens: Fragments, text: str, names: Sequence[str]
) -> Iterator[ForeignSpan]:
    """Yield the spans of tags, one for each token, or of numbers of first and last tokens."""
    if given and all(isinstance(each, list) for each in given):
        found = [_numbered(each, len(tokens)) for each in given]
    else:
        if len(given) != len(tokens):
            raise RowError(f"it has {len(tokens)} tokens but {len(given)} tags")
        try:
            found = chunks([_tag(tag, names) for tag in given])
        except ValueError as error:
            raise RowError(str(error)) from error
    for first, last, label in found:
        start, end = tokens[first][0], tokens[last][1]
        yield ForeignSpan(((start, end),), label, quote=text[start:end])


def _numbered(given: list[Any], length: int) -> tuple[int, int, str]:
    if len(given) != 3 or not all(type(each) is int for each in given[:2]):
        raise RowError("a span is not a first token, a last token and a label")
    first, last, label = given
    if not 0 <= first <= last < length:
        raise RowError("a span leads to tokens that are not there")
    return first, last, str(label)


def _tag(tag: Any, names: Sequence[str]) -> str:
    if isinstance(tag, str):
        return tag
    return OUTSIDE if tag is None else _named(tag, names, "tag")


def _named(number: Any, names: Sequence[str], what: str) -> str:
    if type(number) is not int or not 0 <= number < len(names):
        raise RowError(f"the {what} {number} has no name ({len(names)} names are known)")
    return names[number]


def _places(words: list[str], text: str) -> Fragments:
    """Return where the tokens stand in their text, one after the other."""
    places = []
    reached = 0
    for word in words:
        start = text.find(word, reached)
        if start < 0:
            raise RowError(f"its token “{word}” does not stand in its text")
        reached = start + len(word)
        places.append((start, reached))
    return tuple(places)


def _connected(
    row: Mapping[str, Any], spans: list[ForeignSpan], remarks: list[str]
) -> tuple[list[ForeignSpan], list[ForeignRelation]]:
    """Return the spans and the relations between them, which name them or give their numbers."""
    given = row.get("relations") or []
    relations = (
        [_relation(each, len(spans)) for each in given] if isinstance(given, list) else [None]
    )
    found = [relation for relation in relations if relation is not None]
    remarks += [_LOOSE] * (len(relations) - len(found))
    if any(relation.source.startswith(_NUMBERED) for relation in found):
        spans = [replace(span, id=f"{_NUMBERED}{n}") for n, span in enumerate(spans)]
    return spans, found


def _relation(given: Any, length: int) -> ForeignRelation | None:
    if not isinstance(given, dict):
        return None
    label = next((given[key] for key in ("label", "type") if isinstance(given.get(key), str)), None)
    ends = [given.get(key) for key in ("head", "tail")]
    if label is None or not all(type(end) is type(ends[0]) for end in ends):
        return None
    if all(type(end) is int and 0 <= end < length for end in ends):
        ends = [f"{_NUMBERED}{end}" for end in ends]
    if not all(isinstance(end, str) for end in ends):
        return None
    return ForeignRelation(str(ends[0]), label, str(ends[1]), _name(given.get("id")))


def _details(value: Any) -> dict[str, Any]:
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return {"metadata": value}
    return value if isinstance(value, dict) else {}


def _list(value: Any, what: str) -> list[Any]:
    if not isinstance(value, list):
        raise RowError(f"its {what} are not a list")
    return value


def _name(value: Any) -> str:
    return "" if value is None else str(value)
