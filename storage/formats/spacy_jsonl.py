"""JSON Lines as Prodigy and spaCy have them: a text, its tokens, its spans, their relations.

Characters are code points with exclusive ends; `token_start` and `token_end` are numbers of tokens,
and `token_end` is inclusive. Sources: https://prodi.gy/docs/api-interfaces (spans, relations,
`answer`) and spaCy's training data `(text, {"entities": [(start, end, label)]})`. What Prodigy has
no field for stands in `glossator` beside the text, and in fields of a span that others pass over.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from domain.document import METADATA_FIELDS, State
from domain.text import text_sha256
from storage.formats.codec import Carries, Codec, ReadOptions, Writing
from storage.formats.corpus import (
    ForeignDocument,
    ForeignRelation,
    ForeignSpan,
    Fragments,
    Problem,
)
from storage.formats.json_records import first_value
from storage.formats.jsonl_lines import encode_line
from storage.formats.offsets import edge
from storage.formats.spacy_shapes import WrongRecordError, is_pair, list_of, record_of, records

_OURS = "glossator"
_ONE_QUESTION = ("ner", "spans", "classification", "choice", "text", "html")
_ANSWERS = {State.DONE: "accept", State.SKIPPED: "ignore"}


# Reading


def read(path: Path, options: ReadOptions) -> Iterator[ForeignDocument | Problem]:
    """Yield the records of a file of JSON Lines, or of a JSON array of them."""
    del options
    for record in records(path):
        if isinstance(record, Problem):
            yield record
            continue
        where, value = record
        try:
            yield _document(where, value)
        except WrongRecordError as error:
            yield Problem(where, str(error))


def _document(where: str, value: Any) -> ForeignDocument:
    record = record_of(value)
    ours = record.get(_OURS)
    ours = ours if isinstance(ours, dict) else {}
    text = record.get("text")
    if not isinstance(text, str) and not (text is None and ours.get("id")):
        raise WrongRecordError(_what_else(record))
    annotator = _name(record.get("_annotator_id") or record.get("_session_id"))
    tokens = _tokens(record.get("tokens"))
    connected = list_of(record, "relations")
    # A number names a span only where relations need names: it says nothing of what the span is.
    spans = [
        _span(f"span {number}" if connected else "", given, tokens)
        for number, given in enumerate(list_of(record, "spans"), 1)
    ]
    relations, loose = _relations(connected, spans, tokens)
    states, remarks = _state(record, ours)
    if remarks:
        spans, relations, loose = [], [], ()
    remarks += (*loose, *_passed_over(record))
    meta = record.get("meta")
    meta = meta if isinstance(meta, dict) else {} if meta is None else {"meta": meta}
    return ForeignDocument(
        where=where,
        text=text,
        sha256="" if text is not None else _name(ours.get("sha256")),
        name=_name(ours.get("id") or meta.get("id")),
        title=_name(ours.get("title") or meta.get("title")),
        details=ours["details"] if isinstance(ours.get("details"), dict) else _plain(meta),
        note=_name(ours.get("note")),
        spans=tuple(spans),
        relations=tuple(relations),
        annotator=annotator,
        states=states,
        tokens=tokens,
        remarks=remarks,
    )


def _what_else(record: Mapping[str, Any]) -> str:
    if "pattern" in record:
        return "this is a pattern for finding spans, not a text"
    if "paragraphs" in record:
        return "this is JSON of spaCy 2 (tokens without their text); convert it with spaCy first"
    return "it has no “text”"


def _tokens(value: Any) -> Fragments | None:
    if not isinstance(value, list):
        return None
    try:
        return tuple((token["start"], token["end"]) for token in value)
    except (TypeError, KeyError):
        raise WrongRecordError("its tokens have no “start” and “end”") from None


def _span(name: str, given: Any, tokens: Fragments | None) -> ForeignSpan:
    if not isinstance(given, dict):
        raise WrongRecordError("a span is not a JSON object")
    label = given.get("label")
    if not isinstance(label, str) or not label:
        raise WrongRecordError("a span has no label")
    fragments = given.get("fragments") or [_edges(given, tokens)]
    if not isinstance(fragments, list) or not all(_is_pair(pair) for pair in fragments):
        raise WrongRecordError(f"the edges of a span of “{label}” are not whole numbers")
    attributes = given.get("attributes")
    quote = given.get("text")
    has_gaps = len(fragments) > 1
    return ForeignSpan(
        fragments=tuple((start, end) for start, end in fragments),
        label=label,
        id=_name(given.get("id")) or name,
        quote=quote if isinstance(quote, str) and not has_gaps else None,
        attributes=attributes if isinstance(attributes, dict) else {},
        note=_name(given.get("note")),
        confidence="unsure" if given.get("confidence") == "unsure" else "sure",
    )


def _edges(given: Mapping[str, Any], tokens: Fragments | None) -> list[Any]:
    """Return the edges in characters; from the tokens if the record has only these."""
    if "start" in given or tokens is None:
        return [edge(given.get("start")), edge(given.get("end"))]
    first, last = given.get("token_start"), given.get("token_end")
    if not _is_pair([first, last]) or not 0 <= int(first or 0) <= int(last or 0) < len(tokens):
        raise WrongRecordError("a span leads to tokens that are not there")
    return [tokens[int(first or 0)][0], tokens[int(last or 0)][1]]


def _relations(
    connected: list[Any], spans: list[ForeignSpan], tokens: Fragments | None
) -> tuple[list[ForeignRelation], tuple[str, ...]]:
    """Return the relations between spans, and what is said of those between bare words."""
    found, loose = [], []
    for given in connected:
        if not isinstance(given, dict) or not isinstance(given.get("label"), str):
            raise WrongRecordError("a relation has no label")
        head, child = (_end(given, side, spans, tokens) for side in ("head", "child"))
        if head is None or child is None:
            loose.append("Relations of words that no span stands on are left out.")
        else:
            found.append(ForeignRelation(head, given["label"], child, _name(given.get("id"))))
    return found, tuple(loose)


def _end(
    relation: Mapping[str, Any], side: str, spans: list[ForeignSpan], tokens: Fragments | None
) -> str | None:
    """Return the span that a relation's end means: by our id, by its edges, or by its token."""
    given = relation.get(f"{side}_span")
    number = relation.get(side)
    if isinstance(given, dict):
        wanted = (given.get("start"), given.get("end"))
        named = (span for span in spans if given.get("id") == span.id)
        placed = [span for span in spans if (span.start, span.end) == wanted]
        # Its label is only looked at where several spans stand there.
        likely = (span for span in placed if given.get("label") == span.label)
        return next((span.id for span in (*named, *likely, *placed)), None)
    if tokens is None or type(number) is not int or not 0 <= number < len(tokens):
        raise WrongRecordError("a relation does not say which spans it connects")
    start, end = tokens[number]
    return next((span.id for span in spans if span.start <= start and end <= span.end), None)


