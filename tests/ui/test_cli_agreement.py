"""`main.py agreement`: exactly the promised JSON, or a table that people read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from storage.sample import CODINGS, EXAMPLE_ANNOTATOR, MACHINES, build_sample
from ui import cli

SHARE = {"matched", "precision", "recall", "f1"}


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The sample project."""
    path = tmp_path / "s.gloss"
    build_sample(path, "Ann", CODINGS)
    return path


def run(*arguments: object, status: int = 0) -> None:
    assert cli.run(["agreement", *(str(argument) for argument in arguments)]) == status


def as_json(capsys, *arguments: object) -> dict:
    run(*arguments, "--json")
    return json.loads(capsys.readouterr().out)


def test_the_json_has_exactly_the_promised_keys(file: Path, capsys) -> None:
    found = as_json(capsys, file)
    assert list(found) == ["annotators", "documents", "unit", "pairs", "all"]
    assert found["annotators"] == [EXAMPLE_ANNOTATOR, *MACHINES]
    assert (found["documents"], found["unit"]) == (1, "char")
    for row in found["pairs"]:
        assert list(row) == ["a", "b", "tag", "n_a", "n_b", "exact", "overlap", "kappa"]
        assert row["exact"].keys() == row["overlap"].keys() == SHARE
    tags = [None, "actor", "stance", "event", "statistic"]
    assert [row["tag"] for row in found["pairs"]] == tags * 3
    assert [list(row) for row in found["all"]] == [["tag", "alpha", "fleiss"]] * 5
    assert [row["tag"] for row in found["all"]] == tags


def test_annotators_and_unit_can_be_chosen(file: Path, capsys) -> None:
    found = as_json(capsys, file, "--annotators", ",".join(MACHINES), "--unit", "token")
    assert (found["annotators"], found["unit"]) == (list(MACHINES), "token")
    assert [(row["a"], row["b"]) for row in found["pairs"]] == [MACHINES] * 5


def test_what_is_undefined_is_null(file: Path, capsys) -> None:
    found = as_json(capsys, file, "--annotators", "Ann", "--annotators", MACHINES[0])
    row = found["pairs"][0]
    assert (found["documents"], row["kappa"], row["exact"]["f1"]) == (0, None, None)
    assert {(r["alpha"], r["fleiss"]) for r in found["all"]} == {(None, None)}


def test_without_json_it_is_a_table_that_says_what_it_counts(file: Path, capsys) -> None:
    run(file, "--document", "Peru and Venezuela")
    lines = capsys.readouterr().out.splitlines()
    assert lines[1].startswith("1 document coded by at least two")
    assert lines[2].startswith("Made by machine: Second coder (machine), Third coder (machine).")
    assert any(line.endswith("  0.982") for line in lines)


def test_a_report_is_written_beside_the_figures(file: Path, tmp_path: Path, capsys) -> None:
    found = as_json(capsys, file, "--report", tmp_path / "report.html")
    assert found["documents"] == 1
    assert "<h2>Pairs of annotators</h2>" in (tmp_path / "report.html").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--annotators", "Zoe,Ann"), "no annotator Zoe"),
        (("--annotators", "Ann"), "needs two annotators"),
        (("--document", "nothing"), "no document is called “nothing”"),
        (("--report", "report.docx"), "neither Markdown nor HTML"),
    ],
)
def test_a_refusal_is_a_sentence(file: Path, capsys, arguments, said) -> None:
    run(file, *arguments, status=1)
    assert said in capsys.readouterr().err
