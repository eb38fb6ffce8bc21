"""A project of 10,000 documents and 400,000 annotations, the same bytes of content on every run."""

from __future__ import annotations

import argparse
import json
import random
import uuid
from collections.abc import Iterator
from pathlib import Path

from domain.clock import Clock
from domain.ids import AnnotatorId, DocumentId, ProjectId, document_id, progress_id
from domain.span import Span
from domain.text import text_sha256
from storage.annotating import codebook_version
from storage.codebook_file import DEFAULT, load_codebook, read_codebook
from storage.project import Project, create_project
from storage.work import ensure_annotator

DOCUMENTS = 10_000
ANNOTATIONS = 400_000
_STATES = ("in_progress", "in_progress", "done", "skipped", None)
_AT = "2026-01-01T00:00:00.000Z"
_LINE = (
    "the of and to in government minister election parliament policy budget reform hospital "
    "research climate pipeline market inflation currency testimony border newspaper witness"
)
_WORDS = _LINE.split()
_ATTRIBUTES: dict[str, dict[str, object]] = {
    "actor": {"role": "spokesman"},
    "stance": {"position": "against"},
    "event": {"event_type": "CONSULT", "place": "Lima"},
    "statistic": {"kind": "count", "value_min": 12},
}


def build(path: Path, documents: int = DOCUMENTS, annotations: int = ANNOTATIONS) -> None:
    """Write the project to `path`, which must not exist; one annotator holds every annotation."""
    chance = random.Random(4)
    with create_project(path, title="Big") as project:
        load_codebook(project, read_codebook(DEFAULT))
        who = ensure_annotator(project, "Ann").id
        with project.action("add documents", f"Add {documents} documents", who) as outcome:
            outcome.action.bulk = True
            ids = _write_documents(project, documents, chance, outcome.action.change_id)
            _write_progress(project, ids, who, outcome.action.change_id)
            per_document = annotations // documents
            for at in range(0, documents, 500):
                part = list(enumerate(ids))[at : at + 500]
                _write_annotations(project, part, who, per_document, outcome.action.change_id)
        project.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _text(chance: random.Random, words: int = 250) -> str:
    return " ".join(chance.choices(_WORDS, k=words)) + f" {chance.random()}.\n"


def _write_documents(
    project: Project, count: int, chance: random.Random, batch: str
) -> list[DocumentId]:
    stamp = Clock(wall=_wall, node="0" * 16).tick()
    ids = []
    for number in range(1, count + 1):
        text = _text(chance)
        sha256 = text_sha256(text)
        ids.append(document_id(ProjectId(project.id), sha256))
        project.connection.execute(
            "INSERT INTO document (number, id, title, sha256, length, source, published, created, "
            "born, stamp, batch) VALUES (?, ?, ?, ?, ?, 'A paper', ?, ?, ?, ?, ?)",
            (
                *(number, ids[-1], f"Article {number:05}", sha256, len(text)),
                *(f"2019-{number % 12 + 1:02}-{number % 28 + 1:02}", _AT, stamp, stamp, batch),
            ),
        )
        project.connection.execute("INSERT INTO document_text VALUES (?, ?)", (number, text))
        project.connection.execute(
            "INSERT INTO document_search (rowid, text) VALUES (?, ?)", (number, text)
        )
    return ids


def _write_progress(project: Project, ids: list[DocumentId], who: AnnotatorId, batch: str) -> None:
    stamp = Clock(wall=_wall, node="0" * 16).tick()
    project.connection.executemany(
        "INSERT INTO progress (id, document, annotator, state, reason, born, stamp, batch) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            (
                *(progress_id(one, who), one, who, state, "off topic" * (state == "skipped")),
                *(stamp, stamp, batch),
            )
            for at, one in enumerate(ids)
            if (state := _STATES[at % len(_STATES)]) is not None
        ),
    )


def _write_annotations(
    project: Project,
    part: list[tuple[int, DocumentId]],
    who: AnnotatorId,
    each: int,
    batch: str,
) -> None:
    tags = project.codebooks.current().active
    version = codebook_version(project)
    stamp = Clock(wall=_wall, node="0" * 16).tick()
    rows: list[tuple[object, ...]] = []
    fragments: list[tuple[object, ...]] = []
    words: list[tuple[object, ...]] = []
    for place, document in part:
        text = project.documents.text(document) or ""
        for number, span in enumerate(_spans(text, each), start=place * each + 1):
            before, after = span.context(text)
            made = str(uuid.uuid5(uuid.NAMESPACE_OID, str(number)))
            tag = tags[number % len(tags)]
            attributes = json.dumps(_ATTRIBUTES[tag.key])
            rows.append(
                (
                    *(number, made, document, who, tag.id),
                    *(span.start, span.end, before, after, attributes),
                    *(version, _AT, _AT, stamp, stamp, batch),
                )
            )
            fragments.append((number, span.start, span.end, span.quote(text)))
            words.append((number, span.quote(text)))
    project.connection.executemany(
        'INSERT INTO annotation (number, id, document, annotator, tag, "start", "end", before, '
        "after, attributes, codebook_version, created, modified, born, stamp, batch) "
        f"VALUES ({', '.join('?' * 16)})",
        rows,
    )
    project.connection.executemany("INSERT INTO fragment VALUES (?, 0, ?, ?, ?)", fragments)
    project.connection.executemany(
        "INSERT INTO annotation_search (rowid, quote, note) VALUES (?, ?, '')", words
    )


def _spans(text: str, count: int) -> Iterator[Span]:
    """Yield spans of one to three words, evenly over the text, some overlapping."""
    step = max(1, (len(text) - 40) // max(1, count))
    for at in range(count):
        yield Span.single(at * step, at * step + 6 + at % 30)


def _wall() -> int:
    return 1_767_225_600_000  # The first of January 2026: content must not depend on the day.


def main() -> None:
    """Build the project where it was asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--documents", type=int, default=DOCUMENTS)
    parser.add_argument("--annotations", type=int, default=ANNOTATIONS)
    arguments = parser.parse_args()
    build(arguments.path, arguments.documents, arguments.annotations)


if __name__ == "__main__":
    main()