def _state(
    record: Mapping[str, Any], ours: Mapping[str, Any]
) -> tuple[dict[str, State], tuple[str, ...]]:
    """Return how far the record is, and what is said of one that is no gold."""
    answer = record.get("answer")
    if ours.get("state") in list(State):
        return {"": State(ours["state"])}, ()
    if answer == "accept":
        # In a view of one question, yes to one span says nothing of what else there is.
        is_whole = record.get("_view_id") not in _ONE_QUESTION
        return {"": State.DONE if is_whole else State.IN_PROGRESS}, ()
    if answer in ("reject", "ignore"):
        what = f"Records that were answered with “{answer}” come without their spans."
        return {}, (what,)
    return {}, ()


def _passed_over(record: Mapping[str, Any]) -> tuple[str, ...]:
    said = []
    if record.get("accept") or record.get("label"):
        said.append("Choices and labels of whole texts are left out.")
    if record.get("arcs") or record.get("dep"):
        said.append("Syntax and other annotations that are no spans are left out.")
    return tuple(said)


def _plain(meta: Mapping[str, Any]) -> dict[str, Any]:
    return {str(k): v for k, v in meta.items() if k not in ("id", "title")}


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(type(edge) is int for edge in pair)


def _name(value: Any) -> str:
    return "" if value is None else str(value)


# Writing


def write(path: Path, documents: Iterable[ForeignDocument], writing: Writing) -> None:
    """Write a record for each document, and for each annotator who worked in it."""
    with path.open("wb") as file:
        for document in documents:
            for layer in _layers(document):
                file.write(encode_line(_record(document, layer, writing)))


def _layers(document: ForeignDocument) -> list[str]:
    named = [*document.states, *(span.annotator for span in document.spans)]
    return list(dict.fromkeys(named)) or [document.annotator]


