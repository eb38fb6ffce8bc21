"""What a manifest and a card say: whence, of what, under which choices, and what is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from domain.document import State
from domain.ids import annotator_id
from storage.formats.export_file import export_with
from storage.formats.export_options import ExportOptions, tags_named
from storage.project import Project
from storage.sample import EXAMPLE_ANNOTATOR

BOTH = pytest.mark.parametrize("key", ["jsonl", "spacy-jsonl"])


def manifest(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(Path(f"{path}.manifest.json").read_text("utf-8"))
    return content


@BOTH
def test_it_names_the_project_the_codebook_and_the_program(
    sample: Project, tmp_path: Path, key: str
) -> None:
    export_with(sample, tmp_path / "o.x", key, ExportOptions(states=(), program="Glossator 9"))
    said, codebook = manifest(tmp_path / "o.x"), sample.codebooks.current()
    assert said["program"] == "Glossator 9"
    assert said["format"] == key
    assert said["project"] == {"id": sample.id, "title": sample.info().title}
    assert said["codebook"]["version"] == codebook.version
    assert list(said["codebook"]["labels"]) == [tag.name for tag in codebook.active]
    assert said["made"].endswith("Z")


@BOTH
def test_it_names_what_was_chosen(sample: Project, tmp_path: Path, key: str) -> None:
    options = ExportOptions(
        annotators=(annotator_id(sample.id, EXAMPLE_ANNOTATOR),),
        documents=tuple(sample.documents.ids()),
        states=(State.DONE,),
        tags=tags_named(sample, ["event", "actor"]),
    )
    export_with(sample, tmp_path / "o.x", key, options)
    said = manifest(tmp_path / "o.x")
    chosen = said["options"]
    assert (chosen["states"], chosen["tags"]) == (["done"], ["actor", "event"])
    assert (chosen["documents"], chosen["pseudonyms"]) == (sample.documents.ids(), False)
    assert said["layers"] == [EXAMPLE_ANNOTATOR]
    assert set(said["tags"]) == set(said["codebook"]["labels"]) == {"actor", "event"}


def test_nothing_chosen_is_all_states_and_tags_for_a_format_of_our_own(
    sample: Project, tmp_path: Path
) -> None:
    export_with(sample, tmp_path / "o.csv", "csv", ExportOptions())
    chosen = manifest(tmp_path / "o.csv")["options"]
    assert (chosen["states"], chosen["tags"], chosen["documents"]) == ([], None, None)
    assert "(whether they are finished or not)" in (tmp_path / "o.csv.card.md").read_text("utf-8")


@BOTH
def test_pseudonyms_hide_the_names_in_it_and_in_the_card(
    sample: Project, tmp_path: Path, key: str
) -> None:
    options = ExportOptions(states=(), pseudonyms=True)
    export_with(sample, tmp_path / "o.x", key, options)
    for place in tmp_path.glob("o.x*"):
        assert "Annotator " in place.read_text("utf-8")
        assert EXAMPLE_ANNOTATOR not in place.read_text("utf-8")
    assert manifest(tmp_path / "o.x")["options"]["pseudonyms"] is True


def test_the_card_says_the_same_to_people(sample: Project, tmp_path: Path) -> None:
    export_with(sample, tmp_path / "o.xlsx", "xlsx", ExportOptions())
    said, card = manifest(tmp_path / "o.xlsx"), (tmp_path / "o.xlsx.card.md").read_text("utf-8")
    assert card.startswith(f"# {sample.info().title}\n")
    for label, number in said["tags"].items():
        assert f"| {label} | {number:,} |" in card
    for loss in said["losses"].values():
        assert f"- {loss['said']}" in card
