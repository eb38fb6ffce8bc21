"""Measures taking in a folder of texts against reading the same files and inserting them."""

from __future__ import annotations

import hashlib
import random
import sqlite3
import time
import uuid
from pathlib import Path
from statistics import median

from storage.formats.importing import import_files
from storage.opening import new_project
from storage.project import create_project
from tests.benchmarks.table import Row, row

_FILES = 10_000
_PARAGRAPHS, _WORDS = 6, 80
_VOCABULARY = 20_000
_TIMES = 3
# How many of a hundred running words of English have one letter, two, three …
_LENGTHS = (3, 17, 20, 16, 11, 9, 8, 6, 4, 3, 2, 1)
_BUDGET = 2.0


def rows(folder: Path) -> list[Row]:
    """The import of 10,000 text files of 3 kB, once each way in turn."""
    corpus = folder / "corpus"
    _write(corpus)
    ours, bare = [], []
    for number in range(_TIMES):
        bare.append(_import_bare(corpus, folder / f"bare-{number}.gloss"))
        ours.append(_import(corpus, folder / f"imported-{number}.gloss"))
    return [row("import a folder of texts", "10,000", median(ours), median(bare), _BUDGET)]


def _write(corpus: Path) -> None:
    chance = random.Random(1)
    letters = "aaabcdeeeefghiiklmnnoooprsttuv"
    lengths = chance.choices(range(1, 13), _LENGTHS, k=_VOCABULARY)
    words = ["".join(chance.choices(letters, k=length)) for length in lengths]
    corpus.mkdir()
    for number in range(_FILES):
        paragraphs = (" ".join(chance.choices(words, k=_WORDS)) for _ in range(_PARAGRAPHS))
        (corpus / f"article {number:05}.txt").write_text("\n\n".join(paragraphs), "utf-8")


def _import(corpus: Path, target: Path) -> float:
    with new_project(target, title="Imported", annotator="Ann") as project:
        before = time.perf_counter()
        tally, _ = import_files(project, [corpus], annotator="Ann")
        taken = (time.perf_counter() - before) * 1000
        assert tally.documents == _FILES
    return taken


def _import_bare(corpus: Path, target: Path) -> float:
    """Read each file and insert its rows into the same schema, in one transaction."""
    create_project(target, title="Bare").close()
    connection = sqlite3.connect(target)
    connection.execute("PRAGMA synchronous = FULL")
    before = time.perf_counter()
    for number, path in enumerate(sorted(corpus.iterdir()), start=1):
        data = path.read_bytes()
        text = data.decode("utf-8")
        connection.execute(
            "INSERT INTO document (number, id, title, sha256, length, created, born, stamp, batch) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(number, str(uuid.uuid4()), path.stem, hashlib.sha256(data).hexdigest()),
                *(len(text), "2026-01-01T00:00:00Z", "0001", "0001", "batch"),
            ),
        )
        connection.execute("INSERT INTO document_text VALUES (?, ?)", (number, text))
        connection.execute(
            "INSERT INTO document_search (rowid, text) VALUES (?, ?)", (number, text)
        )
        connection.execute(
            "INSERT INTO original VALUES (?, ?, ?, 'text/plain', 'utf-8', 'plain text', '1')",
            (number, data, path.name),
        )
    connection.commit()
    taken = (time.perf_counter() - before) * 1000
    connection.close()
    return taken
