"""What the tests of formats share: the sample project, and quick ways in and out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from storage.formats.export_file import export_file
from storage.formats.importing import import_files
from storage.formats.tally import Tally
from storage.project import Project, open_project
from storage.sample import EXAMPLE_ANNOTATOR, WORKED, build_sample

Take = Callable[..., Tally]


@pytest.fixture(scope="session")
def built_sample(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of the sample project with its worked layer alone, built once."""
    path = tmp_path_factory.mktemp("sample") / "sample.gloss"
    build_sample(path, "Ann", {EXAMPLE_ANNOTATOR: WORKED})
    return path.read_bytes()


@pytest.fixture
def sample(tmp_path: Path, built_sample: bytes) -> Iterator[Project]:
    """The sample project, one's own copy."""
    path = tmp_path / "sample.gloss"
    path.write_bytes(built_sample)
    with open_project(path) as opened:
        yield opened


@pytest.fixture
def take(project: Project, tmp_path: Path) -> Take:
    """Import lines (values, or bytes as they are) of JSON into the small project."""

    def import_lines(*lines: Any, into: Project | None = None, **options: Any) -> Tally:
        path = tmp_path / "in.jsonl"
        as_bytes = (x if isinstance(x, bytes) else json.dumps(x).encode() for x in lines)
        path.write_bytes(b"\n".join(as_bytes))
        options.setdefault("annotator", "Ann")
        return import_files(into or project, [path], **options)[0]

    return import_lines


@pytest.fixture
def exported(tmp_path: Path) -> Callable[..., bytes]:
    """Export a project and return the bytes of the file."""

    def export(project: Project, key: str = "jsonl", **options: Any) -> bytes:
        path = tmp_path / f"out.{key}"
        export_file(project, path, key, **options)
        return path.read_bytes()

    return export
