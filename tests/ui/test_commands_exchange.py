"""Import and export on the command line, with all that they can be asked."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from domain.document import State
from domain.span import Span
from storage.annotating import tag_span
from storage.gold import ensure_gold_layer
from storage.project import open_project
from storage.work import ensure_annotator, set_state
from tests.ui.test_cli import run

RECORDS = [
    {"text": "Acme sold it.", "spans": [{"start": 0, "end": 4, "label": "ORG"}]},
    {"text": "Bo agreed now.", "spans": [{"start": 0, "end": 2, "label": "GGP"}]},
]


@pytest.fixture
def lines(tmp_path: Path) -> Path:
    """A file of spaCy's, with one label that the codebook does not know."""
    path = tmp_path / "in.jsonl"
    path.write_text("\n".join(map(json.dumps, RECORDS)), "utf-8")
    return path


@pytest.fixture
def made(tmp_path: Path) -> Path:
    """An empty project."""
    path = tmp_path / "p.gloss"
    run("new", path, "--annotator", "Ann")
    return path


@pytest.fixture
def full(made: Path, lines: Path) -> Path:
    """A project with these records, all of them finished."""
    run("import", made, lines, "--unknown", "create", "--annotator", "Ann")
    with open_project(made) as project:
        ann = ensure_annotator(project, "Ann").id
        for document in project.documents.ids():
            set_state(project, document=document, annotator=ann, state=State.DONE)
    return made


def printed(capsys) -> Any:
    return json.loads(capsys.readouterr().out)


def test_a_dry_run_says_what_is_understood_and_writes_a_mapping(
    made: Path, lines: Path, tmp_path: Path, capsys
) -> None:
    capsys.readouterr()
    mapping = tmp_path / "mapping.json"
    run("import", made, lines, "--dry-run", "--json", "--mapping", mapping)
    (survey,) = printed(capsys)
    assert (survey["documents"], survey["unmapped"]) == (2, {"GGP": 1})
    content = json.loads(mapping.read_text("utf-8"))
    assert content["labels"] == {"ORG": "actor", "GGP": None}
    content["labels"]["GGP"] = "actor"
    mapping.write_text(json.dumps(content))
    run("import", made, lines, "--mapping", mapping, "--annotator", "Ann")
    assert "Added 2 documents, 2 annotations" in capsys.readouterr().out


def test_a_dry_run_of_texts_and_tables_says_what_would_be_done_and_does_nothing(
    made: Path, tmp_path: Path, capsys
) -> None:
    (tmp_path / "a.txt").write_text("Acme sold it.")
    (tmp_path / "a.csv").write_text("document,start,end,tag\na.txt,0,4,actor\na.txt,5,9,event\n")
    given = ("import", made, tmp_path / "a.txt", tmp_path / "a.csv", "--annotator", "Bo")
    capsys.readouterr()
    run(*given, "--dry-run", "--json")
    (would,) = printed(capsys)
    assert (would["documents"], would["tags"]) == (1, {"actor": 1, "event": 1})
    run(*given, "--dry-run")
    assert "It would add 1 document, 2 annotations." in capsys.readouterr().out
    with open_project(made) as project:
        assert (project.documents.count(), project.annotations.count()) == (0, 0)
    run(*given)
    assert "Added 1 document, 2 annotations." in capsys.readouterr().out


def test_a_mapping_that_a_dry_run_writes_names_what_leads_nowhere(
    made: Path, tmp_path: Path, capsys
) -> None:
    given = tmp_path / "in.jsonl"
    span = RECORDS[0]["spans"][0] | {"attributes": {"Rank": 3, "Role": "x"}}
    given.write_text(json.dumps(RECORDS[0] | {"spans": [span]}))
    run("import", made, given, "--dry-run", "--mapping", tmp_path / "m.json")
    content = json.loads((tmp_path / "m.json").read_text("utf-8"))
    assert content["attributes"] == {"ORG.Rank": None, "ORG.Role": "role"}


def test_a_label_that_nothing_covers_is_a_sentence(made: Path, lines: Path, capsys) -> None:
    run("import", made, lines, "--annotator", "Ann", status=1)
    assert "no tag for “GGP” (1)" in capsys.readouterr().err
    run("import", made, lines, "--annotator", "Ann", "--unknown", "skip")
    assert "Added 2 documents, 1 annotation" in capsys.readouterr().out


def test_a_wrong_record_stops_the_import_or_is_skipped(made: Path, tmp_path: Path, capsys) -> None:
    path = tmp_path / "in.jsonl"
    path.write_text(json.dumps(RECORDS[0]) + '\n{"text": "a", "spans": 7}\n')
    run("import", made, path, "--annotator", "Ann", status=1)
    assert "in.jsonl, line 2" in capsys.readouterr().err
    run("import", made, path, "--annotator", "Ann", "--on-error", "skip")
    assert "line 2: its “spans” are not a list" in capsys.readouterr().err


