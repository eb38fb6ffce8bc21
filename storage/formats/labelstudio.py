"""Label Studio's JSON: tasks with annotations, their regions, fields of a region, relations.

A region is a result of type `labels` with start, end (exclusive), text and labels; another result
with the same id is a field of it; a relation is a result of its own. Offsets are code points today
and were UTF-16 units in 2021, so the text that goes along decides. Sources: Label Studio's
documentation of its export and label_studio_sdk/label_interface/region.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from domain.document import State
from storage.formats.codec import Carries, Codec, ReadOptions, Writing
from storage.formats.corpus import (
    ForeignDocument,
    ForeignSpan,
    Problem,
)
from storage.formats.json_records import json_members
from storage.formats.jsonl_lines import encode_line
from storage.formats.labelstudio_config import CONFIDENCE, LABELS, TEXT, configuration, field
from storage.formats.labelstudio_pages import WrongResultError, page_of, values_of
from storage.formats.labelstudio_results import Results

_OURS = "glossator"
_KEPT = ("title", "id", "annotator", "annotation_id", "created_at", "updated_at", "lead_time")
_NESTED = "Fields of the data that are neither text nor number are left out."


# Reading


def read(path: Path, options: ReadOptions) -> Iterator[ForeignDocument | Problem]:
    """Yield the tasks of an export, full or minimal (JSON_MIN)."""
    del options
    for found in json_members(path, "task"):
        if isinstance(found, Problem):
            yield found
            continue
        where, task = found
        try:
            yield _document(where, task)
        except WrongResultError as error:
            yield Problem(where, str(error))


def _document(where: str, task: Any) -> ForeignDocument:
    if not isinstance(task, dict):
        raise WrongResultError("this is not a task")
    data = task.get("data")
    data = data if isinstance(data, dict) else task
    _check_one_text(task, data)
    page = page_of(data, _values(task, data))
    results = Results(page)
    states: dict[str, State] = {}
    for annotation in _annotations(task):
        _annotation(annotation, results, states)
    for prediction in _list(task, "predictions"):
        _prediction(prediction, results)
    if data is task:
        results.take(_minimal(task), _person(task.get("annotator")))
    if _list(task, "drafts"):
        results.remarks.append("Drafts are left out.")
    meta = task.get("meta")
    meta = _others(data, page.key, results) | (dict(meta) if isinstance(meta, dict) else {})
    return ForeignDocument(
        where=where,
        text=page.text,
        name=_word(meta.pop("document", task.get("id"))),
        title=_word(data.get("title")),
        details=meta,
        note=_word(meta.pop("note", "")),
        spans=tuple(results.spans()),
        relations=tuple(results.relations()),
        states=states,
        remarks=tuple(results.remarks),
    )


def _annotations(task: Mapping[str, Any]) -> list[Any]:
    return _list(task, "annotations") or _list(task, "completions")


def _check_one_text(task: Mapping[str, Any], data: Mapping[str, Any]) -> None:
    """Refuse a task whose regions stand on several texts: a document is one."""
    results = [
        r for each in _annotations(task) if isinstance(each, dict) for r in _results_of(each)
    ]
    named = {str(r["to_name"]) for r in results if r.get("to_name") and any(values_of([r]))}
    texts = [key for key, value in data.items() if isinstance(value, str) and " " in value.strip()]
    if len(named) > 1 and len(texts) > 1:
        raise WrongResultError(f"its regions stand on several texts ({', '.join(sorted(named))})")


def _results_of(annotation: Mapping[str, Any]) -> list[Any]:
    return [result for result in _list(annotation, "result") if isinstance(result, dict)]


def _values(task: Mapping[str, Any], data: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Return the values of all regions of a task, by which one tells what they stand on."""
    given = [*_annotations(task), *_list(task, "predictions")]
    results = [r for each in given if isinstance(each, dict) for r in _list(each, "result")]
    return list(values_of(results + (_minimal(task) if data is task else [])))


def _others(data: Mapping[str, Any], text: str, results: Results) -> dict[str, Any]:
    """Return what else the data say of the text; regions of the minimal form are no such thing."""
    found = {}
    for key, value in data.items():
        if key in _KEPT or key == text or value is None:
            continue
        if isinstance(value, str | int | float):
            found[key] = value
        elif not (isinstance(value, list) and any(_is_minimal(region) for region in value)):
            results.remarks.append(_NESTED)
    return found


def _annotation(annotation: Any, results: Results, states: dict[str, State]) -> None:
    if not isinstance(annotation, dict):
        raise WrongResultError("an annotation is not an object")
    ours = annotation.get(_OURS)
    ours = ours if isinstance(ours, dict) else {}
    who = ours.get("annotator") or _person(annotation.get("completed_by"))
    state = ours.get("state", "skipped" if annotation.get("was_cancelled") else "done")
    if state in list(State):
        states[who] = State(state)
    if annotation.get("was_cancelled") and not ours:
        results.remarks.append("Annotations that were cancelled come without their spans.")
        return
    results.take(_list(annotation, "result"), who)


def _person(given: Any) -> str:
    """Return a name for whoever completed a task; their e-mail address stays out."""
    if isinstance(given, dict):
        given = given.get("id")
    return "" if given is None else f"user {given}"


