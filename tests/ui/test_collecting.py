"""Garbage is collected in the thread of the window, whoever made it."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest

from ui.collecting import Collector


class Cycle:
    """What only the collector takes away."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def collector(qapp) -> Iterator[Collector]:
    made = Collector(qapp)
    yield made
    made.stop()
    made.deleteLater()


def make_garbage(threads: list[int]) -> None:
    for _ in range(gc.get_threshold()[0] + 100):
        weakref.finalize(Cycle(), lambda: threads.append(threading.get_ident()))


def test_what_another_thread_leaves_is_collected_by_the_windows(collector, qtbot) -> None:
    threads: list[int] = []
    maker = threading.Thread(target=make_garbage, args=(threads,))
    maker.start()
    maker.join()
    assert threads == []
    qtbot.waitUntil(lambda: len(threads) > gc.get_threshold()[0])
    assert set(threads) == {threading.get_ident()}


def test_all_is_gone_through_only_when_there_is_more_of_it(collector, monkeypatch) -> None:
    collected: list[int] = []
    monkeypatch.setattr(gc, "get_count", lambda: (0, 0, 99))
    monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
    monkeypatch.setattr(gc, "collect", collected.append)
    collector.collect()
    kept = [[] for _ in range(len(gc.get_objects()))]
    collector.collect()
    assert (collected, len(kept) > 0) == ([1, 2], True)


def test_python_collects_again_afterwards(qapp) -> None:
    collector = Collector(qapp)
    assert not gc.isenabled()
    collector.stop()
    assert gc.isenabled()
    collector.deleteLater()
