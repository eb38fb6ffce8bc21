"""The exchange formats; a new one is a module, an entry here, and a test file.

The modules are imported when they are first used: none is on the way to the first window.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from storage.errors import FormatError

if TYPE_CHECKING:
    from storage.contents import Contents
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

    `exporter`, `importer` and `losses` load what does the work, or are None.
    """

    key: str
    title: str
    suffix: str
    can_read: bool
    exporter: Callable[[], Exporter] | None = None
    importer: Callable[[], Importer] | None = None
    losses: Callable[[], Losses] | None = None

    @property
    def can_write(self) -> bool:
        """Whether a project can be exported to it."""
        return self.exporter is not None


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


def _html_export() -> Exporter:
    from storage.formats.html_page import export_html

    return export_html


def _html_losses() -> Losses:
    from storage.formats.html_page import losses

    return losses


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
        "html",
        "HTML page (the text with its highlights)",
        ".html",
        can_read=False,
        exporter=_html_export,
        losses=_html_losses,
    ),
)


def format_named(key: str) -> Format:
    """Return the format with that key; raise FormatError naming those that there are."""
    found = next((entry for entry in FORMATS if entry.key == key.casefold()), None)
    if found is None:
        known = ", ".join(entry.key for entry in FORMATS)
        raise FormatError(f"There is no format “{key}”; there are {known}. Nothing was changed.")
    return found


def format_of(path: Path, key: str | None) -> Format:
    """Return the format to read a file in: the one named, else that of its suffix, else text."""
    if key is None:
        suffix = path.suffix.lower()
        return next((f for f in FORMATS if f.suffix == suffix and f.can_read), FORMATS[0])
    found = format_named(key)
    if not found.can_read:
        raise FormatError(f"{found.title} is only written, never read. Nothing was changed.")
    return found


def exporter_of(key: str) -> Exporter:
    """Return what writes the format with that key; raise FormatError if it is only read."""
    found = format_named(key)
    if found.exporter is None:
        raise FormatError(f"{found.title} is only read, never written. Nothing was changed.")
    return found.exporter()
