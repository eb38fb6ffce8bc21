"""The registry names each format once and loads it when it is used."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from storage.errors import FormatError
from storage.formats.importing import import_files
from storage.formats.registry import FORMATS, format_named, format_of, writable
from storage.project import Project

ROOT = Path(__file__).parents[3]


def test_each_format_has_a_key_and_a_suffix_of_its_own() -> None:
    own = [f for f in FORMATS if not f.module]
    assert len({f.key for f in FORMATS}) == len(FORMATS)
    assert len({f.suffix for f in own}) == len(own)


@pytest.mark.parametrize("entry", FORMATS, ids=lambda f: f.key)
def test_what_a_format_promises_can_be_loaded(entry) -> None:
    for load in (entry.writer, entry.importer):
        assert load is None or callable(load())
    assert entry.can_read or entry.can_write


@pytest.mark.parametrize(
    ("name", "key"), [("a.jsonl", "jsonl"), ("a.CSV", "csv"), ("a.txt", "text"), ("a", "text")]
)
def test_the_suffix_names_the_format(name: str, key: str) -> None:
    assert format_of(Path(name), None).key == key


@pytest.mark.parametrize(
    ("name", "content", "key"),
    [
        ("a.csv", "title,text,tag\nA,Words of a text that go on,x\n", "table"),
        ("a.csv", "document,start,end,tag\nA,0,1,actor\n", "csv"),
        ("a.csv", "a,b\n1,2\n", "csv"),
        ("a.jsonl", '{"title": "A", "body": "Words of a text that go on"}\n', "table"),
        ("a.jsonl", '{"title": "A", "text": "Words of a text that go on"}\n', "jsonl"),
    ],
)
def test_a_table_of_texts_is_told_from_one_of_annotations(
    tmp_path: Path, name: str, content: str, key: str
) -> None:
    (tmp_path / name).write_text(content, "utf-8")
    assert format_of(tmp_path / name, None).key == key


@pytest.mark.parametrize("name", ["a.json", "a.ann", "a.spacy"])
def test_annotations_of_no_known_format_never_become_an_article(
    project: Project, tmp_path: Path, name: str
) -> None:
    (tmp_path / name).write_text('{"a": 1}', "utf-8")
    with pytest.raises(FormatError, match="named like a file of annotations"):
        import_files(project, [tmp_path / name], annotator="Ann")
    assert project.documents.count() == 0


@pytest.mark.parametrize(
    ("record", "key"),
    [
        ({"text": "Acme " * 40_000, "spans": [], "tokens": []}, "spacy-jsonl"),
        ({"text": "Acme " * 40_000, "label": [[0, 4, "ORG"]]}, "doccano"),
        ({"tokens": ["Acme"] * 40_000, "ner_tags": [0] * 40_000}, "hf-json"),
        ({"text": "Acme " * 40_000, "annotations": []}, "jsonl"),
    ],
)
def test_a_long_first_record_tells_the_format_as_a_short_one_does(
    tmp_path: Path, record: dict[str, object], key: str
) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps(record) + "\n", "utf-8")
    assert format_of(tmp_path / "a.jsonl", None).key == key


def test_an_unknown_format_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(FormatError, match="text, table, jsonl, csv, xlsx, html"):
        format_named("docx")


def test_a_format_is_not_used_the_wrong_way_round() -> None:
    with pytest.raises(FormatError, match="only written"):
        format_of(Path("a.html"), "html")
    with pytest.raises(FormatError, match="only read"):
        writable("text")


def test_the_registry_loads_no_format() -> None:
    code = (
        "import sys, storage.formats.registry; "
        "print([m for m in sys.modules if m in ('orjson', 'csv', 'sqlite3', 'chardet')])"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert told.stdout.strip() == "[]", told.stderr


@pytest.mark.parametrize("suffix", ["tsv", "tab", "txt"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_our_table_is_known_as_what_a_spreadsheet_saves_it(tmp_path, suffix, encoding) -> None:
    path = tmp_path / f"in.{suffix}"
    path.write_text("document_id\tdocument\ttag\tstart\tend\n", encoding)
    assert format_of(path, None).key == "csv"
    path.write_text("The document has no start and no end; a tag hangs on it.\n", encoding)
    assert format_of(path, None).key != "csv"
