"""Checking a project: the file, the texts, and every annotation against its text and codebook."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from domain.annotation import Annotation
from domain.codebook import Codebook
from domain.document import Document
from domain.ids import DocumentId
from domain.text import is_canonical, text_sha256
from storage import check_file
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
    counts = _relation_counts(contents.connection)
    ids = contents.documents.ids()
    for done, document_id in enumerate(ids):
        progress(done, len(ids))
        document = contents.documents.get(document_id)
        if document is None:
            yield True, f"The document {document_id} has no text."
            continue
        yield from _document(document, contents)
        for annotation in contents.annotations.of_document(document_id):
            yield from _annotation(annotation, document, codebook, entities)
            yield from _cardinality(annotation, document, codebook, counts)
    for document_id in _without_fragments(contents.connection):
        yield True, f"The document {document_id} has an annotation that stands on no words."
    yield from _relations(contents, codebook)
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
    annotation: Annotation, document: Document, codebook: Codebook, entities: set[str]
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
    yield from _values(annotation, where, codebook, entities)


def _values(
    annotation: Annotation, where: str, codebook: Codebook, entities: set[str]
) -> Iterator[Finding]:
    try:
        tag = codebook.tag(annotation.tag)
    except KeyError:
        yield True, f"{where}: its tag was deleted."
        return
    known = {k: v for k, v in annotation.attributes.items() if tag.attribute(k) is not None}
    for problem in tag.problems(known):
        yield True, f"{where}: {problem}."
    for key in annotation.attributes.keys() - known.keys():
        yield False, f"{where}: “{key}” is not an attribute of {tag.name}; it is kept unseen."
    for attribute in tag.attributes:
        value = known.get(attribute.key)
        if attribute.type == "ref" and value and value not in entities:
            yield True, f"{where}: {attribute.name} refers to an entity that does not exist."
    for name in tag.missing(annotation.attributes):
        yield False, f"{where}: {name} is missing."


def _cardinality(
    annotation: Annotation,
    document: Document,
    codebook: Codebook,
    counts: dict[str, dict[str, int]],
) -> Iterator[Finding]:
    where = f"In “{document.title}”, “{_short(annotation.quote)}” at {annotation.span.start}"
    try:
        tag = codebook.tag(annotation.tag)
    except KeyError:
        return  # Told with its values.
    values, own = tag.effective(annotation.attributes), counts.get(annotation.id, {})
    for kind in tag.relations:
        if own.get(kind.key, 0) < kind.least(values):
            yield False, f"{where}: {kind.name} is missing."
    for name in tag.excess(own):
        yield False, f"{where}: there are more of {name} than the codebook allows."


def _relation_counts(connection: sqlite3.Connection) -> dict[str, dict[str, int]]:
    """Return how many live relations of each type lead from each annotation."""
    counts: dict[str, dict[str, int]] = {}
    for row in connection.execute(
        "SELECT r.source, r.type, count(*) AS many FROM relation r "
        "JOIN annotation t ON t.id = r.target "
        "WHERE r.deleted = 0 AND t.deleted = 0 GROUP BY r.source, r.type"
    ):
        counts.setdefault(row["source"], {})[row["type"]] = row["many"]
    return counts


def _relations(contents: Contents, codebook: Codebook) -> Iterator[Finding]:
    tags = {
        row["id"]: row["tag"]
        for row in contents.connection.execute("SELECT id, tag FROM annotation WHERE deleted = 0")
    }
    for row in contents.connection.execute(
        "SELECT source, type, target FROM relation WHERE deleted = 0"
    ):
        source, target = tags.get(row["source"]), tags.get(row["target"])
        if source is None or target is None:
            continue  # A relation rests while one of its ends is deleted.
        tag = codebook.tag(source)
        kind = tag.relation(row["type"])
        if kind is None:
            yield False, f"A relation “{row['type']}” leads from {tag.name}, which has none such."
        elif kind.targets and codebook.tag(target).key not in kind.targets:
            name = codebook.tag(target).name
            yield False, f"A relation “{kind.name}” of {tag.name} leads to {name}."


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
