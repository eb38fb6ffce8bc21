"""Checking a project: the file, the texts, and every annotation against its text and codebook."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from domain.annotation import Annotation, Relation
from domain.codebook import Codebook
from domain.document import Document
from domain.ids import AnnotationId, DocumentId
from domain.relating import relation_problems
from domain.text import is_canonical, text_sha256
from storage import check_file
from storage.completeness import Judge
from storage.contents import Contents

Progress = Callable[[int, int], None]
Finding = tuple[bool, str]
"""Whether it is an error (else a warning), and the sentence."""


@dataclass(frozen=True, slots=True)
class Report:
    """What is wrong with a project, a sentence each; a warning is no fault of the file."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong; warnings do not count."""
        return not self.errors


def check_project(contents: Contents, progress: Progress | None = None) -> Report:
    """Read everything and return what is wrong.

    `progress(done, total)` counts documents; what it raises ends the check.
    """
    broken = list(check_file.structure(contents.connection))
    if broken:
        # Behind a broken page or key nothing else can be trusted.
        return Report(tuple(broken), ())
    faults = list(check_file.values(contents.connection))
    if faults:
        return Report((*faults, *check_file.indexes(contents.connection)), ())
    findings = list(_findings(contents, progress or _silent))
    errors = [said for is_error, said in findings if is_error]
    errors += check_file.indexes(contents.connection)
    return Report(tuple(errors), tuple(said for is_error, said in findings if not is_error))


def _silent(done: int, total: int) -> None:
    del done, total


def _findings(contents: Contents, progress: Progress) -> Iterator[Finding]:
    codebook = contents.codebooks.current()
    entities = _entities(contents.connection)
    links = _Links(contents, codebook)
    judge = Judge(contents, codebook)
    ids = contents.documents.ids()
    for done, document_id in enumerate(ids):
        progress(done, len(ids))
        document = contents.documents.get(document_id)
        if document is None:
            yield True, f"The document {document_id} has no text."
            continue
        yield from _document(document, contents)
        for annotation in contents.annotations.of_document(document_id):
            yield from _annotation(annotation, document, judge, entities)
            yield from _relations(annotation, document, codebook, links)
    for document_id in _without_fragments(contents.connection):
        yield True, f"The document {document_id} has an annotation that stands on no words."
    progress(len(ids), len(ids))


def _document(document: Document, contents: Contents) -> Iterator[Finding]:
    where = f"“{document.title}”"
    if not is_canonical(document.text):
        yield True, f"The text of {where} is not canonical: it holds CR, NUL or half characters."
    elif text_sha256(document.text) != document.sha256:
        yield True, f"The text of {where} is not the one that was imported: its hash differs."
    row = contents.documents.row(document.id, None)
    if row is not None and row.length != len(document.text):
        yield True, f"{where} has {len(document.text)} characters, but says {row.length}."


def _annotation(
    annotation: Annotation, document: Document, judge: Judge, entities: set[str]
) -> Iterator[Finding]:
    where = f"In “{document.title}”, “{_short(annotation.quote)}” at {annotation.span.start}"
    fragments = annotation.span.fragments
    if any(a[1] > b[0] for a, b in pairwise(fragments)):
        yield True, f"{where}: its fragments overlap or are not in order."
    if annotation.span.end > len(document.text):
        yield True, f"{where}: it reaches beyond the text."
    elif tuple(document.text[s:e] for s, e in fragments) != annotation.quotes:
        found = " ".join(document.text[s:e] for s, e in fragments)
        yield True, f"{where}: the text has “{_short(found)}” there."
    yield from _values(annotation, where, judge, entities)


def _values(
    annotation: Annotation, where: str, judge: Judge, entities: set[str]
) -> Iterator[Finding]:
    tag = judge.codebook.tag(annotation.tag)
    known = {k: v for k, v in annotation.attributes.items() if tag.attribute(k) is not None}
    for problem in tag.problems(known):
        # What a person typed is kept as typed: that is unfinished work, no fault of the file.
        yield False, f"{where}: {problem}."
    for key in annotation.attributes.keys() - known.keys():
        yield False, f"{where}: “{key}” is not an attribute of {tag.name}; it is kept unseen."
    for attribute in tag.attributes:
        value = known.get(attribute.key)
        if attribute.type == "ref" and value and value not in entities:
            yield True, f"{where}: {attribute.name} refers to an entity that does not exist."
    lack = judge.lack(annotation, {})
    for name in (a.name for a in tag.attributes if a.key in lack.attributes):
        yield False, f"{where}: {name} is missing."


def _relations(
    annotation: Annotation, document: Document, codebook: Codebook, links: _Links
) -> Iterator[Finding]:
    where = f"In “{document.title}”, “{_short(annotation.quote)}” at {annotation.span.start}"
    own = links.of(annotation.id)
    for problem in relation_problems(annotation, own, codebook, links.tags):
        yield False, f"{where}: {problem}."


class _Links:
    """All live relations by where they start, and the tag of each live annotation."""

    def __init__(self, contents: Contents, codebook: Codebook) -> None:
        known = {tag.id for tag in codebook.tags}
        rows = contents.connection.execute("SELECT id, tag FROM annotation WHERE deleted = 0")
        self.tags: dict[AnnotationId, str] = {r["id"]: r["tag"] for r in rows if r["tag"] in known}
        self._found: dict[AnnotationId, list[Relation]] = {}
        for relation in contents.relations.all():
            self._found.setdefault(relation.source, []).append(relation)

    def of(self, annotation: AnnotationId) -> list[Relation]:
        """Return the relations that lead from an annotation."""
        return self._found.get(annotation, [])


def _entities(connection: sqlite3.Connection) -> set[str]:
    return {row["id"] for row in connection.execute("SELECT id FROM entity")}


def _without_fragments(connection: sqlite3.Connection) -> list[DocumentId]:
    rows = connection.execute(
        "SELECT document FROM annotation a WHERE deleted = 0 AND NOT EXISTS "
        "(SELECT 1 FROM fragment f WHERE f.annotation = a.number)"
    )
    return [DocumentId(row["document"]) for row in rows]


def _short(quote: str) -> str:
    flat = " ".join(quote.split())
    return flat if len(flat) <= 40 else flat[:39] + "…"
