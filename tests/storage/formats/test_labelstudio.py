"""Label Studio's JSON: out and in again, and as its own converter sees it."""

from __future__ import annotations

import json
import warnings
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.document import State
from storage.formats.codec import ReadOptions
from storage.formats.corpus import ForeignDocument, Problem
from storage.formats.export_file import export_with
from storage.formats.export_options import ExportOptions
from storage.formats.labelstudio import looks_like, read
from storage.project import Project
from tests.storage.formats.roundtrip import round_trip

test_any_documents_survive = round_trip("labelstudio")
TEXT = "Acme 🚀 said sales rose."


def region(name: str, start: int, end: int, *labels: str, **more: Any) -> dict[str, Any]:
    value = {"start": start, "end": end, "text": TEXT[start:end], "labels": list(labels)}
    return {
        "id": name,
        "from_name": "label",
        "to_name": "text",
        "type": "labels",
        "value": value,
        **more,
    }


def choice(name: str, control: str, *values: str) -> dict[str, Any]:
    return {"id": name, "from_name": control, "type": "choices", "value": {"choices": [*values]}}


def tasks(tmp_path: Path, *annotations: Any, **task: Any) -> list[Any]:
    given_task = {"id": 1, "data": {"text": TEXT}, "annotations": list(annotations), **task}
    path = tmp_path / "in.json"
    path.write_text(json.dumps([given_task]), "utf-8")
    return list(read(path, ReadOptions()))


def test_regions_fields_and_relations_are_read(tmp_path: Path) -> None:
    result = [
        region("r1", 0, 4, "actor", meta={"text": ["sure of it"]}),
        region("r2", 7, 11, "stance"),
        choice("r2", "position", "against"),
        {
            "from_id": "r1",
            "to_id": "r2",
            "type": "relation",
            "direction": "left",
            "labels": ["holder"],
        },
    ]
    (found,) = tasks(tmp_path, {"completed_by": {"id": 2, "email": "a@b.c"}, "result": result})
    assert [(s.label, s.quote, s.annotator) for s in found.spans] == [
        ("actor", "Acme", "user 2"),
        ("stance", "said", "user 2"),
    ]
    assert (found.spans[0].note, found.spans[1].attributes) == (
        "sure of it",
        {"position": "against"},
    )
    assert [(r.source, r.kind, r.target) for r in found.relations] == [("r2", "holder", "r1")]
    assert found.states == {"user 2": State.DONE}
    assert "a@b.c" not in str(found)


def test_two_annotators_keep_their_regions_apart(tmp_path: Path) -> None:
    each = [{"completed_by": who, "result": [region("r1", 0, 4, "actor")]} for who in (1, 2)]
    (found,) = tasks(tmp_path, *each)
    assert [(s.id, s.annotator) for s in found.spans] == [("r1", "user 1"), ("r1 (2)", "user 2")]


def test_predictions_are_a_machines_and_drafts_are_left_out(tmp_path: Path) -> None:
    prediction = {"model_version": "m1", "result": [region("p", 0, 4, "actor")]}
    (found,) = tasks(tmp_path, predictions=[prediction, 7], drafts=[{"user": "x@y.z"}])
    assert [(s.annotator, s.is_machine) for s in found.spans] == [("m1", True)]
    assert "Drafts are left out." in found.remarks
    assert "x@y.z" not in str(found)


def test_a_cancelled_annotation_is_a_skipped_document(tmp_path: Path) -> None:
    annotation = {"completed_by": 1, "was_cancelled": True, "result": [region("r", 0, 4, "actor")]}
    (found,) = tasks(tmp_path, annotation)
    assert (found.spans, found.states) == ((), {"user 1": State.SKIPPED})


def test_a_region_with_two_labels_is_two_spans(tmp_path: Path) -> None:
    (found,) = tasks(tmp_path, {"result": [region("r", 0, 4, "actor", "event")]})
    assert [(s.id, s.label) for s in found.spans] == [("r", "actor"), ("r 2", "event")]


