"""Each line that we write keeps to the JSON Schema that we ship."""

from __future__ import annotations

import json
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft202012Validator

from storage.formats.export_file import export_file
from storage.formats.importing import import_files
from storage.project import Project
from tests.storage.formats.roundtrip import build, drafts, empty_project

SCHEMA = Path(__file__).parents[3] / "resources" / "schemas" / "glossator-jsonl.schema.json"


@cache
def validator() -> Draft202012Validator:
    schema = json.loads(SCHEMA.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def lines(path: Path) -> list[Any]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_the_sample_keeps_to_the_schema(sample: Project, tmp_path: Path) -> None:
    export_file(sample, tmp_path / "o.jsonl", "jsonl")
    for line in lines(tmp_path / "o.jsonl"):
        validator().validate(line)


@settings(
    max_examples=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(drafts())
def test_any_documents_keep_to_the_schema_and_come_back(documents: list[dict[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as name:
        one, two = Path(name) / "one.jsonl", Path(name) / "two.jsonl"
        with empty_project(Path(name) / "a.gloss") as project:
            build(project, documents)
            export_file(project, one, "jsonl")
        with empty_project(Path(name) / "b.gloss") as project:
            import_files(project, [one])
            export_file(project, two, "jsonl")
        assert lines(one)[1:] == lines(two)[1:]
        for line in lines(one):
            validator().validate(line)


@pytest.mark.parametrize("field", ["end", "text", "tag", "annotator"])
def test_a_line_that_lacks_a_field_does_not(sample: Project, tmp_path: Path, field: str) -> None:
    export_file(sample, tmp_path / "o.jsonl", "jsonl")
    document = lines(tmp_path / "o.jsonl")[1]
    del document["annotations"][0][field]
    assert not validator().is_valid(document)