def _prediction(prediction: Any, results: Results) -> None:
    if isinstance(prediction, dict):
        model = _word(prediction.get("model_version")) or "predictions"
        results.take(_list(prediction, "result"), model, is_machine=True)
    else:
        results.remarks.append("Predictions that stand elsewhere are left out.")


def _minimal(task: Mapping[str, Any]) -> list[Any]:
    """Return the regions of JSON_MIN, which stand beside the text under the control's name."""
    return [
        {"id": f"{name}{n}", "from_name": name, "type": "labels", "value": region}
        for name, held in task.items()
        if isinstance(held, list)
        for n, region in enumerate(filter(_is_minimal, held))
    ]


def _is_minimal(region: Any) -> bool:
    return (
        isinstance(region, dict) and "start" in region and any(k.endswith("labels") for k in region)
    )


def _list(given: Mapping[str, Any], key: str) -> list[Any]:
    found = given.get(key) or []
    if not isinstance(found, list):
        raise WrongResultError(f"its “{key}” are not a list")
    return found


def _word(value: Any) -> str:
    return "" if value is None else str(value)


# Writing


def write(path: Path, documents: Iterable[ForeignDocument], writing: Writing) -> None:
    """Write a list of tasks, and beside it the labeling configuration that shows them."""
    fields: dict[tuple[str, str, str], None] = {}
    people: dict[str, int] = {}
    with path.open("wb") as file:
        file.write(b"[")
        for number, document in enumerate(documents, 1):
            file.write(b"\n" if number == 1 else b",\n")
            task = _task(number, document, writing, people, fields)
            file.write(encode_line(task).rstrip(b"\n"))
        file.write(b"\n]\n")
    config = configuration(writing, fields)
    path.with_suffix(".labeling.xml").write_text(config, "utf-8", newline="\n")


def _task(
    number: int,
    document: ForeignDocument,
    writing: Writing,
    people: dict[str, int],
    fields: dict[tuple[str, str, str], None],
) -> dict[str, Any]:
    layers = dict.fromkeys([*document.states, *(span.annotator for span in document.spans)])
    annotations = []
    for layer in layers:
        who = people.setdefault(layer, len(people) + 1)
        state = document.states.get(layer)
        spans = [span for span in document.spans if span.annotator == layer]
        ours: dict[str, Any] = {"annotator": layer}
        ours |= {"state": state.value if state is not None else "new"}
        annotations.append(
            {
                "id": number * 1000 + who,
                "completed_by": who,
                "was_cancelled": state is State.SKIPPED,
                "ground_truth": False,
                "result": list(_results(document, spans, writing, fields)),
                _OURS: ours,
            }
        )
    meta = {**document.details, "document": document.name}
    if document.note:
        meta["note"] = document.note
    data = {TEXT: document.text or "", "title": document.title}
    return {"id": number, "data": data, "meta": meta, "annotations": annotations}


def _results(
    document: ForeignDocument,
    spans: list[ForeignSpan],
    writing: Writing,
    fields: dict[tuple[str, str, str], None],
) -> Iterator[dict[str, Any]]:
    text = document.text or ""
    ids = {span.id for span in spans}
    for span in spans:
        place = {"start": span.start, "end": span.end}
        value = {**place, "text": text[span.start : span.end], LABELS + "s": [span.label]}
        region: dict[str, Any] = _result(span.id, LABELS, "labels", value)
        if span.note:
            region["meta"] = {"text": [span.note]}
        yield region
        for name, said in span.attributes.items():
            kind, inner = _field(said, name in writing.choices.get(span.label, {}))
            fields[kind, span.label, name] = None
            yield _result(span.id, field(span.label, name), kind, {**place, **inner})
        if span.confidence != "sure":
            unsure = {**place, "choices": [span.confidence]}
            yield _result(span.id, CONFIDENCE, "choices", unsure)
    for relation in document.relations:
        if relation.source in ids:
            ends = {"from_id": relation.source, "to_id": relation.target}
            yield {**ends, "type": "relation", "direction": "right", "labels": [relation.kind]}


def _field(value: Any, is_chosen: bool) -> tuple[str, dict[str, Any]]:
    if isinstance(value, bool):
        return "choices", {"choices": ["true" if value else "false"]}
    if isinstance(value, int | float):
        return "number", {"number": value}
    if is_chosen:
        return "choices", {"choices": [str(value)]}
    return "textarea", {TEXT: [str(value)]}


def _result(name: str, control: str, kind: str, value: Mapping[str, Any]) -> dict[str, Any]:
    found = {"id": name, "from_name": control, "to_name": TEXT, "type": kind}
    return {**found, "origin": "manual", "value": dict(value)}


def looks_like(path: Path, head: bytes) -> bool:
    """Tell whether a file is an export of Label Studio."""
    if path.suffix.lower() != ".json":
        return False
    if b'"annotation_id"' in head and b'"lead_time"' in head:
        return True
    return b'"data"' in head and any(
        key in head for key in (b'"annotations"', b'"predictions"', b'"completions"')
    )


CODEC = Codec(
    carries=Carries(
        relations=True,
        attributes=True,
        notes=True,
        confidence=True,
        annotators=True,
        ids=True,
        details=True,
        states=True,
    ),
    suffixes=(".json",),
    read=read,
    write=write,
    looks_like=looks_like,
)
