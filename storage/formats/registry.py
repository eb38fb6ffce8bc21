"""The exchange formats; a new one is a module, an entry here, and a test file.

The modules are imported when they are first used: none is on the way to the first window.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Protocol

from storage.errors import FormatError

if TYPE_CHECKING:
    from storage.contents import Contents
    from storage.formats.codec import Codec
    from storage.formats.exporting import Choice, Progress
    from storage.formats.intake import Intake
    from storage.formats.report import Report


class Writer(Protocol):
    """Writes a choice of the contents in a format of our own."""

    def rows(self, report: Report, progress: Progress) -> Iterator[Any]:
        """Yield what is written, one after another; the report counts it, and what is lost.

        Raises FormatError, or what `progress` raises to cancel.
        """

    def write(self, file: BinaryIO, rows: Iterator[Any]) -> None:
        """Write them, all that the file holds."""


WriterOf = Callable[["Contents", "Choice"], Writer]


class Importer(Protocol):
    """Takes a file in."""

    def __call__(
        self, intake: Intake, path: Path, *, onto: str | None = None, progress: Progress = ...
    ) -> None:
        """Read the file; raise FormatError naming the place that is wrong."""


@dataclass(frozen=True, slots=True)
class Format:
    """An exchange format: `key` for the command line, `title` for people, `suffix` of its files.

    `writer` and `importer` load what does the work, or are None. A format of another
    program has a `module` instead, which holds a CODEC, and says here whether it is written.
    """

    key: str
    title: str
    suffix: str
    can_read: bool
    writer: Callable[[], WriterOf] | None = None
    importer: Callable[[], Importer] | None = None
    module: str = ""
    is_written: bool = False

    @property
    def can_write(self) -> bool:
        """Whether a project can be exported to it."""
        return self.writer is not None or self.is_written

    @property
    def is_of_texts(self) -> bool:
        """Whether it holds source texts without annotations."""
        return self.can_read and self.importer is None and not self.module

    @property
    def codec(self) -> Codec | None:
        """What reads and writes it, for a format of another program; loaded when asked for."""
        if not self.module:
            return None
        found: Codec = importlib.import_module(f"storage.formats.{self.module}").CODEC
        return found


def _jsonl_writer() -> WriterOf:
    from storage.formats.jsonl_export import JsonlWriter

    return JsonlWriter


def _jsonl_import() -> Importer:
    from storage.formats.jsonl_import import import_jsonl

    return import_jsonl


def _csv_writer() -> WriterOf:
    from storage.formats.csv_export import CsvWriter

    return CsvWriter


def _csv_import() -> Importer:
    from storage.formats.csv_import import import_csv

    return import_csv


def _xlsx_writer() -> WriterOf:
    from storage.formats.xlsx_export import XlsxWriter

    return XlsxWriter


def _xlsx_import() -> Importer:
    from storage.formats.xlsx_import import import_xlsx

    return import_xlsx


def _html_writer() -> WriterOf:
    from storage.formats.html_page import HtmlWriter

    return HtmlWriter


def _other(key: str, title: str, suffix: str, module: str) -> Format:
    """Return the entry of another program's format."""
    return Format(key, title, suffix, can_read=True, module=module, is_written=True)


