"""The command `merge`: what it would do, what it did, and refusals."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from storage.adding import NewDocument, add_documents
from storage.opening import new_project
from storage.project import open_project
from ui import cli


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """One's own copy of a project, and a colleague's with a document more."""
    with new_project(tmp_path / "mine.gloss", title="Peru", annotator="Ann") as project:
        mine = project.path
    theirs = Path(shutil.copy(mine, tmp_path / "theirs.gloss"))
    with open_project(theirs) as project:
        add_documents(project, [NewDocument("New", "A text.")], project.annotators.all()[0].id)
    return mine, theirs


def test_a_dry_run_says_what_would_come_and_writes_nothing(files, capsys) -> None:
    mine, theirs = files
    assert cli.run(["merge", str(mine), str(theirs), "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "New document: “New”" in said
    assert said.endswith("Nothing was changed.\n")
    with open_project(mine) as project:
        assert project.documents.count() == 0


def test_a_merge_tells_what_it_did_as_json(files, capsys) -> None:
    mine, theirs = files
    assert cli.run(["merge", str(mine), str(theirs), "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["merged"], told["documents"], told["people"]) == (True, ["New"], ["Ann"])
    assert Path(told["backup"]).exists()
    assert cli.run(["merge", str(mine), str(theirs)]) == 0
    assert "in the project already" in capsys.readouterr().out


def test_another_project_is_refused_in_a_sentence(files, tmp_path: Path, capsys) -> None:
    with new_project(tmp_path / "other.gloss", title="Other") as other:
        path = other.path
    assert cli.run(["merge", str(files[0]), str(path)]) == 1
    assert "another project" in capsys.readouterr().err
