"""An Excel workbook with four sheets: annotations, relations, documents, codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from domain.document import METADATA_FIELDS
from storage.contents import Contents
from storage.formats.csv_cells import needs_escape
from storage.formats.csv_export import AnnotationRows
from storage.formats.exporting import (
    Choice,
    Page,
    Progress,
    chosen_annotators,
    one_moment,
    pages,
    silent,
    whole_file,
)
from storage.formats.wording import Wording, exported_names
from storage.formats.xlsx_cells import LONGEST, is_too_long, written
from storage.jsontext import dump

ANNOTATIONS, RELATIONS, DOCUMENTS, CODEBOOK = "annotations", "relations", "documents", "codebook"
_MOST_ROWS = 1_048_575


def export_xlsx(
    contents: Contents, target: Path, choice: Choice, progress: Progress = silent
) -> None:
    """Write the chosen layers, whole or not at all; rows go to the file as they come.

    `progress(done, total)` counts documents; what it raises ends the export.
    """
    # Imported here: it takes time to load.
    from openpyxl import Workbook

    with one_moment(contents), whole_file(target) as file:
        book = Workbook(write_only=True)
        try:
            _fill(book, contents, choice, progress)
            book.save(file)
        except BaseException:
            # A sheet that is left open would complain when it is collected.
            for sheet in book.worksheets:
                sheet.close()
            raise


def _fill(book: Any, contents: Contents, choice: Choice, progress: Progress) -> None:
    sheets = {name: book.create_sheet(name) for name in (ANNOTATIONS, RELATIONS, DOCUMENTS)}
    table, wording = AnnotationRows(contents), Wording(contents)
    for name, columns in (
        (ANNOTATIONS, table.columns),
        (RELATIONS, _RELATION_COLUMNS),
        (DOCUMENTS, _DOCUMENT_COLUMNS),
    ):
        _add(sheets[name], columns)
    who = {a.id: a.name for a in chosen_annotators(contents, choice)}
    for page in pages(contents, choice, progress):
        for row in table.rows(page):
            _add(sheets[ANNOTATIONS], row)
        for row in _relations(page, wording):
            _add(sheets[RELATIONS], row)
        _add(sheets[DOCUMENTS], _document(contents, page, who))
    sheet = book.create_sheet(CODEBOOK)
    for row in _codebook(wording):
        _add(sheet, row)


def losses(contents: Contents, choice: Choice) -> tuple[str, ...]:
    """Count what a workbook cannot hold as it is."""
    table = AnnotationRows(contents)
    escaped = long = rows = 0
    for page in pages(contents, choice):
        for row in table.rows(page):
            rows += 1
            escaped += sum(isinstance(v, str) and needs_escape(v) for v in row)
            long += sum(is_too_long(v) for v in row)
    said = ["The texts, reviews, comments and the history stay in the project file."]
    if escaped:
        said.append(
            f"{escaped} cells look like formulas and get a leading apostrophe, "
            "which an import takes away."
        )
    if long:
        said.append(f"{long} texts are longer than a cell ({LONGEST:,} characters) and left empty.")
    if rows > _MOST_ROWS:
        said.append(f"A sheet holds {_MOST_ROWS:,} rows; Excel will not show the rest.")
    return tuple(said)


_RELATION_COLUMNS = (
    *("document", "id", "type", "from", "to", "from_tag", "from_text", "to_tag", "to_text"),
    "annotator",
)
_DOCUMENT_COLUMNS = (
    *("id", "title", "length", "sha256", *METADATA_FIELDS, "note", "metadata", "progress"),
)


def _add(sheet: Any, row: Iterable[Any]) -> None:
    sheet.append([written(value) for value in row])


def _relations(page: Page, wording: Wording) -> Iterator[list[Any]]:
    ends = {annotation.id: annotation for annotation in page.annotations}
    tags = exported_names(wording.codebook.tags)
    for relation in sorted(page.relations, key=lambda r: r.id):
        source, target = ends[relation.source], ends.get(relation.target)
        source_tag = wording.tag(source)
        yield [
            *(page.document.title, relation.id, wording.relation(relation, source_tag)),
            *(relation.source, relation.target, tags[source_tag.key], source.quote),
            None if target is None else tags[wording.tag(target).key],
            None if target is None else target.quote,
            wording.annotator(source),
        ]


def _document(contents: Contents, page: Page, who: dict[Any, str]) -> list[Any]:
    document = page.document
    states = [
        f"{who[each.annotator]}: {each.state.value}"
        for each in contents.documents.progress_of_all(document.id)
        if each.annotator in who
    ]
    return [
        *(document.id, document.title, len(document.text), document.sha256),
        *(getattr(document, name) for name in METADATA_FIELDS),
        document.note,
        dump(dict(document.metadata)) if document.metadata else None,
        "; ".join(sorted(states)),
    ]


def _codebook(wording: Wording) -> Iterator[list[Any]]:
    yield ["tag", "what", "key", "name", "type", "choices or targets", "required", "help"]
    for tag in wording.codebook.tags:
        yield [tag.key, "tag", tag.key, tag.name, None, None, None, tag.definition]
        for a in tag.attributes:
            choices = "; ".join(a.choices)
            yield [tag.key, "attribute", a.key, a.name, a.type, choices, a.required, a.help]
        for r in tag.relations:
            targets = "; ".join(r.targets)
            yield [tag.key, "relation", r.key, r.name, None, targets, r.minimum > 0, r.help]
