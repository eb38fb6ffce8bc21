"""The command line: exit status, one sentence for a refusal, and nothing changed by it."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

from storage.formats.registry import FORMATS
from storage.project import open_project
from ui import cli
from ui.version import VERSION

ROOT = Path(__file__).parents[2]
SEED = next((ROOT / "seeds").glob("*.txt"))
WORKED = ROOT / "resources" / "sample" / "seed-annotations.jsonl"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A project made by the command line, with the seed article and its annotations."""
    path = tmp_path / "p.gloss"
    run("new", path, "--title", "Peru", "--annotator", "Ann")
    run("import", path, SEED)
    run("import", path, WORKED, "--onto", SEED.name, "--annotator", "Ann")
    return path


def run(*arguments: object, status: int = 0) -> None:
    assert cli.run([str(argument) for argument in arguments]) == status


def test_a_new_project_has_the_default_codebook_and_the_annotator(file: Path) -> None:
    with open_project(file) as project:
        assert project.info().title == "Peru"
        assert project.codebooks.current().active[0].key == "actor"
        assert [a.name for a in project.annotators.all()] == ["Ann"]
        assert project.annotations.count() == 82


@pytest.mark.parametrize("key", ["jsonl", "csv", "html"])
def test_an_export_writes_its_file(file: Path, tmp_path: Path, key: str, capsys) -> None:
    run("export", file, tmp_path / f"o.{key}", "--format", key, "--annotator", "ann")
    assert (tmp_path / f"o.{key}").stat().st_size > 10_000
    assert capsys.readouterr().err == ""


def test_an_export_leaves_three_files_and_says_what_they_hold(
    file: Path, tmp_path: Path, capsys
) -> None:
    capsys.readouterr()
    folder = tmp_path / "out"
    folder.mkdir()
    run("export", file, folder / "o.csv", "--format", "csv")
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["o.csv", "o.csv.card.md", "o.csv.manifest.json"]
    out = capsys.readouterr().out
    assert "with its manifest and card: 1 document, 82 annotations, 77 relations." in out
    said = json.loads((folder / "o.csv.manifest.json").read_text("utf-8"))
    assert (said["program"], said["annotations"]) == (f"Glossator {VERSION}", 82)


def test_an_export_imported_again_changes_nothing(file: Path, tmp_path: Path, capsys) -> None:
    run("export", file, tmp_path / "o.jsonl", "--format", "jsonl")
    with open_project(file) as project:
        last = project.last_change()
    run("import", file, tmp_path / "o.jsonl")
    assert "Nothing new was found" in capsys.readouterr().out
    with open_project(file) as project:
        assert project.last_change() == last


def test_several_files_are_imported_as_one_action_or_not_at_all(file: Path, tmp_path) -> None:
    good, bad = tmp_path / "a.txt", tmp_path / "b.txt"
    good.write_text("A good text.")
    bad.write_bytes(b"%PDF-1.7")
    with open_project(file) as project:
        last = project.last_change()
    run("import", file, good, bad, status=1)
    run("import", file, good, tmp_path / "missing.txt", status=1)
    with open_project(file) as project:
        assert (project.documents.count(), project.last_change()) == (1, last)


@pytest.mark.parametrize(
    "arguments",
    [
        ("import", "P", "missing.txt"),
        ("import", "missing.gloss", "SEED"),
        ("import", "P", "SEED", "--format", "nix"),
        ("import", "P", "WORKED", "--annotator", "Ann", "--onto", "nothing"),
        ("export", "P", "o.x", "--format", "nix"),
        ("export", "P", "P", "--format", "jsonl"),
        ("export", "P", "o.jsonl", "--format", "jsonl", "--annotator", "Zoe"),
        ("export", "P", "no/o.jsonl", "--format", "jsonl"),
        ("new", "P"),
        ("new", "no/p.gloss"),
        ("check", "SEED"),
        ("stats", "missing.gloss"),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(
    file: Path, tmp_path: Path, capsys, arguments, monkeypatch
) -> None:
    monkeypatch.chdir(tmp_path)
    words = {"P": str(file), "SEED": str(SEED), "WORKED": str(WORKED)}
    capsys.readouterr()
    before = file.read_bytes()
    run(*(words.get(word, word) for word in arguments), status=1)
    out, err = capsys.readouterr()
    assert (out, err.count("\n"), err[-2:]) == ("", 1, ".\n")
    assert "Traceback" not in err
    assert file.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["p.gloss"]


@pytest.mark.parametrize("arguments", [(), ("nix",), ("export", "P", "o"), ("import", "P")])
def test_wrong_usage_exits_with_two(arguments, capsys) -> None:
    with pytest.raises(SystemExit) as left:
        cli.run(arguments)
    assert left.value.code == 2


def test_check_is_quiet_about_a_sound_project_and_names_what_is_wrong(file: Path, capsys) -> None:
    run("check", file)
    assert capsys.readouterr().out.endswith("0 errors, 0 warnings.\n")
    with sqlite3.connect(file) as raw:
        raw.execute("UPDATE fragment SET quote = 'x' WHERE annotation = 1")
    raw.close()
    run("check", file, status=1)
    assert "error: In “" in capsys.readouterr().out


def test_stats_are_words_or_json(file: Path, capsys) -> None:
    run("stats", file)
    capsys.readouterr()
    run("stats", file, "--json")
    assert json.loads(capsys.readouterr().out)["annotations"] == 82


def test_formats_are_listed(capsys) -> None:
    run("formats")
    listed = capsys.readouterr().out.splitlines()
    own = ["text", "table", "jsonl", "csv", "xlsx", "html"]
    assert [line.split()[0] for line in listed] == [*own, *(f.key for f in FORMATS if f.module)]


def test_a_bug_goes_to_the_log_file_that_the_sentence_names(
    file: Path, tmp_path: Path, capsys, monkeypatch
) -> None:
    capsys.readouterr()
    monkeypatch.setenv("GLOSSATOR_HOME", str(tmp_path))
    monkeypatch.setattr("storage.stats.project_stats", lambda project: 1 / 0)
    run("stats", file, status=1)
    log = tmp_path / "glossator.log"
    assert str(log) in capsys.readouterr().err
    assert "ZeroDivisionError" in log.read_text("utf-8")


def test_a_bar_shows_on_a_terminal_only(file: Path, tmp_path, monkeypatch, capsys) -> None:
    capsys.readouterr()
    shown = []
    monkeypatch.setattr("tqdm.tqdm.update", lambda bar, n=1: shown.append(n))
    run("export", file, tmp_path / "o.jsonl", "--format", "jsonl")
    assert shown == []
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    run("export", file, tmp_path / "o.jsonl", "--format", "jsonl")
    assert shown != []


def test_facts_are_printed_as_json_or_as_tables(file: Path, capsys) -> None:
    derived = json.loads((ROOT / "tests" / "data" / "seed-derived.json").read_text("utf-8"))
    capsys.readouterr()
    run("facts", file, "--annotator", "ann", "--json")
    assert json.loads(capsys.readouterr().out) == derived
    run("facts", file)
    assert capsys.readouterr().out.startswith("Actors (32)\n  actor ")


def test_facts_of_nobody_known_are_refused(file: Path, capsys) -> None:
    run("facts", file, "--annotator", "Zoe", status=1)
    assert "no annotator Zoe" in capsys.readouterr().err