_HEAD = 64 * 1024
_OF_RECORDS = (".jsonl", ".json")
_FIRST_RECORD = 16 * 1024 * 1024
_MAY_BE_TABLES = (".tsv", ".tab", ".txt")
# Formats of ours that a table of texts may be named like, and the columns that make it ours.
_MAY_BE_OF_TEXTS = {"csv": (), "xlsx": (), "jsonl": ("text",)}
_HEAD_LINE = 4096
FORMATS = (
    Format("text", "Source texts (files, folders, ZIP)", ".txt", can_read=True),
    Format("table", "Table of texts (a document a row)", ".tsv", can_read=True),
    Format(
        "jsonl",
        "JSON Lines (lossless)",
        ".jsonl",
        can_read=True,
        writer=_jsonl_writer,
        importer=_jsonl_import,
    ),
    Format(
        "csv",
        "CSV table (one row for each annotation)",
        ".csv",
        can_read=True,
        writer=_csv_writer,
        importer=_csv_import,
    ),
    Format(
        "xlsx",
        "Excel workbook (annotations, relations, documents, codebook)",
        ".xlsx",
        can_read=True,
        writer=_xlsx_writer,
        importer=_xlsx_import,
    ),
    Format(
        "html",
        "HTML page (the text with its highlights)",
        ".html",
        can_read=False,
        writer=_html_writer,
    ),
    # Formats of other programs, each a module here; all of them are read and written.
    _other("brat", "brat standoff (a folder)", "", "brat"),
    _other("conll", "CoNLL columns (IOB2)", ".conll", "conll"),
    _other("conll-biluo", "CoNLL columns (BILUO)", ".conll", "conll_biluo"),
    Format("conllu", "CoNLL-U with entities", ".conllu", can_read=True, module="conllu"),
    _other("docbin", "spaCy documents (DocBin)", ".spacy", "docbin"),
    _other("doccano", "JSON Lines of doccano", ".jsonl", "doccano"),
    _other("hf-json", "Hugging Face dataset (JSON Lines)", ".jsonl", "hf_json"),
    _other("hf-parquet", "Hugging Face dataset (Parquet)", ".parquet", "hf_parquet"),
    _other("labelstudio", "Label Studio (JSON, with its configuration)", ".json", "labelstudio"),
    _other("spacy-jsonl", "spaCy and Prodigy (JSON Lines)", ".jsonl", "spacy_jsonl"),
)


def format_named(key: str) -> Format:
    """Return the format with that key; raise FormatError naming those that there are."""
    found = next((entry for entry in FORMATS if entry.key == key.casefold()), None)
    if found is None:
        known = ", ".join(entry.key for entry in FORMATS)
        raise FormatError(f"There is no format “{key}”; there are {known}. Nothing was changed.")
    return found


def format_of(path: Path, key: str | None) -> Format:
    """Return the format to read a file or folder in; raise FormatError if there is none such.

    It is the one named, else what the contents look like, else that of the suffix, else text.
    """
    if key is None:
        return _sniffed(path)
    found = format_named(key)
    if not found.can_read:
        raise FormatError(f"{found.title} is only written, never read. Nothing was changed.")
    return found


def _sniffed(path: Path) -> Format:
    suffix, head = path.suffix.lower(), _head(path)
    for entry in FORMATS:
        codec = entry.codec if entry.can_read else None
        if codec is None or codec.looks_like is None or (path.is_dir() and not codec.is_folder):
            continue
        if (path.is_dir() or suffix in codec.suffixes) and codec.looks_like(path, head):
            return entry
    if suffix in _MAY_BE_TABLES and _is_annotated(head):
        return format_named("csv")
    # Any other folder holds source texts.
    own = (f for f in FORMATS if f.can_read and not f.module)
    found = next((f for f in own if f.suffix == suffix), FORMATS[0])
    unless = _MAY_BE_OF_TEXTS.get(found.key)
    is_of_texts = unless is not None and path.is_file() and _is_of_texts(path, unless)
    return format_named("table") if is_of_texts else found


def _head(path: Path) -> bytes:
    """Return the beginning of a file, nothing of a folder and of what cannot be read."""
    if path.is_dir():
        return b""
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
            if path.suffix.lower() in _OF_RECORDS and b"\n" not in head:
                # An article with its tokens is a long line; only the whole of it tells.
                head += file.readline(_FIRST_RECORD)
    except OSError:
        # Who reads it will say why it cannot be read.
        return b""
    return head


def _is_of_texts(path: Path, unless: tuple[str, ...]) -> bool:
    from storage.formats.text_tables import is_of_texts

    return is_of_texts(path, unless=unless)


def _is_annotated(head: bytes) -> bool:
    # As a spreadsheet saves our CSV as “Unicode text”. Few texts have these words at their head.
    line = head[:_HEAD_LINE].replace(b"\0", b"")
    if not all(word in line for word in (b"document", b"start", b"end", b"tag")):
        return False
    from storage.formats.csv_import import is_annotated

    return is_annotated(head)


def writable(key: str) -> Format:
    """Return the format with that key, to be written; raise FormatError if it is only read."""
    found = format_named(key)
    if not found.can_write:
        raise FormatError(f"{found.title} is only read, never written. Nothing was changed.")
    return found
