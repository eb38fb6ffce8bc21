"""Rows of a dataset as Hugging Face has them: tokens with the numbers of their tags, and spans.

`ner_tags` are numbers of a ClassLabel whose names are O, B-label, I-label, … (IOB2): the names
stand in the metadata of a Parquet file and in the dataset card, never with the numbers. `spans` are
all spans, in code points of `text`.
Source: https://huggingface.co/docs/datasets/about_dataset_features.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from domain.document import State
from storage.formats.codec import Carries, Writing
from storage.formats.corpus import (
    ForeignDocument,
    ForeignRelation,
    ForeignSpan,
    Fragments,
    Problem,
)
from storage.formats.iob import OUTSIDE, chunks, encode
from storage.formats.spacing import joined

CARRIES = Carries(
    fragments=True,
    fragment_hints=True,
    relations=True,
    ids=True,
    details=True,
    states=True,
    flat_view=True,
    blank_tokens=False,
)
PARTS = ("train", "validation", "test")
TEXTS = ("text", "sentence", "content")
TOKENS = ("tokens", "words")
TAGS = ("ner_tags", "ner", "tags", "labels", "ner_tags_index")
SPANS = ("spans", "entities")


class RowError(Exception):
    """What is wrong with a row."""


def tag_names(labels: Sequence[str]) -> list[str]:
    """Return the names of the tags, in the order of their numbers."""
    return [OUTSIDE, *(f"{letter}-{label}" for label in labels for letter in "BI")]


# Writing


def row_of(document: ForeignDocument, numbers: Mapping[str, int]) -> dict[str, Any]:
    """Return a document as a row; `numbers` are those of the tags."""
    text = document.text or ""
    tokens = document.tokens or ()
    state = next(iter(document.states.values()), None)
    return {
        "id": document.name,
        "title": document.title,
        "text": text,
        "tokens": [text[start:end] for start, end in tokens],
        "ner_tags": [numbers[tag] for tag in encode(tokens, document.flat)],
        "spans": [
            {
                "id": span.id,
                "start": span.start,
                "end": span.end,
                "label": span.label,
                "text": text[span.start : span.end],
                "fragments": [list(pair) for pair in span.fragments],
            }
            for span in document.spans
        ],
        "relations": [
            {"id": r.id, "head": r.source, "tail": r.target, "label": r.kind}
            for r in document.relations
        ],
        "metadata": json.dumps(dict(document.details), ensure_ascii=False, sort_keys=True),
        "note": document.note,
        "state": "" if state is None else state.value,
    }


def features(labels: Sequence[str]) -> dict[str, Any]:
    """Return the features of the rows as `datasets` writes them, in a form that all versions read.

    (Version 4 renamed Sequence to List, and still reads the old name.)
    """
    text, number = {"dtype": "string", "_type": "Value"}, {"dtype": "int64", "_type": "Value"}

    def many(feature: Any) -> dict[str, Any]:
        return {"feature": feature, "_type": "Sequence"}

    return {
        "id": text,
        "title": text,
        "text": text,
        "tokens": many(text),
        "ner_tags": many({"names": tag_names(labels), "_type": "ClassLabel"}),
        "spans": [
            {
                "id": text,
                "start": number,
                "end": number,
                "label": text,
                "text": text,
                "fragments": many(many(number)),
            }
        ],
        "relations": [{"id": text, "head": text, "tail": text, "label": text}],
        "metadata": text,
        "note": text,
        "state": text,
    }


def card_header(writing: Writing, files: Mapping[str, tuple[str, ...]]) -> str:
    """Return the YAML above a dataset card: where each part is, and the names of the tags."""
    configs: dict[str, list[tuple[str, str]]] = {}
    for part, paths in files.items():
        for path in paths:
            folder = path.rpartition("/")[0] or "default"
            configs.setdefault(folder, []).append((part, path))
    lines = ["---", "task_categories:", "- token-classification", "configs:"]
    for name, listed in configs.items():
        lines += [f"- config_name: {_quoted(name)}", "  data_files:"]
        for part, path in listed:
            lines += [f"  - split: {part}", f"    path: {_quoted(path)}"]
    lines.append("dataset_info:")
    for name in configs:
        lines += [f"- config_name: {_quoted(name)}", "  features:"]
        lines += [f"  {line}" for line in _feature_lines(features(writing.labels))]
    return "\n".join([*lines, "---", ""])


def _feature_lines(found: Mapping[str, Any]) -> Iterator[str]:
    for name, feature in found.items():
        yield f"- name: {name}"
        yield from (f"  {line}" for line in _type_lines(feature))


def _type_lines(feature: Any) -> Iterator[str]:
    if isinstance(feature, list):
        yield "list:"
        yield from _feature_lines(feature[0])
    elif feature["_type"] == "Value":
        yield f"dtype: {feature['dtype']}"
    elif feature["_type"] == "ClassLabel":
        yield "class_label:"
        yield "  names:"
        yield from (
            f"    '{number}': {_quoted(name)}" for number, name in enumerate(feature["names"])
        )
    elif feature["feature"]["_type"] == "Value":
        yield f"sequence: {feature['feature']['dtype']}"
    else:
        yield "sequence:"
        yield from (f"  {line}" for line in _type_lines(feature["feature"]))


def _quoted(text: str) -> str:
    # A string of JSON is one of YAML as well.
    return json.dumps(text, ensure_ascii=False)


# Reading


def document_of(where: str, row: Any, names: Sequence[str]) -> ForeignDocument | Problem:
    """Return a row as a document, or what is wrong with it; `names` are those of numbered tags."""
    try:
        return _document(where, row, names)
    except RowError as error:
        return Problem(where, str(error))


def _document(where: str, row: Any, names: Sequence[str]) -> ForeignDocument:
    if not isinstance(row, dict):
        raise RowError("this is not a JSON object")
    words = _strings(_first(row, TOKENS))
    text = _first(row, TEXTS)
    remarks: tuple[str, ...] = ()
    tokens: Fragments | None = None
    if text is None and words is not None:
        text, tokens = joined(words)
        remarks = ("The texts are put together from tokens, one space between them.",)
    if not isinstance(text, str):
        raise RowError(f"it has neither a text ({', '.join(TEXTS)}) nor tokens")
    spans = _first(row, SPANS)
    if spans is not None:
        found = [_span(given) for given in _list(spans, "spans")]
    elif words is not None:
        tokens = tokens or _places(words, text)
        found = list(_tagged(_first(row, TAGS), tokens, text, names))
    else:
        found = []
    state = row.get("state")
    return ForeignDocument(
        where=where,
        text=text,
        name=_name(row.get("id")),
        title=_name(row.get("title")),
        details=_details(row.get("metadata")),
        note=_name(row.get("note")),
        spans=tuple(found),
        relations=tuple(
            _relation(given) for given in _list(row.get("relations") or [], "relations")
        ),
        states={"": State(state)} if state in list(State) else {},
        tokens=tokens,
        remarks=remarks,
    )


def _first(row: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((row[name] for name in names if row.get(name) is not None), None)


def _strings(value: Any) -> list[str] | None:
    if value is None:
        return None
    found = _list(value, "tokens")
    if not all(isinstance(word, str) for word in found):
        raise RowError("its tokens are not words")
    return found


def _span(given: Any) -> ForeignSpan:
    if not isinstance(given, dict):
        raise RowError("a span is not an object")
    label = next((given[key] for key in ("label", "type", "tag", "entity") if given.get(key)), None)
    pairs = given.get("fragments") or [[given.get("start"), given.get("end")]]
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


def _tagged(tags: Any, tokens: Fragments, text: str, names: Sequence[str]) -> Iterator[ForeignSpan]:
    if tags is None:
        return
    given = _list(tags, "tags")
    if len(given) != len(tokens):
        raise RowError(f"it has {len(tokens)} tokens but {len(given)} tags")
    try:
        found = chunks([_tag(tag, names) for tag in given])
    except ValueError as error:
        raise RowError(str(error)) from error
    for first, last, label in found:
        start, end = tokens[first][0], tokens[last][1]
        yield ForeignSpan(((start, end),), label, quote=text[start:end])


def _tag(tag: Any, names: Sequence[str]) -> str:
    if isinstance(tag, str):
        return tag
    if type(tag) is not int or not 0 <= tag < len(names):
        raise RowError(f"the tag {tag} has no name ({len(names)} names are known)")
    return names[tag]


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


def _relation(given: Any) -> ForeignRelation:
    if not isinstance(given, dict):
        raise RowError("a relation is not an object")
    head, tail, label = (given.get(key) for key in ("head", "tail", "label"))
    if not all(isinstance(each, str) for each in (head, tail, label)):
        raise RowError("a relation does not name its head, its tail and its label")
    return ForeignRelation(str(head), str(label), str(tail), _name(given.get("id")))


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