@pytest.mark.parametrize("key", ["csv", "xlsx"])
def test_a_wrong_row_of_our_own_table_stops_the_import_or_is_skipped(
    full: Path, tmp_path: Path, key: str, capsys
) -> None:
    table = tmp_path / f"out.{key}"
    run("export", full, table, "--format", key)
    spoil(table)
    with open_project(full) as project:
        last = project.last_change()
        project.connection.execute("UPDATE annotation SET deleted = 1")
    run("import", full, table, status=1)
    assert re.search(r"^out\.\w+, (line|row) 2: its start.*imported\.$", capsys.readouterr().err)
    with open_project(full) as project:
        assert project.last_change() == last
    run("import", full, table, "--on-error", "skip")
    out, err = capsys.readouterr()
    assert out == "Nothing new was found. Brought back 1 that had been deleted. " + (
        "Left out: 1 file or record.\n"
    )
    assert re.fullmatch(r"out\.\w+, (line|row) 2: its start.* It was left out\.\n", err)


def spoil(table: Path) -> None:
    """Write a word where the first row of a table says where its annotation begins."""
    if table.suffix == ".csv":
        head, first, rest = table.read_text("utf-8-sig").split("\n", 2)
        cells = first.split(",")
        cells[5] = "here"
        table.write_text("\n".join((head, ",".join(cells), rest)), "utf-8")
        return
    book = load_workbook(table)
    book["annotations"]["F2"] = "here"
    book.save(table)


def test_a_preflight_is_printed_as_lines_and_as_json(full: Path, tmp_path: Path, capsys) -> None:
    out = tmp_path / "o.jsonl"
    run("export", full, out, "--format", "spacy-jsonl", "--dry-run", "--tokens", "whitespace")
    assert "2 documents (0 with nothing tagged), 2 annotations" in capsys.readouterr().out
    run("export", full, out, "--format", "docbin", "--dry-run", "--json")
    assert printed(capsys)["tags"] == {"actor": 1, "GGP": 1}
    assert not out.exists()


def test_an_export_takes_a_tag_and_a_split(full: Path, tmp_path: Path, capsys) -> None:
    chosen = ("--format", "spacy-jsonl", "--tokens", "whitespace", "--tag", "actor")
    run("export", full, tmp_path / "o", *chosen, "--split", "50/0/50", "--seed", 3)
    manifest = json.loads((tmp_path / "o" / "manifest.json").read_text("utf-8"))
    assert (manifest["annotations"], manifest["parts"]) == (1, {"train": 1, "test": 1})
    run("export", full, tmp_path / "o2", *chosen[:-1], "nothing", status=1)
    assert "no tag nothing" in capsys.readouterr().err


@pytest.mark.parametrize("share", ["1", "a/b/c", "-1/1/1", "0/0/0"])
def test_a_split_that_is_none_is_wrong_usage(full: Path, tmp_path: Path, share: str) -> None:
    with pytest.raises(SystemExit) as left:
        run("export", full, tmp_path / "o", "--format", "docbin", f"--split={share}")
    assert left.value.code == 2


def test_a_missing_library_is_one_sentence_with_the_command(
    full: Path, tmp_path: Path, capsys, monkeypatch
) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyarrow", None)
    run(
        "export", full, tmp_path / "o", "--format", "hf-parquet", "--tokens", "characters", status=1
    )
    assert "`make formats`" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_gold_names_the_adjudicated_layer(full: Path, tmp_path: Path) -> None:
    with open_project(full) as project:
        gold = ensure_gold_layer(project).id
        first, _ = project.documents.ids()
        tag = project.codebooks.current().active[0].id
        span = Span.single(5, 9)
        tag_span(project, document=first, annotator=gold, tag=tag, span=span)
    out = tmp_path / "o.jsonl"
    run("export", full, out, "--format", "jsonl", "--gold")
    (_, page, _) = map(json.loads, out.read_text("utf-8").splitlines())
    assert [a["text"] for a in page["annotations"]] == ["sold"]


def test_gold_without_an_adjudicated_layer_is_refused(full: Path, tmp_path: Path, capsys) -> None:
    run("export", full, tmp_path / "o", "--format", "jsonl", "--gold", status=1)
    assert "no adjudicated layer yet" in capsys.readouterr().err
    assert not (tmp_path / "o").exists()


def test_gold_and_a_name_are_one_too_many(full: Path, tmp_path: Path) -> None:
    chosen = ("--format", "jsonl", "--gold", "--annotator", "Ann")
    with pytest.raises(SystemExit) as left:
        run("export", full, tmp_path / "o", *chosen)
    assert left.value.code == 2
