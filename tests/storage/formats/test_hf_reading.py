"""Datasets of Hugging Face as others make them: shapes of spans, names of numbers, columns."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.parquet
import pytest

from storage.errors import FormatError
from storage.formats import hf_json, hf_parquet
from storage.formats.codec import ReadOptions
from storage.formats.corpus import ForeignDocument, Problem
from storage.formats.hf_names import names_beside
from storage.formats.hf_reading import document_of
from storage.formats.registry import format_of

CARD = """\
---
dataset_info:
  features:
  - name: tokens
    sequence: string
  - name: pos_tags
    sequence:
      class_label:
        names:
          '0': NNP
          '1': VBD
  - name: ner_tags
    sequence:
      class_label:
        names:
          '0': O
          '1': "B-ORG"
  - name: spans
    list:
    - name: start
      dtype: int64
    - name: label
      dtype:
        class_label:
          names:
          - PER
          - ORG
---
"""
FEATURES = {
    "tokens": {"feature": {"dtype": "string", "_type": "Value"}, "_type": "Sequence"},
    "pos_tags": {"feature": {"names": ["NNP", "VBD"], "_type": "ClassLabel"}, "_type": "List"},
    "ner_tags": {"feature": {"names": ["O", "B-ORG"], "_type": "ClassLabel"}, "_type": "List"},
    "spans": {
        "feature": {"label": {"names": ["PER", "ORG"], "_type": "ClassLabel"}},
        "_type": "Sequence",
    },
}
ROW = {"tokens": ["Acme", "sold"], "pos_tags": [0, 1], "ner_tags": [1, 0]}
NAMES = {"ner_tags": ("O", "B-ORG"), "spans.label": ("PER", "ORG")}


def spans(found: Any) -> list[tuple[str, str]]:
    assert isinstance(found, ForeignDocument), found
    return [(span.label, span.words(found.text or "")) for span in found.spans]


def written(path: Path, columns: dict[str, Any], features: Any = None) -> Path:
    table = pyarrow.table(columns)
    if features is not None:
        held = json.dumps({"info": {"features": features}})
        table = table.replace_schema_metadata({"huggingface": held})
    pyarrow.parquet.write_table(table, path)
    return path


@pytest.mark.parametrize(
    "row",
    [
        ROW,
        {"text": "Acme sold", "spans": {"start": [0], "end": [4], "label": [1]}},
        {"text": "Acme sold", "spans": [{"start": 0, "end": 4, "label": 1}]},
        {"text": "Acme sold", "entities": [{"start_char": 0, "end_char": 4, "type": "ORG"}]},
        {"tokenized_text": ["Acme", "sold"], "ner": [[0, 0, "ORG"]]},
        {"text": "Acme sold", "tokens": ["Acme", "sold"], "ner_tags": [1, None], "spans": []},
    ],
)
def test_a_span_is_found_in_every_shape(row: Any) -> None:
    assert spans(document_of("row 1", row, NAMES)) == [("ORG", "Acme")]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ({"text": "a", "spans": {"start": [0], "end": [], "label": ["X"]}}, "not of one length"),
        ({"text": "a", "spans": {"start": 0}}, "are not lists"),
        ({"text": "a", "spans": [{"start": 0, "end": 1, "label": 9}]}, "label 9 has no name"),
        ({"tokens": ["a"], "ner": [[0, 1, "X"]]}, "tokens that are not there"),
        ({"tokens": ["a"], "ner": [["X"]]}, "not a first token"),
    ],
)
def test_a_wrong_shape_is_told(row: Any, what: str) -> None:
    found = document_of("row 1", row, NAMES)
    assert isinstance(found, Problem)
    assert what in found.what


def test_other_columns_are_kept_or_named() -> None:
    found = document_of("row 1", {**ROW, "url": "http://x", "year": 2019}, NAMES)
    assert isinstance(found, ForeignDocument)
    assert found.details == {"url": "http://x", "year": 2019}
    assert found.remarks[1] == "Columns that are neither text nor spans are left out: pos_tags."


def test_names_of_numbers_are_those_of_their_own_column(tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(CARD, "utf-8")
    found = names_beside(tmp_path / "data" / "train.parquet")
    assert found == {**NAMES, "pos_tags": ("NNP", "VBD")}
    (tmp_path / "train.jsonl").write_text(json.dumps(ROW), "utf-8")
    (document,) = hf_json.read(tmp_path / "train.jsonl", ReadOptions())
    assert spans(document) == [("ORG", "Acme")]


def test_names_stand_in_the_file_about_the_dataset_as_well(tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet", {"tokens": [["Acme"]], "ner_tags": [[1]]})
    (tmp_path / "dataset_infos.json").write_text(json.dumps({"x": {"features": FEATURES}}))
    (document,) = hf_parquet.read(path, ReadOptions())
    assert spans(document) == [("ORG", "Acme")]


def test_an_object_of_lists_in_parquet_has_its_names_in_the_metadata(tmp_path: Path) -> None:
    held = {"start": [0], "end": [4], "label": [1]}
    path = written(tmp_path / "a.parquet", {"text": ["Acme"], "spans": [held]}, FEATURES)
    assert format_of(path, None).key == "hf-parquet"
    (document,) = hf_parquet.read(path, ReadOptions())
    assert spans(document) == [("ORG", "Acme")]


def test_tags_in_a_dictionary_are_words_and_not_numbers(tmp_path: Path) -> None:
    kind = pyarrow.list_(pyarrow.dictionary(pyarrow.int32(), pyarrow.string()))
    words = pyarrow.array([["Acme"]], pyarrow.large_list(pyarrow.large_string()))
    tags = pyarrow.array([["B-ORG"]], kind)
    path = written(tmp_path / "a.parquet", {"tokens": words, "ner_tags": tags})
    (document,) = hf_parquet.read(path, ReadOptions())
    assert spans(document) == [("ORG", "Acme")]


def test_a_table_with_words_called_entities_is_a_table(tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet", {"text": ["Acme sold"], "entities": [["Acme"]]})
    assert format_of(path, None).key == "text"


def test_parts_in_one_object_are_read_one_after_the_other(tmp_path: Path) -> None:
    row = {"tokens": ["Acme"], "ner_tags": ["B-ORG"]}
    (tmp_path / "a.json").write_text(json.dumps({"train": [row], "test": [row]}), "utf-8")
    assert format_of(tmp_path / "a.json", None).key == "hf-json"
    found = list(hf_json.read(tmp_path / "a.json", ReadOptions()))
    assert [each.where for each in found] == ["a.json, train, row 1", "a.json, test, row 1"]


def test_a_cell_that_would_fill_the_memory_is_refused(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("storage.formats.hf_parquet._LARGEST_GROUP", 1000)
    monkeypatch.setattr("storage.formats.hf_parquet._LARGEST_ROW", 1000)
    path = written(tmp_path / "a.parquet", {"text": ["a" * 5000], "ner_tags": [["O"]]})
    with pytest.raises(FormatError, match="rows hold more than"):
        list(hf_parquet.read(path, ReadOptions()))


def test_a_time_beside_a_text_is_kept(tmp_path: Path) -> None:
    day = pyarrow.array([date(2019, 1, 23)])
    path = written(tmp_path / "a.parquet", {"text": ["Acme"], "published": day})
    (document,) = hf_parquet.read(path, ReadOptions())
    assert document.details == {"published": "2019-01-23"}


def test_damaged_names_of_columns_are_a_sentence(tmp_path: Path) -> None:
    path = written(tmp_path / "a.parquet", {"text": ["Acme"], "ner_tags": [["O"]]})
    path.write_bytes(path.read_bytes().replace(b"ner_tags", b"ner_\xff\xfegs"))
    assert format_of(path, "hf-parquet").key == "hf-parquet"
    with pytest.raises(FormatError, match="no whole Parquet file"):
        list(hf_parquet.read(path, ReadOptions()))


def test_relations_by_numbers_of_spans_are_read_and_others_told() -> None:
    spans = [{"start": n, "end": n + 1, "label": "X"} for n in range(2)]
    relations = [{"head": 1, "tail": 0, "type": "of"}, {"head": 0, "tail": 9, "type": "of"}, 7]
    row = {"text": "ab", "spans": spans, "relations": relations}
    found = document_of("row 1", row, NAMES)
    assert isinstance(found, ForeignDocument)
    assert [(r.source, r.kind, r.target) for r in found.relations] == [("span 1", "of", "span 0")]
    assert [span.id for span in found.spans] == ["span 0", "span 1"]
    assert found.remarks == ("Relations that do not name two spans are left out.",) * 2
