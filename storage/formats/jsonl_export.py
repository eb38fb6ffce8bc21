"""Lossless JSON Lines: a header, then one line for each document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from storage.contents import Contents
from storage.formats.exporting import (
    Choice,
    Progress,
    chosen_annotators,
    one_moment,
    silent,
    whole_file,
)
from storage.formats.jsonl_lines import encode_line
from storage.formats.jsonl_rows import Lines
from storage.formats.wording import Wording

VERSION = 1


def export_jsonl(
    contents: Contents, target: Path, choice: Choice, progress: Progress = silent
) -> None:
    """Write the chosen layers to `target`, whole or not at all. Raises FormatError.

    `progress(done, total)` counts documents; what it raises (CancelledError) ends the export.
    """
    with one_moment(contents), whole_file(target) as file:
        wording = Wording(contents)
        file.write(encode_line(_Header(contents, choice, wording).value()))
        for line in Lines(contents, choice, wording).documents(progress):
            file.write(encode_line(line))


def losses(contents: Contents, choice: Choice) -> tuple[str, ...]:
    """Say what the format does not carry."""
    del choice
    found = contents.connection.execute("SELECT count(*) FROM original").fetchone()[0]
    kept = ("The original bytes of the documents stay in the project file.",) if found else ()
    return ("Reviews, comments and the history stay in the project file.", *kept)


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
