"""The exchange formats; a new one is a module, an entry here, and a test file.

The modules are imported when they are first used: none is on the way to the first window.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from storage.errors import FormatError

if TYPE_CHECKING:
    from storage.contents import Contents
    from storage.formats.codec import Codec
    from storage.formats.exporting import Choice, Progress
    from storage.formats.intake import Intake


class Exporter(Protocol):
    """Writes a choice of the contents to a file, whole or not at all."""

    def __call__(
        self, contents: Contents, target: Path, choice: Choice, progress: Progress = ...
    ) -> None:
        """Write the file; raise FormatError, or what `progress` raises to cancel."""


class Importer(Protocol):
    """Takes a file in."""

    def __call__(
        self, intake: Intake, path: Path, *, onto: str | None = None, progress: Progress = ...
    ) -> None:
        """Read the file; raise FormatError naming the place that is wrong."""


Losses = Callable[["Contents", "Choice"], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Format:
    """An exchange format: `key` for the command line, `title` for people, `suffix` of its files.

    `exporter`, `importer` and `losses` load what does the work, or are None. A format of another
    program has a `module` instead, which holds a CODEC, and says here whether it is written.
    """

    key: str
    title: str
    suffix: str
    can_read: bool
    exporter: Callable[[], Exporter] | None = None
    importer: Callable[[], Importer] | None = None
    losses: Callable[[], Losses] | None = None
    module: str = ""
    is_written: bool = False

    @property
    def can_write(self) -> bool:
        """Whether a project can be exported to it."""
        return self.exporter is not None or self.is_written

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


def _jsonl_export() -> Exporter:
    from storage.formats.jsonl_export import export_jsonl

    return export_jsonl


def _jsonl_import() -> Importer:
    from storage.formats.jsonl_import import import_jsonl

    return import_jsonl


def _jsonl_losses() -> Losses:
    from storage.formats.jsonl_export import losses

    return losses


def _csv_export() -> Exporter:
    from storage.formats.csv_export import export_csv

    return export_csv


def _csv_import() -> Importer:
    from storage.formats.csv_import import import_csv

    return import_csv


def _csv_losses() -> Losses:
    from storage.formats.csv_export import losses

    return losses


def _xlsx_export() -> Exporter:
    from storage.formats.xlsx_export import export_xlsx

    return export_xlsx


def _xlsx_import() -> Importer:
    from storage.formats.xlsx_import import import_xlsx

    return import_xlsx


def _xlsx_losses() -> Losses:
    from storage.formats.xlsx_export import losses

    return losses


def _html_export() -> Exporter:
    from storage.formats.html_page import export_html

    return export_html


def _html_losses() -> Losses:
    from storage.formats.html_page import losses

    return losses


def _other(key: str, title: str, suffix: str, module: str) -> Format:
    """Return the entry of another program's format."""
    return Format(key, title, suffix, can_read=True, module=module, is_written=True)


_HEAD = 64 * 1024
FORMATS = (
    Format("text", "Source texts (files, folders, ZIP)", ".txt", can_read=True),
    Format("table", "Table of texts (a document a row)", ".tsv", can_read=True),
    Format(
        "jsonl",
        "JSON Lines (lossless)",
        ".jsonl",
        can_read=True,
        exporter=_jsonl_export,
        importer=_jsonl_import,
        losses=_jsonl_losses,
    ),
    Format(
        "csv",
        "CSV table (one row for each annotation)",
        ".csv",
        can_read=True,
        exporter=_csv_export,
        importer=_csv_import,
        losses=_csv_losses,
    ),
    Format(
        "xlsx",
        "Excel workbook (annotations, relations, documents, codebook)",
        ".xlsx",
        can_read=True,
        exporter=_xlsx_export,
        importer=_xlsx_import,
        losses=_xlsx_losses,
    ),
    Format(
        "html",
        "HTML page (the text with its highlights)",
        ".html",
        can_read=False,
        exporter=_html_export,
        losses=_html_losses,
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
    suffix = path.suffix.lower()
    head = b""
    if not path.is_dir():
        try:
            with path.open("rb") as file:
                head = file.read(_HEAD)
        except OSError:
            # Who reads it will say why it cannot be read.
            head = b""
    for entry in FORMATS:
        codec = entry.codec if entry.can_read else None
        if codec is None or codec.looks_like is None or (path.is_dir() and not codec.is_folder):
            continue
        if (path.is_dir() or suffix in codec.suffixes) and codec.looks_like(path, head):
            return entry
    # Any other folder holds source texts.
    own = (f for f in FORMATS if f.can_read and not f.module)
    return next((f for f in own if f.suffix == suffix), FORMATS[0])


def exporter_of(key: str) -> Exporter:
    """Return what writes the format with that key; raise FormatError if it is only read."""
    found = format_named(key)
    if found.is_written and (codec := found.codec) is not None:
        from storage.formats.export_corpus import exporter

        return exporter(found.key, codec)
    if found.exporter is None:
        raise FormatError(f"{found.title} is only read, never written. Nothing was changed.")
    return found.exporter()
