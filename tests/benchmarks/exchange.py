"""Measures JSON Lines out and in against the least code that moves the same rows."""

from __future__ import annotations

import sqlite3
import time
import tracemalloc
from pathlib import Path

import orjson

from storage.annotating import codebook_version
from storage.formats.export_file import export_file
from storage.formats.importing import import_files
from storage.opening import new_project
from storage.project import create_project, open_project
from tests.benchmarks.big_project import build
from tests.benchmarks.table import Row, limit, row

_DOCUMENTS, _ANNOTATIONS = 10_000, 400_000
_WORKLOAD = "400,000"
_EXPORT, _IMPORT = 2.0, 3.0
_MEMORY = 64.0
# In the order of their references; search tables are filled by the same insertions.
_COPIED = (
    *("annotator", "tag", "attribute", "relation_type", "codebook_version", "document"),
    *("document_text", "annotation", "fragment", "progress"),
)


def rows(folder: Path) -> list[Row]:
    """Export and import of a corpus of 10,000 documents and 400,000 annotations, once each."""
    source, lines = folder / "corpus.gloss", folder / "corpus.jsonl"
    build(source, _DOCUMENTS, _ANNOTATIONS)
    ours, bare = _export(source, lines), _export_bare(source, folder / "bare.jsonl")
    found = [row("export JSON Lines", _WORKLOAD, ours, bare, _EXPORT), _memory(source, lines)]
    ours = _import(lines, folder / "imported.gloss")
    bare = insert_bare(source, folder / "copied.gloss")
    return [*found, row("import JSON Lines", _WORKLOAD, ours, bare, _IMPORT)]


def _memory(source: Path, lines: Path) -> Row:
    """By how much Python's memory grows at most while all of it is exported, in MB."""
    with open_project(source) as project:
        tracemalloc.start()
        export_file(project, lines, "jsonl")
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return limit("memory of an export", _WORKLOAD, most / 2**20, _MEMORY, "MB")


def _export(source: Path, target: Path) -> float:
    with open_project(source) as project:
        before = time.perf_counter()
        export_file(project, target, "jsonl")
        return (time.perf_counter() - before) * 1000


def _export_bare(source: Path, target: Path) -> float:
    """Read the same values with sqlite3, row by row, and write them with orjson."""
    before = time.perf_counter()
    connection = sqlite3.connect(source)
    with target.open("wb") as file:
        documents = connection.execute(
            "SELECT d.id, d.title, t.text, d.sha256 FROM document d JOIN document_text t "
            "ON t.number = d.number ORDER BY d.number"
        )
        for name, title, text, sha256 in documents:
            spans = connection.execute(
                'SELECT a.id, f."start", f."end", f.quote, a.tag, a.attributes, a.note, '
                "a.confidence, a.annotator, a.created, a.modified FROM annotation a "
                "JOIN fragment f ON f.annotation = a.number WHERE a.document = ? AND a.deleted = 0 "
                'ORDER BY a."start"',
                (name,),
            )
            line = {"id": name, "title": title, "text": text, "sha256": sha256}
            line["annotations"] = [_span_of(values) for values in spans]
            file.write(orjson.dumps(line, option=orjson.OPT_APPEND_NEWLINE))
    connection.close()
    return (time.perf_counter() - before) * 1000


def _span_of(values: tuple[object, ...]) -> dict[str, object]:
    names = ("id", "start", "end", "text", "tag", "attributes", "note", "confidence")
    line = dict(zip((*names, "annotator", "created", "modified"), values, strict=True))
    line["attributes"] = orjson.loads(str(line["attributes"]))
    line["fragments"] = [[line["start"], line["end"]]]
    return line


def _import(lines: Path, target: Path) -> float:
    with new_project(target, title="Imported", annotator="Ann") as project:
        before = time.perf_counter()
        tally, _ = import_files(project, [lines], annotator="Ann")
        taken = (time.perf_counter() - before) * 1000
        assert tally.annotations == _ANNOTATIONS
        assert codebook_version(project)
        return taken


def insert_bare(source: Path, target: Path) -> float:
    """Insert the rows of a project, in memory already, with `executemany`; return milliseconds.

    They go into a new file of the same schema.
    """
    create_project(target, title="Copied").close()
    with sqlite3.connect(source) as reading:
        held = {name: reading.execute(f"SELECT * FROM {name}").fetchall() for name in _COPIED}
        words = reading.execute("SELECT annotation, quote, '' FROM fragment").fetchall()
    reading.close()
    connection = sqlite3.connect(target)
    before = time.perf_counter()
    for name, values in held.items():
        if values:
            marks = ", ".join("?" * len(values[0]))
            connection.executemany(f"INSERT INTO {name} VALUES ({marks})", values)
    texts = "INSERT INTO document_search (rowid, text) VALUES (?, ?)"
    connection.executemany(texts, held["document_text"])
    quotes = "INSERT INTO annotation_search (rowid, quote, note) VALUES (?, ?, ?)"
    connection.executemany(quotes, words)
    connection.commit()
    taken = (time.perf_counter() - before) * 1000
    connection.close()
    return taken
