"""Datasets of Hugging Face: out and in again, and as `datasets` loads them, never from the net."""

from __future__ import annotations

import json
import socket
from pathlib import Path
from typing import Any

import pytest

from domain.document import State
from storage.errors import FormatError
from storage.formats import hf_json, hf_parquet
from storage.formats.codec import ReadOptions
from storage.formats.corpus import ForeignDocument
from storage.formats.export_file import export_with
from storage.formats.export_options import ExportOptions
from storage.project import Project
from storage.work import set_state
from tests.storage.formats.roundtrip import round_trip

test_any_documents_survive_in_parquet = round_trip("hf-parquet", tokens="whitespace")
test_any_documents_survive_in_json = round_trip("hf-json")


@pytest.fixture
def load(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Load a folder with `datasets`, with no way to the net."""

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("something tried the net")

    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    monkeypatch.setenv("HF_DATASETS_OFFLINE", "1")
    monkeypatch.setattr(socket.socket, "connect", refuse)
    import datasets

    datasets.disable_progress_bars()

    def load_folder(folder: Path, *config: str) -> Any:
        return datasets.load_dataset(str(folder), *config, cache_dir=str(tmp_path / "cache"))

    return load_folder


@pytest.fixture
def done(sample: Project) -> Project:
    """The sample project, its document finished by the example annotator."""
    example = next(a for a in sample.annotators.all() if sample.annotations.count(annotator=a.id))
    (document,) = sample.documents.ids()
    set_state(sample, document=document, annotator=example.id, state=State.DONE)
    return sample


@pytest.mark.interop
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("key", ["hf-parquet", "hf-json"])
def test_datasets_finds_the_same_words_under_spans_and_tags(
    done: Project, tmp_path: Path, load, key: str
) -> None:
    report = export_with(done, tmp_path / "out", key, ExportOptions())
    found = load(tmp_path / "out")
    assert list(found) == ["train"]
    (row,) = found["train"]
    assert len(row["spans"]) == report.annotations
    assert all(row["text"][s["start"] : s["end"]] == s["text"] for s in row["spans"])
    names = found["train"].features["ner_tags"].feature.names
    assert names[:3] == ["O", "B-actor", "I-actor"]
    begun = [names[tag] for tag in row["ner_tags"] if names[tag].startswith("B-")]
    assert len(begun) == report.annotations - report.losses.counts["hidden"]
    assert all(not token.isspace() for token in row["tokens"])


@pytest.mark.interop
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_file_for_each_tag_is_a_configuration_for_each(
    done: Project, tmp_path: Path, load
) -> None:
    export_with(done, tmp_path / "out", "hf-parquet", ExportOptions(overlap="split"))
    (row,) = load(tmp_path / "out", "stance")["train"]
    assert {span["label"] for span in row["spans"]} == {"stance"}


def test_numbers_without_names_are_refused_until_names_are_given(tmp_path: Path) -> None:
    import pyarrow
    import pyarrow.parquet

    table = pyarrow.table({"tokens": [["Acme", "sold"]], "ner_tags": [[1, 0]]})
    pyarrow.parquet.write_table(table, tmp_path / "in.parquet")
    with pytest.raises(FormatError, match=r"are numbers.*--labels"):
        list(hf_parquet.read(tmp_path / "in.parquet", ReadOptions()))
    (found,) = hf_parquet.read(tmp_path / "in.parquet", ReadOptions(labels=("O", "B-ORG")))
    assert [(s.label, s.words(found.text)) for s in found.spans] == [("ORG", "Acme")]


@pytest.mark.parametrize(
    ("row", "what"),
    [
        ({"ner_tags": [1]}, "neither a text"),
        ({"tokens": ["a"], "ner_tags": [1, 0]}, "1 tokens but 2 tags"),
        ({"tokens": ["a"], "ner_tags": [9]}, "has no name"),
        ({"tokens": ["b"], "text": "a", "ner_tags": ["O"]}, "does not stand in its text"),
        ({"text": "a", "spans": [{"start": 0}]}, "no label"),
        ([1], "not a JSON object"),
    ],
)
def test_a_wrong_row_is_told_with_its_line(tmp_path: Path, row: Any, what: str) -> None:
    (tmp_path / "in.jsonl").write_text(f"{json.dumps({'text': 'a'})}\n{json.dumps(row)}")
    good, wrong = hf_json.read(tmp_path / "in.jsonl", ReadOptions(labels=("O", "B-A")))
    assert isinstance(good, ForeignDocument)
    assert (wrong.where, what in wrong.what) == ("in.jsonl, line 2", True)


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + bytes(99) + b"PAR1", b"{}"])
def test_what_is_no_parquet_is_a_sentence(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "in.parquet").write_bytes(data)
    with pytest.raises(FormatError, match=r"in\.parquet: .* Nothing was imported"):
        list(hf_parquet.read(tmp_path / "in.parquet", ReadOptions()))
