"""The codebook on the command line: out as JSON, in again by key, wrong files refused."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storage.project import open_project
from ui import cli


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "p.gloss"
    run("new", path, "--annotator", "Ann")
    return path


def run(*arguments: object, status: int = 0) -> None:
    assert cli.run([str(argument) for argument in arguments]) == status


def written(path: Path, content: object) -> Path:
    path.write_text(json.dumps(content), "utf-8")
    return path


def tags(path: Path) -> list[str]:
    with open_project(path, writable=False) as project:
        return [tag.name for tag in project.codebooks.current().active]


def test_a_codebook_is_printed_and_written(file: Path, tmp_path: Path, capsys) -> None:
    capsys.readouterr()
    run("codebook", file)
    printed = json.loads(capsys.readouterr().out)
    assert list(printed["tags"]) == ["actor", "stance", "event", "statistic"]
    run("codebook", file, "--export", tmp_path / "c.json")
    assert json.loads((tmp_path / "c.json").read_text("utf-8")) == printed


def test_an_exported_codebook_changes_nothing_when_it_comes_back(
    file: Path, tmp_path: Path, capsys
) -> None:
    run("codebook", file, "--export", tmp_path / "c.json")
    run("codebook", file, "--import", tmp_path / "c.json")
    assert "Nothing differs." in capsys.readouterr().out


def test_an_import_says_what_it_does_and_does_it_only_without_dry_run(
    file: Path, tmp_path: Path, capsys
) -> None:
    source = written(tmp_path / "c.json", {"tags": {"actor": {"name": "person"}, "place": {}}})
    run("codebook", file, "--import", source, "--dry-run")
    assert "Add the tag “place”" in capsys.readouterr().out
    assert "place" not in tags(file)
    run("codebook", file, "--import", source)
    assert tags(file)[:2] == ["person", "place"]


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ('{"tags": {"t": {"attributes": [{"name": "f", "type": "colour"}]}}}', "t.f"),
        ('{"tags": {"t": {}, "t": {}}}', "“t” twice"),
        ('{"tags": {"t": {"key": "A"}, "u": {"key": "A"}}}', "“t” and “u”"),
        ('{"tags": {"t": {"attributes": [{"name": "f", "type": "text", '
         '"condition": {"shown": {"filled": "f"}}}]}}}', "f → f"),
        ("{", "not JSON"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_in_one_sentence_that_names_the_place(
    file: Path, tmp_path: Path, capsys, content: str, place: str
) -> None:
    (tmp_path / "c.json").write_text(content, "utf-8")
    before = file.read_bytes()
    capsys.readouterr()
    run("codebook", file, "--import", tmp_path / "c.json", status=1)
    said = capsys.readouterr()
    assert (place in said.err, said.out, file.read_bytes()) == (True, "", before)


def test_among_several_annotators_the_one_who_changes_it_is_named(
    file: Path, tmp_path: Path, capsys
) -> None:
    source = written(tmp_path / "c.json", {"tags": {"place": {}}})
    run("codebook", file, "--import", source, "--annotator", "Bea")
    source = written(tmp_path / "c.json", {"tags": {"thing": {}}})
    run("codebook", file, "--import", source, status=1)
    assert "--annotator" in capsys.readouterr().err
    assert "thing" not in tags(file)


def test_a_place_that_cannot_be_written_is_told(file: Path, tmp_path: Path, capsys) -> None:
    run("codebook", file, "--export", tmp_path / "no" / "c.json", status=1)
    assert "could not be written" in capsys.readouterr().err
