"""What an export would hold, and what it could not carry, told before it is written."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from storage.contents import Contents
from storage.formats.export_corpus import preflight_corpus
from storage.formats.export_options import ExportOptions
from storage.formats.exporting import Choice, Progress, one_moment, pages, silent
from storage.formats.registry import format_named


@dataclass(frozen=True, slots=True)
class Preview:
    """Counts of what would be written; `losses` are sentences on what is altered or left out."""

    documents: int
    annotations: int
    relations: int
    losses: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        return asdict(self)

    def lines(self) -> list[str]:
        """Return it as people read it, a line each."""
        return [
            f"{self.documents:,} documents, {self.annotations:,} annotations, "
            f"{self.relations:,} relations.",
            *self.losses,
        ]


def preview(
    contents: Contents, format_key: str, choice: Choice, progress: Progress = silent
) -> Preview:
    """Return what an export would hold; raise FormatError where it would be refused."""
    documents = annotations = relations = 0
    found = format_named(format_key)
    if (codec := found.codec) is not None:
        options = ExportOptions(choice.annotators, choice.documents, tags=choice.tags)
        report = preflight_corpus(contents, found.key, codec, options, progress)
        counts = (report.documents, report.annotations, report.relations)
        return Preview(*counts, report.losses.sentences())
    with one_moment(contents):
        for page in pages(contents, choice, progress):
            documents += 1
            annotations += len(page.annotations)
            relations += len(page.relations)
        losses = found.losses()(contents, choice) if found.losses else ()
    return Preview(documents, annotations, relations, losses)
