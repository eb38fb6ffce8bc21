"""The stack is the one that was chosen: PySide6 6.11, and locked, hashed requirements."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
USED = ["requirements.txt", "requirements-formats.txt"]
LOCKS = [*USED, "requirements-dev.txt"]


def entries(name: str) -> list[str]:
    """Return the requirements of a lock file, each with its hashes on one line."""
    text = (ROOT / name).read_text(encoding="utf-8")
    joined = re.sub(r"\\\n\s*", " ", re.sub(r"(?m)^\s*#.*$", "", text))
    return [line for line in joined.splitlines() if line.strip()]


def test_pyside_is_6_11():
    import PySide6

    assert PySide6.__version_info__[:2] == (6, 11)


def test_a_void_qt_call_keeps_its_reference_to_none(qapp):
    """PySide6 6.12.0 dropped one reference a call and aborted Python 3.10 and 3.11."""
    from PySide6.QtCore import QObject

    thing = QObject()
    before = sys.getrefcount(None)
    for _ in range(2_000):
        thing.setObjectName("x")
    assert abs(sys.getrefcount(None) - before) < 500


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_file_names_no_host(name):
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host| @ ", text)


@pytest.mark.parametrize("name", LOCKS)
def test_every_requirement_is_pinned_and_hashed(name):
    found = entries(name)
    assert len(found) > 10
    loose = [line for line in found if "==" not in line or "--hash=sha256:" not in line]
    assert loose == []


def test_the_application_and_its_tests_use_the_same_versions():
    pins = [{line.split(" --hash")[0].strip() for line in entries(name)} for name in LOCKS]
    assert pins[0] <= pins[1] <= pins[2]


@pytest.mark.parametrize("name", USED)
def test_pandas_stays_out_of_the_environment(name):
    """sqlite-utils imports it where it is; only a checker of the tests (datasets) needs it."""
    assert [line for line in entries(name) if line.startswith("pandas")] == []
