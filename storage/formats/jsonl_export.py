"""Lossless JSON Lines: a header, then one line for each document."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from domain.annotation import Annotation
from domain.document import METADATA_FIELDS, Document, State
from storage.contents import Contents
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
from storage.formats.jsonl_lines import encode_line
from storage.formats.wording import Wording, exported_names

VERSION = 1


def export_jsonl(
    contents: Contents, target: Path, choice: Choice, progress: Progress = silent
) -> None:
    """Write the chosen layers to `target`, whole or not at all. Raises FormatError.

    `progress(done, total)` counts documents; what it raises (CancelledError) ends the export.
    """
    with one_moment(contents), whole_file(target) as file:
        writer = _Writer(contents, choice)
        file.write(encode_line(writer.header()))
        for page in pages(contents, choice, progress):
            file.write(encode_line(writer.document(page)))


def losses(contents: Contents, choice: Choice) -> tuple[str, ...]:
    """Say what the format does not carry."""
    del choice
    found = contents.connection.execute("SELECT count(*) FROM original").fetchone()[0]
    kept = ("The original bytes of the documents stay in the project file.",) if found else ()
    return ("Reviews, comments and the history stay in the project file.", *kept)


class _Writer:
    """Turns documents into the values of their lines."""

    def __init__(self, contents: Contents, choice: Choice) -> None:
        self._contents = contents
        self._choice = choice
        self._wording = Wording(contents)
        self._tags = exported_names(self._wording.codebook.tags)
        self._layers = {a.id: a.name for a in chosen_annotators(contents, choice)}

    def header(self) -> dict[str, Any]:
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

    def document(self, page: Page) -> dict[str, Any]:
        document = page.document
        sources = {a.id: self._wording.tag(a) for a in page.annotations}
        line: dict[str, Any] = {
            "id": document.id,
            "title": document.title,
            "text": document.text,
            "sha256": document.sha256,
            "metadata": _metadata(document),
            "note": document.note,
            "progress": self._progress(document),
            "annotations": [self._annotation(a) for a in page.annotations],
            "relations": [
                {
                    "id": r.id,
                    "type": self._wording.relation(r, sources[r.source]),
                    "from": r.source,
                    "to": r.target,
                }
                for r in sorted(page.relations, key=lambda r: r.id)
            ],
        }
        return line

    def _annotation(self, annotation: Annotation) -> dict[str, Any]:
        span = annotation.span
        line = {
            "id": annotation.id,
            "external_id": annotation.external_id,
            "start": span.start,
            "end": span.end,
            "fragments": span.fragments,
            "text": annotation.quote,
            "tag": self._tags[self._wording.tag(annotation).key],
            "attributes": self._wording.attributes(annotation),
            "note": annotation.note,
            "confidence": annotation.confidence,
            "annotator": self._wording.annotator(annotation),
            "created": annotation.created,
            "modified": annotation.modified,
        }
        if annotation.origin != "person":
            line["origin"] = annotation.origin
        return line

    def _progress(self, document: Document) -> dict[str, Any]:
        found = {}
        for progress in self._contents.documents.progress_of_all(document.id):
            worked = progress.state is not State.NEW or progress.seconds
            if progress.annotator in self._layers and worked:
                entry: dict[str, Any] = {"state": progress.state.value, "reason": progress.reason}
                if progress.seconds:
                    entry["seconds"] = progress.seconds
                found[self._layers[progress.annotator]] = entry
        return dict(sorted(found.items()))

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


def _metadata(document: Document) -> dict[str, Any]:
    fields = {name: getattr(document, name) for name in METADATA_FIELDS}
    return {k: v for k, v in fields.items() if v} | dict(sorted(document.metadata.items()))
