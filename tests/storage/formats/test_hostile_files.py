"""Whatever stands in a file: documents, sentences, or a refusal; nothing else, and nothing half."""

from __future__ import annotations

import contextlib
import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from storage.check import check_project
from storage.errors import FormatError
from storage.formats.codec import ReadOptions
from storage.formats.corpus_import import ImportOptions
from storage.formats.importing import import_files
from storage.formats.registry import FORMATS, format_named
from storage.formats.survey import files_of, records_of
from tests.storage.formats.roundtrip import empty_project

READ = [f.key for f in FORMATS if f.module and f.can_read]
NAMES = (
    *("text", "spans", "tokens", "ner_tags", "relations", "label", "labels", "entities", "id"),
    *("start", "end", "start_offset", "end_offset", "meta", "metadata", "glossator", "details"),
    *("fragments", "annotations", "result", "value", "data", "predictions", "head_span", "type"),
    *("child_span", "from_id", "to_id", "answer", "state", "title", "note", "attributes", "cats"),
)
plain = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 9),
    st.floats(allow_nan=False),
    st.sampled_from(["", "Acme 🚀 said", "ORG", "B-ORG", "accept", "done", "a\r\nb", "\ud800"]),
)
values = st.recursive(
    plain,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.sampled_from(NAMES), inner, max_size=5),
    ),
    max_leaves=14,
)
spans = st.fixed_dictionaries({"start": values, "end": values, "label": values})
records = st.one_of(
    values,
    st.fixed_dictionaries({"text": st.just("Acme 🚀 said"), "spans": st.lists(spans, max_size=3)}),
    st.fixed_dictionaries({"tokens": values, "ner_tags": values}),
)
odd_files = st.one_of(
    st.lists(records, max_size=3).map(lambda rows: "\n".join(map(json.dumps, rows)).encode()),
    records.map(lambda value: json.dumps(value).encode()),
    st.binary(max_size=60),
    st.text(st.sampled_from("TRAE#*123 \t\n-OBI.:;Acme"), max_size=60).map(str.encode),
)
brief = settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)


def read_all(key: str, data: bytes) -> None:
    """Read bytes as the format's kind of file, or as the text and the tags of a folder."""
    codec = format_named(key).codec
    assert codec is not None
    with tempfile.TemporaryDirectory() as name:
        path = write(Path(name), codec, data)
        with contextlib.suppress(FormatError):
            for record in records_of(codec, files_of(codec, path), ReadOptions(labels=("O",))):
                assert record.where


def write(folder: Path, codec: Any, data: bytes) -> Path:
    if codec.is_folder:
        (folder / "a.txt").write_text("Acme 🚀 said", "utf-8")
        (folder / "a.ann").write_bytes(data)
        return folder
    path = folder / f"in{codec.suffixes[0]}"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("key", READ)
def test_any_bytes_are_documents_problems_or_a_refusal(key: str) -> None:
    @brief
    @given(odd_files)
    def hold(data: bytes) -> None:
        read_all(key, data)

    hold()


@pytest.mark.soak
@pytest.mark.parametrize("key", READ)
def test_any_bytes_at_length(key: str) -> None:
    @settings(brief, max_examples=3_000)
    @given(odd_files)
    def hold(data: bytes) -> None:
        read_all(key, data)

    hold()


@brief
@given(st.lists(records, max_size=4), st.sampled_from(["spacy-jsonl", "doccano", "hf-json"]))
def test_an_import_of_anything_leaves_a_sound_project(rows: list[Any], key: str) -> None:
    with tempfile.TemporaryDirectory() as name:
        path = Path(name) / "in.jsonl"
        path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
        options = ImportOptions(on_error="skip", unknown="create")
        with empty_project(Path(name) / "a.gloss") as project:
            with contextlib.suppress(FormatError):
                import_files(project, [path], format_key=key, annotator="Ann", options=options)
            assert check_project(project).is_sound
