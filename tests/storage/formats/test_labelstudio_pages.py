"""Regions on web pages and in dialogues stand on the same words as in Label Studio."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from storage.formats.codec import ReadOptions
from storage.formats.corpus import Problem
from storage.formats.labelstudio import read
from storage.formats.registry import format_of

PAGE = "<div><h1>Acme &amp; Co</h1><p>hired <b>Bo</b>,<br>late</p><p>🚀 day</p></div>"
WORDS = "Acme & Co\nhired Bo,\nlate\n🚀 day"


def task(tmp_path: Path, data: Any, *results: Any, **more: Any) -> Any:
    given = {"id": 1, "data": data, "annotations": [{"result": list(results)}], **more}
    (tmp_path / "in.json").write_text(json.dumps([given]), "utf-8")
    (found,) = read(tmp_path / "in.json", ReadOptions())
    return found


def on_page(start: int, end: int, text: str, **more: Any) -> dict[str, Any]:
    value = {"start": "/div[1]/p[1]/text()[1]", "end": "/div[1]/p[1]/text()[1]", "text": text}
    value |= {"globalOffsets": {"start": start, "end": end}, "hypertextlabels": ["X"]}
    return {"id": f"{start}", "type": "hypertextlabels", "value": {**value, **more}}


def plain(name: str, *labels: str, **value: Any) -> dict[str, Any]:
    value = {"start": 0, "end": 4, "text": "Acme", "labels": list(labels), **value}
    return {"id": name, "type": "labels", "value": value}


@pytest.mark.parametrize("width", [1, 2])
def test_offsets_of_a_page_skip_its_marks_in_either_unit(tmp_path: Path, width: int) -> None:
    day = 24 + width
    results = [on_page(0, 9, "Acme & Co"), on_page(9, 17, "hired Bo"), on_page(day, day + 3, "day")]
    found = task(tmp_path, {"html": PAGE}, *results)
    assert found.text == WORDS
    assert [span.words(WORDS) for span in found.spans] == ["Acme & Co", "hired Bo", "day"]
    assert all(span.quote == span.words(WORDS) for span in found.spans)


def test_a_region_over_two_blocks_has_the_line_end_between_them(tmp_path: Path) -> None:
    (span,) = task(tmp_path, {"html": PAGE}, on_page(7, 14, "Cohired")).spans
    assert (span.quote, span.words(WORDS)) == ("Co\nhired", "Co\nhired")


def test_a_region_whose_words_differ_keeps_what_it_says(tmp_path: Path) -> None:
    (span,) = task(tmp_path, {"html": PAGE}, on_page(0, 4, "Nope")).spans
    assert (span.quote, span.words(WORDS)) == ("Nope", "Acme")


def test_a_region_without_offsets_is_left_out_and_said(tmp_path: Path) -> None:
    found = task(tmp_path, {"html": PAGE}, on_page(0, 4, "Acme", globalOffsets=None))
    assert (found.spans, found.remarks) == (
        (),
        ("Regions that are no spans of text are left out.",),
    )


def test_a_region_in_a_dialogue_stands_in_its_turn(tmp_path: Path) -> None:
    turns = [{"author": "Ann:", "text": "Hi Acme"}, {"author": "Bo", "text": "Yes"}]
    one = {"start": "0", "end": "0", "startOffset": 3, "endOffset": 7, "text": "Acme"}
    two = {"start": 0, "end": 1, "startOffset": 3, "endOffset": 3, "text": "Acme\n\nYes"}
    results = [
        {"id": str(n), "type": "paragraphlabels", "value": {**value, "paragraphlabels": ["X"]}}
        for n, value in enumerate((one, two))
    ]
    found = task(tmp_path, {"dialogue": turns}, *results)
    assert found.text == "Ann: Hi Acme\nBo: Yes"
    assert [s.words(found.text) for s in found.spans] == ["Acme", "Acme\nBo: Yes"]


def test_a_link_is_no_text(tmp_path: Path) -> None:
    found = task(tmp_path, {"text": "s3://bucket/a.txt"}, plain("a", "X"))
    assert isinstance(found, Problem)
    assert found.what == "its text is only a link (s3://bucket/a.txt)"


def test_regions_on_two_texts_are_refused_with_their_names(tmp_path: Path) -> None:
    data = {"question": "Who was it?", "answer": "Acme it was"}
    regions = [{**plain(name, "X"), "to_name": name} for name in data]
    found = task(tmp_path, data, *regions)
    assert isinstance(found, Problem)
    assert found.what == "its regions stand on several texts (answer, question)"


def test_what_else_is_said_of_a_text_is_kept(tmp_path: Path) -> None:
    data = {"text": "Acme", "source": "Reuters", "year": 2019, "tags": ["a"], "title": "T"}
    found = task(tmp_path, data, meta={"desk": "b"})
    assert (found.title, found.details) == ("T", {"source": "Reuters", "year": 2019, "desk": "b"})
    assert found.remarks == ("Fields of the data that are neither text nor number are left out.",)


def test_a_region_without_a_label_takes_only_its_own_relations_away(tmp_path: Path) -> None:
    bare = {"id": "c", "type": "labels", "value": {"start": 0, "end": 4, "text": "Acme"}}
    relations = [
        {"type": "relation", "from_id": "a", "to_id": end, "direction": "bi"} for end in "bca"
    ]
    found = task(tmp_path, {"text": "Acme"}, plain("a", "X"), plain("b"), bare, *relations)
    assert ([s.id for s in found.spans], len(found.relations)) == (["a"], 1)
    loose = "Relations of regions that are left out are left out as well."
    assert found.remarks == (
        *["Regions without a label are left out."] * 2,
        *[loose] * 2,
        "Relations that go both ways are read as going one way.",
    )


def test_the_minimal_form_is_known_and_keeps_its_other_columns(tmp_path: Path) -> None:
    row = {"text": "Acme", "mood": "good", "annotation_id": 7, "lead_time": 1.5, "annotator": 3}
    region = {"start": 0, "end": 4, "text": "Acme", "labels": ["X"]}
    (tmp_path / "min.json").write_text(json.dumps([{**row, "id": 1, "label": [region]}]))
    assert format_of(tmp_path / "min.json", None).key == "labelstudio"
    (found,) = read(tmp_path / "min.json", ReadOptions())
    assert (found.details, [s.annotator for s in found.spans]) == ({"mood": "good"}, ["user 3"])
