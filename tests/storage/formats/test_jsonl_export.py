"""JSON Lines that lose nothing, and files that are whole or not there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from domain.ids import annotator_id
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import set_attributes, tag_span
from storage.errors import CancelledError, FormatError, RefusedError
from storage.formats.export_file import export_file
from storage.formats.exporting import Choice, layers_named
from storage.formats.jsonl_lines import encode_line
from storage.project import Project


def lines(data: bytes) -> list[dict]:
    return [json.loads(line) for line in data.split(b"\n")[:-1]]


def test_the_header_comes_first_and_each_document_has_a_line(sample: Project, exported) -> None:
    header, document = lines(exported(sample))
    assert (header["format"], header["version"], header["header"]) == ("glossator", 1, True)
    assert list(header["codebook"]["tags"]) == ["actor", "stance", "event", "statistic"]
    assert [a["name"] for a in header["annotators"]] == ["Ann", "Example annotator"]
    assert (len(document["annotations"]), len(document["relations"])) == (82, 77)
    assert document["progress"] == {"Example annotator": {"state": "done", "reason": ""}}


def test_entity_values_are_exported_with_each_mention(sample: Project, exported) -> None:
    annotations = lines(exported(sample))[1]["annotations"]
    assert annotations[0]["external_id"] == "a01"
    assert annotations[0]["attributes"]["canonical"] == "Donald Trump"
    assert annotations[0]["attributes"]["country"] == "USA"


def test_a_mention_overrides_the_value_of_its_entity(sample: Project, exported) -> None:
    example = annotator_id(sample.id, "Example annotator")
    first = sample.annotations.of_document(sample.documents.ids()[0])[0]
    set_attributes(sample, annotations=[first.id], annotator=example, values={"country": "GBR"})
    assert lines(exported(sample))[1]["annotations"][0]["attributes"]["country"] == "GBR"


def test_no_line_holds_a_line_break_of_any_kind() -> None:
    line = encode_line({"text": "a\u0085b\u2028c\u2029d\n\x0b\x1c"})
    assert len(line.decode().splitlines()) == 1
    assert line.endswith(b"\n")
    assert rb"\u0085" in line
    assert json.loads(line)["text"] == "a\u0085b\u2028c\u2029d\n\x0b\x1c"


def test_annotations_stand_in_reading_order_the_longest_first(
    project, document, annotator, tags, exported
) -> None:
    for span in (Span.single(5, 9), Span.single(0, 4), Span.of([(0, 4), (5, 9)])):
        tag_span(project, document=document, annotator=annotator.id, tag=tags[0], span=span)
    found = [(a["start"], a["end"]) for a in lines(exported(project))[1]["annotations"]]
    assert found == [(0, 9), (0, 4), (5, 9)]


def test_a_layer_that_is_left_out_leaves_no_trace(sample: Project, exported) -> None:
    choice = Choice(annotators=layers_named(sample, ["ann"]))
    data = exported(sample, choice=choice)
    header, document = lines(data)
    assert b"Example annotator" not in data
    assert b"Q22686" not in data
    assert (header["entities"], document["annotations"], document["relations"]) == ([], [], [])


def test_an_unknown_layer_is_refused(sample: Project) -> None:
    with pytest.raises(RefusedError, match="no annotator Zoe"):
        layers_named(sample, ["Zoe"])


def test_a_cancelled_export_leaves_the_old_file_and_nothing_else(
    sample: Project, tmp_path: Path
) -> None:
    target = tmp_path / "out" / "o.jsonl"
    target.parent.mkdir()
    target.write_text("old")

    def cancel(done: int, total: int) -> None:
        if done == total:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        export_file(sample, target, "jsonl", progress=cancel)
    assert [p.name for p in target.parent.iterdir()] == ["o.jsonl"]
    assert target.read_text() == "old"


def test_a_folder_that_is_not_there_is_a_sentence(sample: Project, tmp_path: Path) -> None:
    with pytest.raises(FormatError, match="could not be written"):
        export_file(sample, tmp_path / "no" / "o.jsonl", "jsonl")


def test_an_export_never_replaces_a_project(sample: Project) -> None:
    before = sample.path.read_bytes()
    with pytest.raises(RefusedError, match="is the name of a project"):
        export_file(sample, sample.path, "jsonl")
    assert sample.path.read_bytes() == before


def test_a_span_that_lost_its_words_stops_the_export(project, annotator, tags, tmp_path) -> None:
    (document,), _ = add_documents(project, [NewDocument("T", "abc def")], annotator.id)
    span = Span.single(0, 3)
    tag_span(project, document=document, annotator=annotator.id, tag=tags[0], span=span)
    project.connection.execute("UPDATE fragment SET quote = 'xyz'")
    with pytest.raises(FormatError, match="no longer stands on its words"):
        export_file(project, tmp_path / "o.jsonl", "jsonl")
    assert not (tmp_path / "o.jsonl").exists()
