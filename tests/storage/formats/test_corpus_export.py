"""Exports for training: whose, which, how divided; told before, whole or not there, reported."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain.annotation import Annotator
from domain.document import State
from domain.ids import DocumentId
from domain.span import Span
from storage.adding import NewDocument, add_documents
from storage.annotating import tag_span
from storage.errors import CancelledError, FormatError, RefusedError
from storage.formats.export_file import export_with, preflight
from storage.formats.export_options import ExportOptions
from storage.formats.exporting import layers_named
from storage.formats.importing import import_files
from storage.opening import new_project
from storage.project import Project
from storage.work import ensure_annotator, set_state, write_annotator

KEY = "spacy-jsonl"
WORDS = ExportOptions(tokens="whitespace")


def records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture
def documents(project: Project, annotator: Annotator, tags) -> list[DocumentId]:
    """Forty finished documents, half of them with a tag."""
    new = [NewDocument(f"T{n}", f"Acme {n} said that it would {n * n} go.") for n in range(40)]
    ids, _ = add_documents(project, new, annotator.id)
    for number, document in enumerate(ids):
        if number % 2:
            tag_span(
                project,
                document=document,
                annotator=annotator.id,
                tag=tags[0],
                span=Span.single(0, 4),
            )
        set_state(project, document=document, annotator=annotator.id, state=State.DONE)
    return ids


def test_done_documents_are_written_and_empty_ones_are_negatives(
    project: Project, documents, annotator: Annotator, tmp_path: Path
) -> None:
    set_state(project, document=documents[0], annotator=annotator.id, state=State.IN_PROGRESS)
    report = export_with(project, tmp_path / "o.jsonl", KEY, WORDS)
    assert (report.documents, report.negatives, report.annotations) == (39, 19, 20)
    assert len(records(tmp_path / "o.jsonl")) == 39


def test_one_document_in_no_state_asked_for_is_a_refusal(project, document, tmp_path) -> None:
    with pytest.raises(RefusedError, match="No document is done for Ann"):
        export_with(project, tmp_path / "o.jsonl", KEY, WORDS)


def test_a_project_without_documents_says_so_whatever_state_is_asked_for(project, annotator):
    everything = ExportOptions((annotator.id,), states=(), tokens="whitespace")
    with pytest.raises(RefusedError, match="There is no document to export"):
        preflight(project, KEY, everything)


def test_several_layers_without_gold_are_refused_until_one_is_chosen(
    project: Project, documents, tags, tmp_path: Path
) -> None:
    bo = ensure_annotator(project, "Bo").id
    span = Span.single(5, 6)
    tag_span(project, document=documents[1], annotator=bo, tag=tags[1], span=span)
    with pytest.raises(RefusedError, match="several people have tagged: Ann, Bo"):
        export_with(project, tmp_path / "o.jsonl", KEY, WORDS)
    chosen = ExportOptions(annotators=layers_named(project, ["Bo"]), states=())
    assert export_with(project, tmp_path / "o.jsonl", KEY, chosen).annotations == 1


def test_the_gold_layer_goes_before_all_others(project, documents, tags, tmp_path: Path) -> None:
    with project.action("annotator", "Gold joins", None) as outcome:
        gold = write_annotator(project, outcome.action, "Gold", "adjudicated")
        program = write_annotator(project, outcome.action, "Tagger", "machine")
    for who in (gold, program):
        span = Span.single(0, 4)
        tag_span(project, document=documents[2], annotator=who, tag=tags[0], span=span)
    report = export_with(project, tmp_path / "o.jsonl", KEY, ExportOptions(states=()))
    assert (report.layers, report.annotations) == (("Gold",), 1)
    with pytest.raises(RefusedError, match="suggestions are no training data"):
        export_with(project, tmp_path / "o.jsonl", KEY, ExportOptions((program,)))


def test_pseudonyms_stand_for_names_everywhere(project, documents, tmp_path: Path) -> None:
    export_with(
        project, tmp_path / "o.jsonl", KEY, ExportOptions(pseudonyms=True, tokens="whitespace")
    )
    for path in tmp_path.glob("o.*"):
        assert "Annotator 1" in path.read_text("utf-8")
        assert 'Ann"' not in path.read_text("utf-8")


def test_offsets_go_without_the_texts_and_come_back_onto_them(project, documents, tmp_path) -> None:
    options = ExportOptions(without_text=True, tokens="whitespace")
    export_with(project, tmp_path / "o.jsonl", KEY, options)
    assert "Acme" not in (tmp_path / "o.jsonl").read_text("utf-8")
    assert records(tmp_path / "o.jsonl")[1]["spans"][0]["end"] == 4
    texts = [document.text for document in project.documents.every()]
    with new_project(tmp_path / "other.gloss", title="Other", annotator="Ann") as other:
        add_documents(other, [NewDocument("T", text) for text in texts], None)
        tally, _ = import_files(other, [tmp_path / "o.jsonl"])
        assert (tally.annotations, tally.documents) == (20, 0)
    with (
        new_project(tmp_path / "none.gloss", title="None", annotator="Ann") as none,
        pytest.raises(FormatError, match="is not in this project"),
    ):
        import_files(none, [tmp_path / "o.jsonl"])


def test_a_split_is_kept_for_the_next_export(project, documents, tmp_path: Path) -> None:
    def parts(name: str) -> dict[str, set[str]]:
        options = ExportOptions(split=(80, 10, 10), seed=len(name), tokens="whitespace")
        export_with(project, tmp_path / name, KEY, options)
        return {
            part: {each["glossator"]["id"] for each in records(tmp_path / name / f"{part}.jsonl")}
            for part in ("train", "dev", "test")
        }

    first = parts("a")
    assert {part: len(ids) for part, ids in first.items()} == {"train": 32, "dev": 4, "test": 4}
    assert parts("another seed") == first
    assert project.documents.get(documents[0]).metadata["split"] in first


def test_a_folder_of_parts_is_one_corpus_again(project, documents, tmp_path: Path) -> None:
    export_with(project, tmp_path / "o", KEY, ExportOptions(split=(80, 10, 10)))
    with new_project(tmp_path / "other.gloss", title="Other") as other:
        tally, _ = import_files(other, [tmp_path / "o"], format_key=KEY)
    assert (tally.documents, tally.annotations) == (40, 20)


def test_the_layers_that_are_named_are_written_and_come_back_apart(
    project, documents, tags, tmp_path: Path
) -> None:
    bo = ensure_annotator(project, "Bo").id
    span = Span.single(5, 6)
    tag_span(project, document=documents[1], annotator=bo, tag=tags[1], span=span)
    chosen = ExportOptions(annotators=layers_named(project, ["Ann", "Bo"]), states=())
    export_with(project, tmp_path / "o.jsonl", KEY, chosen)
    with new_project(tmp_path / "other.gloss", title="Other") as other:
        import_files(other, [tmp_path / "o.jsonl"])
        counts = {a.name: other.annotations.count(annotator=a.id) for a in other.annotators.all()}
        assert (counts, other.documents.count()) == ({"Ann": 20, "Bo": 1}, 40)


def test_nearly_equal_texts_stand_on_one_side(project, annotator, tmp_path: Path) -> None:
    story = " ".join(f"word{n} follows" for n in range(60))
    new = [NewDocument(f"T{n}", f"{story} agency {n} copy {n}") for n in range(10)]
    ids, _ = add_documents(project, new, annotator.id)
    for document in ids:
        set_state(project, document=document, annotator=annotator.id, state=State.DONE)
    report = export_with(project, tmp_path / "o", KEY, ExportOptions(split=(50, 25, 25)))
    assert sorted(report.parts.values()) == [10]


def test_the_manifest_names_each_file_with_its_checksum(project, documents, tmp_path) -> None:
    export_with(project, tmp_path / "o.jsonl", KEY, WORDS)
    manifest = json.loads((tmp_path / "o.jsonl.manifest.json").read_text("utf-8"))
    (file,) = manifest["files"]
    assert (file["name"], file["bytes"]) == ("o.jsonl", (tmp_path / "o.jsonl").stat().st_size)
    assert (manifest["documents"], manifest["tags"]) == (40, {"actor": 20})
    export_with(project, tmp_path / "o.csv", "doccano", WORDS)
    assert json.loads((tmp_path / "o.jsonl.manifest.json").read_text("utf-8")) == manifest
    assert "Acme" not in (tmp_path / "o.jsonl.card.md").read_text("utf-8")


def test_a_cancelled_export_leaves_what_stood_there(project, documents, tmp_path: Path) -> None:
    export_with(project, tmp_path / "o", KEY, ExportOptions(split=(1, 1, 1)))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}

    def cancel(done: int, total: int) -> None:
        if done == 7:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        export_with(project, tmp_path / "o", KEY, ExportOptions(split=(1, 1, 1)), cancel)
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {p: b for p, b in after.items() if "project" not in p.parts} == {
        p: b for p, b in before.items() if "project" not in p.parts
    }


def test_a_folder_of_other_things_is_never_replaced(project, documents, tmp_path: Path) -> None:
    (tmp_path / "o").mkdir()
    (tmp_path / "o" / "mine.txt").write_text("mine")
    with pytest.raises(RefusedError, match="no earlier export"):
        export_with(project, tmp_path / "o", KEY, ExportOptions(split=(1, 1, 1)))
    assert (tmp_path / "o" / "mine.txt").read_text() == "mine"
    assert "split" not in project.documents.get(documents[0]).metadata


def test_a_preflight_lists_what_spans_other_programs_skip(
    project, document, annotator, tags, tmp_path: Path
) -> None:
    for span in (Span.single(1, 6), Span.of([(0, 6), (7, 16)])):
        tag_span(project, document=document, annotator=annotator.id, tag=tags[0], span=span)
    report = preflight(project, KEY, ExportOptions(states=(), tokens="whitespace"))
    assert report.losses.counts == {"hints": 1, "gaps": 1}
    assert "“Peru”, 1–6: actor “eru's”" in "\n".join(report.lines())
    assert report.as_json()["losses"]["gaps"]["listed"][0]["start"] == 0
    assert not list(tmp_path.glob("*.jsonl"))
