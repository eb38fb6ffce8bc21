"""The facts of a project's layer: what follows from its tags, as values, as tables, as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from domain.annotation import Annotation, Annotator, Relation
from domain.facts import Facts, FactTable, Gatherer, Page, Source, all_tables
from domain.ids import AnnotatorId, DocumentId, annotator_key
from storage.contents import Contents
from storage.errors import RefusedError
from storage.formats.csv_cells import ENCODING, cell
from storage.formats.exporting import Progress, one_moment, silent, whole_file

_PREFERRED = ("adjudicated", "person", "machine")


def facts(contents: Contents, annotator: str | None = None) -> dict[str, Any]:
    """Return the facts of a layer as plain values, ready for JSON.

    `annotator` is a name; see `fact_layer` for None. Raises RefusedError.
    """
    with one_moment(contents):
        return read_facts(contents, fact_layer(contents, annotator)).as_json()


def fact_layer(contents: Contents, name: str | None) -> AnnotatorId | None:
    """Return the layer to read facts from: that of the name, else the adjudicated, else the only.

    Layers without annotations count only if they are named, a machine's only if no person has one;
    None if there is no other. Raises
    RefusedError if the name is unknown, or if it is not clear which layer is meant.
    """
    everyone = contents.annotators.all()
    if name is not None:
        return _named(everyone, name)
    layers = [a for a in everyone if contents.annotations.count(annotator=a.id)]
    of_kind = {kind: [a for a in layers if a.kind == kind] for kind in _PREFERRED}
    chosen = next(filter(None, of_kind.values()), [])
    if len(chosen) > 1:
        names = ", ".join(a.name for a in chosen)
        raise RefusedError(
            f"The project has several layers of annotations ({names}), and facts follow from one. "
            "Nothing was changed; name the annotator whose layer you want."
        )
    return chosen[0].id if chosen else None


def read_facts(
    contents: Contents, annotator: AnnotatorId | None, progress: Progress = silent
) -> Facts:
    """Return the facts of a layer, read document by document; of no layer there are none.

    `progress(done, total)` counts documents; what it raises ends the reading.
    """
    gatherer = Gatherer(contents.codebooks.current(), contents.entities.all())
    if annotator is not None:
        with one_moment(contents):
            for page in _pages(contents, annotator, progress):
                gatherer.add(page)
    return gatherer.facts()


def write_fact_table(table: FactTable, target: Path) -> None:
    """Write a table as CSV that a spreadsheet opens, whole or not at all. Raises FormatError."""
    with whole_file(target) as file:
        text = io.TextIOWrapper(file, ENCODING, newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([cell(name) for name in table.columns])
        writer.writerows([cell(value) for value in row.cells] for row in table.rows)
        text.flush()
        text.detach()


def fact_lines(found: Facts) -> list[str]:
    """Return all tables as people read them, one under the other."""
    tables = [_table_lines(table) for table in all_tables(found)]
    return [line for lines in tables for line in (*lines, "")][:-1]


def _table_lines(table: FactTable) -> list[str]:
    """Return a heading, then columns of equal width."""
    heading = f"{table.title} ({len(table.rows):,})"
    if not table.rows:
        return [heading]
    shown = [table.columns, *(row.cells for row in table.rows)]
    lines = [[" ".join(str("" if v is None else v).split()) for v in cells] for cells in shown]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    padded = [
        "  ".join(word.ljust(width) for word, width in zip(line, widths, strict=True))
        for line in lines
    ]
    return [heading, *(f"  {line}".rstrip() for line in padded)]


def _named(everyone: Sequence[Annotator], name: str) -> AnnotatorId:
    found = next((a for a in everyone if annotator_key(a.name) == annotator_key(name)), None)
    if found is None:
        have = ", ".join(a.name for a in everyone) or "nobody"
        raise RefusedError(
            f"The project has no annotator {name} (it has {have}). Nothing was changed."
        )
    return found.id


def _pages(contents: Contents, annotator: AnnotatorId, progress: Progress) -> Iterator[Page]:
    """Yield each document in which the layer has annotations, in the order of their arrival."""
    sources = _sources(contents, annotator)
    for done, source in enumerate(sources):
        progress(done, len(sources))
        annotations = contents.annotations.of_document(source.id, [annotator])
        relations = contents.relations.of_document(source.id)
        elsewhere = _elsewhere(contents, annotator, annotations, relations)
        yield Page(source, annotations, relations, elsewhere)
    progress(len(sources), len(sources))


def _sources(contents: Contents, annotator: AnnotatorId) -> list[Source]:
    rows = contents.connection.execute(
        "SELECT d.id, d.title, d.author FROM document d WHERE d.deleted = 0 AND EXISTS (SELECT 1 "
        "FROM annotation a WHERE a.annotator = ? AND a.document = d.id AND a.deleted = 0) "
        "ORDER BY d.number",
        (annotator,),
    )
    return [Source(DocumentId(row["id"]), row["title"], row["author"]) for row in rows]


def _elsewhere(
    contents: Contents,
    annotator: AnnotatorId,
    annotations: Sequence[Annotation],
    relations: Sequence[Relation],
) -> list[Annotation]:
    """Return the ends of the layer's relations that stand in other documents."""
    here = {a.id for a in annotations}
    away = {r.target for r in relations if r.source in here and r.target not in here}
    found = [a for a in contents.annotations.some(away) if a.annotator == annotator]
    listed = {a.document for a in found}
    kept = {d for d in listed if contents.documents.row(d, None) is not None}
    return [a for a in found if not a.deleted and a.document in kept]
