"""The sample project is whole, and the user's own layer in it is empty."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from domain.document import State
from domain.ids import annotator_id
from storage.check import check_project
from storage.errors import ProjectError
from storage.opening import new_project
from storage.project import open_project
from storage.sample import EXAMPLE_ANNOTATOR, MACHINES, TITLE, TRAINEE, build_sample
from storage.work import ensure_annotator


def test_the_sample_holds_the_seed_and_a_worked_layer(tmp_path: Path) -> None:
    build_sample(tmp_path / "s.gloss", "Ann")
    assert [p.name for p in tmp_path.iterdir()] == ["s.gloss"]
    with open_project(tmp_path / "s.gloss") as project:
        mine, example = (annotator_id(project.id, n) for n in ("Ann", EXAMPLE_ANNOTATOR))
        assert project.info().title == TITLE
        assert project.annotations.count(annotator=mine) == 0
        assert project.annotations.count(annotator=example) == 82
        assert len(project.relations.of_layers([example])) == 77
        assert project.documents.states(example)[State.DONE] == 1
        assert project.undo(mine) is None
        assert check_project(project).is_sound


def test_the_sample_holds_two_machines_layers_that_say_so(tmp_path: Path) -> None:
    build_sample(tmp_path / "s.gloss", "Ann")
    with open_project(tmp_path / "s.gloss") as project:
        machines = [a for a in project.annotators.all() if a.kind == "machine"]
        made = [a for a in machines if a.name != TRAINEE]
        assert [a.name for a in made] == list(MACHINES)
        assert all("machine" in a.name for a in made)
        assert [project.annotations.count(annotator=a.id) for a in made] == [85, 85]
        assert [project.documents.states(a.id)[State.DONE] for a in made] == [1, 1]


def test_the_sample_holds_a_trainees_layer_that_is_partly_reviewed(tmp_path: Path) -> None:
    build_sample(tmp_path / "s.gloss", "Ann")
    with open_project(tmp_path / "s.gloss") as project:
        trainee = annotator_id(project.id, TRAINEE)
        (document,) = project.documents.ids()
        verdicts = project.reviews.of_document(document, colleague=trainee)
        assert project.annotations.count(annotator=trainee) == 43
        assert Counter(r.verdict for r in verdicts) == {"accept": 5, "reject": 3}
        assert {r.reason for r in verdicts if r.reason} == {"boundary", "tag", "spurious"}
        assert len(project.comments.all()) == 3


def test_a_sample_that_is_there_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "s.gloss").write_text("mine")
    with pytest.raises(ProjectError, match="exists already"):
        build_sample(tmp_path / "s.gloss", "Ann")
    assert (tmp_path / "s.gloss").read_text() == "mine"


def test_what_a_deleted_sample_left_beside_it_is_not_taken_for_the_new_ones(tmp_path: Path) -> None:
    path = tmp_path / "Sample.gloss"
    log = path.with_name(f"{path.name}-wal")
    build_sample(path, "Ann", {})
    with open_project(path) as project:
        ensure_annotator(project, "Ben")
        left = log.read_bytes()
    path.unlink()
    log.write_bytes(left)
    build_sample(path, "Ann", {})
    with open_project(path) as project:
        assert [annotator.name for annotator in project.annotators.all()] == ["Ann"]


def test_a_new_project_that_fails_leaves_no_file(tmp_path: Path) -> None:
    with pytest.raises(Exception, match="needs a name"):
        new_project(tmp_path / "p.gloss", title="P", annotator="  ")
    assert list(tmp_path.iterdir()) == []
