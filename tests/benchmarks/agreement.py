"""Measures agreement of 1,000 double-coded documents against reading the same rows."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path
from statistics import median

from domain.agreement import UNITS, Unit, all_rows, pair_rows
from storage.agreement import AgreementChoice, chosen_coders, read_agreement
from storage.project import Project, open_project
from storage.work import ensure_annotator
from tests.benchmarks.big_project import build
from tests.benchmarks.table import Row, row

_DOCUMENTS, _ANNOTATIONS = 1_000, 40_000
_WORKLOAD = "2 × 40,000"
_TIMES = 3
_BUDGET = 10.0
_SHIFT = 7  # Annotations between two that the second coder places or tags otherwise


def rows(folder: Path) -> list[Row]:
    """All figures of two layers without intervals, on characters and on tokens."""
    path = folder / "coded.gloss"
    build(path, _DOCUMENTS, _ANNOTATIONS)
    with open_project(path) as project:
        code_again(project)
    bare = median(_read(path) for _ in range(_TIMES))
    found = []
    for unit in UNITS:
        ours = median(_measure(path, unit) for _ in range(_TIMES))
        found.append(row(f"agreement on {unit}s", _WORKLOAD, ours, bare, _BUDGET))
    return found


def code_again(project: Project) -> None:
    """Let a second annotator make the same annotations, some elsewhere, some with another tag."""
    who = ensure_annotator(project, "Bea").id
    first = project.connection.execute("SELECT max(number) FROM annotation").fetchone()[0]
    tags = [tag.id for tag in project.codebooks.current().active]
    project.connection.execute(
        "INSERT INTO annotation (number, id, document, annotator, tag, start, end, attributes, "
        "created, modified, born, stamp) SELECT number + ?1, 'b' || id, document, ?2, "
        "iif(number % ?3 = 1, ?4, tag), start, end + (number % ?3 = 0), attributes, created, "
        "modified, born, stamp FROM annotation",
        (first, who, _SHIFT, tags[0]),
    )
    project.connection.execute(
        "INSERT INTO fragment SELECT annotation + ?, ordinal, start, end + (annotation % ? = 0), "
        "quote FROM fragment",
        (first, _SHIFT),
    )


def _measure(path: Path, unit: Unit) -> float:
    with open_project(path) as project, project.apart() as contents:
        before = time.perf_counter()
        choice = AgreementChoice(chosen_coders(contents, ()), unit)
        agreement = read_agreement(contents, choice)
        pairs, everyone = pair_rows(agreement), all_rows(agreement)
        taken = (time.perf_counter() - before) * 1000
        assert pairs[0].exact.a == _ANNOTATIONS
        assert len(everyone) == len(agreement.tags) + 1
        return taken


def _read(path: Path) -> float:
    """Read the rows that both layers consist of, with sqlite3 alone."""
    before = time.perf_counter()
    connection = sqlite3.connect(path)
    found = connection.execute(
        "SELECT a.document, a.annotator, a.id, a.tag, a.attributes, f.start, f.end "
        "FROM annotation a JOIN fragment f ON f.annotation = a.number WHERE a.deleted = 0 "
        "ORDER BY a.document, a.annotator, a.number, f.ordinal"
    ).fetchall()
    connection.close()
    assert len(found) == 2 * _ANNOTATIONS
    return (time.perf_counter() - before) * 1000
