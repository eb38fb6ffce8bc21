"""Whatever the order in which files arrive, and however often, the project is the same."""

from __future__ import annotations

import random
import shutil
from itertools import permutations
from pathlib import Path

import pytest

from storage.merge.conflicts import conflicts
from storage.merge.merging import merge
from storage.project import Project, open_project
from tests.storage.merge.replicas import act, close, copies, held


def open_ones(project: Project) -> dict[str, str]:
    """Return what is listed: a value that lost and stands again may be remembered or not."""
    return {one.id: f"{one.register}: {one.lost.words}" for one in conflicts(project)}


@pytest.mark.parametrize("seed", range(2))
def test_every_order_of_three_files_gives_the_same(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    replicas = copies(tmp_path, [0.0, -9.0, 3.0])
    for _ in range(40):
        act(chance.choice(replicas), chance)
    close(replicas)
    results = []
    for number, order in enumerate(permutations(replicas)):
        path = Path(shutil.copy(tmp_path / "base.gloss", tmp_path / f"result-{number}.gloss"))
        with open_project(path) as project:
            for replica in (*order, order[0]):
                merge(project, replica.path)
            results.append(held(project))
    for result in results[1:]:
        for table, content in results[0].items():
            assert result[table] == content, table
