"""Reading our CSV back onto the documents that it was made from."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from domain.codebook import Tag
from domain.ids import DocumentId
from domain.text import CanonicalText
from storage.errors import FormatError
from storage.formats.csv_cells import (
    ATTRIBUTE,
    ENCODING,
    RELATION,
    fragments_of,
    ids_of,
    plain,
)
from storage.formats.exporting import Progress, silent
from storage.formats.intake import Intake
from storage.formats.placing import onto_document
from storage.formats.tally import refuse

NEEDED = {"start", "end", "tag"}
_TEXTS = ("id", "external_id", "text", "annotator", "confidence", "created", "modified")
_LONGEST_CELL = 64 * 1024 * 1024


def import_csv(
    intake: Intake, path: Path, *, onto: str | None = None, progress: Progress = silent
) -> None:
    """Take in one annotation a row, onto the document named by `onto` or by the row itself.

    The documents must be in the project. `progress` counts rows. Raises FormatError.
    """
    take_rows(intake, _rows(path), onto, progress)


def take_rows(
    intake: Intake,
    rows: Sequence[tuple[str, dict[str, str]]],
    onto: str | None,
    progress: Progress = silent,
) -> None:
    """Take in rows of text cells, each with its place, onto the documents that they name."""
    found: dict[DocumentId, list[tuple[str, Any]]] = {}
    for number, (where, row) in enumerate(rows):
        progress(number, len(rows))
        reference = onto or row.get("document_id") or row.get("document")
        document = onto_document(intake, reference, where)
        found.setdefault(document, []).append((where, _annotation(intake, where, row)))
    for document, items in found.items():
        text = intake.project.documents.text(document) or ""
        intake.annotations(document, CanonicalText(text), items, ())
    intake.finish()
    progress(len(rows), len(rows))


def check_columns(where: str, columns: Iterable[str]) -> None:
    """Refuse a table that lacks what an annotation needs."""
    missing = NEEDED - set(columns)
    if missing:
        refuse(where, f"it has no column {', '.join(sorted(missing))}")


def _rows(path: Path) -> list[tuple[str, dict[str, str]]]:
    # A quoted cell may be as long as a text; the limit of the module is meant for broken files.
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        with path.open(encoding=ENCODING, newline="") as file:
            return list(_numbered(path, file))
    except OSError as error:
        raise FormatError(
            f"{path} could not be read: {error.strerror}. Nothing was imported."
        ) from error
    except (UnicodeDecodeError, csv.Error) as error:
        refuse(path.name, f"this is not a CSV table in UTF-8 ({error})")
    finally:
        csv.field_size_limit(before)


def _numbered(path: Path, file: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
    reader = csv.DictReader(file, strict=True, restval="")
    check_columns(path.name, reader.fieldnames or ())
    for row in reader:
        where = f"{path.name}, line {reader.line_num}"
        if None in row:
            refuse(where, "the row has more cells than there are columns")
        yield where, {name: plain(value) for name, value in row.items()}


def _annotation(intake: Intake, where: str, row: dict[str, str]) -> dict[str, Any]:
    """Return a row in the form that an annotation has in JSON Lines."""
    given: dict[str, Any] = {name: row[name] for name in _TEXTS if row.get(name)}
    given["note"] = row.get("note", "")
    given["tag"] = row["tag"]
    try:
        given["start"], given["end"] = int(row["start"]), int(row["end"])
        if row.get("fragments"):
            given["fragments"] = fragments_of(row["fragments"])
    except ValueError:
        refuse(where, "its start, end or fragments are not whole numbers")
    tag = intake.vocabulary.tag(where, row["tag"])
    attributes: dict[str, Any] = {}
    relations: dict[str, list[str]] = {}
    for column, text in row.items():
        if text and (name := _under(column, ATTRIBUTE, tag)):
            attributes[name] = _value(intake, where, tag, name, text)
        elif text and (name := _under(column, RELATION, tag)):
            relations[name] = ids_of(text)
    return {**given, "attributes": attributes, "relations": relations}


def _under(column: str, kind: str, tag: Tag) -> str:
    """Return the attribute or relation that a column holds for a tag, else nothing."""
    prefixes = (f"{kind}.{owner}." for owner in (tag.key, tag.name))
    return next((column.removeprefix(p) for p in prefixes if column.startswith(p)), "")


def _value(intake: Intake, where: str, tag: Tag, name: str, text: str) -> Any:
    kind = intake.vocabulary.attribute(where, tag, name).type
    if kind == "boolean" and text.casefold() in ("true", "false"):
        return text.casefold() == "true"
    if kind == "number":
        try:
            number = int(text) if text.lstrip("+-").isdecimal() else float(text)
        except ValueError:
            number = math.nan
        if not math.isfinite(number):
            refuse(where, f"{name}: “{text}” is not a number")
        return number
    return text
