"""A project of every earlier version opens, holds what it held, and can be worked in."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from domain.comment import threads
from domain.document import State
from domain.ids import AnnotatorId
from storage import schema
from storage.check import check_project
from storage.project import Project, open_project
from tests.storage.golden import SECOND, TEXT, make

FOLDER = Path(__file__).parents[1] / "data" / "projects"
GOLDEN = sorted(FOLDER.glob("v*.gloss"))


def _annotators(project: Project) -> dict[str, AnnotatorId]:
    return {annotator.name: annotator.id for annotator in project.annotators.all()}


@pytest.fixture(params=GOLDEN, ids=[path.stem for path in GOLDEN])
def golden(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A copy of a golden project."""
    return Path(shutil.copy(request.param, tmp_path / "golden.gloss"))


def test_there_is_a_golden_project_of_each_version() -> None:
    versions = [f"v{number}" for number in range(1, schema.LATEST + 1)]
    assert [path.stem for path in GOLDEN] == versions


def test_a_golden_project_is_sound(golden: Path) -> None:
    with open_project(golden) as project:
        assert check_project(project).errors == ()
        version = project.connection.execute("PRAGMA user_version").fetchone()[0]
        assert version == schema.LATEST


def test_a_golden_project_holds_what_it_held(golden: Path) -> None:
    with open_project(golden) as project:
        first, second = project.documents.every()
        assert (first.text, second.text) == (TEXT, SECOND)
        assert (first.note, first.published) == ("read twice", "2019-01-23")
        assert (first.metadata, second.note) == ({"desk": ["foreign", 7]}, "")
        quotes = [a.quotes for a in project.annotations.of_document(first.id)]
        # Since version 2 it holds a reviewer's copy of the last one, too.
        wanted = [("Peru",), ("García", "4 million"), ("🇵🇪",), ("日本の選挙",)]
        assert list(dict.fromkeys(quotes)) == wanted
        ann = _annotators(project)["Ann"]
        assert project.documents.progress(second.id, ann).state is State.SKIPPED


def test_a_golden_project_holds_its_verdicts_and_threads(golden: Path) -> None:
    with open_project(golden) as project:
        first, _ = project.documents.every()
        who = _annotators(project)
        (bo,) = (who[name] for name in who if name != "Ann")
        verdicts = [r.verdict for r in project.reviews.of_document(first.id, colleague=bo)]
        assert sorted(verdicts) in ([], ["accept", "amend", "missed"])
        assert len(threads(project.comments.all())) == (1 if verdicts else 0)


def test_the_history_of_a_golden_project_goes_on(golden: Path) -> None:
    with open_project(golden) as project:
        ann = _annotators(project)["Ann"]
        redone = project.redo(ann)
        assert redone is not None
        assert [d.note for d in project.documents.every()] == ["read twice", "undone"]
        while project.undo(ann) is not None:
            pass
        assert project.documents.count() == 0
        assert check_project(project).is_sound


def test_the_latest_golden_project_can_be_made_again(tmp_path: Path) -> None:
    path = tmp_path / "again.gloss"
    make(path)
    with open_project(path) as project:
        assert check_project(project).errors == ()
        assert project.documents.count() == 2
