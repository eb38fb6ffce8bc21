"""JSON Lines of doccano, in all the shapes that its versions have read and written.

Spans stand as `[start, end, label]` under `label` (older: `labels`, `entities`), or as objects
with `start_offset` and `end_offset` under `entities` (older: `annotations`, with numbers for
labels); relations under `relations`. Ends are exclusive. doccano's editor counts UTF-16 units, and
nothing in the file says what the words are. Sources: doccano, backend/data_import/pipeline and
backend/data_export/models.py; issue 2290 for the unit.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from storage.formats.codec import Carries, Codec, ReadOptions, Writing
from storage.formats.corpus import ForeignDocument, ForeignRelation, ForeignSpan, Problem
from storage.formats.json_records import LARGEST_FILE, LONGEST_LINE, first_value, json_lines
from storage.formats.jsonl_lines import encode_line
from storage.formats.offsets import counted_in, edge

_TEXTS = ("text", "data", "column_data")
_SPANS = ("label", "labels", "entities", "annotations", "column_label", "spans")
_OTHERS = ("relations", "cats", "Comments", "id", "meta")
_WHOLE = "Labels of whole texts are left out."


class _WrongError(Exception):
    """What is wrong with a record."""


# Reading


def read(path: Path, options: ReadOptions) -> Iterator[ForeignDocument | Problem]:
    """Yield the records of a file; `options.labels` are the names behind numbered labels."""
    for record in _records(path):
        if isinstance(record, Problem):
            yield record
            continue
        where, value = record
        try:
            yield _document(where, value, options.labels)
        except _WrongError as error:
            yield Problem(where, str(error))


def _records(path: Path) -> Iterator[tuple[str, Any] | Problem]:
    """Yield records: a line each, or, where one takes several lines, one after the other."""
    with path.open("rb") as file:
        first = file.readline(LONGEST_LINE)
    if isinstance(first_value(first), dict) or path.stat().st_size > LARGEST_FILE:
        yield from json_lines(path)
        return
    yield from _stream(path)


def _stream(path: Path) -> Iterator[tuple[str, Any] | Problem]:
    try:
        text = path.read_text("utf-8-sig").strip()
        decoder, at, found = json.JSONDecoder(), 0, []
        while at < len(text):
            value, at = decoder.raw_decode(text, at)
            found += value if isinstance(value, list) else [value]
            while at < len(text) and text[at].isspace():
                at += 1
    except UnicodeDecodeError:
        yield Problem(path.name, "this is not UTF-8")
    except (ValueError, RecursionError):
        # Read as lines, each of them says where it is wrong.
        yield from json_lines(path)
    else:
        yield from ((f"{path.name}, record {n}", value) for n, value in enumerate(found, 1))


def _document(where: str, record: Any, labels: tuple[str, ...]) -> ForeignDocument:
    if not isinstance(record, dict):
        raise _WrongError("this is not a JSON object")
    text = next((record[key] for key in _TEXTS if isinstance(record.get(key), str)), None)
    if text is None:
        raise _WrongError("it has no “text”")
    spans, remarks = _spans(record, labels)
    names = {span.id for span in spans if span.id}
    relations = tuple(_relation(given, names) for given in _list(record, "relations"))
    if record.get("cats"):
        remarks.append(_WHOLE)
    details = _details(record)
    title = details.pop("title", "")
    return ForeignDocument(
        where=where,
        text=text,
        name=_word(details.pop("document", record.get("id"))),
        title=title if isinstance(title, str) else "",
        details=details,
        note="\n".join(c for c in _list(record, "Comments") if isinstance(c, str)),
        spans=tuple(spans),
        relations=relations,
        remarks=tuple(remarks),
    )


def _spans(
    record: Mapping[str, Any], labels: tuple[str, ...]
) -> tuple[list[ForeignSpan], list[str]]:
    spans, remarks = [], []
    for key in _SPANS:
        for given in _list(record, key):
            if isinstance(given, str):
                remarks.append(_WHOLE)
            else:
                spans.append(_span(given, labels))
    return spans, remarks


def _span(given: Any, labels: tuple[str, ...]) -> ForeignSpan:
    name, annotator = "", ""
    if isinstance(given, dict):
        start, end = given.get("start_offset"), given.get("end_offset")
        # The labels of older exports are numbers, and some have the names beside them.
        label, name = given.get("label_name") or given.get("label"), _word(given.get("id"))
        user = given.get("user_name") or given.get("user")
        annotator = "" if user is None else f"user {user}" if isinstance(user, int) else str(user)
    elif isinstance(given, list) and len(given) == 3:
        start, end, label = given
    else:
        raise _WrongError("a label is neither “start, end, label” nor an object")
    start, end = edge(start), edge(end)
    if type(start) is not int or type(end) is not int:
        raise _WrongError("the edges of a label are not whole numbers")
    if not 0 <= start < end:
        raise _WrongError(f"a label from {start} to {end} covers nothing")
    return ForeignSpan(((start, end),), _label(label, labels), name, annotator=annotator)


def _label(label: Any, labels: tuple[str, ...]) -> str:
    if type(label) is int:
        return labels[label] if 0 <= label < len(labels) else str(label)
    if not isinstance(label, str) or not label:
        raise _WrongError("a label has no name")
    return label


def _relation(given: Any, names: set[str]) -> ForeignRelation:
    if not isinstance(given, dict) or not isinstance(given.get("type"), str):
        raise _WrongError("a relation has no type")
    source, target = (_word(given.get(side)) for side in ("from_id", "to_id"))
    for end in (source, target):
        if end not in names:
            raise _WrongError(f"a relation leads to the label {end or '?'}, which is not there")
    return ForeignRelation(source, given["type"], target, _word(given.get("id")))


def _details(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the metadata: doccano merges it into the record, where other keys are in its way."""
    known = {*_TEXTS, *_SPANS, *_OTHERS}
    merged = {key: value for key, value in record.items() if key not in known}
    meta = record.get("meta")
    if isinstance(meta, dict):
        merged |= meta
    elif meta is not None:
        merged["meta"] = meta
    return merged


