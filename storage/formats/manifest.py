"""The manifest of an export: what it is, from which project and codebook, with what it lost."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from storage.contents import Contents
from storage.formats.card import card
from storage.formats.export_options import ExportOptions
from storage.formats.outputs import write_json
from storage.formats.report import Report
from storage.formats.wording import exported_names, tags_among
from storage.times import now


def manifest_of(
    contents: Contents,
    options: ExportOptions,
    report: Report,
    *,
    labels: Mapping[str, str] | None = None,
    tokens: str | None = None,
    overlap: str | None = None,
) -> dict[str, Any]:
    """Return the manifest of an export that `report` is complete for, as plain values.

    `labels` leads from the exported names of tags to the written ones, where they differ. `tokens`
    and `overlap` are None where the format asks neither.
    """
    info = contents.info()
    codebook = contents.codebooks.current()
    names = exported_names(codebook.tags)
    chosen = [names[tag.key] for tag in tags_among(codebook, options.tags)]
    return {
        "program": options.program,
        "made": now(),
        "format": report.format,
        "project": {"id": info.id, "title": info.title},
        "codebook": {
            "name": codebook.name,
            "number": codebook.number,
            "version": codebook.version,
            "labels": {name: name for name in chosen} if labels is None else dict(labels),
        },
        "options": _asked(options, chosen) | {"tokens": tokens, "overlap": overlap},
        **report.as_json(),
        "losses": report.losses.summary(),
        "files": report.files,
    }


def _asked(options: ExportOptions, tags: list[str]) -> dict[str, Any]:
    return {
        "states": "done" if options.states is None else [s.value for s in options.states],
        "tags": None if options.tags is None else tags,
        "documents": None if options.documents is None else list(options.documents),
        "without_text": options.without_text,
        "pseudonyms": options.pseudonyms,
        "split": None if options.split is None else list(options.split),
        "seed": options.seed if options.split else None,
    }


def write_about(places: tuple[Path, Path], manifest: Mapping[str, Any], above: str = "") -> None:
    """Write a manifest and the card that says the same to people, below what a format puts above.

    `places` are those of the two, in this order.
    """
    places[1].write_text(above + card(manifest), "utf-8", newline="\n")
    write_json(places[0], manifest)
