"""Lossless JSON Lines: a header, then one line for each document."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from storage.contents import Contents
from storage.formats.exporting import Choice, Progress, chosen_annotators
from storage.formats.jsonl_lines import encode_line
from storage.formats.jsonl_rows import Lines
from storage.formats.report import Report
from storage.formats.wording import Wording

VERSION = 1


class JsonlWriter:
    """Writes a header and the documents, a line each."""

    def __init__(self, contents: Contents, choice: Choice) -> None:
        self._contents = contents
        self._choice = choice

    def rows(self, report: Report, progress: Progress) -> Iterator[dict[str, Any]]:
        """Yield the header and then the documents, as values of JSON."""
        report.losses.always = self._always()
        wording = Wording(self._contents)
        yield _Header(self._contents, self._choice, wording).value()
        for line in Lines(self._contents, self._choice, wording).documents(progress):
            report.count([each["tag"] for each in line["annotations"]], len(line["relations"]))
            yield line

    def write(self, file: BinaryIO, rows: Iterator[dict[str, Any]]) -> None:
        """Write a line for each."""
        for row in rows:
            file.write(encode_line(row))

    def _always(self) -> tuple[str, ...]:
        originals = self._contents.connection.execute("SELECT 1 FROM original LIMIT 1").fetchone()
        kept = "The original bytes of the documents stay in the project file."
        said = "Reviews, comments and the history stay in the project file."
        return (said, kept) if originals else (said,)


class _Header:
    """What the first line says of the project."""

    def __init__(self, contents: Contents, choice: Choice, wording: Wording) -> None:
        self._contents = contents
        self._choice = choice
        self._wording = wording

    def value(self) -> dict[str, Any]:
        """Return the values of the line."""
        info = self._contents.info()
        return {
            "format": "glossator",
            "version": VERSION,
            "header": True,
            "project": {"id": info.id, "title": info.title, "guidelines": info.guidelines},
            "codebook": self._contents.codebooks.content() or {},
            "annotators": [
                {"name": a.name, "kind": a.kind}
                for a in chosen_annotators(self._contents, self._choice)
            ],
            "entities": self._entities(),
        }

    def _entities(self) -> list[dict[str, Any]]:
        wanted = None
        if self._choice.annotators is not None:
            # What only a hidden layer mentions is absent from the register too.
            wanted = self._contents.entities.mentioned_by(self._choice.annotators)
        lines = []
        for entity in sorted(self._wording.entities.values(), key=lambda e: (e.kind, e.name, e.id)):
            if wanted is not None and entity.id not in wanted:
                continue
            line: dict[str, Any] = {
                "id": entity.id,
                "kind": entity.kind,
                "name": entity.name,
                "aliases": list(entity.aliases),
                "attributes": dict(sorted(entity.attributes.items())),
            }
            if entity.merged_into is not None:
                line["merged_into"] = entity.merged_into
            lines.append(line)
        return lines
