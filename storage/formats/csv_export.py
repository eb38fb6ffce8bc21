"""CSV: one row for each annotation, attributes and relations in columns, as Excel likes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, BinaryIO

from domain.annotation import Annotation, Relation
from domain.codebook import Tag
from domain.ids import AnnotationId
from storage.contents import Contents
from storage.formats.csv_cells import (
    ATTRIBUTE,
    COLUMNS,
    ENCODING,
    RELATION,
    cell,
    fragments_cell,
    ids_cell,
    needs_escape,
)
from storage.formats.exporting import Choice, Page, Progress, pages
from storage.formats.report import Report
from storage.formats.wording import Wording, exported_names

LONGEST_CELL = 32_767


_ALWAYS = "The texts, progress, reviews, comments and the history stay in the project file."


class CsvWriter:
    """Writes one row for each annotation of the chosen layers."""

    def __init__(self, contents: Contents, choice: Choice) -> None:
        self._contents = contents
        self._choice = choice
        self._table = AnnotationRows(contents)

    def rows(self, report: Report, progress: Progress) -> Iterator[list[Any]]:
        """Yield the names of the columns, and then the rows under them."""
        losses = report.losses
        losses.always = (_ALWAYS,)
        yield self._table.columns
        for page in pages(self._contents, self._choice, progress):
            lost = self._table.without_column(page)
            report.count(self._table.labels(page), len(page.relations) - lost)
            losses.note("relations", lost)
            losses.note("bare", not page.annotations)
            for row in self._table.rows(page):
                losses.note("formulas", formulas(row))
                losses.note("long", sum(isinstance(v, str) and len(v) > LONGEST_CELL for v in row))
                losses.note("former", row[-1] is not None)
                yield row

    def write(self, file: BinaryIO, rows: Iterator[list[Any]]) -> None:
        """Write a line for each, with a byte order mark before the first."""
        text = io.TextIOWrapper(file, ENCODING, newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerows([cell(value) for value in row] for row in rows)
        text.flush()
        text.detach()


def formulas(row: Iterable[Any]) -> int:
    """Return how many cells of a row look like formulas."""
    return sum(isinstance(value, str) and needs_escape(value) for value in row)


class AnnotationRows:
    """The columns of a project's codebook, and the rows under them."""

    def __init__(self, contents: Contents) -> None:
        self._wording = Wording(contents)
        names = []
        for tag in self._wording.codebook.tags:
            name = self._wording.labels[tag.key]
            attributes = self._wording.attribute_names(tag).values()
            names += [f"{ATTRIBUTE}.{name}.{attribute}" for attribute in attributes]
            relations = exported_names(tag.relations).values()
            names += [f"{RELATION}.{name}.{relation}" for relation in relations]
        # What a former tag left behind has no column of its own tag: it stands with the rest.
        self.columns = [*COLUMNS, *names, f"{ATTRIBUTE}.*"]
        self._place = {name: place for place, name in enumerate(self.columns)}

    def labels(self, page: Page) -> list[str]:
        """Return the exported name of the tag of each annotation of a document."""
        return [self._wording.label(annotation) for annotation in page.annotations]

    def without_column(self, page: Page) -> int:
        """Return how many relations of a document are of a type that their tag has no more."""
        tags = self._tags(page)
        return sum(self._column(relation, tags) is None for relation in page.relations)

    def rows(self, page: Page) -> Iterator[list[Any]]:
        """Yield the row of each annotation of a document."""
        targets: dict[str, dict[int, list[str]]] = {}
        tags = self._tags(page)
        for relation in page.relations:
            place = self._column(relation, tags)
            if place is not None:
                targets.setdefault(relation.source, {}).setdefault(place, []).append(
                    relation.target
                )
        for annotation in page.annotations:
            yield self._row(page, annotation, targets.get(annotation.id, {}))

    def _tags(self, page: Page) -> dict[AnnotationId, Tag]:
        return {a.id: self._wording.tag(a) for a in page.annotations}

    def _column(self, relation: Relation, tags: Mapping[AnnotationId, Tag]) -> int | None:
        tag = tags[relation.source]
        kind = self._wording.relation(relation, tag)
        return self._place.get(f"{RELATION}.{self._wording.labels[tag.key]}.{kind}")

    def _row(self, page: Page, annotation: Annotation, targets: dict[int, list[str]]) -> list[Any]:
        tag = self._wording.label(annotation)
        span = annotation.span
        row: list[Any] = [None] * len(self.columns)
        row[: len(COLUMNS)] = [
            *(page.document.id, page.document.title, annotation.id, annotation.external_id),
            *(tag, span.start, span.end, fragments_cell(span.fragments), annotation.quote),
            *(self._wording.annotator(annotation), annotation.note, annotation.confidence),
            *(annotation.created, annotation.modified),
        ]
        rest = {}
        for name, value in self._wording.attributes(annotation).items():
            place = self._place.get(f"{ATTRIBUTE}.{tag}.{name}")
            if place is None:
                rest[name] = value
            else:
                row[place] = value
        for place, ids in targets.items():
            row[place] = ids_cell(ids)
        row[-1] = "; ".join(f"{name}={value}" for name, value in rest.items()) or None
        return row
