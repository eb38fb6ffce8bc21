"""CSV: one row for each annotation, attributes and relations in columns, as Excel likes it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from domain.annotation import Annotation
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
from storage.formats.exporting import (
    Choice,
    Page,
    Progress,
    one_moment,
    pages,
    silent,
    whole_file,
)
from storage.formats.wording import Wording, exported_names

LONGEST_CELL = 32_767


def export_csv(
    contents: Contents, target: Path, choice: Choice, progress: Progress = silent
) -> None:
    """Write one row for each annotation of the chosen layers, whole or not at all.

    `progress(done, total)` counts documents; what it raises ends the export.
    """
    with one_moment(contents), whole_file(target) as file:
        table = AnnotationRows(contents)
        text = io.TextIOWrapper(file, ENCODING, newline="", write_through=True)
        writer = csv.writer(text, lineterminator="\r\n")
        writer.writerow([cell(name) for name in table.columns])
        for page in pages(contents, choice, progress):
            writer.writerows([cell(value) for value in row] for row in table.rows(page))
        text.flush()
        text.detach()


def losses(contents: Contents, choice: Choice) -> tuple[str, ...]:
    """Count the cells that get an apostrophe, and say what a table does not carry."""
    table = AnnotationRows(contents)
    escaped = long = bare = left = 0
    for page in pages(contents, choice):
        bare += not page.annotations
        for row in table.rows(page):
            escaped += sum(isinstance(v, str) and needs_escape(v) for v in row)
            long += sum(isinstance(v, str) and len(v) > LONGEST_CELL for v in row)
            left += row[-1] is not None
    said = ["The texts, progress, reviews, comments and the history stay in the project file."]
    if bare:
        said.append(f"{bare} documents without annotations have no row.")
    if escaped:
        said.append(
            f"{escaped} cells look like formulas and get a leading apostrophe, "
            "which an import takes away."
        )
    if long:
        said.append(f"{long} cells are longer than Excel shows ({LONGEST_CELL:,} characters).")
    if left:
        said.append(
            f"{left} annotations keep values of a former tag: they stand in the column attr.*, "
            "which an import does not read."
        )
    return tuple(said)


class AnnotationRows:
    """The columns of a project's codebook, and the rows under them."""

    def __init__(self, contents: Contents) -> None:
        self._wording = Wording(contents)
        self._tags = exported_names(self._wording.codebook.tags)
        names = []
        for tag in self._wording.codebook.tags:
            name = self._tags[tag.key]
            attributes = self._wording.attribute_names(tag).values()
            names += [f"{ATTRIBUTE}.{name}.{attribute}" for attribute in attributes]
            relations = exported_names(tag.relations).values()
            names += [f"{RELATION}.{name}.{relation}" for relation in relations]
        # What a former tag left behind has no column of its own tag: it stands with the rest.
        self.columns = [*COLUMNS, *names, f"{ATTRIBUTE}.*"]
        self._place = {name: place for place, name in enumerate(self.columns)}

    def rows(self, page: Page) -> Iterator[list[Any]]:
        """Yield the row of each annotation of a document."""
        targets: dict[str, dict[str, list[str]]] = {}
        tags = {a.id: self._wording.tag(a) for a in page.annotations}
        for relation in page.relations:
            kind = self._wording.relation(relation, tags[relation.source])
            targets.setdefault(relation.source, {}).setdefault(kind, []).append(relation.target)
        for annotation in page.annotations:
            yield self._row(page, annotation, targets.get(annotation.id, {}))

    def _row(self, page: Page, annotation: Annotation, targets: dict[str, list[str]]) -> list[Any]:
        tag = self._tags[self._wording.tag(annotation).key]
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
        for kind, ids in targets.items():
            place = self._place.get(f"{RELATION}.{tag}.{kind}")
            if place is not None:
                row[place] = ids_cell(ids)
        row[-1] = "; ".join(f"{name}={value}" for name, value in rest.items()) or None
        return row
