"""Measures merging a colleague's large copy against inserting the same rows with `executemany`."""

from __future__ import annotations

import time
from pathlib import Path

from storage.merge.merging import merge
from storage.merge.sending import Choice, send
from storage.project import open_project
from tests.benchmarks.big_project import ANNOTATIONS, DOCUMENTS, build
from tests.benchmarks.exchange import insert_bare
from tests.benchmarks.table import Row, row

_BUDGET = 3.0


def rows(folder: Path) -> list[Row]:
    """Merging 10,000 documents with 400,000 annotations into a copy that has none of them."""
    theirs, mine = folder / "theirs.gloss", folder / "mine.gloss"
    build(theirs, DOCUMENTS, ANNOTATIONS)
    with open_project(theirs) as project:
        send(project, mine, Choice(documents=()))
    bare = insert_bare(theirs, folder / "bare.gloss")
    with open_project(mine) as project:
        before = time.perf_counter()
        merged = merge(project, theirs)
        ours = (time.perf_counter() - before) * 1000
        assert merged.report.added["annotation"] == ANNOTATIONS
        before = time.perf_counter()
        assert merge(project, theirs).change is None
        again = (time.perf_counter() - before) * 1000
    workload = f"{ANNOTATIONS:,}"
    return [
        row("merge a copy", workload, ours, bare, _BUDGET),
        row("merge it again", workload, again, bare, _BUDGET),
    ]
