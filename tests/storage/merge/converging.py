"""Working, merging and exchanging at random, and that all copies end equal."""

from __future__ import annotations

import random
import tempfile
from pathlib import Path

from storage.check import check_project
from tests.storage.merge.replicas import Replica, act, close, copies, held


def exchanged(replicas: list[Replica]) -> None:
    """Let news travel until every copy has heard all."""
    for _ in range(2):
        for replica in replicas:
            for other in replicas:
                if other is not replica:
                    replica.merge(other)


def converge(clocks: list[float], seed: int, steps: int) -> None:
    """Work and merge at random in some copies, exchange everything, and compare them."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        replicas = copies(Path(folder), clocks)
        try:
            for _ in range(steps):
                replica = chance.choice(replicas)
                if chance.random() < 0.15:
                    replica.merge(chance.choice([r for r in replicas if r is not replica]))
                else:
                    act(replica, chance)
            exchanged(replicas)
            assert_alike(replicas)
            assert_undone(replicas)
            exchanged(replicas)
            assert_alike(replicas)
        finally:
            close(replicas)


def assert_alike(replicas: list[Replica]) -> None:
    """All hold the same, are sound, and merging once more does nothing."""
    first = held(replicas[0].project)
    for replica in replicas[1:]:
        other = held(replica.project)
        for table, content in first.items():
            assert other[table] == content, table
    for replica in replicas:
        assert not check_project(replica.project).errors
        assert (
            replica.merge(replicas[0] if replica is not replicas[0] else replicas[1]).change is None
        )


def assert_undone(replicas: list[Replica]) -> None:
    """Undo goes all the way back in each copy, over its own changes alone."""
    for replica in replicas:
        while (change := replica.project.undo(replica.me.id)) is not None:
            assert change.local
