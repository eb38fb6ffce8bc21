"""An Excel workbook with four sheets: annotations, relations, documents, codebook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from domain.document import METADATA_FIELDS
from storage.contents import Contents
from storage.formats.csv_export import AnnotationRows, formulas
from storage.formats.exporting import Choice, Page, Progress, chosen_annotators, pages
from storage.formats.report import Report
from storage.formats.wording import Wording
from storage.formats.xlsx_cells import is_too_long, written
from storage.jsontext import dump

ANNOTATIONS, RELATIONS, DOCUMENTS, CODEBOOK = "annotations", "relations", "documents", "codebook"
_SHEETS = (ANNOTATIONS, RELATIONS, DOCUMENTS, CODEBOOK)
_MOST_ROWS = 1_048_575


_ALWAYS = "The texts, reviews, comments and the history stay in the project file."

_Row = tuple[str, Sequence[Any]]


class XlsxWriter:
    """Writes the chosen layers and what belongs to them; rows go to the file as they come."""

    def __init__(self, contents: Contents, choice: Choice) -> None:
        self._contents = contents
        self._choice = choice
        self._table = AnnotationRows(contents)
        self._wording = Wording(contents)

    def rows(self, report: Report, progress: Progress) -> Iterator[_Row]:
        """Yield each row with the name of its sheet, the names of the columns first."""
        report.losses.always = (_ALWAYS,)
        numbers: Counter[str] = Counter()
        yield ANNOTATIONS, self._table.columns
        yield RELATIONS, _RELATION_COLUMNS
        yield DOCUMENTS, _DOCUMENT_COLUMNS
        yield CODEBOOK, _CODEBOOK_COLUMNS
        for sheet, row in self._rows(report, progress):
            numbers[sheet] += 1
            report.losses.note("formulas", formulas(row))
            report.losses.note("emptied", sum(is_too_long(value) for value in row))
            report.losses.note("rows", numbers[sheet] > _MOST_ROWS)
            yield sheet, row

    def _rows(self, report: Report, progress: Progress) -> Iterator[_Row]:
        who = {a.id: a.name for a in chosen_annotators(self._contents, self._choice)}
        for page in pages(self._contents, self._choice, progress):
            report.count(self._table.labels(page), len(page.relations))
            for row in self._table.rows(page):
                report.losses.note("former", row[-1] is not None)
                yield ANNOTATIONS, row
            for row in _relations(page, self._wording):
                yield RELATIONS, row
            yield DOCUMENTS, _document(self._contents, page, who)
        for row in _codebook(self._wording):
            yield CODEBOOK, row

    def write(self, file: BinaryIO, rows: Iterator[_Row]) -> None:
        """Write the sheets, and the workbook of them."""
        # Imported here: it takes time to load.
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        try:
            sheets = {name: book.create_sheet(name) for name in _SHEETS}
            for name, row in rows:
                sheets[name].append([written(value) for value in row])
            book.save(file)
        except BaseException:
            # A sheet that is left open would complain when it is collected.
            for sheet in book.worksheets:
                sheet.close()
            raise


_RELATION_COLUMNS = (
    *("document", "id", "type", "from", "to", "from_tag", "from_text", "to_tag", "to_text"),
    "annotator",
)
_DOCUMENT_COLUMNS = (
    *("id", "title", "length", "sha256", *METADATA_FIELDS, "note", "metadata", "progress"),
)


_CODEBOOK_COLUMNS = (
    *("tag", "what", "key", "name", "type", "choices or targets", "required", "help"),
)


def _relations(page: Page, wording: Wording) -> Iterator[list[Any]]:
    ends = {annotation.id: annotation for annotation in page.annotations}
    tags = wording.labels
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
    for tag in wording.codebook.tags:
        yield [tag.key, "tag", tag.key, tag.name, None, None, None, tag.definition]
        for a in tag.attributes:
            choices = "; ".join(a.choices)
            yield [tag.key, "attribute", a.key, a.name, a.type, choices, a.required, a.help]
        for r in tag.relations:
            targets = "; ".join(r.targets)
            yield [tag.key, "relation", r.key, r.name, None, targets, r.minimum > 0, r.help]
