"""A copy whose write-ahead log is cut or spoilt opens to a prefix of the actions."""

from __future__ import annotations

import bisect
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storage.project import open_project
from tests.soak.script import Script, check_soundness, digest, prepare


@dataclass(frozen=True)
class Recorded:
    """A file with its log, and for each action how long the log was then, and what held."""

    file: Path
    log: bytes
    lengths: list[int]
    digests: list[str]


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Recorded]:
    folder = tmp_path_factory.mktemp("recorded")
    path = folder / "soak.gloss"
    prepare(path)
    with open_project(path) as project:
        log = path.with_name(path.name + "-wal")
        lengths, digests = [0], [digest(project)]
        script = Script(project, 3)
        for _ in range(40):
            script.step()
            lengths.append(log.stat().st_size)
            digests.append(digest(project))
        copy = folder / "copy.gloss"
        shutil.copyfile(path, copy)
        yield Recorded(copy, log.read_bytes(), lengths, digests)


def _opened(recorded: Recorded, log: bytes, folder: Path) -> str:
    """Return what holds in a copy that has this log."""
    path = folder / "cut.gloss"
    shutil.copyfile(recorded.file, path)
    path.with_name("cut.gloss-wal").write_bytes(log)
    with open_project(path) as project:
        check_soundness(project)
        return digest(project)


def test_the_whole_log_holds_every_action(recorded: Recorded, tmp_path: Path) -> None:
    assert recorded.lengths == sorted(set(recorded.lengths))
    assert _opened(recorded, recorded.log, tmp_path) == recorded.digests[-1]


def test_a_log_cut_around_each_commit_holds_exactly_the_commits_before(
    recorded: Recorded, tmp_path: Path
) -> None:
    for at, length in enumerate(recorded.lengths[1:], start=1):
        assert _opened(recorded, recorded.log[:length], tmp_path) == recorded.digests[at]
        assert _opened(recorded, recorded.log[: length - 1], tmp_path) == recorded.digests[at - 1]


@given(data=st.data())
@settings(max_examples=120, deadline=None)
def test_a_log_cut_at_any_byte_holds_exactly_the_commits_before(
    recorded: Recorded, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    cut = data.draw(st.integers(0, len(recorded.log)))
    held = bisect.bisect_right(recorded.lengths, cut) - 1
    folder = tmp_path_factory.mktemp("cut")
    assert _opened(recorded, recorded.log[:cut], folder) == recorded.digests[held]


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_log_with_a_spoilt_byte_holds_the_commits_before_it(
    recorded: Recorded, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    at = data.draw(st.integers(32, len(recorded.log) - 1))
    spoilt = bytearray(recorded.log)
    spoilt[at] ^= data.draw(st.integers(1, 255))
    held = bisect.bisect_right(recorded.lengths, at) - 1
    folder = tmp_path_factory.mktemp("spoilt")
    assert _opened(recorded, bytes(spoilt), folder) == recorded.digests[held]
