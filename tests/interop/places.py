"""Where the real files are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_BESIDE = Path(__file__).parents[3] / "shared" / "data" / "interop"
FOLDER = Path(os.environ.get("GLOSSATOR_INTEROP", _BESIDE))


def real_files(*parts: str) -> list[Path]:
    """Return the real files under a folder of the collection, in order; none if it is absent."""
    folder = FOLDER.joinpath(*parts)
    return sorted(path for path in folder.rglob("*") if path.is_file())


def needs_real_files() -> pytest.MarkDecorator:
    """Skip a test, with the reason, where the collection is absent."""
    reason = f"the collection of real files is not at {FOLDER.parent.name}/{FOLDER.name}"
    return pytest.mark.skipif(not FOLDER.is_dir(), reason=reason)
