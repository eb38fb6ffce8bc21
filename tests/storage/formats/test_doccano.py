"""JSON Lines of doccano: out and in again, and as doccano's own import would take them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import tag_span
from storage.formats.codec import ReadOptions
from storage.formats.corpus import ForeignDocument, Problem
from storage.formats.doccano import looks_like, read
from storage.formats.export_file import export_with
from storage.formats.export_options import ExportOptions
from storage.opening import new_project
from storage.project import Project
from storage.work import ensure_annotator
from tests.storage.formats.roundtrip import round_trip

test_any_documents_survive = round_trip("doccano")


def records(tmp_path: Path, *values: Any, **options: Any) -> list[Any]:
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(map(json.dumps, values)), "utf-8")
    return list(read(path, ReadOptions(**options)))


def imported(path: Path) -> list[tuple[str, str, str]]:
    """Read as doccano does: UTF-16 slices, edges that cover something, ends that are there.

    After backend/data_import/pipeline: `label` or `entities` as spans, `relations` by their ids.
    """
    found = []
    for line in path.read_text("utf-8").splitlines():
        record = json.loads(line)
        units = record["text"].encode("utf-16-le", "surrogatepass")
        rows = [
            dict(zip(("start_offset", "end_offset", "label"), r, strict=True))
            for r in record.get("label", [])
        ]
        rows += record.get("entities", [])
        for row in rows:
            start, end = row["start_offset"], row["end_offset"]
            assert 0 <= start < end <= len(units) // 2
            found.append(("span", row["label"], units[2 * start : 2 * end].decode("utf-16-le")))
        ids = {row["id"] for row in record.get("entities", [])}
        for relation in record.get("relations", []):
            assert {relation["from_id"], relation["to_id"]} <= ids
            found.append(("relation", relation["type"], ""))
    return found


def test_doccano_finds_the_same_words_and_relations(sample: Project, tmp_path: Path) -> None:
    export_with(sample, tmp_path / "o.jsonl", "doccano", ExportOptions(states=()))
    found = imported(tmp_path / "o.jsonl")
    wanted = [a.quote for d in sample.documents.ids() for a in sample.annotations.of_document(d)]
    spans = [words for kind, _, words in found if kind == "span"]
    assert spans
    assert set(spans) <= set(wanted)
    assert any(kind == "relation" for kind, _, _ in found)
    assert sorted(p.name for p in tmp_path.glob("o*.relations")) == []


def test_offsets_count_utf16_units_as_its_editor_does(tmp_path: Path) -> None:
    with new_project(tmp_path / "p.gloss", title="P", annotator="Ann") as project:
        ann = ensure_annotator(project, "Ann").id
        (made,), _ = add_documents(project, [NewDocument("A", "🚀 rose 12%")], ann)
        tag = project.codebooks.current().active[3].id
        tag_span(project, document=made, annotator=ann, tag=tag, span=Span.single(7, 10))
        export_with(project, tmp_path / "o.jsonl", "doccano", ExportOptions(states=()))
    (line,) = (tmp_path / "o.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["label"] == [[8, 11, "statistic"]]
    assert imported(tmp_path / "o.jsonl") == [("span", "statistic", "12%")]


@pytest.mark.parametrize("key", ["label", "labels", "entities", "column_label"])
def test_spans_are_found_under_every_name_they_had(tmp_path: Path, key: str) -> None:
    (found,) = records(tmp_path, {"text": "Acme said", key: [[0, 4, "ORG"]]})
    assert [(s.fragments, s.label) for s in found.spans] == [(((0, 4),), "ORG")]


def test_offsets_that_a_table_made_fractions_of_are_whole_again(tmp_path: Path) -> None:
    (found,) = records(tmp_path, {"text": "Acme sold it.", "label": [[0.0, 4.0, "ORG"]]})
    assert found.spans[0].fragments == ((0, 4),)
    (problem,) = records(tmp_path, {"text": "Acme sold it.", "label": [[0.5, 4.0, "ORG"]]})
    assert "not whole numbers" in problem.what


def test_objects_with_ids_carry_relations(tmp_path: Path) -> None:
    rows = [
        {"id": 7, "start_offset": 0, "end_offset": 4, "label": "ORG"},
        {"id": 9, "start_offset": 5, "end_offset": 9, "label": "ACT"},
    ]
    relation = {"from_id": 9, "to_id": 7, "type": "by"}
    (found,) = records(tmp_path, {"text": "Acme said", "entities": rows, "relations": [relation]})
    assert [(r.source, r.kind, r.target) for r in found.relations] == [("9", "by", "7")]


def test_numbered_labels_take_the_names_that_are_given(tmp_path: Path) -> None:
    row = {"label": 1, "start_offset": 0, "end_offset": 4, "user": 3}
    record = {"text": "Acme", "annotations": [row]}
    (plain,) = records(tmp_path, record)
    assert (plain.spans[0].label, plain.spans[0].annotator) == ("1", "user 3")
    (named,) = records(tmp_path, record, labels=("PER", "ORG"))
    assert named.spans[0].label == "ORG"


def test_names_beside_numbers_are_taken(tmp_path: Path) -> None:
    row = {"label": 2, "label_name": "ORG", "start_offset": 0, "end_offset": 4}
    row |= {"user": 1, "user_name": "ann"}
    (found,) = records(tmp_path, {"text": "Acme", "annotations": [row]})
    assert (found.spans[0].label, found.spans[0].annotator) == ("ORG", "ann")


def test_labels_of_whole_texts_are_left_out_and_said(tmp_path: Path) -> None:
    found = records(
        tmp_path, {"text": "a", "labels": ["positive"]}, {"text": "b", "cats": ["flight"]}
    )
    assert [each.remarks for each in found] == [("Labels of whole texts are left out.",)] * 2


def test_metadata_is_read_beside_the_text_and_below_meta(tmp_path: Path) -> None:
    record = {"id": 4, "text": "a", "label": [], "wiki": 1, "meta": {"source": "A paper"}}
    (found,) = records(tmp_path, record)
    assert (found.name, dict(found.details)) == ("4", {"wiki": 1, "source": "A paper"})


def test_records_over_several_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "pretty.json"
    one = {"text": "Acme", "label": [[0, 4, "ORG"]]}
    path.write_text(json.dumps(one, indent=2) + "\n" + json.dumps(one, indent=2), "utf-8")
    assert [type(each) for each in read(path, ReadOptions())] == [ForeignDocument] * 2


@pytest.mark.parametrize(
    ("record", "what"),
    [
        ({"label": [[0, 1, "X"]]}, "no “text”"),
        ({"text": "abc", "label": [[2, 2, "X"]]}, "covers nothing"),
        ({"text": "abc", "label": [[0, 1.5, "X"]]}, "whole numbers"),
        ({"text": "abc", "label": [[0, 1]]}, "neither"),
        ({"text": "abc", "label": [[0, 1, ""]]}, "no name"),
        ({"text": "abc", "relations": [{"from_id": 1, "to_id": 2, "type": "x"}]}, "not there"),
        ([1], "not a JSON object"),
    ],
)
def test_a_wrong_record_is_told_with_its_line(tmp_path: Path, record: Any, what: str) -> None:
    good, problem = records(tmp_path, {"text": "fine", "label": []}, record)
    assert isinstance(good, ForeignDocument)
    assert (problem.where, what in problem.what) == ("in.jsonl, line 2", True)


def test_it_is_told_apart_from_other_json_lines() -> None:
    ours = b'{"text": "a", "label": [[0, 1, "X"]]}\n'
    assert looks_like(Path("a.jsonl"), ours)
    assert not looks_like(Path("a.jsonl"), b'{"text": "a", "spans": [], "tokens": []}\n')


junk = st.recursive(
    st.none() | st.integers(-3, 40) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["text", "label", "entities", "relations", "meta", "id", "start_offset"]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=8,
)


@given(st.lists(junk, max_size=3))
def test_nothing_but_documents_and_problems_comes_out(tmp_path_factory: Any, values: Any) -> None:
    path = tmp_path_factory.mktemp("junk") / "in.jsonl"
    path.write_text("\n".join(map(json.dumps, values)), "utf-8")
    assert all(isinstance(each, ForeignDocument | Problem) for each in read(path, ReadOptions()))
