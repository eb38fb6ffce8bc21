"""JSON Lines of spaCy and Prodigy: out and in again, and as spaCy itself sees them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import spacy

from storage.formats.codec import ReadOptions
from storage.formats.corpus import ForeignDocument, Problem
from storage.formats.export_file import export_with
from storage.formats.export_options import ExportOptions
from storage.formats.spacy_jsonl import read
from storage.project import Project
from tests.storage.formats.roundtrip import round_trip

test_any_documents_survive_with_the_tokens_of_spacy = round_trip("spacy-jsonl")
test_any_documents_survive_with_words_as_tokens = round_trip("spacy-jsonl", tokens="whitespace")


def records(tmp_path: Path, *values: Any) -> list[ForeignDocument | Problem]:
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(map(json.dumps, values)), "utf-8")
    return list(read(path, ReadOptions()))


def test_spacy_finds_the_same_words_under_every_span(sample: Project, tmp_path: Path) -> None:
    export_with(sample, tmp_path / "o.jsonl", "spacy-jsonl", ExportOptions(states=()))
    (line,) = (tmp_path / "o.jsonl").read_text("utf-8").splitlines()
    record = json.loads(line)
    doc = spacy.blank("en")(record["text"])
    assert [token.text for token in doc] == [token["text"] for token in record["tokens"]]
    assert [bool(t.whitespace_) for t in doc] == [token["ws"] for token in record["tokens"]]
    aligned = [span for span in record["spans"] if "token_start" in span]
    assert len(aligned) > 70
    for span in aligned:
        found = doc.char_span(span["start"], span["end"], label=span["label"])
        assert found is not None
        assert (found.start, found.end - 1) == (span["token_start"], span["token_end"])
        assert found.text == span["text"]


def test_rejected_and_ignored_answers_are_no_gold(tmp_path: Path) -> None:
    span = {"start": 0, "end": 4, "label": "ORG"}
    given = [{"text": "Acme", "spans": [span], "answer": a} for a in ("accept", "reject", "ignore")]
    accepted, *others = records(tmp_path, *given)
    assert len(accepted.spans) == 1
    assert all(not each.spans and "without their spans" in each.remarks[0] for each in others)


def test_an_edge_given_as_a_token_is_inclusive(tmp_path: Path) -> None:
    tokens = [{"text": "New", "start": 0, "end": 3}, {"text": "York", "start": 4, "end": 8}]
    span = {"token_start": 0, "token_end": 1, "label": "GPE"}
    (found,) = records(tmp_path, {"text": "New York", "tokens": tokens, "spans": [span]})
    assert found.spans[0].fragments == ((0, 8),)


def test_training_pairs_of_spacy_are_read(tmp_path: Path) -> None:
    (found,) = records(tmp_path, ["I like London.", {"entities": [[7, 13, "LOC"]]}])
    assert [(s.label, s.words(found.text)) for s in found.spans] == [("LOC", "London")]


@pytest.mark.parametrize(
    ("record", "what"),
    [
        ({"label": "ORG", "pattern": [{"lower": "acme"}]}, "pattern"),
        ({"spans": []}, "no “text”"),
        ({"text": "a", "spans": [{"start": 0, "end": 1}]}, "no label"),
        ({"text": "a", "spans": [{"start": 0.5, "end": 1, "label": "X"}]}, "whole numbers"),
        ({"text": "a", "relations": [{"label": "r", "head_span": {}}]}, "which spans it connects"),
        (7, "not a JSON object"),
    ],
)
def test_a_wrong_record_is_told_with_its_line(tmp_path: Path, record: Any, what: str) -> None:
    good, problem = records(tmp_path, {"text": "fine", "spans": []}, record)
    assert isinstance(good, ForeignDocument)
    assert problem.where == "in.jsonl, line 2"
    assert what in problem.what
