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

from storage.formats.codec import Carries, Writing
from storage.formats.corpus import ForeignDocument
from storage.formats.iob import OUTSIDE, encode

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


def tag_names(labels: Sequence[str]) -> list[str]:
    """Return the names of the tags, in the order of their numbers."""
    return [OUTSIDE, *(f"{letter}-{label}" for label in labels for letter in "BI")]


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