def _record(document: ForeignDocument, layer: str, writing: Writing) -> dict[str, Any]:
    text = document.text or ""
    places = _Places(document.tokens or ())
    spans = [span for span in document.spans if span.annotator == layer]
    written = {span.id: _written(span, text, places, writing) for span in spans}
    record: dict[str, Any] = {} if writing.without_text else {"text": text}
    record["meta"] = {k: v for k in METADATA_FIELDS if (v := document.details.get(k))}
    record["meta"]["title"] = document.title
    if document.tokens is not None:
        record["tokens"] = list(_tokenlist_of(document.tokens, text, writing))
    record["spans"] = list(written.values())
    relations = [r for r in document.relations if r.source in written]
    if relations:
        record["relations"] = [_connection(r, written) for r in relations]
    record["_view_id"] = "relations" if relations else "spans_manual"
    if layer:
        record["_annotator_id"] = record["_session_id"] = layer
    state = document.states.get(layer)
    if state in _ANSWERS:
        record["answer"] = _ANSWERS[state]
    record[_OURS] = _ours(document, state, text)
    return record


def _ours(document: ForeignDocument, state: State | None, text: str) -> dict[str, Any]:
    ours: dict[str, Any] = {
        "id": document.name,
        "title": document.title,
        "sha256": text_sha256(text),
        "details": dict(document.details),
    }
    if document.note:
        ours["note"] = document.note
    if state is not None:
        ours["state"] = state.value
    return ours


class _Places:
    """Which token begins and which ends at a character."""

    def __init__(self, tokens: Fragments) -> None:
        self._starts = {start: number for number, (start, _) in enumerate(tokens)}
        self._ends = {end: number for number, (_, end) in enumerate(tokens)}

    def of(self, span: ForeignSpan) -> dict[str, int]:
        first, last = self._starts.get(span.start), self._ends.get(span.end)
        if first is None or last is None:
            return {}
        return {"token_start": first, "token_end": last}


def _written(span: ForeignSpan, text: str, places: _Places, writing: Writing) -> dict[str, Any]:
    found: dict[str, Any] = {"start": span.start, "end": span.end, **places.of(span)}
    found["label"] = span.label
    if not writing.without_text:
        found["text"] = text[span.start : span.end]
    if span.id:
        found["id"] = span.id
    if len(span.fragments) > 1:
        found["fragments"] = [list(pair) for pair in span.fragments]
    if span.attributes:
        found["attributes"] = dict(span.attributes)
    if span.note:
        found["note"] = span.note
    if span.confidence != "sure":
        found["confidence"] = span.confidence
    return found


def _tokenlist_of(tokens: Fragments, text: str, writing: Writing) -> Iterator[dict[str, Any]]:
    for number, (start, end) in enumerate(tokens):
        token: dict[str, Any] = {} if writing.without_text else {"text": text[start:end]}
        followed = end < len(text) and text[end] == " "
        is_next = number + 1 < len(tokens) and tokens[number + 1][0] == end
        yield token | {"start": start, "end": end, "id": number, "ws": followed and not is_next}


def _connection(relation: ForeignRelation, written: Mapping[str, Any]) -> dict[str, Any]:
    names = ("start", "end", "token_start", "token_end", "label", "id")
    head, child = (
        {name: written[end][name] for name in names if name in written[end]}
        for end in (relation.source, relation.target)
    )
    found: dict[str, Any] = {"label": relation.kind, "head_span": head, "child_span": child}
    if "token_end" in head and "token_end" in child:
        found |= {"head": head["token_end"], "child": child["token_end"]}
    return found | ({"id": relation.id} if relation.id else {})


def looks_like(path: Path, head: bytes) -> bool:
    """Tell whether a file is one of Prodigy or of spaCy, by its first record."""
    first = first_value(head)
    is_ours = isinstance(first, dict) and bool(first.keys() & {"text", _OURS})
    if is_ours and first.keys() & {"spans", "tokens", "_input_hash", "_task_hash", "answer"}:
        return True
    return is_pair(head) or (path.suffix.lower() == ".json" and b'"entities"' in head)


CODEC = Codec(
    carries=Carries(
        fragments=True,
        fragment_hints=True,
        relations=True,
        attributes=True,
        notes=True,
        confidence=True,
        annotators=True,
        ids=True,
        details=True,
        states=True,
        token_hints=True,
        without_text=True,
    ),
    suffixes=(".jsonl", ".json"),
    read=read,
    write=write,
    looks_like=looks_like,
)