def _list(record: Mapping[str, Any], key: str) -> list[Any]:
    found = record.get(key)
    if found is None or isinstance(found, str | int):
        return [] if found is None or key not in _SPANS else [str(found)]
    if not isinstance(found, list):
        raise _WrongError(f"its “{key}” are not a list")
    return found


def _word(value: Any) -> str:
    return "" if value is None else str(value)


# Writing


def write(path: Path, documents: Iterable[ForeignDocument], writing: Writing) -> None:
    """Write a record for each document: with `label` alone, or with `entities` and `relations`.

    doccano wants one form or the other of a project, and only the last document tells which is
    needed: both are written, and one is kept.
    """
    del writing
    other = path.with_name(f"{path.name}.relations")
    has_relations = False
    try:
        with ExitStack() as stack:
            plain = stack.enter_context(path.open("wb"))
            related = stack.enter_context(other.open("wb"))
            for document in documents:
                has_relations |= bool(document.relations)
                plain.write(encode_line(_flat(document)))
                related.write(encode_line(_connected(document)))
        if has_relations:
            shutil.move(other, path)
    finally:
        other.unlink(missing_ok=True)


def _flat(document: ForeignDocument) -> dict[str, Any]:
    text = document.text or ""
    spans = document.spans
    edges = counted_in("utf16", text, [span.fragments[0] for span in spans])
    label = [[*edge, span.label] for edge, span in zip(edges, spans, strict=True)]
    return {"text": text, "label": label, **_rest(document)}


def _connected(document: ForeignDocument) -> dict[str, Any]:
    text = document.text or ""
    spans = document.spans
    edges = counted_in("utf16", text, [span.fragments[0] for span in spans])
    number = {span.id: at for at, span in enumerate(spans)}
    entities = [
        {"id": at, "label": span.label, "start_offset": start, "end_offset": end}
        for at, (span, (start, end)) in enumerate(zip(spans, edges, strict=True))
    ]
    relations = [
        {"id": at, "from_id": number[r.source], "to_id": number[r.target], "type": r.kind}
        for at, r in enumerate(document.relations)
    ]
    return {"text": text, "entities": entities, "relations": relations, **_rest(document)}


def _rest(document: ForeignDocument) -> dict[str, Any]:
    meta = {"document": document.name, "title": document.title, **document.details}
    note = [document.note] if document.note else []
    return {"Comments": note, "meta": {k: v for k, v in meta.items() if v not in ("", None)}}


def looks_like(path: Path, head: bytes) -> bool:
    """Tell whether a file is one of doccano, by its first record."""
    del path
    first = first_value(head)
    if not isinstance(first, dict) or not any(isinstance(first.get(k), str) for k in _TEXTS):
        return False
    labels = next((first[key] for key in _SPANS if isinstance(first.get(key), list)), None)
    if labels is None or first.keys() & {"tokens", "_task_hash", "answer"}:
        return False
    if not labels:
        # Prodigy and spaCy call theirs “spans”, we call ours “annotations”.
        return bool(first.keys() & {*_SPANS} - {"spans", "annotations"})
    return isinstance(labels[0], list) or "start_offset" in labels[0]


CODEC = Codec(
    carries=Carries(relations=True, details=True),
    suffixes=(".jsonl", ".json"),
    read=read,
    write=write,
    looks_like=looks_like,
    unit="utf16",
)
