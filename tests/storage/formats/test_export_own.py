"""Our own formats: the file, its manifest and its card are all there, and true, or none is."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from openpyxl import load_workbook

from domain.span import Span
from storage.annotating import retag, tag_span
from storage.errors import CancelledError, RefusedError
from storage.formats.export_file import export_file, export_with, preflight
from storage.formats.export_options import ExportOptions
from storage.formats.importing import import_files
from storage.formats.registry import FORMATS
from storage.opening import new_project
from storage.project import Project
from storage.relating import relate
from tests.storage.formats.roundtrip import build, drafts, empty_project

OWN = [entry.key for entry in FORMATS if entry.writer is not None]
each = pytest.mark.parametrize("key", OWN)


def in_jsonl(path: Path) -> tuple[Counter[str], int]:
    lines = [json.loads(line) for line in path.read_bytes().split(b"\n")[1:-1]]
    tags = Counter(a["tag"] for line in lines for a in line["annotations"])
    return tags, sum(len(line["relations"]) for line in lines)


def in_csv(path: Path) -> tuple[Counter[str], int]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return _in_table(list(csv.DictReader(lines)))


def in_xlsx(path: Path) -> tuple[Counter[str], int]:
    book = load_workbook(io.BytesIO(path.read_bytes()))
    header, *rows = book["annotations"].values
    tags, _ = _in_table([dict(zip(header, row, strict=True)) for row in rows])
    return tags, book["relations"].max_row - 1


def _in_table(rows: list[dict[str, Any]]) -> tuple[Counter[str], int]:
    ends = [v for row in rows for k, v in row.items() if k.startswith("rel.") and v]
    return Counter(row["tag"] for row in rows), sum(len(cell.split(";")) for cell in ends)


def in_html(path: Path) -> tuple[Counter[str], int]:
    page = path.read_bytes().decode()
    notes = re.findall(r'<li id="n[^>]*>.*?</li>', page, re.DOTALL)
    tags = Counter(re.search(r'class="tag"[^>]*>([^<]*)<', note)[1] for note in notes)
    return tags, sum(note.count("→") for note in notes)


READERS = {"jsonl": in_jsonl, "csv": in_csv, "xlsx": in_xlsx, "html": in_html}


def manifest(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(Path(f"{path}.manifest.json").read_text("utf-8"))
    return content


@each
@settings(
    max_examples=6,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
)
@given(documents=drafts())
def test_a_manifest_counts_what_an_independent_reader_finds(
    key: str, documents: list[dict[str, Any]]
) -> None:
    with tempfile.TemporaryDirectory() as name, empty_project(Path(name) / "a.gloss") as project:
        build(project, documents)
        target = Path(name) / "out"
        report = export_with(project, target, key, ExportOptions())
        assert preflight(project, key, ExportOptions()).as_json() == report.as_json()
        said = manifest(target)
        assert (Counter(said["tags"]), said["relations"]) == READERS[key](target)
        assert said["annotations"] == sum(said["tags"].values())
        empty = sum(not draft["marks"] for draft in documents)
        assert (said["documents"], said["negatives"]) == (len(documents), empty)


@each
def test_the_checksum_and_the_size_are_those_of_the_file(
    sample: Project, tmp_path: Path, key: str
) -> None:
    target = tmp_path / "out" / "o"
    target.parent.mkdir()
    export_file(sample, target, key)
    data = target.read_bytes()
    sha256 = hashlib.sha256(data).hexdigest()
    assert manifest(target)["files"] == [{"name": "o", "bytes": len(data), "sha256": sha256}]
    names = sorted(path.name for path in target.parent.iterdir())
    assert names == ["o", "o.card.md", "o.manifest.json"]


@each
@pytest.mark.parametrize("at", [0, 1])
def test_a_cancelled_export_leaves_what_stood_there_and_nothing_else(
    sample: Project, tmp_path: Path, key: str, at: int
) -> None:
    target = tmp_path / "out" / "o"
    target.parent.mkdir()
    export_file(sample, target, key)
    before = {path: path.read_bytes() for path in target.parent.iterdir()}
    sample.connection.execute("UPDATE project SET title = 'Another'")

    def cancel(done: int, total: int) -> None:
        if done == at:
            raise CancelledError("Stopped.")

    with pytest.raises(CancelledError):
        export_file(sample, target, key, progress=cancel)
    assert {path: path.read_bytes() for path in target.parent.iterdir()} == before


@each
def test_a_folder_where_the_manifest_would_stand_is_refused(
    sample: Project, tmp_path: Path, key: str
) -> None:
    (tmp_path / "out" / "o.manifest.json").mkdir(parents=True)
    with pytest.raises(RefusedError, match="is a folder, and something about o would stand there"):
        export_file(sample, tmp_path / "out" / "o", key)
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["o.manifest.json"]


@each
def test_an_export_with_a_place_for_nobody_and_nothing_is_told_as_such(
    tmp_path: Path, key: str
) -> None:
    with new_project(tmp_path / "p.gloss", title="Bare") as project:
        report = export_file(project, tmp_path / "o", key)
    assert report.lines()[0].endswith("0 annotations, 0 relations of nobody.")
    assert (manifest(tmp_path / "o")["layers"], manifest(tmp_path / "o")["tags"]) == ([], {})


def test_a_split_is_for_training_data(sample: Project, tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match="are for formats of training data"):
        export_with(sample, tmp_path / "o", "csv", ExportOptions(split=(1, 1, 1)))


def test_a_relation_that_has_no_column_is_told_as_lost(
    project: Project, document, annotator, tags, tmp_path: Path
) -> None:
    codebook = project.codebooks.current()
    stance, target, other = codebook.keyed("stance"), codebook.keyed("actor"), tags[3]
    who, ids = annotator.id, []
    for number, tag in enumerate((stance, target)):
        span = Span.single(number * 5, number * 5 + 4)
        made, _ = tag_span(project, document=document, annotator=who, tag=tag.id, span=span)
        ids.append(made)
    kind = next(r.key for r in stance.relations if "actor" in r.targets)
    relate(project, source=ids[0], type=kind, target=ids[1], annotator=who)
    retag(project, annotations=[ids[0]], annotator=who, tag=other)
    report = export_file(project, tmp_path / "o.csv", "csv")
    assert (report.relations, report.losses.counts["relations"]) == (0, 1)
    assert export_file(project, tmp_path / "o.jsonl", "jsonl").relations == 1


def test_what_stands_beside_an_export_is_never_taken_for_texts(
    sample: Project, tmp_path: Path
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (folder / "a.md").write_text("A text of its own.", "utf-8")
    (folder / "b.card.md").write_text("A text about a card.", "utf-8")
    export_file(sample, folder / "o.html", "html")
    (folder / "o.html").unlink()
    with new_project(tmp_path / "p.gloss", title="Other", annotator="Ann") as other:
        import_files(other, [folder])
        assert [d.title for d in other.documents.every()] == ["a", "b.card"]
