"""The rows of a table of annotations: each a record of its own, right or left out as a whole."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from domain.codebook import Tag
from domain.ids import DocumentId
from domain.text import CanonicalText
from storage.formats.csv_cells import ATTRIBUTE, RELATION, fragments_of, ids_of
from storage.formats.intake import Intake
from storage.formats.placing import onto_document
from storage.formats.tally import RecordError, refuse

NEEDED = frozenset(("start", "end", "tag"))
"""The columns that an annotation needs."""
LEFT_BEHIND = f"{ATTRIBUTE}.*"
"""The column for values of a former tag, which are not read."""
Row = Mapping[str, str]
"""The cells of a row that are not empty, by the names of their columns."""
_OF_OTHERS = "other"
_NO_VALUE = ("", "")
_TEXTS = ("id", "external_id", "text", "annotator", "confidence", "created", "modified")
# Programs that compute with a column write 12 as 12.0; three zeros may be thousands.
_WHOLE = re.compile(r"\s*([0-9]+)(?:[.,]0{1,2})?\s*")
_SHORTENED = re.compile(r"[+-]?[0-9.,]+E[+-]?[0-9]+")  # As Excel writes numbers of many digits


@dataclass(frozen=True, slots=True)
class AnnotationTable:
    """A table to be read once: the rows with their places in the file, or what is wrong with one.

    `has_decimal_commas` says that numbers are written as 4,5.
    """

    name: str
    columns: tuple[str, ...]
    rows: Iterable[tuple[str, Row | RecordError]]
    has_decimal_commas: bool = False


def check_columns(where: str, columns: Iterable[str]) -> None:
    """Refuse a table that lacks what an annotation needs."""
    missing = NEEDED - set(columns)
    if missing:
        refuse(where, f"it has no column {', '.join(sorted(missing))}")


def take_rows(intake: Intake, table: AnnotationTable, onto: str | None) -> None:
    """Take in one annotation a row, onto the document named by `onto` or by the row itself.

    The documents must be in the project. Raises FormatError naming the row that is wrong, unless
    such rows are left out; a relation to a row that was left out is left out itself.
    """
    check_columns(table.name, table.columns)
    reading = _Reading(intake, table, onto)
    found: dict[DocumentId, list[tuple[str, Any]]] = {}
    for where, row in table.rows:
        try:
            if isinstance(row, RecordError):
                raise row
            document = reading.document(where, row)
            annotation = reading.annotation(where, row)
        except RecordError as error:
            intake.leave_out(error, None if isinstance(row, RecordError) else row.get("id"))
        else:
            found.setdefault(document, []).append((where, annotation))
    for document, items in found.items():
        text = intake.project.documents.text(document) or ""
        intake.one_by_one(document, CanonicalText(text), items)
    intake.finish()


class _Reading:
    """Turns the rows of one table into annotations as JSON Lines have them."""

    def __init__(self, intake: Intake, table: AnnotationTable, onto: str | None) -> None:
        self._intake = intake
        self._table = table
        self._onto = onto
        self._documents: dict[str, DocumentId | RecordError] = {}
        self._meant: dict[tuple[str, str], dict[str, tuple[str, str]]] = {}

    def document(self, where: str, row: Row) -> DocumentId:
        """Return the document that a row belongs to; refuse one that the project does not have."""
        named = row.get("document_id") or row.get("document") or ""
        if named not in self._documents:
            try:
                self._documents[named] = onto_document(self._intake, self._onto, named, where)
            except RecordError as error:
                self._documents[named] = error
        found = self._documents[named]
        if isinstance(found, RecordError):
            refuse(where, found.what)
        return found

    def annotation(self, where: str, row: Row) -> dict[str, Any]:
        """Return what a row says; refuse one that does not say it rightly."""
        given: dict[str, Any] = {name: row[name] for name in _TEXTS if name in row}
        if "note" in self._table.columns:
            given["note"] = row.get("note", "")
        given["tag"] = row.get("tag")
        try:
            given["start"], given["end"] = _whole(row, "start"), _whole(row, "end")
            if "fragments" in row:
                given["fragments"] = fragments_of(row["fragments"])
        except ValueError:
            refuse(where, "its start, end or fragments are not whole numbers")
        tag = self._intake.vocabulary.tag(where, given["tag"])
        meant = self._meaning(row["tag"], tag)
        attributes: dict[str, Any] = {}
        relations: dict[str, list[str]] = {}
        for column, text in row.items():
            kind, name = meant.get(column, _NO_VALUE)
            if kind == ATTRIBUTE:
                attributes[name] = self._value(where, tag, name, text)
            elif kind == RELATION:
                relations[name] = ids_of(text)
            elif kind == _OF_OTHERS:
                refuse(where, f"{column} is filled in, but the tag of the row is {row['tag']}")
        return {**given, "attributes": attributes, "relations": relations}

    def _meaning(self, written: str, tag: Tag) -> dict[str, tuple[str, str]]:
        """Return what each column of values holds for a tag, which may be those of other tags."""
        known = self._meant.get((written, tag.id))
        if known is None:
            known = {}
            for column in self._table.columns:
                kind, _, rest = column.partition(".")
                if kind in (ATTRIBUTE, RELATION) and rest and column != LEFT_BEHIND:
                    owners = (f"{owner}." for owner in (written, tag.key, tag.name))
                    names = (rest.removeprefix(o) for o in owners if rest.startswith(o))
                    name = next(names, "")
                    known[column] = (kind if name else _OF_OTHERS, name)
            self._meant[written, tag.id] = known
        return known

    def _value(self, where: str, tag: Tag, name: str, text: str) -> Any:
        kind = self._intake.vocabulary.attribute(where, tag, name).type
        if kind == "boolean" and text.casefold() in ("true", "false"):
            return text.casefold() == "true"
        if kind == "number":
            if _SHORTENED.fullmatch(text):
                refuse(where, f"{name}: “{text}” is a number that a spreadsheet shortened")
            written = text.replace(",", ".", 1) if self._table.has_decimal_commas else text
            try:
                number = int(text) if text.lstrip("+-").isdecimal() else float(written)
            except ValueError:
                number = math.nan
            if not math.isfinite(number):
                refuse(where, f"{name}: “{text}” is not a number")
            return number
        return text


def _whole(row: Row, name: str) -> int:
    """Return the whole number in a cell; raise ValueError if there is none."""
    match = _WHOLE.fullmatch(row.get(name, ""))
    if match is None:
        raise ValueError(name)
    return int(match[1])
