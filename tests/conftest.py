"""What every test relies on: no window on the screen, none of the user's files, no leftovers."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How fast a machine is decides nothing: the suite measures no time.
settings.register_profile("suite", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("suite")

# Before Qt is imported: tests open no window unless the caller asks for another platform.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


@pytest.fixture(autouse=True)
def _own_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give each test its own settings, logs and backups, never the user's."""
    home = tmp_path_factory.mktemp("glossator-home")
    monkeypatch.setenv("GLOSSATOR_HOME", str(home))
    return home


def _running() -> Iterator[tuple[int, str]]:
    """Yield identity and description of each live QTimer and QThread that Python holds."""
    import shiboken6
    from PySide6.QtCore import QCoreApplication, QThread, QTimer

    app = QCoreApplication.instance()
    main_thread = app.thread() if app is not None else None
    for wrapper in shiboken6.getAllValidWrappers():
        if isinstance(wrapper, QTimer) and wrapper.isActive():
            yield id(wrapper), f"{wrapper!r} of {wrapper.parent()!r}"
        elif isinstance(wrapper, QThread) and wrapper is not main_thread and wrapper.isRunning():
            yield id(wrapper), repr(wrapper)


def _collect() -> None:
    """Delete what Qt and Python have already let go of."""
    from PySide6.QtCore import QCoreApplication, QEvent

    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _uses_qt(item: pytest.Item) -> bool:
    return "PySide6.QtCore" in sys.modules and "qapp" in getattr(item, "fixturenames", ())


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Remember which timers and threads ran before the test."""
    item.stash[_BEFORE] = {key for key, _ in _running()} if _uses_qt(item) else set()
    return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that leaves a timer or a thread running behind it."""
    result = yield
    if _uses_qt(item):
        before = item.stash[_BEFORE]
        if any(key not in before for key, _ in _running()):
            _collect()
            left = [name for key, name in _running() if key not in before]
            assert not left, f"still running after the test: {', '.join(left)}"
    return result


_BEFORE = pytest.StashKey[set[int]]()


def pytest_sessionfinish() -> None:
    """Empty the clipboard: Qt would let go of what Python put there when Python is gone."""
    if "PySide6.QtGui" in sys.modules:
        from PySide6.QtGui import QGuiApplication

        if QGuiApplication.instance() is not None:
            QGuiApplication.clipboard().clear()
