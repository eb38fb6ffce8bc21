"""The lines of a project's documents, read many at a time: what makes a large export quick."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

import orjson

from domain.document import METADATA_FIELDS, State
from domain.ids import DocumentId
from storage.contents import Contents
from storage.formats.exporting import (
    Choice,
    Progress,
    chosen_annotators,
    chosen_documents,
    mismatch,
)
from storage.formats.wording import Wording

_AT_ONCE = 64
_KEPT = 50_000
# orjson makes a fraction of a whole number beyond 64 bits.
_LONG = re.compile(r"\d{18}")
_DOCUMENTS = (
    "SELECT d.id, d.title, t.text, d.sha256, d.source, d.author, d.published, d.url, d.language, "
    "d.metadata, d.note FROM document d JOIN document_text t ON t.number = d.number "
    "WHERE d.deleted = 0 AND d.id IN ({marks})"
)
_ANNOTATIONS = (
    'SELECT a.document, a.number, a.annotator, a.tag, f."start", f."end", f.quote, a.id, '
    "a.external_id, a.attributes, a.note, a.confidence, a.created, a.modified, a.origin "
    "FROM annotation a JOIN fragment f ON f.annotation = a.number "
    "WHERE a.document IN ({marks}) AND a.deleted = 0 "
    # As the index has them, so that nothing is sorted here: see `_reading_order`.
    'ORDER BY a.document, a."start", a."end", a.number, f.ordinal'
)
_RELATIONS = (
    "SELECT s.document, r.id, r.source, r.type, r.target, s.annotator, s.tag, t.annotator, t.tag "
    "FROM annotation s JOIN relation r ON r.source = s.id JOIN annotation t ON t.id = r.target "
    "WHERE s.document IN ({marks}) AND r.deleted = 0 AND s.deleted = 0 AND t.deleted = 0 "
    "ORDER BY r.id"
)
_PROGRESS = (
    "SELECT document, annotator, state, reason, seconds FROM progress "
    "WHERE document IN ({marks}) AND deleted = 0 ORDER BY number"
)
_Line = dict[str, Any]


class Lines:
    """Reads documents with their annotations, relations and progress as values of JSON."""

    def __init__(self, contents: Contents, choice: Choice, wording: Wording) -> None:
        self._contents = contents
        self._choice = choice
        self._wording = wording
        self._layers = {str(a.id): a.name for a in chosen_annotators(contents, choice)}
        codebook = wording.codebook
        self._tags = {str(tag.id): codebook.tag(tag.id) for tag in codebook.tags}
        self._names = {given: wording.labels[tag.key] for given, tag in self._tags.items()}
        wanted = choice.tags
        self._wanted = {t for t, tag in self._tags.items() if wanted is None or tag.id in wanted}
        self._values: dict[tuple[str, str], orjson.Fragment] = {}

    def documents(self, progress: Progress) -> Iterator[_Line]:
        """Yield the line of each chosen document; raise FormatError where a quote does not fit."""
        ids = chosen_documents(self._contents, self._choice)
        for at in range(0, len(ids), _AT_ONCE):
            part = ids[at : at + _AT_ONCE]
            for done, line in enumerate(self._some(part), at):
                progress(done, len(ids))
                yield line
        progress(len(ids), len(ids))

    def _some(self, ids: Sequence[DocumentId]) -> Iterator[_Line]:
        rows = {row[0]: row for row in self._rows(_DOCUMENTS, ids)}
        annotations = self._annotations(ids, rows)
        relations = self._relations(ids)
        states = self._states(ids)
        for document in ids:
            row = rows.get(document)
            if row is not None:
                line = _document(row)
                line["progress"] = dict(sorted(states.get(document, {}).items()))
                line["annotations"] = sorted(annotations.get(document, []), key=_reading_order)
                line["relations"] = relations.get(document, [])
                yield line

    def _rows(self, statement: str, ids: Sequence[DocumentId]) -> list[tuple[Any, ...]]:
        cursor = self._contents.connection.cursor()
        cursor.row_factory = None
        marks = ", ".join("?" * len(ids))
        return cursor.execute(statement.format(marks=marks), ids).fetchall()

    def _annotations(
        self, ids: Sequence[DocumentId], documents: dict[str, tuple[Any, ...]]
    ) -> dict[str, list[_Line]]:
        found: dict[str, list[_Line]] = {document: [] for document in ids}
        layers, wanted = self._layers, self._wanted
        last, line = -1, {}
        for row in self._rows(_ANNOTATIONS, ids):
            document, number, annotator, tag, start, end, quote = row[:7]
            if annotator not in layers or tag not in wanted or document not in documents:
                continue
            if documents[document][2][start:end] != quote:
                raise mismatch(documents[document][1], start, quote)
            if number == last:
                line["end"] = end
                line["fragments"].append((start, end))
                line["text"] += f" {quote}"
            else:
                last, line = number, self._line(row)
                found[document].append(line)
        return found

    def _line(self, row: tuple[Any, ...]) -> _Line:
        _, _, annotator, tag, start, end, quote, name, external, attributes, *rest = row
        note, confidence, created, modified, origin = rest
        line = {
            "id": name,
            "external_id": external,
            "start": start,
            "end": end,
            "fragments": [(start, end)],
            "text": quote,
            "tag": self._names[tag],
            "attributes": self._values.get((tag, attributes)) or self._value(tag, attributes),
            "note": note,
            "confidence": confidence,
            "annotator": self._layers[annotator],
            "created": created,
            "modified": modified,
        }
        if origin != "person":
            line["origin"] = origin
        return line

    def _value(self, tag: str, attributes: str) -> orjson.Fragment:
        """Return the values of an annotation as JSON; equal ones are made once."""
        load = json.loads if _LONG.search(attributes) else orjson.loads
        effective = self._wording.effective(self._tags[tag], load(attributes))
        try:
            written = orjson.dumps(effective)
        except TypeError:  # a number beyond 64 bits
            written = json.dumps(effective, ensure_ascii=False, separators=(",", ":")).encode()
        if len(self._values) >= _KEPT:
            self._values.clear()
        made = self._values[tag, attributes] = orjson.Fragment(written)
        return made

    def _relations(self, ids: Sequence[DocumentId]) -> dict[str, list[_Line]]:
        found: dict[str, list[_Line]] = {}
        for document, name, source, kind, target, *ends in self._rows(_RELATIONS, ids):
            layer, tag, other_layer, other_tag = ends
            both = {layer, other_layer} <= self._layers.keys() and {tag, other_tag} <= self._wanted
            if both:
                written = self._wording.relation_name(kind, self._tags[tag])
                line = {"id": name, "type": written, "from": source, "to": target}
                found.setdefault(document, []).append(line)
        return found

    def _states(self, ids: Sequence[DocumentId]) -> dict[str, dict[str, _Line]]:
        found: dict[str, dict[str, _Line]] = {}
        for document, annotator, state, reason, seconds in self._rows(_PROGRESS, ids):
            if annotator in self._layers and (state != State.NEW.value or seconds):
                entry: _Line = {"state": state, "reason": reason}
                if seconds:
                    entry["seconds"] = seconds
                found.setdefault(document, {})[self._layers[annotator]] = entry
        return found


def _reading_order(line: _Line) -> tuple[int, int]:
    """What annotations are sorted by: of those that begin together, the longest comes first."""
    return line["start"], -line["end"]


def _document(row: tuple[Any, ...]) -> _Line:
    name, title, text, sha256, *fields, metadata, note = row
    named = {k: v for k, v in zip(METADATA_FIELDS, fields, strict=True) if v}
    if metadata != "{}":
        named |= dict(sorted(json.loads(metadata).items()))
    return {
        "id": name,
        "title": title,
        "text": text,
        "sha256": sha256,
        "metadata": named,
        "note": note,
    }
