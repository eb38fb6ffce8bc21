"""Two copies of one project, and what a test needs to look at both."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.storage.merge.replicas import Replica, close, copies


@pytest.fixture
def pair(tmp_path: Path) -> Iterator[tuple[Replica, Replica]]:
    """The copies of two people (each under a name of their own)."""
    first, other, second = copies(tmp_path, [0, 0, 0])
    other.project.close()
    yield first, second
    close([first, second])


@pytest.fixture
def apart(tmp_path: Path) -> Iterator[tuple[Replica, Replica]]:
    """The copies of two people; whatever the second does is later than all the first does."""
    first, other, second = copies(tmp_path, [0, 0, 1])
    other.project.close()
    yield first, second
    close([first, second])


@pytest.fixture
def twins(tmp_path: Path) -> Iterator[tuple[Replica, Replica]]:
    """Two copies that one and the same person works in."""
    first, second = copies(tmp_path, [0, 0])
    yield first, second
    close([first, second])