def test_pictures_and_whole_texts_are_passed_over_and_said(tmp_path: Path) -> None:
    polygon = {
        "id": "p",
        "type": "polygonlabels",
        "value": {"points": [], "polygonlabels": ["Airplane"]},
    }
    whole = {"id": "w", "from_name": "mood", "type": "choices", "value": {"choices": ["good"]}}
    (found,) = tasks(tmp_path, {"result": [polygon, whole]})
    assert found.remarks == (
        "Regions that are no spans of text are left out.",
        "Choices and texts for whole documents are left out.",
    )


def test_a_task_about_a_picture_has_no_text(tmp_path: Path) -> None:
    (found,) = tasks(tmp_path, data={"image": "https://a.b/c.jpg"})
    assert found.what == "its data has no text"


def test_the_minimal_form_is_read(tmp_path: Path) -> None:
    path = tmp_path / "min.json"
    row = {"start": 0, "end": 4, "text": "Acme", "labels": ["actor"]}
    path.write_text(json.dumps([{"text": TEXT, "id": 1, "label": [row], "annotator": 3}]), "utf-8")
    (found,) = read(path, ReadOptions())
    assert [(s.label, s.quote, s.annotator) for s in found.spans] == [("actor", "Acme", "user 3")]


@pytest.mark.parametrize(
    ("result", "what"),
    [
        ([region("r", 4, 4, "actor")], "covers nothing"),
        ([{"from_id": "a", "to_id": "b", "type": "relation"}], "not there"),
        (["x"], "not an object"),
        ("x", "not a list"),
    ],
)
def test_a_wrong_task_is_told_with_its_number(tmp_path: Path, result: Any, what: str) -> None:
    (found,) = tasks(tmp_path, {"result": result})
    assert isinstance(found, Problem)
    assert (found.where, what in found.what) == ("in.json, task 1", True)


def test_its_own_converter_finds_the_same_words(sample: Project, tmp_path: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Its imports are not ours to mend.
        from label_studio_sdk.converter import Converter

        export_with(sample, tmp_path / "o.json", "labelstudio", ExportOptions(states=()))
        converter = Converter(str(tmp_path / "o.labeling.xml"), str(tmp_path))
        converter.convert_to_json_min(str(tmp_path / "o.json"), str(tmp_path / "min"), is_dir=False)
    (task,) = json.loads((tmp_path / "min" / "result.json").read_text("utf-8"))[:1]
    found = [(row["labels"][0], task["text"][row["start"] : row["end"]]) for row in task["label"]]
    (ours,) = json.loads((tmp_path / "o.json").read_text("utf-8"))[:1]
    regions = [r for r in ours["annotations"][0]["result"] if r["type"] == "labels"]
    assert len(found) > 70
    assert found == [(r["value"]["labels"][0], r["value"]["text"]) for r in regions]


def test_the_configuration_declares_every_control(sample: Project, tmp_path: Path) -> None:
    export_with(sample, tmp_path / "o.json", "labelstudio", ExportOptions(states=()))
    tree = ElementTree.parse(tmp_path / "o.labeling.xml")
    names = {element.get("name") for element in tree.iter()}
    values = {element.get("value") for element in tree.iter()}
    for task in json.loads((tmp_path / "o.json").read_text("utf-8")):
        for annotation in task["annotations"]:
            for result in annotation["result"]:
                if result["type"] == "relation":
                    assert set(result["labels"]) <= values
                    continue
                assert result["from_name"] in names
                assert set(result["value"].get("choices", [])) <= values


def test_it_is_told_apart_from_other_json() -> None:
    assert looks_like(Path("a.json"), b'[{"data": {"text": "a"}, "annotations": []}]')
    assert not looks_like(Path("a.json"), b'[{"text": "a", "label": []}]')


junk = st.recursive(
    st.none() | st.integers(-3, 40) | st.text(max_size=4) | st.just("labels"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                [
                    "data",
                    "text",
                    "annotations",
                    "predictions",
                    "result",
                    "value",
                    "type",
                    "labels",
                    "id",
                    "start",
                    "end",
                    "meta",
                ]
            ),
            inner,
            max_size=4,
        )
    ),
    max_leaves=10,
)


@given(junk)
def test_nothing_but_documents_and_problems_comes_out(tmp_path_factory: Any, value: Any) -> None:
    path = tmp_path_factory.mktemp("junk") / "in.json"
    path.write_text(json.dumps(value), "utf-8")
    assert all(isinstance(each, ForeignDocument | Problem) for each in read(path, ReadOptions()))
