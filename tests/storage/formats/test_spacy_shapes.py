"""The shapes of spaCy's training data: each of them gives the same span, or says what is wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain.document import State
from storage.formats.codec import ReadOptions
from storage.formats.corpus import ForeignDocument, Problem
from storage.formats.registry import format_of
from storage.formats.spacy_jsonl import read

ENTITIES = {"entities": [[0, 4, "ORG"]]}
OBJECTS = {"entities": [{"start": 0, "end": 4, "label": "ORG"}]}
TOKENS = [{"text": "Acme", "start": 0, "end": 4}, {"text": "hired", "start": 5, "end": 10}]
SPAN = {"start": 0, "end": 4, "label": "ORG"}


def read_json(path: Path, value: Any) -> list[Any]:
    path.write_text(json.dumps(value), "utf-8")
    return list(read(path, ReadOptions()))


@pytest.mark.parametrize(
    "held",
    [
        [["Acme hired", ENTITIES]],
        [{"text": "Acme hired", **ENTITIES}],
        [{"text": "Acme hired", **OBJECTS}],
        {"classes": ["ORG"], "annotations": [["Acme hired", ENTITIES], None]},
        {"text": "Acme hired", **ENTITIES},
        [["Acme hired", {"spans": {"sc": [[0, 4, "ORG"]]}}]],
    ],
)
def test_entities_are_found_in_every_shape(tmp_path: Path, held: Any) -> None:
    (found,) = read_json(tmp_path / "in.json", held)
    assert [(s.label, s.words(found.text)) for s in found.spans] == [("ORG", "Acme")]


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("a.json", {"annotations": [["Acme hired", ENTITIES]]}),
        ("a.json", [{"text": "Acme hired", **ENTITIES}]),
        ("a.jsonl", ["Acme hired", ENTITIES]),
        ("a.jsonl", {"text": "Acme hired", "spans": []}),
    ],
)
def test_such_a_file_is_known_without_its_format(tmp_path: Path, name: str, held: Any) -> None:
    (tmp_path / name).write_text(json.dumps(held), "utf-8")
    assert format_of(tmp_path / name, None).key == "spacy-jsonl"


@pytest.mark.parametrize(
    ("held", "what"),
    [
        ([["Acme", {"spans": {"sc": 5}}]], "its “sc” are not a list"),
        ([["Acme", {"entities": [5]}]], "not a start, an end and a label"),
        ({"classes": []}, "not a list of texts"),
    ],
)
def test_what_is_no_such_shape_is_told(tmp_path: Path, held: Any, what: str) -> None:
    (problem,) = read_json(tmp_path / "in.json", held)
    assert isinstance(problem, Problem)
    assert what in problem.what


def connected(tmp_path: Path, **relation: Any) -> ForeignDocument:
    record = {"text": "Acme hired", "tokens": TOKENS, "spans": [SPAN, {**SPAN, "label": "X"}]}
    record["relations"] = [{"label": "r", **relation}]
    (found,) = read_json(tmp_path / "in.json", [record])
    assert isinstance(found, ForeignDocument), found
    return found


def test_a_relation_of_bare_words_is_left_out_and_the_record_stays(tmp_path: Path) -> None:
    word = {"start": 5, "end": 10, "token_start": 1, "token_end": 1, "label": None}
    found = connected(tmp_path, head=0, child=1, head_span=SPAN, child_span=word)
    assert (len(found.spans), found.relations) == (2, ())
    assert "no span stands on" in found.remarks[0]


def test_a_relation_by_numbers_of_tokens_leads_to_the_spans_on_them(tmp_path: Path) -> None:
    (relation,) = connected(tmp_path, head=0, child=0).relations
    assert (relation.source, relation.target) == ("span 1", "span 1")


def test_a_relation_finds_the_span_at_its_place_whatever_it_calls_it(tmp_path: Path) -> None:
    other = {**SPAN, "label": "someone's own"}
    (relation,) = connected(tmp_path, head_span={**SPAN, "label": "X"}, child_span=other).relations
    assert (relation.source, relation.target) == ("span 2", "span 1")


def test_yes_to_one_question_is_not_that_the_whole_text_is_done(tmp_path: Path) -> None:
    record = {"text": "Acme hired", "spans": [SPAN], "answer": "accept"}
    whole, one = read_json(tmp_path / "in.json", [record, {**record, "_view_id": "ner"}])
    assert (whole.states, one.states) == ({"": State.DONE}, {"": State.IN_PROGRESS})
